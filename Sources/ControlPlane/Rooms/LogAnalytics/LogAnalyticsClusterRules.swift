extension LogAnalytics {
    /// The cluster as a resource: its members, its tier, its limits, its links and its end.
    public enum ClusterRule: String, DocumentedRule {
        case statusCodes = "LA-CLUSTER-01"
        case versions = "LA-CLUSTER-02"
        case readOnly = "LA-CLUSTER-04"
        case states = "LA-CLUSTER-05"
        case doubleEncryption = "LA-CLUSTER-06"
        case zones = "LA-CLUSTER-07"
        case billingType = "LA-CLUSTER-08"
        case cannotMove = "LA-CLUSTER-09"
        case quota = "LA-CLUSTER-10"
        case workspaceLimit = "LA-CLUSTER-11"
        case billed = "LA-CLUSTER-12"
        case permissions = "LA-CLUSTER-13"
        case skuName = "LA-SKU-01"
        case commitmentPeriod = "LA-SKU-03"
        case synchronous = "LA-SKU-04"
        case sameTier = "LA-SKU-05"
        case linkRegion = "LA-LINK-05"
        case skuWhileLinked = "LA-LINK-10"
        case linkSurvives = "LA-LINK-12"
        case goneAtOnce = "LA-DEL-01"
        case removal = "LA-DEL-03"
        case updatesWhileDeleting = "LA-DEL-04"

        public var citation: Citation {
            switch self {
            case .statusCodes:
                Citation(
                    "Creating answers 202, updating 200 or 202, deleting 200 or 204, reading 200.",
                    .state, .documented, "LA-SPEC")
            case .versions:
                Citation(
                    "Clusters are served in ten versions of the interface, and in no others.",
                    .guard, .documented, "LA-SPEC")
            case .readOnly:
                Citation(
                    "Read-only members of a body are ignored.", .state, .documented, "LA-SPEC")
            case .states:
                Citation(
                    "A cluster being provisioned shows Creating.", .state, .documented, "LA-CLU")
            case .doubleEncryption:
                Citation(
                    "Double encryption is on by default where it is offered, and fixed at creation.",
                    .guard, .documented, "LA-CLU")
            case .zones:
                Citation(
                    "Availability zones are used by default where there are any, and fixed at creation.",
                    .guard, .documented, "LA-CLU")
            case .billingType:
                Citation(
                    "The bill goes to the cluster or to its workspaces, and may be changed at once.",
                    .guard, .documented, "LA-CLU")
            case .cannotMove:
                Citation(
                    "A cluster moves to no other group, subscription or region.",
                    .guard, .documented, "LA-CLU")
            case .quota:
                Citation(
                    "A region takes five active clusters, and seven with those deleted in 14 days.",
                    .limit, .documented, "LA-CLU", within: .fixed(.nameReserved))
            case .workspaceLimit:
                Citation("A cluster takes 1000 workspaces.", .limit, .documented, "LA-CLU")
            case .billed:
                Citation(
                    "The commitment is billed from provisioning to deletion, used or not.",
                    .state, .documented, "LA-CLU")
            case .permissions:
                Citation(
                    "Clusters are written, deleted and linked by who may, and linking takes both ends.",
                    .guard, .documented, "LA-CLU")
            case .skuName:
                Citation(
                    "The sku is named CapacityReservation, in any casing.", .guard, .documented, "LA-SPEC")
            case .commitmentPeriod:
                Citation(
                    "The tier may rise at any time, and falls 31 days after the last change at the soonest.",
                    .guard, .documented, "LA-CLU", within: .fixed(.tierLock))
            case .synchronous:
                Citation(
                    "Changes of tier, tags and bill are in force with the answer.",
                    .state, .observed, "OBS")
            case .sameTier:
                Citation(
                    "Repeating the present tier changes nothing and restarts no period.",
                    .state, .inferred, "LA-CLU")
            case .linkRegion:
                Citation(
                    "A workspace is linked within its region.", .guard, .documented, "LA-CLU")
            case .skuWhileLinked:
                Citation(
                    "Linking alone sets the sku LACluster, and nothing else does while linked.",
                    .guard, .documented, "LA-CLU")
            case .linkSurvives:
                Citation(
                    "A linked workspace may be deleted, and is linked again when it is recovered.",
                    .state, .documented, "LA-CLU")
            case .goneAtOnce:
                Citation(
                    "A deleted cluster is gone from reads and lists at once.",
                    .state, .documented, "LA-CLU")
            case .removal:
                Citation(
                    "Removal takes two weeks, for which name and quota are held.",
                    .deadline, .documented, "LA-CLU", within: .fixed(.nameReserved))
            case .updatesWhileDeleting:
                Citation(
                    "While a cluster is being removed, updates fail.", .guard, .documented, "LA-CLU")
            }
        }
    }
}
