public import VirtualTime

extension LogAnalytics {
    /// A table's own retention in days; nil follows the workspace's.
    public struct TableRetention: Equatable, Codable, Sendable {
        /// How far a query reaches back.
        public var interactiveDays: Int?
        /// How long records are kept in all.
        public var totalDays: Int?

        public init(interactiveDays: Int? = nil, totalDays: Int? = nil) {
            self.interactiveDays = interactiveDays
            self.totalDays = totalDays
        }
    }

    /// What kind of data of a workspace lies in the customer's storage.
    public enum StorageKind: String, CaseIterable, Codable, Sendable {
        case query = "Query"
        case alerts = "Alerts"
        case customLogs = "CustomLogs"
        case azureWatson = "AzureWatson"
        case ingestion = "Ingestion"
    }

    public struct LinkedStorage: Equatable, Codable, Sendable {
        public let kind: StorageKind
        /// Full ids of storage accounts, as sent.
        public var accounts: [String]
    }

    /// A linked service that is no cluster (`Automation`): it holds no data.
    public struct LinkedService: Equatable, Codable, Sendable {
        /// As first spelled; compared without case.
        public let name: String
        public var carried: Document
    }

    /// A saved search or function of a workspace.
    public struct SavedSearch: TableRow, Codable {
        /// `{workspace}/savedSearches/{name}`
        public let id: ResourceID
        public let workspace: ResourceID
        public var revision = 1
        /// Moved to the customer's storage when that was linked: out of the workspace until it is unlinked.
        public var isInStorage = false
        public var carried: Document
        public var deadline: Instant? { nil }
    }

    /// What is left of a workspace after its name is free: data, until it is purged (WS-DEL-03).
    public struct Departure: TableRow, Codable {
        /// The workspace's customer id.
        public let id: String
        public let data: DataLedger
        public let since: Stamp
        public let until: Instant
        public var deadline: Instant? { until }
    }
}

extension LogAnalytics.Workspace {
    public func storage(for kind: LogAnalytics.StorageKind) -> LogAnalytics.LinkedStorage? {
        storage.first { $0.kind == kind }
    }
}
