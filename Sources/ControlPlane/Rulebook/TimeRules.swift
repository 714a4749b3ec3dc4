/// The rules of virtual time itself.
public enum TimeRule: String, DocumentedRule {
    case oneClock = "TIME-01"
    case closedBounds = "TIME-02"
    case restoredInTime = "TIME-03"

    public var citation: Citation {
        switch self {
        case .oneClock:
            Citation(
                "Virtual time is the only time; what falls due at one instant runs in a fixed order, "
                    + "before commands.",
                .state, .inferred, "TIME")
        case .closedBounds:
            Citation(
                "A bound of T is the closed interval from the cause to the cause plus T, both ends "
                    + "reachable.",
                .deadline, .inferred, "TIME")
        case .restoredInTime:
            Citation(
                "A pending effect whose cause is undone before it fires never happens.",
                .state, .inferred, "TIME")
        }
    }
}
