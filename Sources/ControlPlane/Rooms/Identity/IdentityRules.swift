extension Identity {
    public enum Rule: String, DocumentedRule {
        case livesWithResource = "ARM-MI-01"
        case deletedInUse = "ARM-MI-02"
        case tokensIgnored = "ARM-MI-03"
        case authorized = "ARM-ERR-12"
        case linkedAuthorized = "ARM-ERR-13"
        case principalReplicated = "ARM-ERR-24"
        case assignmentUnique = "ARM-ERR-25"

        public var citation: Citation {
            switch self {
            case .livesWithResource:
                Citation(
                    "A system-assigned identity lives and dies with its resource; a new one has a new "
                        + "object id.",
                    .state, .documented, "ARM-RBAC")
            case .deletedInUse:
                Citation(
                    "A user-assigned identity is a resource of its own; deleting one in use breaks access.",
                    .state, .documented, "MI-DOC")
            case .tokensIgnored:
                Citation(
                    "A token outlives the right it stands for; a store's look at its key does not wait for it.",
                    .state, .inferred, "MI-DOC")
            case .authorized:
                Citation(
                    "Whatever ARM is asked for takes a role that allows the action at the scope, or above it.",
                    .guard, .observed, "OBS")
            case .linkedAuthorized:
                Citation(
                    "Naming another resource takes the right to use that one too.",
                    .guard, .documented, "ARM-ERR")
            case .principalReplicated:
                Citation(
                    "A role cannot be assigned to a principal that the directory does not have, or not yet.",
                    .guard, .documented, "ARM-RBAC")
            case .assignmentUnique:
                Citation(
                    "The same role for the same principal at the same scope is assigned once.",
                    .guard, .documented, "ARM-RBAC")
            }
        }
    }
}
