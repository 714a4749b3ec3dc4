import VirtualTime

/// Times as reports show them.
enum VirtualTimeText {
    /// `T+1h30m`.
    static func offset(_ instant: Instant, from start: Instant) -> String {
        instant < start ? "T-\((start - instant).text)" : "T+\((instant - start).text)"
    }

    /// `1d 22h 00m`: a span to read at a glance, cut to minutes from an hour on.
    static func span(_ duration: Duration) -> String {
        let seconds = duration.wholeMilliseconds / 1_000
        let (days, hours, minutes) = (seconds / 86_400, seconds / 3_600 % 24, seconds / 60 % 60)
        func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
        if days > 0 { return "\(days)d \(two(hours))h \(two(minutes))m" }
        if hours > 0 { return "\(hours)h \(two(minutes))m" }
        return duration.text
    }
}
