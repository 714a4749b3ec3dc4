extension KeyVault {
    /// Keys, their attributes and their rotation.
    public enum KeyRule: String, DocumentedRule {
        case kinds = "KV-KEY-02"
        case validity = "KV-KEY-07"
        case attributes = "KV-KEY-08"
        case operationsLimited = "KV-KEY-09"
        case inTransition = "KV-KEY-13"
        case liveIsNotDeleted = "KV-KEY-15"
        case keyLimits = "KV-KEY-18"
        case rsaForCMK = "KV-KEY-20"
        case policyShape = "KV-ROT-02"
        case rotationLimits = "KV-ROT-03"
        case expiryOfNewVersions = "KV-ROT-04"
        case rotatesByItself = "KV-ROT-05"
        case bothStayEnabled = "KV-ROT-06"
        case rotationRights = "KV-ROT-07"

        public var citation: Citation {
            switch self {
            case .kinds:
                Citation(
                    "Keys are RSA of 2048, 3072 or 4096 bits, of four curves, or symmetric in hardware.",
                    .guard, .documented, "KV-KEYS")
            case .validity:
                Citation(
                    "From nbf to exp a version makes new things; what it made can be opened before and after.",
                    .guard, .documented, "KV-ATTR", within: .fixed(.keyLeeway))
            case .attributes:
                Citation(
                    "nbf and exp are seconds since 1970, and exp comes after nbf.",
                    .guard, .documented, "KV-ATTR")
            case .operationsLimited:
                Citation(
                    "A key does the operations it lists, of those its kind can do.",
                    .guard, .documented, "KV-ATTR")
            case .inTransition:
                Citation(
                    "For a moment after its deletion or recovery nothing can be done with a key.",
                    .guard, .observed, "OBS", within: .choice(.keyTransition))
            case .liveIsNotDeleted:
                Citation(
                    "A live key can be neither recovered nor purged.", .guard, .observed, "OBS")
            case .keyLimits:
                Citation(
                    "A key has at most 15 tags of 256 characters; a backup has 500 versions, and goes to its "
                        + "own subscription.",
                    .limit, .documented, "KV-KEYS")
            case .rsaForCMK:
                Citation(
                    "A customer-managed key is an RSA key: the other kinds do not wrap for services.",
                    .guard, .documented, "KV-KEYS")
            case .policyShape:
                Citation(
                    "A rotation policy has at most one action to rotate and one to notify, each triggered once.",
                    .guard, .documented, "KV-ROT")
            case .rotationLimits:
                Citation(
                    "Rotation keeps 7 days from creation and expiry; versions last 28 days at least.",
                    .limit, .documented, "KV-ROT", within: .days(7...28))
            case .expiryOfNewVersions:
                Citation(
                    "A policy's expiry time is for versions that rotation makes; what was imported does not "
                        + "rotate by itself.",
                    .state, .documented, "KV-ROT")
            case .rotatesByItself:
                Citation(
                    "At its trigger a key rotates by itself, and before expiry its near end is told.",
                    .deadline, .documented, "KV-ROT")
            case .bothStayEnabled:
                Citation(
                    "The version before must stay enabled until every consumer has wrapped its key anew.",
                    .advice, .documented, "KV-ROT")
            case .rotationRights:
                Citation(
                    "Rotating, and reading or setting the policy, each takes a permission of its own.",
                    .guard, .documented, "KV-ROT")
            }
        }
    }
}
