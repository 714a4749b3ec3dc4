extension LogAnalytics {
    /// The machine of a cluster's key: its identity, what wraps what, and what a loss leaves possible.
    public enum KeyRule: String, DocumentedRule {
        case oneChangeAtATime = "LA-ID-02"
        case grantFirst = "LA-ID-03"
        case clearFirst = "LA-ID-04"
        case privateVault = "LA-ID-06"
        case expiredServes = "LA-KEY-06"
        case clears = "LA-KEY-07"
        case keyShape = "LA-KEY-08"
        case noInterruption = "LA-CMK-02"
        case sameRegionAndTenant = "LA-CMK-03"
        case hotCache = "LA-CMK-04"
        case hierarchy = "LA-AEK-01"
        case onlyInMemory = "LA-AEK-02"
        case clusterIdentityAsks = "LA-AEK-03"
        case rewraps = "LA-AEK-04"
        case metadataWhileRevoked = "LA-REVOKE-10"
        case lostWhileUpdating = "LA-REVOKE-11"
        case latestDisabled = "LA-REVOKE-13"
        case lostForGood = "LA-REVOKE-14"
        case wrapAlone = "LA-REVOKE-16"
        case getAlone = "LA-REVOKE-17"
        case retireLater = "LA-ROT-04"

        public var citation: Citation {
            switch self {
            case .oneChangeAtATime:
                Citation(
                    "Identity and key do not change in one operation; an unchanged identity may be sent.",
                    .guard, .documented, "LA-CMK")
            case .grantFirst:
                Citation(
                    "A user-assigned identity must be granted before it takes over, or access is lost then.",
                    .state, .documented, "LA-CLU")
            case .clearFirst:
                Citation(
                    "Back to system-assigned the key is cleared first: the new principal has no grant yet.",
                    .advice, .documented, "LA-CLU")
            case .privateVault:
                Citation(
                    "A user-assigned identity cannot reach a vault behind private link alone.",
                    .guard, .documented, "LA-CMK")
            case .expiredServes:
                Citation(
                    "An expired key goes on serving, and cannot be set or re-wrapped with.",
                    .guard, .documented, "LA-CMK")
            case .clears:
                Citation(
                    "Clearing a key that works puts the data key under Microsoft's; all stays readable.",
                    .state, .documented, "LA-CLU")
            case .keyShape:
                Citation(
                    "The key is RSA, and of at least the bits that were asked for.",
                    .guard, .inferred, "LA-SPEC")
            case .noInterruption:
                Citation(
                    "Linked workspaces go on ingesting while their cluster gets its key.",
                    .state, .documented, "LA-CMK")
            case .sameRegionAndTenant:
                Citation(
                    "Vault and cluster are in one region and one tenant.", .guard, .documented, "LA-CMK")
            case .hotCache:
                Citation(
                    "What is newer than 14 days or was just queried is in the hot cache.",
                    .state, .documented, "LA-CMK", within: .days(14...14))
            case .hierarchy:
                Citation(
                    "The customer's key wraps one account key, from which the data's keys derive.",
                    .state, .documented, "LA-CMK")
            case .onlyInMemory:
                Citation(
                    "The account key is held in memory only: once honored, a loss leaves none.",
                    .state, .documented, "LA-CMK")
            case .clusterIdentityAsks:
                Citation(
                    "It is the cluster's identity that asks the vault, and none other's grant helps.",
                    .guard, .documented, "LA-CMK")
            case .rewraps:
                Citation(
                    "Rotation wraps the account key anew; data stays accessible all the while.",
                    .state, .documented, "LA-CMK")
            case .metadataWhileRevoked:
                Citation(
                    "While revoked, metadata may be read, written and deleted; the key waits for the old.",
                    .guard, .inferred, "LA-CMK")
            case .lostWhileUpdating:
                Citation(
                    "A loss during an update of the key fails it, and counts from the loss.",
                    .state, .inferred, "LA-CMK")
            case .latestDisabled:
                Citation(
                    "Following the latest, disabling it revokes, whatever older versions are enabled.",
                    .state, .inferred, "LA-CMK")
            case .lostForGood:
                Citation(
                    "Once key or vault is purged the data is lost for good; only deletion is left.",
                    .state, .inferred, "LA-CMK")
            case .wrapAlone:
                Citation(
                    "Without wrap alone, service goes on, and no rotation is completed.",
                    .advice, .inferred, "LA-CMK")
            case .getAlone:
                Citation(
                    "Without get alone, service goes on, and the next update of the key fails.",
                    .guard, .inferred, "LA-CMK")
            case .retireLater:
                Citation(
                    "Disable the previous version after 24 hours, or when nothing uses it any more.",
                    .advice, .documented, "SEED", within: .days(1...1))
            }
        }
    }
}
