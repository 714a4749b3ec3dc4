import VirtualTime

/// Recursive descent over the grammar, one method a line of it.
struct ExpressionParser {
    private static let maximumDepth = 48

    private let tokens: [ExpressionToken]
    private var place = 0
    private var depth = 0

    init(_ text: String) throws(ExpressionError) { tokens = try ExpressionLexer.tokens(of: text) }

    mutating func whole() throws(ExpressionError) -> Expression {
        if case .end = tokens[place].kind { throw error("an expression is missing") }
        let expression = try implication()
        guard case .end = tokens[place].kind else { throw error("an operator is missing before this") }
        return expression
    }

    private mutating func implication() throws(ExpressionError) -> Expression {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.maximumDepth else {
            throw error("nested deeper than \(Self.maximumDepth) levels")
        }
        let left = try disjunction()
        guard takeWord("implies") else { return left }
        let right = try disjunction()
        return spanning(left, right, .logical(.implies, left, right))
    }

    private mutating func disjunction() throws(ExpressionError) -> Expression {
        var left = try conjunction()
        while takeWord("or") {
            let right = try conjunction()
            left = spanning(left, right, .logical(.or, left, right))
        }
        return left
    }

    private mutating func conjunction() throws(ExpressionError) -> Expression {
        var left = try negation()
        while takeWord("and") {
            let right = try negation()
            left = spanning(left, right, .logical(.and, left, right))
        }
        return left
    }

    private mutating func negation() throws(ExpressionError) -> Expression {
        let start = tokens[place].offset
        guard takeWord("not") else { return try comparison() }
        let inner = try comparison()
        return Expression(.not(inner), offset: start, length: inner.offset + inner.length - start)
    }

    private mutating func comparison() throws(ExpressionError) -> Expression {
        let left = try sum()
        guard let found = comparisonOperator() else { return left }
        let right = try sum()
        let next = place
        guard comparisonOperator() == nil else {
            place = next
            throw error("comparisons do not chain; use 'and'")
        }
        return spanning(left, right, .comparison(found, left, right))
    }

    private mutating func comparisonOperator() -> Expression.ComparisonOperator? {
        for candidate in Expression.ComparisonOperator.allCases
        where takeSymbol(candidate.rawValue) || takeWord(candidate.rawValue) {
            return candidate
        }
        return nil
    }

    private mutating func sum() throws(ExpressionError) -> Expression {
        var left = try product()
        while let sign = takeSymbol("+") ? .plus : takeSymbol("-") ? Expression.ArithmeticOperator.minus : nil
        {
            let right = try product()
            left = spanning(left, right, .arithmetic(sign, left, right))
        }
        return left
    }

    private mutating func product() throws(ExpressionError) -> Expression {
        var left = try unary()
        while let sign = takeSymbol("*") ? .times : takeSymbol("/") ? Expression.ArithmeticOperator.over : nil
        {
            let right = try unary()
            left = spanning(left, right, .arithmetic(sign, left, right))
        }
        return left
    }

    private mutating func unary() throws(ExpressionError) -> Expression {
        let start = tokens[place].offset
        guard takeSymbol("-") else { return try primary() }
        let inner = try primary()
        return Expression(.negated(inner), offset: start, length: inner.offset + inner.length - start)
    }

    private mutating func primary() throws(ExpressionError) -> Expression {
        var base = try atom()
        while true {
            if takeSymbol(".") {
                guard case .name(let member) = tokens[place].kind else {
                    throw error("a name must follow the dot")
                }
                place += 1
                base = extended(base, .member(base, member))
            } else if takeSymbol("[") {
                let index = try implication()
                try expect("]")
                base = extended(base, .index(base, index))
            } else {
                return base
            }
        }
    }

    private mutating func atom() throws(ExpressionError) -> Expression {
        let token = tokens[place]
        place += 1
        switch token.kind {
        case .literal(let value):
            return Expression(.literal(value), offset: token.offset, length: token.length)
        case .name(let name):
            guard takeSymbol("(") else {
                return Expression(.name(name), offset: token.offset, length: token.length)
            }
            return try call(name, from: token)
        case .symbol("("):
            let inner = try implication()
            try expect(")")
            return inner
        case .symbol("["):
            let items = try list()
            return ended(.list(items), from: token)
        case .symbol, .end:
            place -= 1
            throw error("a value is missing here")
        }
    }

    private mutating func list() throws(ExpressionError) -> [Expression] {
        var items: [Expression] = []
        if takeSymbol("]") { return items }
        repeat { items.append(try implication()) } while takeSymbol(",")
        try expect("]")
        return items
    }

    private mutating func call(_ name: String, from token: ExpressionToken) throws(ExpressionError)
        -> Expression
    {
        guard let function = ExpressionFunction(rawValue: name) else {
            let hint = Suggestion.phrase(for: name, among: ExpressionFunction.allCases.map(\.rawValue))
            throw ExpressionError(
                message: "unknown function '\(name)'\(hint.isEmpty ? "" : ", \(hint)")",
                offset: token.offset, length: token.length)
        }
        var arguments: [Expression.Argument] = []
        if !takeSymbol(")") {
            repeat { arguments.append(try argument()) } while takeSymbol(",")
            try expect(")")
        }
        guard function.arity.contains(arguments.count) else {
            let wanted = Set([function.arity.lowerBound, function.arity.upperBound]).sorted()
            throw ExpressionError(
                message: "'\(name)' takes \(wanted.map(String.init).joined(separator: " or ")) argument(s)",
                offset: token.offset, length: token.length)
        }
        return ended(.call(name, arguments), from: token)
    }

    private mutating func argument() throws(ExpressionError) -> Expression.Argument {
        if case .name(let name) = tokens[place].kind, case .symbol("->") = tokens[place + 1].kind {
            place += 2
            return .lambda(name, try implication())
        }
        return .value(try implication())
    }

    private mutating func takeSymbol(_ symbol: String) -> Bool {
        guard case .symbol(symbol) = tokens[place].kind else { return false }
        place += 1
        return true
    }

    private mutating func takeWord(_ word: String) -> Bool {
        guard case .name(word) = tokens[place].kind else { return false }
        place += 1
        return true
    }

    private mutating func expect(_ symbol: String) throws(ExpressionError) {
        guard takeSymbol(symbol) else { throw error("'\(symbol)' is missing here") }
    }

    private func error(_ message: String) -> ExpressionError {
        ExpressionError(message: message, offset: tokens[place].offset, length: tokens[place].length)
    }

    private func spanning(_ left: Expression, _ right: Expression, _ form: Expression.Form) -> Expression {
        Expression(form, offset: left.offset, length: right.offset + right.length - left.offset)
    }

    private func extended(_ base: Expression, _ form: Expression.Form) -> Expression {
        let last = tokens[place - 1]
        return Expression(form, offset: base.offset, length: last.offset + last.length - base.offset)
    }

    private func ended(_ form: Expression.Form, from token: ExpressionToken) -> Expression {
        let last = tokens[place - 1]
        return Expression(form, offset: token.offset, length: last.offset + last.length - token.offset)
    }
}
