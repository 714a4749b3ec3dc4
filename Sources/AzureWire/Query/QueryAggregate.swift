import VirtualTime

/// What `summarize` makes of the rows of a group.
enum QueryAggregate: String {
    case count, countif, dcount, sum, min, max, avg
    case makeSet = "make_set"
    case makeList = "make_list"

    init?(_ name: String) {
        guard let found = QueryAggregate(rawValue: name) else { return nil }
        self = found
    }

    /// The type of an empty result.
    var emptyType: String {
        switch self {
        case .count, .countif, .dcount: "long"
        case .avg: "real"
        case .makeSet, .makeList: "dynamic"
        case .sum, .min, .max: "long"
        }
    }

    func value(
        of argument: TabularQuery.Expression?, over rows: [[QueryValue]], _ evaluator: QueryEvaluator
    ) throws(QueryFault) -> QueryValue {
        if self == .count { return .long(Int64(rows.count)) }
        guard let argument else { throw .semantic("'\(rawValue)' needs an argument") }
        if self == .countif {
            var count: Int64 = 0
            for row in rows where try evaluator.holds(argument, in: row) { count += 1 }
            return .long(count)
        }
        var values: [QueryValue] = []
        for row in rows {
            let value = try evaluator.value(of: argument, in: row)
            if value != .null { values.append(value) }
        }
        return combined(values)
    }

    private func combined(_ values: [QueryValue]) -> QueryValue {
        switch self {
        case .dcount: return .long(Int64(Set(values).count))
        case .sum: return values.reduce(.long(0)) { QueryArithmetic.result("+", $0, $1) ?? .null }
        case .avg:
            let numbers = values.compactMap(QueryArithmetic.number)
            return numbers.isEmpty ? .null : .real(numbers.reduce(0, +) / Double(numbers.count))
        case .min: return values.reduce(nil) { least($0, $1, -1) } ?? .null
        case .max: return values.reduce(nil) { least($0, $1, 1) } ?? .null
        case .makeList: return .dynamic(.array(values.map(\.document)))
        case .makeSet:
            var seen: [QueryValue] = []
            for value in values where !seen.contains(value) { seen.append(value) }
            return .dynamic(.array(seen.map(\.document)))
        case .count, .countif: return .null
        }
    }

    private func least(_ one: QueryValue?, _ other: QueryValue, _ sign: Int) -> QueryValue {
        guard let one else { return other }
        return (QueryArithmetic.compared(other, one) ?? 0) * sign > 0 ? other : one
    }
}
