import VirtualTime

extension Expression {
    /// The value within a scope. Total: what cannot be said is `unknown`, with the reason.
    public func evaluated(in scope: some ExpressionScope) -> Value {
        var evaluator = ExpressionEvaluator(scope: scope)
        return evaluator.value(of: self)
    }
}

/// One evaluation. Notes how each comparison came out, which tells when the answer may next change.
struct ExpressionEvaluator {
    private static let maximumSteps = 2_000_000

    let scope: any ExpressionScope
    /// The results of all comparisons, in the order they were made.
    private(set) var comparisons: [ComparisonNote] = []
    private var steps = 0

    struct ComparisonNote: Equatable {
        let expression: Expression
        let left: Value
        let right: Value
        let result: Value
    }

    init(scope: any ExpressionScope) { self.scope = scope }

    mutating func value(of expression: Expression) -> Value {
        steps += 1
        guard steps <= Self.maximumSteps else { return .unknown("the expression takes too long") }
        switch expression.form {
        case .literal(let value): return value
        case .name(let name): return scope.value(named: name) ?? .unknown("nothing is named '\(name)'")
        case .list(let items): return list(items)
        case .member(let base, let name):
            if case .name(let group) = base.form, let value = scope.value(ofMember: name, in: group) {
                return value
            }
            if case .call(let kind, let arguments) = base.form, arguments.count == 1,
                case .value(let argument) = arguments[0], case .literal(.string(let thing)) = argument.form,
                let value = scope.property(name, of: kind, thing)
            {
                return value
            }
            return Self.member(name, of: value(of: base))
        case .index(let base, let index): return Self.item(at: value(of: index), of: value(of: base))
        case .not(let inner): return negation(of: value(of: inner))
        case .negated(let inner): return ValueArithmetic.negated(value(of: inner))
        case .logical(let sign, let left, let right): return logical(sign, left, right)
        case .comparison(let sign, let left, let right):
            let (a, b) = (value(of: left), value(of: right))
            let result = ValueComparison.compare(a, sign, b)
            comparisons.append(ComparisonNote(expression: expression, left: a, right: b, result: result))
            return result
        case .arithmetic(let sign, let left, let right):
            return ValueArithmetic.combine(value(of: left), sign, value(of: right))
        case .call(let name, let arguments): return call(name, arguments)
        }
    }

    private mutating func list(_ items: [Expression]) -> Value {
        var values: [Value] = []
        for item in items {
            let value = value(of: item)
            if case .unknown = value { return value }
            values.append(value)
        }
        return .list(values)
    }

    static func member(_ name: String, of base: Value) -> Value {
        switch base {
        case .unknown: base
        case .record(let record): record[name] ?? .unknown("there is no '\(name)'")
        default: .unknown("\(base.kind) has no '\(name)'")
        }
    }

    static func item(at index: Value, of base: Value) -> Value {
        switch (base, index) {
        case (.unknown, _): return base
        case (_, .unknown): return index
        case (.record, .string(let name)): return member(name, of: base)
        case (.list(let items), .number(let number)):
            guard let whole = number.whole else { return .unknown("\(number) is no place in a list") }
            let place = whole < 0 ? Int64(items.count) + whole : whole
            guard place >= 0, place < Int64(items.count) else {
                return .unknown("the list has no item \(whole)")
            }
            return items[Int(place)]
        default: return .unknown("\(base.kind) has no items")
        }
    }

    private func negation(of value: Value) -> Value {
        switch value {
        case .bool(let flag): .bool(!flag)
        case .unknown: value
        default: .unknown("'not' needs a truth value, not \(value.kind)")
        }
    }

    /// Three-valued: `false and unknown` is false, `true or unknown` is true.
    private mutating func logical(
        _ sign: Expression.LogicalOperator, _ leftSide: Expression, _ rightSide: Expression
    ) -> Value {
        let left = Self.truth(value(of: leftSide), in: sign)
        let settles: Bool
        switch sign {
        case .and: settles = left == .bool(false)
        case .or: settles = left == .bool(true)
        case .implies: settles = left == .bool(false)
        }
        if settles { return .bool(sign != .and) }
        let right = Self.truth(value(of: rightSide), in: sign)
        switch sign {
        case .and where right == .bool(false): return right
        case .or where right == .bool(true), .implies where right == .bool(true): return right
        default: break
        }
        if case .unknown = left { return left }
        return right
    }

    private static func truth(_ value: Value, in sign: Expression.LogicalOperator) -> Value {
        switch value {
        case .bool, .unknown: value
        default: .unknown("'\(sign.rawValue)' needs truth values, not \(value.kind)")
        }
    }

    private mutating func call(_ name: String, _ arguments: [Expression.Argument]) -> Value {
        guard let function = ExpressionFunction(rawValue: name), let first = arguments.first else {
            return .unknown("unknown function '\(name)'")
        }
        switch function {
        case .all, .any, .count, .sum, .min, .max: return quantified(function, arguments)
        case .since, .once, .duration: return lookingBack(function, first.expression)
        case .at:
            let mark: String
            switch first.expression.form {
            case .name(let name), .literal(.string(let name)): mark = name
            default: return .unknown("'at' needs the name of a mark")
            }
            return scope.value(at: mark, of: arguments.dropFirst().first?.expression)
        default:
            let argument = value(of: first.expression)
            if case .unknown = argument { return argument }
            return scope.call(name, argument)
        }
    }

    private func lookingBack(_ function: ExpressionFunction, _ condition: Expression) -> Value {
        let intervals = scope.history(of: condition)
        switch function {
        case .once: return .bool(intervals.contains(where: \.holds))
        case .duration:
            let total = intervals.filter(\.holds).reduce(Int64(0)) {
                $0 + $1.toMilliseconds - $1.fromMilliseconds
            }
            return .duration(.milliseconds(total))
        default:
            let unbroken = intervals.reversed().prefix(while: \.holds)
            guard let start = unbroken.last, let end = unbroken.first else { return .duration(.zero) }
            return .duration(.milliseconds(end.toMilliseconds - start.fromMilliseconds))
        }
    }

    private mutating func quantified(_ function: ExpressionFunction, _ arguments: [Expression.Argument])
        -> Value
    {
        let source = value(of: arguments[0].expression)
        guard case .list(let items) = source else {
            if case .unknown = source { return source }
            return .unknown("'\(function.rawValue)' needs a list, not \(source.kind)")
        }
        var mapped = items
        if arguments.count == 2 {
            guard case .lambda(let name, let body) = arguments[1] else {
                return .unknown("'\(function.rawValue)' needs 'x -> …' as its second argument")
            }
            mapped = []
            for item in items {
                var inner = ExpressionEvaluator(
                    scope: NestedScope(outer: scope, names: ValueRecord([(name, item)])))
                inner.steps = steps
                mapped.append(inner.value(of: body))
                steps = inner.steps
            }
        } else if function == .count {
            return .integer(items.count)
        }
        return ValueArithmetic.fold(function, mapped)
    }
}
