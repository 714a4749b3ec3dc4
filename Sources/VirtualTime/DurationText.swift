extension Duration {
    /// Milliseconds, cut towards zero.
    @inlinable public var wholeMilliseconds: Int64 {
        // Integers all the way: `self / .milliseconds(1)` is a Double.
        let (seconds, attoseconds) = components
        return seconds * 1_000 + attoseconds / 1_000_000_000_000_000
    }

    @inlinable public static func minutes(_ count: some BinaryInteger) -> Duration {
        .seconds(Int64(count) * 60)
    }

    @inlinable public static func hours(_ count: some BinaryInteger) -> Duration {
        .seconds(Int64(count) * 3_600)
    }

    @inlinable public static func days(_ count: some BinaryInteger) -> Duration {
        .seconds(Int64(count) * 86_400)
    }

    private static let units: [(suffix: String, milliseconds: Int64)] = [
        ("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1_000), ("ms", 1),
    ]

    /// Reads `90s`, `59m59s`, `2d12h30m`, `250ms` (units falling, each once), or ISO 8601's `PT1H`, `P30D`,
    /// `P2W`, `PT3600.0S` (to the millisecond). A leading `-` makes it negative. Nil for anything else, for
    /// years and months (they have no one length), and for what does not fit into 64 bits of milliseconds.
    public init?(text: some StringProtocol) {
        var scanner = TextScanner(text)
        let isNegative = scanner.take("-")
        let total = scanner.take("P") ? Self.isoParts(&scanner) : Self.parts(&scanner)
        guard let total, scanner.isAtEnd else { return nil }
        self = .milliseconds(isNegative ? -total : total)
    }

    private static func parts(_ scanner: inout TextScanner) -> Int64? {
        var total: Int64 = 0
        var smallest = Int64.max
        repeat {
            guard let (count, _) = scanner.number() else { return nil }
            let unit: Int64
            if scanner.take("d") {
                unit = 86_400_000
            } else if scanner.take("h") {
                unit = 3_600_000
            } else if scanner.take("m") {
                unit = scanner.take("s") ? 1 : 60_000
            } else if scanner.take("s") {
                unit = 1_000
            } else {
                return nil
            }
            guard unit < smallest, add(count, of: unit, to: &total) else { return nil }
            smallest = unit
        } while !scanner.isAtEnd
        return total
    }

    private static func isoParts(_ scanner: inout TextScanner) -> Int64? {
        var total: Int64 = 0
        var smallest = Int64.max
        var isTime = false
        repeat {
            if !isTime, scanner.take("T") { isTime = true }
            guard let (count, _) = scanner.number(), let fraction = thousandths(&scanner),
                let unit = isoUnit(&scanner, isTime: isTime), unit < smallest,
                fraction == nil || unit == 1_000, add(count, of: unit, to: &total),
                add(fraction ?? 0, of: 1, to: &total)
            else { return nil }
            smallest = unit
        } while !scanner.isAtEnd
        return total
    }

    /// What stands behind a decimal point, in thousandths and no finer; nil inside for no point, outside for
    /// a point with nothing behind it.
    private static func thousandths(_ scanner: inout TextScanner) -> Int64?? {
        guard scanner.take(".") else { return .some(nil) }
        guard let (value, digits) = scanner.number(), digits <= 9 else { return nil }
        var thousandths = value
        for _ in 0..<max(0, digits - 3) { thousandths /= 10 }
        for _ in 0..<max(0, 3 - digits) { thousandths *= 10 }
        return thousandths
    }

    private static func isoUnit(_ scanner: inout TextScanner, isTime: Bool) -> Int64? {
        if !isTime {
            if scanner.take("W") { return 604_800_000 }
            return scanner.take("D") ? 86_400_000 : nil
        }
        if scanner.take("H") { return 3_600_000 }
        if scanner.take("M") { return 60_000 }
        return scanner.take("S") ? 1_000 : nil
    }

    private static func add(_ count: Int64, of unit: Int64, to total: inout Int64) -> Bool {
        let (part, tooLarge) = count.multipliedReportingOverflow(by: unit)
        let (sum, stillTooLarge) = total.addingReportingOverflow(part)
        total = sum
        return !tooLarge && !stillTooLarge
    }

    /// The form `init(text:)` reads, largest unit first and no zero parts: `1h`, `59m59s`, `1d12h`; `0s` for
    /// none. What is below a millisecond is left out.
    public var text: String {
        let whole = wholeMilliseconds
        guard whole != 0 else { return "0s" }
        var rest = whole.magnitude
        var text = whole < 0 ? "-" : ""
        for unit in Self.units {
            let count = rest / UInt64(unit.milliseconds)
            rest %= UInt64(unit.milliseconds)
            if count > 0 { text += "\(count)\(unit.suffix)" }
        }
        return text
    }
}
