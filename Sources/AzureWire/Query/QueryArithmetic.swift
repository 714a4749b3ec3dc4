import VirtualTime

/// Sums, products and order of values.
enum QueryArithmetic {
    /// nil for symbols that are no arithmetic.
    static func result(_ symbol: String, _ one: QueryValue, _ other: QueryValue) -> QueryValue? {
        guard ["+", "-", "*", "/", "%"].contains(symbol) else { return nil }
        switch (one, other) {
        case (.long(let one), .long(let other)): return whole(symbol, one, other)
        case (.datetime(let one), .timespan(let span)) where "+-".contains(symbol):
            let (sum, overflows) = one.milliseconds.addingReportingOverflow(symbol == "+" ? span : -span)
            return overflows ? .null : .datetime(Instant(milliseconds: sum))
        case (.datetime(let one), .datetime(let other)) where symbol == "-":
            return .timespan(one.milliseconds - other.milliseconds)
        case (.timespan(let one), .timespan(let other)):
            if symbol == "/" { return other == 0 ? .null : .real(Double(one) / Double(other)) }
            guard case .long(let sum) = whole(symbol, one, other), "+-".contains(symbol) else { return .null }
            return .timespan(sum)
        case (.timespan(let span), .long(let factor)) where "*/".contains(symbol):
            guard case .long(let result) = whole(symbol, span, factor) else { return .null }
            return .timespan(result)
        default:
            guard let one = number(one), let other = number(other) else { return .null }
            return real(symbol, one, other)
        }
    }

    /// The order of two values; a moment that is written as text compares as a moment.
    static func compared(_ one: QueryValue, _ other: QueryValue) -> Int? {
        if case .datetime(let instant) = other, let one = one.instant {
            return QueryValue.datetime(one).compared(to: .datetime(instant))
        }
        if case .datetime = one, let other = other.instant { return one.compared(to: .datetime(other)) }
        return one.compared(to: other)
    }

    static func number(_ value: QueryValue) -> Double? {
        switch value {
        case .long(let number): Double(number)
        case .real(let number): number
        default: nil
        }
    }

    private static func whole(_ symbol: String, _ one: Int64, _ other: Int64) -> QueryValue {
        let (result, overflows): (Int64, Bool) =
            switch symbol {
            case "+": one.addingReportingOverflow(other)
            case "-": one.subtractingReportingOverflow(other)
            case "*": one.multipliedReportingOverflow(by: other)
            case "/": one.dividedReportingOverflow(by: other)
            default: one.remainderReportingOverflow(dividingBy: other)
            }
        return overflows ? .null : .long(result)
    }

    private static func real(_ symbol: String, _ one: Double, _ other: Double) -> QueryValue {
        switch symbol {
        case "+": .real(one + other)
        case "-": .real(one - other)
        case "*": .real(one * other)
        case "/": .real(one / other)
        default: .real(one.truncatingRemainder(dividingBy: other))
        }
    }
}

/// Comparisons: of text with and without regard to case, of everything else by its order.
enum QueryComparison {
    static func holds(_ symbol: String, _ one: QueryValue, _ other: QueryValue) throws(QueryFault) -> Bool {
        if symbol.hasPrefix("!"), symbol != "!=", symbol != "!~" {
            return try !holds(String(symbol.dropFirst()), one, other)
        }
        switch symbol {
        case "==": return equal(one, other)
        case "!=": return !equal(one, other)
        case "=~": return one.text.lowercased() == other.text.lowercased()
        case "!~": return one.text.lowercased() != other.text.lowercased()
        case "contains": return one.text.lowercased().contains(other.text.lowercased())
        case "contains_cs": return one.text.contains(other.text)
        case "has": return hasTerm(other.text.lowercased(), in: one.text.lowercased())
        case "has_cs": return hasTerm(other.text, in: one.text)
        case "startswith": return one.text.lowercased().hasPrefix(other.text.lowercased())
        case "endswith": return one.text.lowercased().hasSuffix(other.text.lowercased())
        default:
            guard let order = QueryArithmetic.compared(one, other) else {
                if one == .null || other == .null { return false }
                throw .semantic("'\(symbol)' does not compare \(one.type) with \(other.type)")
            }
            return switch symbol {
            case "<": order < 0
            case "<=": order <= 0
            case ">": order > 0
            default: order >= 0
            }
        }
    }

    private static func equal(_ one: QueryValue, _ other: QueryValue) -> Bool {
        if let order = QueryArithmetic.compared(one, other) { return order == 0 }
        return one == other
    }

    /// Whether a text has another as whole words.
    private static func hasTerm(_ term: String, in text: String) -> Bool {
        guard !term.isEmpty else { return true }
        func isOfWord(_ character: Character) -> Bool {
            character.isLetter || character.isNumber || character == "_"
        }
        for range in text.ranges(of: term) {
            let before =
                range.lowerBound == text.startIndex ? nil : text[text.index(before: range.lowerBound)]
            let after = range.upperBound == text.endIndex ? nil : text[range.upperBound]
            if before.map(isOfWord) != true, after.map(isOfWord) != true { return true }
        }
        return false
    }
}
