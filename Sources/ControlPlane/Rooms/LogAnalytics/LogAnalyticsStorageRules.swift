extension LogAnalytics {
    /// Saved queries and alerts in the customer's own storage account.
    public enum StorageRule: String, DocumentedRule {
        case linked = "LA-BYOS-01"
        case storageAccount = "LA-BYOS-02"
        case searchesMove = "LA-BYOS-03"
        case notCovered = "LA-BYOS-04"
        case alertsWithoutResults = "LA-BYOS-05"
        case ownKey = "LA-BYOS-06"

        public var citation: Citation {
            switch self {
            case .linked:
                Citation(
                    "Storage is linked by kind of data, each time with the whole list of accounts.",
                    .guard, .documented, "LA-SPEC")
            case .storageAccount:
                Citation(
                    "What is linked is a storage account, in the workspace's region.",
                    .guard, .documented, "LA-CMK")
            case .searchesMove:
                Citation(
                    "Linking storage for queries moves saved searches there; unlinking brings them back.",
                    .state, .documented, "LA-CMK")
            case .notCovered:
                Citation(
                    "Query packs, query history and dashboards stay under Microsoft's keys.",
                    .advice, .documented, "LA-CMK")
            case .alertsWithoutResults:
                Citation(
                    "With alert queries in the customer's storage, fired alerts show neither query nor results.",
                    .advice, .documented, "LA-CMK")
            case .ownKey:
                Citation(
                    "The storage account's own key protects them; a workspace may insist on such storage.",
                    .guard, .documented, "LA-CMK")
            }
        }
    }
}
