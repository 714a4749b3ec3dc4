import VirtualTime

/// The scalar functions that are modeled.
enum QueryFunctions {
    /// nil for a function that is not known here.
    static func call(
        _ name: String, _ values: [QueryValue], now: Instant
    ) throws(QueryFault) -> QueryValue? {
        func argument(_ place: Int) throws(QueryFault) -> QueryValue {
            guard values.indices.contains(place) else { throw .semantic("'\(name)' needs more arguments") }
            return values[place]
        }
        switch name {
        case "now", "ago": return try moment(name, values.first, now)
        case "not":
            guard case .bool(let flag) = try argument(0) else { throw .semantic("'not' needs true or false") }
            return .bool(!flag)
        case "isempty", "isnull": return .bool(try argument(0).isEmpty)
        case "isnotempty", "isnotnull": return .bool(try !argument(0).isEmpty)
        case "tostring": return .string(try argument(0).text)
        case "tolower": return .string(try argument(0).text.lowercased())
        case "toupper": return .string(try argument(0).text.uppercased())
        case "strlen": return .long(Int64(try argument(0).text.count))
        case "strcat": return .string(values.map(\.text).joined())
        case "tolong", "toint": return long(try argument(0))
        case "toreal", "todouble":
            let value = try argument(0)
            return (QueryArithmetic.number(value) ?? Double(value.text)).map(QueryValue.real) ?? .null
        case "todatetime": return try argument(0).instant.map(QueryValue.datetime) ?? .null
        case "parse_json", "todynamic":
            let text = try argument(0).text
            return (try? Document(json: Array(text.utf8))).map(QueryValue.init) ?? .null
        case "iff", "iif":
            guard case .bool(let flag) = try argument(0) else { throw .semantic("'iff' needs a condition") }
            return try argument(flag ? 1 : 2)
        case "coalesce": return values.first { !$0.isEmpty } ?? .null
        case "bin", "floor": return bin(try argument(0), try argument(1))
        case "startofday": return bin(try argument(0), .timespan(86_400_000))
        case "startofhour": return bin(try argument(0), .timespan(3_600_000))
        default: return nil
        }
    }

    private static func moment(
        _ name: String, _ span: QueryValue?, _ now: Instant
    ) throws(QueryFault) -> QueryValue {
        guard let span else {
            if name == "now" { return .datetime(now) }
            throw .semantic("'ago' needs a span of time")
        }
        guard case .timespan(let milliseconds) = span else {
            throw .semantic("'\(name)' needs a span of time")
        }
        return QueryArithmetic.result(name == "now" ? "+" : "-", .datetime(now), .timespan(milliseconds))
            ?? .null
    }

    private static func long(_ value: QueryValue) -> QueryValue {
        switch value {
        case .long: value
        case .real(let number): Int64(exactly: number.rounded(.towardZero)).map(QueryValue.long) ?? .null
        case .bool(let flag): .long(flag ? 1 : 0)
        default: Int64(value.text).map(QueryValue.long) ?? .null
        }
    }

    /// Rounded down to a whole number of steps.
    private static func bin(_ value: QueryValue, _ step: QueryValue) -> QueryValue {
        func down(_ number: Int64, _ step: Int64) -> Int64? {
            guard step > 0 else { return nil }
            let rest = number % step
            return number - (rest < 0 ? rest + step : rest)
        }
        switch (value, step) {
        case (.long(let number), .long(let step)): return down(number, step).map(QueryValue.long) ?? .null
        case (.datetime(let instant), .timespan(let step)):
            return down(instant.milliseconds, step).map { .datetime(Instant(milliseconds: $0)) } ?? .null
        case (.timespan(let span), .timespan(let step)):
            return down(span, step).map(QueryValue.timespan) ?? .null
        default:
            guard let number = QueryArithmetic.number(value), let step = QueryArithmetic.number(step),
                step > 0
            else { return .null }
            return .real((number / step).rounded(.down) * step)
        }
    }
}
