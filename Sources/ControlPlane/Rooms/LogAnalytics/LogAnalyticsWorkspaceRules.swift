extension LogAnalytics {
    /// The workspace as a resource, how it goes and comes back, and what its queries find.
    public enum WorkspaceRule: String, DocumentedRule {
        case clusterFeature = "WS-03"
        case skus = "WS-04"
        case shortened = "WS-06"
        case quotaStatus = "WS-07"
        case locked = "WS-08"
        case deletedList = "WS-DEL-04"
        case servicesDropped = "WS-DEL-06"
        case globalNames = "WS-DEL-07"
        case deletionRights = "WS-DEL-08"
        case clusterGone = "WS-DEL-09"
        case queryErrors = "LA-QUERY-01"
        case queriesWarm = "LA-QUERY-04"

        public var citation: Citation {
            switch self {
            case .clusterFeature:
                Citation(
                    "The cluster among a workspace's features is set by linking alone.",
                    .state, .documented, "LA-SPEC")
            case .skus:
                Citation(
                    "A new workspace is PerGB2018 unless it says otherwise, and takes no legacy sku.",
                    .guard, .documented, "LA-SPEC")
            case .shortened:
                Citation(
                    "A shorter retention deletes after 30 days at the soonest.",
                    .deadline, .documented, "LA-RET", within: .days(30...30))
            case .quotaStatus:
                Citation(
                    "The state of ingestion speaks of quota and subscription, never of the key.",
                    .state, .documented, "LA-SPEC")
            case .locked:
                Citation(
                    "A locked workspace is not written or deleted through ARM, and purges on all the same.",
                    .guard, .documented, "ARM-LOCK")
            case .deletedList:
                Citation(
                    "Deleted workspaces are listed by subscription and by group.",
                    .state, .documented, "LA-SPEC")
            case .servicesDropped:
                Citation(
                    "A recovered workspace has its link to the cluster, and no other linked service.",
                    .state, .documented, "LA-DEL")
            case .globalNames:
                Citation(
                    "A name that is taken elsewhere is a conflict, where names are unique everywhere.",
                    .guard, .documented, "LA-DEL")
            case .deletionRights:
                Citation(
                    "Deleting takes the right at the workspace, recovering the one at its group.",
                    .guard, .documented, "LA-DEL")
            case .clusterGone:
                Citation(
                    "Recovered after its cluster was deleted, a workspace is not linked and pays as it goes.",
                    .state, .inferred, "LA-CLU")
            case .queryErrors:
                Citation(
                    "A query that cannot be read is answered with 400 and the error inside the error.",
                    .guard, .documented, "LA-API")
            case .queriesWarm:
                Citation(
                    "Querying old data brings it into the hot cache.", .state, .documented, "LA-CMK")
            }
        }
    }
}
