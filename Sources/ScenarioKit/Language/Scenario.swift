/// One scenario file, read and checked. Nothing in it has run.
public struct Scenario: Hashable, Sendable {
    public let file: String
    public var name: TemplateText
    public var description = ""
    public var labels: [String] = []
    public var requires: Requires?
    public var skip: Skip?
    /// The state of the documents that the file names as its premise; nil takes the caller's.
    public var pinnedRules: String?
    public var rules: String { pinnedRules ?? Vocabulary.profiles[0] }
    public var assume: [Template.Field] = []
    public var world = WorldBlock()
    public var variables: [Template.Field] = []
    public var matrix: [Axis] = []
    public var cases: [CaseRow] = []
    public var setup: [Step] = []
    public var steps: [Step] = []
    public var cleanup: [Step] = []
    public var always: [Invariant] = []
    public var explore: Explore?
    public var training: Training?
    /// The files whose blocks and constants it uses, in the order they were read.
    public var included: [SourceText] = []

    init(file: String, name: TemplateText) {
        self.file = file
        self.name = name
    }

    /// What a file needs of the simulator; without it its runs are skipped.
    public struct Requires: Hashable, Sendable {
        public let simulator: VersionRange?
        public let features: [String]
    }

    public struct Axis: Hashable, Sendable {
        public let name: String
        public let values: [Template]
        public let place: SourcePlace
    }

    public struct CaseRow: Hashable, Sendable {
        public let name: TemplateText
        public let skip: Skip?
        public let fields: [Template.Field]
        public let place: SourcePlace
    }
}

/// Where a scenario starts.
public struct WorldBlock: Hashable, Sendable {
    public var from: TemplateText?
    public var at: Late<InstantSpec>?
    public var start: TemplateText?
    public var seed: TemplateText?
    public var choices: ChoicePolicy?
    public var clock: String?
    public var timings: [Timing] = []
    public var traffic: [Traffic] = []
    public var retention: [Retention] = []

    public struct Timing: Hashable, Sendable {
        public let name: String
        public let least: Late<Duration>
        public let most: Late<Duration>
    }

    public struct Traffic: Hashable, Sendable {
        public let to: Late<Reference>
        public let rate: Late<TrafficRate>
        public let backfill: Late<Duration>?
        public let table: TemplateText?
    }

    public struct Retention: Hashable, Sendable {
        public let workspace: Late<Reference>
        public let duration: Late<Duration>
    }
}

/// Records in a period, such as `10/min`.
public struct TrafficRate: Hashable, Sendable {
    public let records: Int64
    public let period: Duration

    /// Nil unless the text is a whole number, a slash and one of `s`, `min`, `h`, `d`.
    public init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let records = Int64(parts[0]), records >= 0, records <= 1_000_000 else {
            return nil
        }
        switch parts[1] {
        case "s": period = .seconds(1)
        case "min": period = .seconds(60)
        case "h": period = .seconds(3_600)
        case "d": period = .seconds(86_400)
        default: return nil
        }
        self.records = records
    }
}

/// What `explore` varies. A plain run does not read it.
public struct Explore: Hashable, Sendable {
    public var choices: [String] = []
    public var strategy: String?
    public var states: Int?
    public var runs: Int?
    public var depth: Int?
    public var horizon: Late<Duration>?
    public var wall: Late<Duration>?
    public var maximize: PlacedExpression?
}
