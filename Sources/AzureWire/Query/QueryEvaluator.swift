import VirtualTime

/// What an expression is in a row, at an instant of the virtual clock.
struct QueryEvaluator {
    let now: Instant
    let columns: [String: Int]

    init(now: Instant, columns: [String]) {
        self.now = now
        self.columns = Dictionary(
            columns.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    }

    typealias Expression = TabularQuery.Expression

    func value(of expression: Expression, in row: [QueryValue]) throws(QueryFault) -> QueryValue {
        switch expression {
        case .literal(let value): return value
        case .column(let name):
            guard let place = columns[name] else {
                throw .semantic("Failed to resolve column or scalar expression named '\(name)'")
            }
            return row[place]
        case .member(let whole, let key):
            return Self.member(try value(of: whole, in: row), try value(of: key, in: row))
        case .unary(_, let operand):
            switch try value(of: operand, in: row) {
            case .long(let number): return .long(-number)
            case .real(let number): return .real(-number)
            case .timespan(let span): return .timespan(-span)
            default: throw .semantic("'-' needs a number or a span of time")
            }
        case .binary(let symbol, let left, let right):
            return try binary(symbol, left, right, in: row)
        case .among(let symbol, let subject, let list):
            return .bool(try isAmong(symbol, subject, list, in: row))
        case .between(let subject, let low, let high):
            let subject = try value(of: subject, in: row)
            guard let low = QueryArithmetic.compared(subject, try value(of: low, in: row)),
                let high = QueryArithmetic.compared(subject, try value(of: high, in: row))
            else { return .bool(false) }
            return .bool(low >= 0 && high <= 0)
        case .call(let name, let arguments): return try call(name, arguments, in: row)
        }
    }

    func holds(_ expression: Expression, in row: [QueryValue]) throws(QueryFault) -> Bool {
        switch try value(of: expression, in: row) {
        case .bool(let flag): flag
        case .null: false
        default: throw .semantic("a condition must be true or false")
        }
    }

    private static func member(_ whole: QueryValue, _ key: QueryValue) -> QueryValue {
        var document: Document?
        if case .dynamic(let value) = whole { document = value }
        if case .string(let text) = whole { document = try? Document(json: Array(text.utf8)) }
        switch key {
        case .string(let name): return document?[name].map(QueryValue.init) ?? .null
        case .long(let place): return document?[Int(clamping: place)].map(QueryValue.init) ?? .null
        default: return .null
        }
    }

    private func binary(
        _ symbol: String, _ left: Expression, _ right: Expression, in row: [QueryValue]
    ) throws(QueryFault) -> QueryValue {
        switch symbol {
        case "and":
            guard try holds(left, in: row) else { return .bool(false) }
            return .bool(try holds(right, in: row))
        case "or":
            guard try !holds(left, in: row) else { return .bool(true) }
            return .bool(try holds(right, in: row))
        default:
            let (one, other) = (try value(of: left, in: row), try value(of: right, in: row))
            if let result = QueryArithmetic.result(symbol, one, other) { return result }
            return .bool(try QueryComparison.holds(symbol, one, other))
        }
    }

    private func isAmong(
        _ symbol: String, _ subject: Expression, _ list: [Expression], in row: [QueryValue]
    ) throws(QueryFault) -> Bool {
        let one = try value(of: subject, in: row)
        let word = ["in": "==", "!in": "==", "in~": "=~", "!in~": "=~", "has_any": "has"][symbol] ?? "=="
        var isFound = false
        for item in list where !isFound {
            var candidates = [try value(of: item, in: row)]
            if case .dynamic(let document) = candidates[0], let items = document.items {
                candidates = items.map(QueryValue.init)
            }
            for candidate in candidates where !isFound {
                isFound = try QueryComparison.holds(word, one, candidate)
            }
        }
        return isFound != symbol.hasPrefix("!")
    }

    private func call(
        _ name: String, _ arguments: [Expression], in row: [QueryValue]
    ) throws(QueryFault) -> QueryValue {
        var values: [QueryValue] = []
        for argument in arguments { values.append(try value(of: argument, in: row)) }
        if let result = try QueryFunctions.call(name, values, now: now) { return result }
        if QueryAggregate(name) != nil {
            throw .semantic("'\(name)' stands in summarize alone")
        }
        throw .notModeled("the function '\(name)'")
    }
}
