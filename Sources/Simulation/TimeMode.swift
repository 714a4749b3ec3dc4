/// How a world's clock moves (D-06).
public enum TimeMode: Equatable, Codable, Sendable {
    /// Only when told to.
    case frozen
    /// The first poll of an operation, or of a resource in transition, moves the clock to its end (P-04).
    case pollDriven
    /// With the wall clock, `rate` virtual milliseconds for each real one.
    case live(rate: Int64)

    public init?(text: String, rate: Int64 = 1) {
        switch text {
        case "frozen": self = .frozen
        case "poll-driven": self = .pollDriven
        case "live": self = .live(rate: rate)
        default: return nil
        }
    }
    public var text: String {
        switch self {
        case .frozen: "frozen"
        case .pollDriven: "poll-driven"
        case .live: "live"
        }
    }
}

extension TimeMode {
    /// The highest rate of a clock that follows the wall clock: a year in some five minutes.
    public static let fastest: Int64 = 100_000
}
