import VirtualTime

extension QueryParser {
    typealias Expression = TabularQuery.Expression

    /// `or` binds least, then `and`, comparisons, sums and products.
    mutating func expression() throws(QueryFault) -> Expression {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.depthLimit else {
            throw .semantic("expressions nest at most \(Self.depthLimit) deep")
        }
        var left = try conjunction()
        while takeName(["or"]) != nil { left = .binary("or", left, try conjunction()) }
        return left
    }

    private mutating func conjunction() throws(QueryFault) -> Expression {
        var left = try comparison()
        while takeName(["and"]) != nil { left = .binary("and", left, try comparison()) }
        return left
    }

    private static let comparisons = [
        "==", "!=", "=~", "!~", "<=", ">=", "<", ">", "!contains", "!has", "!startswith", "!endswith",
    ]
    private static let comparingWords = [
        "contains", "has", "startswith", "endswith", "contains_cs", "has_cs", "matches",
    ]

    private mutating func comparison() throws(QueryFault) -> Expression {
        let left = try sum()
        for symbol in Self.comparisons where take(symbol) { return .binary(symbol, left, try sum()) }
        for symbol in ["in~", "!in~", "!in", "has_any"] where take(symbol) {
            return .among(symbol, left, try arguments())
        }
        if takeName(["in"]) != nil { return .among("in", left, try arguments()) }
        if takeName(["between"]) != nil {
            try require(symbol: "(")
            let low = try sum()
            try require(symbol: "..")
            let high = try sum()
            try require(symbol: ")")
            return .between(left, low, high)
        }
        if let word = takeName(Self.comparingWords) {
            guard word != "matches" else { throw .notModeled("'matches regex'") }
            return .binary(word, left, try sum())
        }
        return left
    }

    private mutating func sum() throws(QueryFault) -> Expression {
        var left = try product()
        while true {
            if take("+") {
                left = .binary("+", left, try product())
            } else if take("-") {
                left = .binary("-", left, try product())
            } else {
                return left
            }
        }
    }

    private mutating func product() throws(QueryFault) -> Expression {
        var left = try postfix()
        while true {
            guard let symbol = ["*", "/", "%"].first(where: { current.kind == .symbol($0) }) else {
                return left
            }
            place += 1
            left = .binary(symbol, left, try postfix())
        }
    }

    /// Members of dynamic values: `a.b` and `a["b"]`, `a[0]`.
    private mutating func postfix() throws(QueryFault) -> Expression {
        var value = try operand()
        while true {
            if take(".") {
                value = .member(value, .literal(.string(try name("the name of a member"))))
            } else if take("[") {
                let key = try expression()
                try require(symbol: "]")
                value = .member(value, key)
            } else {
                return value
            }
        }
    }

    private mutating func operand() throws(QueryFault) -> Expression {
        let token = current
        switch token.kind {
        case .string(let text):
            place += 1
            return .literal(.string(text))
        case .long(let number):
            place += 1
            return .literal(.long(number))
        case .real(let number):
            place += 1
            return .literal(.real(number))
        case .timespan(let milliseconds):
            place += 1
            return .literal(.timespan(milliseconds))
        case .symbol("("):
            place += 1
            let inner = try expression()
            try require(symbol: ")")
            return inner
        case .symbol("-"):
            place += 1
            return .unary("-", try postfix())
        case .name(let name):
            place += 1
            return try named(name, at: token.position)
        default: throw unexpected("a value")
        }
    }

    private mutating func named(_ name: String, at position: Int) throws(QueryFault) -> Expression {
        let word = name.lowercased()
        guard current.kind == .symbol("(") else {
            switch word {
            case "true", "false": return .literal(.bool(word == "true"))
            default: return .column(name)
            }
        }
        switch word {
        case "datetime", "timespan", "dynamic", "guid", "bool", "long", "int", "real", "double":
            return .literal(try literal(of: word, at: position))
        default: return .call(word, try arguments())
        }
    }

    /// `datetime(2024-02-16T09:00:00Z)`: what stands in the parentheses is no expression.
    private mutating func literal(of type: String, at position: Int) throws(QueryFault) -> QueryValue {
        try require(symbol: "(")
        let start = current.position
        var level = 1
        while level > 0 {
            if current.kind == .end { throw unexpected("')'") }
            if current.kind == .symbol("(") { level += 1 }
            if current.kind == .symbol(")") { level -= 1 }
            place += 1
        }
        let end = previousPosition
        guard let value = QueryLiteral.value(of: type, text(from: start, to: end)) else {
            throw .semantic("'\(text(from: start, to: end))' is no \(type)")
        }
        return value
    }

    mutating func arguments() throws(QueryFault) -> [Expression] {
        try require(symbol: "(")
        var arguments: [Expression] = []
        if take(")") { return arguments }
        repeat { arguments.append(try expression()) } while take(",")
        try require(symbol: ")")
        return arguments
    }
}
