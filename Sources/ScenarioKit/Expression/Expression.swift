/// A parsed expression. `offset` and `length` are Unicode scalars within the text it was parsed from.
public struct Expression: Hashable, Sendable {
    public indirect enum Form: Hashable, Sendable {
        case literal(Value)
        case name(String)
        case call(String, [Argument])
        case member(Expression, String)
        case index(Expression, Expression)
        case list([Expression])
        case not(Expression)
        case negated(Expression)
        case logical(LogicalOperator, Expression, Expression)
        case comparison(ComparisonOperator, Expression, Expression)
        case arithmetic(ArithmeticOperator, Expression, Expression)
    }

    public enum Argument: Hashable, Sendable {
        case value(Expression)
        case lambda(String, Expression)

        var expression: Expression {
            switch self {
            case .value(let expression), .lambda(_, let expression): expression
            }
        }
    }

    public enum LogicalOperator: String, Hashable, Sendable { case implies, or, and }
    public enum ComparisonOperator: String, Hashable, Sendable, CaseIterable {
        case equal = "==", notEqual = "!=", less = "<", atMost = "<=", greater = ">", atLeast = ">="
        case `in`, contains, startsWith, matches
    }
    public enum ArithmeticOperator: String, Hashable, Sendable {
        case plus = "+", minus = "-", times = "*", over = "/"
    }

    public let form: Form
    public let offset: Int
    public let length: Int

    /// Reads one whole expression.
    public init(parsing text: String) throws(ExpressionError) {
        var parser = try ExpressionParser(text)
        self = try parser.whole()
    }

    init(_ form: Form, offset: Int, length: Int) {
        self.form = form
        self.offset = offset
        self.length = length
    }

    /// The expressions directly inside this one.
    var parts: [Expression] {
        switch form {
        case .literal, .name: []
        case .call(_, let arguments): arguments.map(\.expression)
        case .member(let base, _), .not(let base), .negated(let base): [base]
        case .index(let left, let right), .logical(_, let left, let right),
            .comparison(_, let left, let right),
            .arithmetic(_, let left, let right):
            [left, right]
        case .list(let items): items
        }
    }
}

/// Why a text is no expression, and where in it.
public struct ExpressionError: Error, Hashable, Sendable, CustomStringConvertible {
    public let message: String
    public let offset: Int
    public let length: Int
    public var description: String { "\(message) (at \(offset))" }
}

/// The functions of the language, and how many arguments each takes.
enum ExpressionFunction: String, CaseIterable {
    case key, cluster, workspace, sentinel, cosmos, records, vault, keyversion, policy, role, identity,
        provider,
        subscription, group, table, operation
    case id, goal
    case all, any, count, sum, min, max
    case since, once, duration, at, firstAt, lastAt, age

    var arity: ClosedRange<Int> {
        switch self {
        case .all, .any, .sum: 2...2
        case .count, .min, .max, .at: 1...2
        default: 1...1
        }
    }

    /// Takes the arguments as written, because they are read at other instants or once an item.
    var isSpecial: Bool {
        switch self {
        case .all, .any, .count, .sum, .min, .max, .since, .once, .duration, .at: true
        default: false
        }
    }

    var looksBack: Bool {
        switch self {
        case .since, .once, .duration, .at: true
        default: false
        }
    }
}
