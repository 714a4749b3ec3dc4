import ControlPlane
public import VirtualTime

/// Something that is done in parts: rows that stand by themselves, and what all of them have in common.
public struct ShardedWork: Sendable {
    /// Of everything that says what is asked.
    public let digest: String
    public let head: Document
    /// A name for each row.
    public let ids: [String]

    public init(_ whatIf: WhatIf) {
        digest = whatIf.digest
        head = WhatIfReport.head(whatIf)
        ids = whatIf.rows.map(\.id)
    }

    public init(_ search: ScenarioSearch, _ parts: ScenarioSearch.Parts) {
        digest = search.digest
        head = search.head
        ids = (0..<parts.count).map { "part \($0)" }
    }
}

/// One part of a plan, as lines of JSON: a header, a line for each row, an end.
///
/// A file without its end is not whole, and a line is only read when all of it is there: a process that was
/// stopped is started again and goes on after the last whole line.
public struct Shard: Sendable {
    public let number: Int
    public let count: Int
    public let partition: Partition

    public enum Partition: String, CaseIterable, Sendable {
        /// By the name of a row: stable when the plan grows.
        case hash
        /// One after the other.
        case slice
    }

    public init(number: Int, count: Int, partition: Partition = .hash) {
        self.number = number
        self.count = count
        self.partition = partition
    }

    /// `3/64`, from 1.
    public init?(_ text: String, partition: Partition = .hash) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let number = Int(parts[0]), let count = Int(parts[1]), count >= 1,
            (1...count).contains(number), count <= 100_000
        else { return nil }
        self.init(number: number, count: count, partition: partition)
    }

    public var fileName: String {
        func padded(_ number: Int) -> String {
            let digits = String(number)
            return String(repeating: "0", count: max(0, max(3, String(count).count) - digits.count)) + digits
        }
        return "shard-\(padded(number))-of-\(padded(count)).jsonl"
    }

    /// The rows that are its own.
    public func places(of work: ShardedWork) -> [Int] {
        work.ids.indices.filter { place in
            switch partition {
            case .slice: place % count == number - 1
            case .hash: Int(Self.hash(work.ids[place]) % UInt64(count)) == number - 1
            }
        }
    }

    private static func hash(_ text: String) -> UInt64 {
        Digest.sha256(text).bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
    }

    // MARK: Lines

    public func header(of work: ShardedWork) -> Document {
        [
            "kind": "header", "schema": "lockstep/shard/v1", "plan": .string(work.digest),
            "engine": .string(Features.version), "shard": .integer(number), "of": .integer(count),
            "partition": .string(partition.rawValue), "head": work.head,
        ]
    }

    /// A row's line: what engines want to sort by beside the whole of it.
    public static func line(_ row: Document) -> Document {
        var metrics = Members()
        for measure in row["measures"]?.members ?? [:] {
            metrics[measure.name] = measure.value["worst"] ?? measure.value
        }
        return [
            "kind": "run", "future": row["future"] ?? .null, "params": row["params"] ?? [:],
            "metrics": .object(metrics), "token": row["witness"]?["worst"] ?? .null, "row": row,
        ]
    }

    public static func end(rows: Int) -> Document { ["kind": "end", "rows": .integer(rows)] }
}

/// The file of a shard, as far as it is whole.
public struct ShardFile: Sendable {
    public let name: String
    public private(set) var header: Document?
    public private(set) var rows: [Document] = []
    public private(set) var isComplete = false
    /// How many bytes are whole lines: what comes after them is of a line that was cut off.
    public private(set) var wholeBytes = 0

    public enum Fault: Error, Equatable, Sendable, CustomStringConvertible {
        case notAShard(String)
        case damaged(String, line: Int)

        public var description: String {
            switch self {
            case .notAShard(let name): "\(name) is no shard: its first line does not say so"
            case .damaged(let name, let line): "\(name) is damaged at line \(line)"
            }
        }
    }

    public init(_ name: String, bytes: [UInt8]) throws(Fault) {
        self.name = name
        var start = 0, number = 0
        while let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) {
            number += 1
            let text = String(decoding: bytes[start..<end], as: UTF8.self)
            guard let line = try? Document(json: text), let kind = line["kind"]?.text else {
                throw number == 1 ? .notAShard(name) : .damaged(name, line: number)
            }
            switch kind {
            case "header" where number == 1: header = line
            case "run" where header != nil && !isComplete:
                guard let row = line["row"] else { throw .damaged(name, line: number) }
                rows.append(row)
            case "end" where line["rows"]?.integer == Int64(rows.count): isComplete = true
            default: throw number == 1 ? .notAShard(name) : .damaged(name, line: number)
            }
            start = end + 1
            wholeBytes = start
        }
        guard header != nil || bytes.isEmpty else { throw .notAShard(name) }
    }

    public var plan: String { header?["plan"]?.text ?? "" }
    public var engine: String { header?["engine"]?.text ?? "" }
    public var number: Int { header?["shard"]?.integer.map(Int.init) ?? 0 }
    public var count: Int { header?["of"]?.integer.map(Int.init) ?? 0 }
}

/// Shards put together again. In whatever order they come, the same comes out.
public struct ShardMerge: Sendable {
    private let head: Document
    private let rows: [Document]
    /// Shards that are not there, or not whole, in their order.
    public let missing: [Int]

    public enum Fault: Error, Equatable, Sendable, CustomStringConvertible {
        case nothing
        case otherEngine(String, String)
        case otherPlan(String, String)
        case otherCount(String, String)
        /// Two shards have one row, and differ in what it came to.
        case contradiction(String)

        public var description: String {
            switch self {
            case .nothing: "there is no shard to merge"
            case .otherEngine(let name, let engine):
                "\(name) is of Lockstep \(engine), this is \(Features.version)"
            case .otherPlan(let name, let other): "\(name) and \(other) are of different plans"
            case .otherCount(let name, let other): "\(name) and \(other) are of different partitions"
            case .contradiction(let row):
                "two shards differ in what '\(row)' came to: a defect of the simulator"
            }
        }
    }

    public init(_ files: [ShardFile]) throws(Fault) {
        let files = files.sorted { $0.name < $1.name }
        guard let first = files.first(where: { $0.header != nil }), let head = first.header?["head"] else {
            throw .nothing
        }
        for file in files where file.header != nil {
            guard file.engine == Features.version else { throw .otherEngine(file.name, file.engine) }
            guard file.plan == first.plan else { throw .otherPlan(file.name, first.name) }
            guard file.count == first.count else { throw .otherCount(file.name, first.name) }
        }
        missing = (1...max(1, first.count)).filter { number in
            !files.contains { $0.number == number && $0.isComplete }
        }
        var rows: [Document] = []
        for row in files.flatMap(\.rows) {
            guard let known = rows.first(where: { $0["n"] == row["n"] }) else {
                rows.append(row)
                continue
            }
            guard known == row else { throw .contradiction(row["id"]?.text ?? "") }
        }
        self.head = head
        self.rows = rows
    }

    /// The report of a plan; nil when it was a scenario that was explored.
    public var plan: WhatIfReport? {
        head["schema"]?.text == WhatIfReport.schema ? WhatIfReport(head: head, rows: rows) : nil
    }

    /// The report of an explored scenario; nil when it was a plan.
    public var exploration: ExploreReport? {
        head["schema"]?.text == ExploreReport.schema ? ExploreReport(head: head, rows: rows) : nil
    }

    public var isComplete: Bool { missing.isEmpty }
}
