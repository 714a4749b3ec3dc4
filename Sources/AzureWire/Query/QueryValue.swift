import VirtualTime

/// A value of the query language, with the type that the service names in its columns.
enum QueryValue: Hashable, Sendable {
    case null
    case bool(Bool)
    case long(Int64)
    case real(Double)
    case string(String)
    case datetime(Instant)
    /// Milliseconds.
    case timespan(Int64)
    case dynamic(Document)

    /// A value of a record as it was sent.
    init(_ document: Document) {
        switch document {
        case .null: self = .null
        case .bool(let flag): self = .bool(flag)
        case .number(let digits):
            self = Int64(digits).map(QueryValue.long) ?? Double(digits).map(QueryValue.real) ?? .null
        case .string(let text): self = .string(text)
        case .array, .object: self = .dynamic(document)
        }
    }

    var type: String {
        switch self {
        case .null, .string: "string"
        case .bool: "bool"
        case .long: "long"
        case .real: "real"
        case .datetime: "datetime"
        case .timespan: "timespan"
        case .dynamic: "dynamic"
        }
    }

    /// As a cell of an answer.
    var document: Document {
        switch self {
        case .null: .null
        case .bool(let flag): .bool(flag)
        case .long(let number): .integer(number)
        case .real(let number): number.isFinite ? .number("\(number)") : .string("\(number)")
        case .string(let text): .string(text)
        case .datetime(let instant): .string(instant.iso8601)
        case .timespan(let milliseconds): .string(Self.span(milliseconds))
        // The service hands dynamic values out as text.
        case .dynamic(let document): .string(document.json)
        }
    }

    var text: String {
        switch self {
        case .null: ""
        case .string(let text): text
        default: document.text ?? document.json
        }
    }

    var isEmpty: Bool { self == .null || self == .string("") }

    /// `1.02:03:04.0050000`
    private static func span(_ milliseconds: Int64) -> String {
        func padded(_ number: Int64, _ width: Int) -> String {
            let digits = "\(number)"
            return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
        }
        let size = milliseconds.magnitude
        let (days, rest) = Int64(size).quotientAndRemainder(dividingBy: 86_400_000)
        let clock = [rest / 3_600_000, rest / 60_000 % 60, rest / 1_000 % 60].map { padded($0, 2) }
        let fraction = rest % 1_000
        return (milliseconds < 0 ? "-" : "") + (days > 0 ? "\(days)." : "") + clock.joined(separator: ":")
            + (fraction > 0 ? ".\(padded(fraction, 3))0000" : "")
    }

    // MARK: Comparing

    /// nil where two values have no order: of different kinds, or null.
    func compared(to other: QueryValue) -> Int? {
        func order<Value: Comparable>(_ one: Value, _ other: Value) -> Int {
            one < other ? -1 : one == other ? 0 : 1
        }
        return switch (self, other) {
        case (.long(let one), .long(let other)): order(one, other)
        case (.real(let one), .real(let other)): order(one, other)
        case (.long(let one), .real(let other)): order(Double(one), other)
        case (.real(let one), .long(let other)): order(one, Double(other))
        case (.string(let one), .string(let other)): order(one, other)
        case (.datetime(let one), .datetime(let other)): order(one, other)
        case (.timespan(let one), .timespan(let other)): order(one, other)
        case (.bool(let one), .bool(let other)): order(one ? 1 : 0, other ? 1 : 0)
        default: nil
        }
    }

    /// The value as a moment: one that is written as text, too.
    var instant: Instant? {
        switch self {
        case .datetime(let instant): instant
        case .string(let text): Instant(iso8601: text)
        default: nil
        }
    }
}
