/// All that a scenario has of the kinds that are looked at, wherever it stands. It is found by reflection, so
/// that whatever is added to the language is found as well.
struct ScenarioParts {
    private(set) var expressions: [PlacedExpression] = []
    private(set) var conditions: [Condition] = []
    private(set) var queries: [JournalQuery] = []
    private(set) var expectations: [Expectation] = []
    private(set) var invariants: [Invariant] = []
    private var blocks: Set<String> = []

    init(of whole: Any) { take(whole) }

    private mutating func take(_ part: Any) {
        switch part {
        case is String, is SourcePlace, is Int, is Bool, is Value, is Duration: return
        case let expression as PlacedExpression:
            expressions.append(expression)
            return
        case let condition as Condition: conditions.append(condition)
        case let query as JournalQuery: queries.append(query)
        case let expectation as Expectation: expectations.append(expectation)
        case let invariant as Invariant: invariants.append(invariant)
        // A block that is used a thousand times says the same each time, but for what it is given.
        case let use as BlockUse where !blocks.insert(use.block).inserted:
            take(use.arguments)
            return
        default: break
        }
        for child in Mirror(reflecting: part).children { take(child.value) }
    }
}

extension Expression {
    /// Every expression in it, itself first.
    var all: [Expression] {
        var found: [Expression] = []
        collect(into: &found)
        return found
    }

    // One list for all of them: a sum of a thousand terms lies a thousand deep.
    private func collect(into found: inout [Expression]) {
        found.append(self)
        for part in parts { part.collect(into: &found) }
    }

    /// Whether it means the same everywhere: it names nothing and asks nothing.
    var isConstant: Bool {
        switch form {
        case .name, .call: false
        default: parts.allSatisfy(\.isConstant)
        }
    }
}

extension PlacedExpression {
    /// The value of an expression that needs no world.
    var constantValue: Value? {
        expression.isConstant ? expression.evaluated(in: EmptyScope()) : nil
    }
}

private struct EmptyScope: ExpressionScope {
    func value(named name: String) -> Value? { nil }
    func value(ofMember member: String, in group: String) -> Value? { nil }
    func call(_ function: String, _ argument: Value) -> Value { .unknown("there is no world") }
    func history(of condition: Expression) -> [TruthInterval] { [] }
    func value(at mark: String, of expression: Expression?) -> Value { .unknown("there is no mark") }
}
