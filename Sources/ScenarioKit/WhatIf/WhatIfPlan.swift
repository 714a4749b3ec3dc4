import ControlPlane
import VirtualTime

/// One what-if plan, read and checked. Nothing in it has run.
public struct WhatIfPlan: Sendable {
    public let file: String
    public var name: String
    public var description = ""
    /// The state of the documents; nil takes the caller's.
    public var rules: String?
    public var assume: [Template.Field] = []
    /// `builtin:NAME`, a `*.lockworld`, or `server:WORLD`.
    public var from = "empty"
    public var at: Late<InstantSpec>?
    /// The number of a journal entry after which the future begins.
    public var event: Int?
    public var world = WorldBlock()
    public var horizon = Duration.days(30)
    /// In the order written.
    public var axes: [Axis] = []
    public var futures: [PlannedFuture] = []
    /// Nil explores.
    public var choices: ChoicePolicy?
    public var isExplored: Bool { choices == nil }
    public var explore = WhatIfExploration()
    var invariants: [InvariantSpec] = []
    public var measures: [String] = WhatIfPlan.standardMeasures
    public var objective: Objective?
    /// Reports to write, by kind: `html: FILE`.
    public var reports: [(kind: String, file: String)] = []

    static let schema = "lockstep/whatif/v1"
    static let standardMeasures = [
        "first_dark", "dark_minutes", "lost_records", "purged_unseen", "refused",
    ]

    init(file: String, name: String) {
        self.file = file
        self.name = name
    }

    /// A value that futures are repeated over.
    public struct Axis: Sendable {
        public let name: String
        let values: [Template]
        let place: SourcePlace
        /// The assumption that is read in several ways; nil for a value of the plan's own.
        var assumption: String? {
            name.hasPrefix("assume.") ? String(name.dropFirst("assume.".count)) : nil
        }
    }

    public struct PlannedFuture: Sendable {
        public let name: String
        let interventions: [PlannedIntervention]
        let place: SourcePlace
    }

    struct PlannedIntervention: Sendable {
        let at: Late<InstantSpec>
        let mark: String?
        /// What is done, as a step without its time.
        let deed: YAMLNode
        let place: SourcePlace
    }

    public struct Objective: Sendable {
        public let measure: String
        public let isMaximized: Bool
    }
}

/// How choices are varied.
public struct WhatIfExploration: Equatable, Sendable {
    public var points: [String] = []
    /// `exhaustive`, `random` or `swarm`.
    public var strategy = "exhaustive"
    public var isOrderVaried = false
    /// Runs a future may take.
    public var runs: Int?
    public var depth: Int?
    /// Of the machine's time, for the whole plan.
    public var wall: Duration?

    public init() {}
}

/// An invariant as its text, so that it can be written down again.
struct InvariantSpec: Equatable, Sendable {
    let name: String
    /// A rule's id, or nil when there is an expression.
    let rule: String?
    let expression: String?
    let isWarning: Bool
}
