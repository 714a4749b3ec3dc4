import Foundation

/// The clock of the machine: by it worlds expire and live clocks go, and nothing inside a world does.
public enum WallClock {
    /// Milliseconds since 1970.
    public static let now: @Sendable () -> Int64 = { Int64(Date().timeIntervalSince1970 * 1_000) }
}
