import Foundation

/// A recorded trace beside its scenario, and whether a run still gives it.
public struct TraceFile: Sendable {
    /// Where a run parts from its recording. Lines count from 1.
    public struct Difference: Equatable, Sendable {
        public let line: Int
        /// Nil where the recording has ended.
        public let recorded: String?
        /// Nil where the run has ended.
        public let actual: String?
    }

    public enum Outcome: Equatable, Sendable {
        case same
        case differs([Difference])
        /// Written anew: a run that records never passes, so that nobody records by accident.
        case recorded
        case neverRecorded
    }

    public static let variable = "LOCKSTEP_RECORD"

    public let path: String

    public init(path: String) { self.path = path }

    /// The trace of `NAME.scenario.yaml` is `NAME.trace`.
    public init(besides scenario: String) {
        let suffix = ".scenario.yaml"
        path = (scenario.hasSuffix(suffix) ? String(scenario.dropLast(suffix.count)) : scenario) + ".trace"
    }

    /// Compares with what was recorded, or records. Throws what writing throws.
    public func check(_ actual: String, environment: [String: String]) throws -> Outcome {
        if environment[Self.variable] == "1" {
            try Data(actual.utf8).write(to: URL(fileURLWithPath: path))
            return .recorded
        }
        guard let data = FileManager.default.contents(atPath: path) else { return .neverRecorded }
        let differences = Self.compare(recorded: String(decoding: data, as: UTF8.self), actual: actual)
        return differences.isEmpty ? .same : .differs(differences)
    }

    /// The lines that differ, the first 20 of them; what was put in or left out does not shift the rest.
    public static func compare(recorded: String, actual: String) -> [Difference] {
        let old = recorded.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let new = actual.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        var differences: [Difference] = []
        for change in new.difference(from: old) {
            switch change {
            case .remove(let place, let line, _):
                differences.append(Difference(line: place + 1, recorded: line, actual: nil))
            case .insert(let place, let line, _):
                differences.append(Difference(line: place + 1, recorded: nil, actual: line))
            }
        }
        let sorted = differences.enumerated().sorted {
            ($0.element.line, $0.element.actual == nil ? 0 : 1, $0.offset)
                < ($1.element.line, $1.element.actual == nil ? 0 : 1, $1.offset)
        }
        return sorted.prefix(20).map(\.element)
    }
}

extension TraceFile.Difference: CustomStringConvertible {
    public var description: String {
        recorded.map { "\(line): - \($0)" } ?? "\(line): + \(actual ?? "")"
    }
}
