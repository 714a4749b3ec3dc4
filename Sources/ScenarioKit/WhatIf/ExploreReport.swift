public import VirtualTime

/// What exploring a scenario came to, put together from parts as they were written down.
public struct ExploreReport: Sendable {
    public static let schema = "lockstep/explore-report/v1"
    private let head: Document
    let sum: Part

    /// - Parameter rows: of all parts, in any order.
    public init(head: Document, rows: [Document]) {
        self.head = head
        let parts = rows.compactMap(Part.init).sorted { $0.number < $1.number }
        sum = parts.dropFirst().reduce(parts.first ?? Part(number: 0)) { $0.joined($1) }
    }

    /// What one part came to.
    public struct Part: Sendable {
        public let number: Int
        public internal(set) var cells = 0
        public internal(set) var runs = 0
        /// Pieces that were left when a bound ended the search.
        public internal(set) var undecided = 0
        public internal(set) var doubtful = 0
        public internal(set) var steps = 0
        /// The most choices on which a cell depends.
        public internal(set) var depth = 0
        var isDuration = false
        public internal(set) var worst: End?
        public internal(set) var best: End?
        /// The first run in which each step failed.
        public internal(set) var failures: [Failure] = []

        init(number: Int) { self.number = number }
    }

    /// An extreme, and a run that shows it.
    public struct End: Equatable, Sendable {
        public let value: Int64
        public let choices: [String]
        /// Whether its moments are whole seconds: of runs that show the same, the one that reads best.
        let isRound: Bool
    }

    public struct Failure: Equatable, Sendable {
        public let step: String
        public let what: String
        public let choices: [String]
    }

    public var isDecided: Bool { sum.undecided == 0 && sum.doubtful == 0 }

    public var exitCode: ExitCode {
        sum.failures.isEmpty ? (isDecided ? .passed : .notDecided) : .failed
    }

    var file: String { head["file"]?.text ?? "" }
    var measure: String { head["measure"]?.text ?? "" }
    var points: [String] { (head["points"]?.items ?? []).compactMap(\.text) }

    public var document: Document {
        var document: Document = [
            "schema": .string(Self.schema), "file": .string(file),
            "points": .array(points.map { .string($0) }), "cells": .integer(sum.cells),
            "runs": .integer(sum.runs), "steps": .integer(sum.steps),
            "verdict": sum.failures.isEmpty ? (isDecided ? "holds" : "NOT DECIDED") : "violated",
        ]
        document["failures"] = .array(sum.failures.map(\.document))
        for (name, end) in [("worst", sum.worst), ("best", sum.best)] {
            guard let end else { continue }
            document[name] = [
                "measure": .string(measure), "value": .integer(end.value),
                "choices": .array(end.choices.map { .string($0) }),
            ]
        }
        return document
    }
}

extension ExploreReport.Part {
    /// Takes in what one run has shown.
    mutating func take(_ value: Int64, isRound: Bool, _ choices: () -> [String]) {
        let goesHigher = ExploreReport.End.wins(value, isRound, over: worst, >)
        let goesLower = ExploreReport.End.wins(value, isRound, over: best, <)
        guard goesHigher || goesLower else { return }
        let end = ExploreReport.End(value: value, choices: choices(), isRound: isRound)
        if goesHigher { worst = end }
        if goesLower { best = end }
    }

    /// Both together; of two that show the same, what the first has shown stays.
    func joined(_ other: ExploreReport.Part) -> ExploreReport.Part {
        var part = self
        part.cells += other.cells
        part.runs += other.runs
        part.undecided += other.undecided
        part.doubtful += other.doubtful
        part.steps = max(steps, other.steps)
        part.depth = max(depth, other.depth)
        part.isDuration = isDuration || other.isDuration
        if let end = other.worst, ExploreReport.End.wins(end.value, end.isRound, over: worst, >) {
            part.worst = end
        }
        if let end = other.best, ExploreReport.End.wins(end.value, end.isRound, over: best, <) {
            part.best = end
        }
        part.failures += other.failures.filter { failure in !failures.contains { $0.step == failure.step } }
        return part
    }

    public var document: Document {
        var document: Document = [
            "n": .integer(number), "id": .string("part \(number)"), "cells": .integer(cells),
            "runs": .integer(runs), "undecided": .integer(undecided), "doubtful": .integer(doubtful),
            "steps": .integer(steps), "depth": .integer(depth), "isDuration": .bool(isDuration),
            "failures": .array(failures.map(\.document)),
        ]
        if let worst { document["worst"] = worst.document }
        if let best { document["best"] = best.document }
        return document
    }

    init?(_ document: Document) {
        func number(_ name: String) -> Int { document[name]?.integer.map(Int.init) ?? 0 }
        guard document["n"]?.integer != nil else { return nil }
        self.init(number: number("n"))
        cells = number("cells")
        runs = number("runs")
        undecided = number("undecided")
        doubtful = number("doubtful")
        steps = number("steps")
        depth = number("depth")
        isDuration = document["isDuration"]?.flag ?? false
        worst = document["worst"].flatMap(ExploreReport.End.init)
        best = document["best"].flatMap(ExploreReport.End.init)
        failures = (document["failures"]?.items ?? []).compactMap(ExploreReport.Failure.init)
    }
}

extension ExploreReport.End {
    fileprivate static func wins(
        _ value: Int64, _ isRound: Bool, over end: Self?, _ isBeyond: (Int64, Int64) -> Bool
    ) -> Bool {
        guard let end else { return true }
        return isBeyond(value, end.value) || value == end.value && isRound && !end.isRound
    }

    fileprivate var document: Document {
        [
            "value": .integer(value), "choices": .array(choices.map { .string($0) }),
            "isRound": .bool(isRound),
        ]
    }

    fileprivate init?(_ document: Document) {
        guard let value = document["value"]?.integer else { return nil }
        self.init(
            value: value, choices: (document["choices"]?.items ?? []).compactMap(\.text),
            isRound: document["isRound"]?.flag ?? false)
    }
}

extension ExploreReport.Failure {
    fileprivate var document: Document {
        [
            "step": .string(step), "what": .string(what),
            "choices": .array(choices.map { .string($0) }),
        ]
    }

    fileprivate init?(_ document: Document) {
        guard let step = document["step"]?.text, let what = document["what"]?.text else { return nil }
        self.init(
            step: step, what: what, choices: (document["choices"]?.items ?? []).compactMap(\.text))
    }
}
