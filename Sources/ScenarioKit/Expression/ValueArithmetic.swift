import VirtualTime

/// Exact arithmetic over numbers, durations and instants.
enum ValueArithmetic {
    static func negated(_ value: Value) -> Value {
        switch value {
        case .unknown: value
        case .number(let number): exact(number.negated)
        case .duration(let duration): .duration(.zero - duration)
        default: .unknown("'-' cannot be put before \(value.kind)")
        }
    }

    static func combine(_ left: Value, _ sign: Expression.ArithmeticOperator, _ right: Value) -> Value {
        switch (left, sign, right) {
        case (.unknown, _, _): return left
        case (_, _, .unknown): return right
        case (.number(let a), .plus, .number(let b)): return exact(.sum(a, b))
        case (.number(let a), .minus, .number(let b)): return exact(b.negated.flatMap { .sum(a, $0) })
        case (.number(let a), .times, .number(let b)): return exact(.product(a, b))
        case (.number(let a), .over, .number(let b)): return exact(.quotient(a, b))
        case (.string(let a), .plus, .string(let b)): return .string(a + b)
        case (.duration(let a), .plus, .duration(let b)):
            return duration(a.wholeMilliseconds.addingReportingOverflow(b.wholeMilliseconds))
        case (.duration(let a), .minus, .duration(let b)):
            return duration(a.wholeMilliseconds.subtractingReportingOverflow(b.wholeMilliseconds))
        case (.duration(let a), .times, .number(let b)), (.number(let b), .times, .duration(let a)):
            return scaled(a, by: b)
        case (.duration(let a), .over, .number(let b)):
            guard let inverse = Rational.quotient(Rational(1), b) else {
                return .unknown("a division by zero")
            }
            return scaled(a, by: inverse)
        case (.duration(let a), .over, .duration(let b)):
            return exact(Rational(Int128(a.wholeMilliseconds), over: Int128(b.wholeMilliseconds)))
        case (.instant(let a), .plus, .duration(let b)), (.duration(let b), .plus, .instant(let a)):
            return instant(a.milliseconds.addingReportingOverflow(b.wholeMilliseconds))
        case (.instant(let a), .minus, .duration(let b)):
            return instant(a.milliseconds.subtractingReportingOverflow(b.wholeMilliseconds))
        case (.instant(let a), .minus, .instant(let b)):
            return duration(a.milliseconds.subtractingReportingOverflow(b.milliseconds))
        default:
            return .unknown("'\(sign.rawValue)' cannot combine \(left.kind) with \(right.kind)")
        }
    }

    /// The quantifiers over values that were already computed.
    static func fold(_ function: ExpressionFunction, _ values: [Value]) -> Value {
        switch function {
        case .all, .any, .count:
            var hits = 0
            var firstUnknown: Value?
            for value in values {
                switch value {
                case .bool(let flag): hits += flag ? 1 : 0
                case .unknown: firstUnknown = firstUnknown ?? value
                default: return .unknown("'\(function.rawValue)' needs truth values, not \(value.kind)")
                }
            }
            if function == .any, hits > 0 { return .bool(true) }
            if function == .all, values.contains(.bool(false)) { return .bool(false) }
            if let firstUnknown { return firstUnknown }
            return function == .count
                ? .integer(hits) : .bool(function == .all ? hits == values.count : hits > 0)
        case .sum:
            guard let first = values.first else { return .integer(0) }
            return values.dropFirst().reduce(first) { combine($0, .plus, $1) }
        default:
            guard var best = values.first else { return .unknown("'\(function.rawValue)' of an empty list") }
            for value in values.dropFirst() {
                guard let order = ValueComparison.order(value, best) else {
                    return .unknown("'\(function.rawValue)' cannot compare \(value.kind) with \(best.kind)")
                }
                if function == .min ? order < 0 : order > 0 { best = value }
            }
            return best
        }
    }

    private static func exact(_ number: Rational?) -> Value {
        number.map(Value.number) ?? .unknown("the result does not fit, or was divided by zero")
    }

    private static func scaled(_ duration: Duration, by factor: Rational) -> Value {
        guard let product = Rational.product(Rational(duration.wholeMilliseconds), factor) else {
            return .unknown("the result does not fit")
        }
        // Below a millisecond there is nothing: cut towards zero, as durations are everywhere.
        return .duration(.milliseconds(product.numerator / product.denominator))
    }

    private static func duration(_ result: (partialValue: Int64, overflow: Bool)) -> Value {
        result.overflow ? .unknown("the result does not fit") : .duration(.milliseconds(result.partialValue))
    }

    private static func instant(_ result: (partialValue: Int64, overflow: Bool)) -> Value {
        guard !result.overflow, abs(result.partialValue) <= Instant.distantFuture.milliseconds else {
            return .unknown("the result does not fit")
        }
        return .instant(Instant(milliseconds: result.partialValue))
    }
}
