extension Identity {
    public enum Rule: String, DocumentedRule {
        case livesWithResource = "ARM-MI-01"

        public var citation: Citation {
            switch self {
            case .livesWithResource:
                Citation(
                    "A system-assigned identity lives and dies with its resource; a new one has a new "
                        + "object id.",
                    .state, .documented, "ARM-RBAC")
            }
        }
    }
}
