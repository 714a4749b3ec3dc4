public import VirtualTime

extension Sentinel {
    public struct State: Equatable, Codable, Sendable {
        public internal(set) var onboardings = Table<Onboarding>()
        public internal(set) var items = Table<Item>()
        /// Of what the product group has been told.
        public internal(set) var contacts = Table<Contact>()

        init() {}
    }

    public struct Onboarding: TableRow, Codable {
        /// The workspace.
        public let id: ResourceID
        public internal(set) var customerManagedKey: Bool
        public internal(set) var state: OnboardingState
        public internal(set) var availability: Availability = .available
        /// When `availability` last changed, and by which entry.
        public internal(set) var availableSince: Stamp
        public internal(set) var wasConfirmed = false
        /// Marks of unsupported changes that were accepted, in the order they came: each answer names them.
        public internal(set) var undefined: [RuleID] = []
        public internal(set) var revision: Int = 1
        public internal(set) var incidents: Int = 0

        public var isOnboarded: Bool { state.answers }
        public var deadline: Instant? { state.deadline }
    }

    /// Letters to the product group about a workspace or a cluster.
    public struct Contact: TableRow, Codable {
        public let id: ResourceID
        /// In the order they were first named.
        public let topics: [String]
        public var deadline: Instant? { nil }
    }

    static let confirmationTopic = "confirm-cmk-onboarding"
    static let plannedChangeTopic = "planned-change"

    /// A thing of Sentinel's own on a workspace: what revocation prevents from being made.
    public struct Item: TableRow, Codable {
        public let id: ResourceID
        public let workspace: ResourceID
        public let kind: ItemKind
        public let createdAt: Instant
        public internal(set) var modifiedAt: Instant
        public internal(set) var revision: Int
        /// Incidents are numbered in a workspace from 1; 0 for others.
        public let number: Int
        /// The whole of `kind` and `properties`, as sent.
        public internal(set) var carried: Document
        public var deadline: Instant? { nil }
    }

    public enum ItemKind: String, CaseIterable, Codable, Sendable {
        case alertRule, incident, bookmark, watchlist, automationRule, dataConnector, setting
        /// Below an item of another kind.
        case alertRuleAction, incidentComment, incidentRelation, incidentTask, watchlistItem

        /// What the documents call the data it belongs to.
        public var category: String {
            switch self {
            case .alertRule, .alertRuleAction: "analytics rules"
            case .incident, .incidentComment, .incidentRelation, .incidentTask: "incidents"
            case .bookmark: "bookmarks"
            case .watchlist, .watchlistItem: "watchlists"
            case .automationRule: "automation rules"
            case .dataConnector: "data connectors"
            case .setting: "settings"
            }
        }
    }
}
