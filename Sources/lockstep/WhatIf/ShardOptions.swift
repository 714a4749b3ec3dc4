import ArgumentParser
import Foundation
import ScenarioKit
import VirtualTime

/// Which part of a plan or of a search this process takes.
struct ShardOptions: ParsableArguments {
    @Option(help: "K/N: the K-th of N parts, from 1; auto reads what a scheduler has set.")
    var shard: String?
    @Option(help: "How rows are dealt out: hash (stable when the plan grows) or slice (balanced).")
    var partition = "hash"
    @Option(help: "The folder of the shards' files.")
    var out = "out"

    func request() throws -> Shard? {
        guard let shard else { return nil }
        guard let partition = Shard.Partition(rawValue: partition) else {
            throw Console.fail(
                "'\(partition)' is neither hash nor slice.", try: "--partition hash", .wrongFile)
        }
        guard shard != "auto" else { return try automatic(partition) }
        guard let request = Shard(shard, partition: partition) else {
            throw Console.fail("'\(shard)' is not K/N with K from 1 to N.", try: "--shard 3/64", .wrongFile)
        }
        return request
    }

    /// What the schedulers that are known set for the processes they start.
    private func automatic(_ partition: Shard.Partition) throws -> Shard {
        let environment = ProcessInfo.processInfo.environment
        func number(_ name: String) -> Int? { environment[name].flatMap { Int($0) } }
        let total = number("LOCKSTEP_SHARDS")
        var found: (number: Int, count: Int, source: String)?
        if let index = number("JOB_COMPLETION_INDEX"), let total {
            found = (index + 1, total, "JOB_COMPLETION_INDEX=\(index) of LOCKSTEP_SHARDS=\(total)")
        } else if let id = number("SLURM_ARRAY_TASK_ID"), let count = number("SLURM_ARRAY_TASK_COUNT") {
            let least = number("SLURM_ARRAY_TASK_MIN") ?? 1
            found = (id - least + 1, count, "SLURM_ARRAY_TASK_ID=\(id), from \(least), \(count) tasks")
        } else if let index = number("CI_NODE_INDEX"), let count = number("CI_NODE_TOTAL") {
            found = (index, count, "CI_NODE_INDEX=\(index) of CI_NODE_TOTAL=\(count)")
        } else if let sequence = number("PARALLEL_SEQ"), let total {
            found = (sequence, total, "PARALLEL_SEQ=\(sequence) of LOCKSTEP_SHARDS=\(total)")
        }
        guard let found, found.count >= 1, (1...found.count).contains(found.number) else {
            throw Console.fail(
                "no scheduler has said which shard this is.",
                try: "--shard K/N, or set LOCKSTEP_SHARDS beside JOB_COMPLETION_INDEX or PARALLEL_SEQ",
                .wrongFile)
        }
        Console.note("shard \(found.number)/\(found.count) (\(found.source))")
        return Shard(number: found.number, count: found.count, partition: partition)
    }
}

/// Does the rows of one shard and writes each when it is done.
struct ShardWriter {
    let work: ShardedWork
    let request: Shard
    let options: ShardOptions
    /// Does rows by their places, in this order, and hands each on as it is done.
    let run: (_ places: [Int], _ emit: (Document) throws -> Void) async throws -> Void

    private var path: String { "\(options.out)/\(request.fileName)" }

    func write() async throws {
        let file = try present()
        guard !file.isComplete else { return Console.note("\(path) is complete already.") }
        let handle = try open(truncatedTo: file.wholeBytes)
        defer { try? handle.close() }
        func write(_ document: String) throws {
            do {
                try handle.write(contentsOf: Data("\(document)\n".utf8))
                try handle.synchronize()
            } catch {
                throw Console.fail(
                    "\(path) cannot be written: \(Self.words(error)). What is whole in it stays.",
                    try: "free some space, then the same command: it goes on after the last whole line",
                    .internalError)
            }
        }
        if file.header == nil { try write(request.header(of: work).json) }
        let done = file.rows.compactMap { $0["n"]?.integer.map(Int.init) }
        let mine = request.places(of: work)
        let left = mine.filter { !done.contains($0) }
        if !done.isEmpty { Console.note("\(path): \(done.count) of \(mine.count) rows were there.") }
        try await run(left) { row in try write(Shard.line(row).json) }
        try write(Shard.end(rows: mine.count).json)
        Console.note("\(path): \(mine.count) rows.")
    }

    /// What an earlier start has left; another plan's file is not touched.
    private func present() throws -> ShardFile {
        guard let data = FileManager.default.contents(atPath: path) else {
            return try ShardFile(path, bytes: [])
        }
        let file: ShardFile
        do throws(ShardFile.Fault) {
            file = try ShardFile(path, bytes: Array(data))
        } catch {
            throw Console.fail("\(error).", try: "another folder with --out, or remove it", .wrongFile)
        }
        guard file.header != nil else { return file }
        guard file.engine == Lockstep.version else {
            throw Console.fail(
                "\(path) is of Lockstep \(file.engine), this is \(Lockstep.version).",
                try: "another folder with --out",
                .otherVersion)
        }
        guard file.header == (try? Document(json: request.header(of: work).json)) else {
            throw Console.fail("\(path) is of another plan.", try: "another folder with --out", .wrongFile)
        }
        return file
    }

    private func open(truncatedTo bytes: Int) throws -> FileHandle {
        do {
            try FileManager.default.createDirectory(atPath: options.out, withIntermediateDirectories: true)
            if !FileManager.default.fileExists(atPath: path) {
                guard FileManager.default.createFile(atPath: path, contents: nil) else {
                    throw CocoaError(.fileWriteUnknown)
                }
            }
            let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
            try handle.truncate(atOffset: UInt64(bytes))
            try handle.seekToEnd()
            return handle
        } catch {
            throw Console.fail(
                "\(path) cannot be written: \(error.localizedDescription).", try: "another folder with --out",
                .internalError)
        }
    }

    private static func words(_ error: any Error) -> String {
        let text = error.localizedDescription
        return text.hasSuffix(".") ? String(text.dropLast()) : text
    }
}
