import ControlPlane
import Futures
import Simulation
import VirtualTime

/// A rule of kind state or deadline, held against what is seen of the world from outside.
struct RuleWatch: FutureWatch {
    private let line: Rulebook.Line
    private var promise: PromiseRuleWatch?

    init(line: Rulebook.Line) {
        self.line = line
        promise = PromiseRuleWatch(rule: line.id.code)
    }

    mutating func look(at timeline: Timeline) -> String? {
        if case .broken(let why) = Standing.of(line, in: timeline) { return why }
        return promise?.look(at: timeline)
    }
}

/// An expression over the world and its past.
///
/// Its context holds simulated worlds only, which are values; the protocol they stand behind does not say so.
struct ExpressionWatch: FutureWatch, @unchecked Sendable {
    private let expression: Expression
    private let text: String
    private let readsPast: Bool
    private var context: RunContext

    init(expression: Expression, text: String, start: Timeline) {
        self.expression = expression
        self.text = text
        readsPast = expression.readsPast
        context = RunContext(world: SimulatedWorld(timeline: start))
    }

    mutating func look(at timeline: Timeline) -> String? {
        let world = SimulatedWorld(timeline: timeline)
        if readsPast { context.history.remember(world) }
        switch expression.evaluated(in: context.scope(world)) {
        case .bool(true): return nil
        case .unknown(let why): return "\(text) is unknown: \(why)"
        case let value: return "\(text) is \(value.shown)"
        }
    }

    func nextStop(after timeline: Timeline, before instant: Instant) -> Instant? {
        guard expression.readsClock else { return nil }
        var condition = Condition(place: SourcePlace(line: 1, column: 1))
        condition.expression = PlacedExpression(
            expression: expression, text: text, origin: condition.place, isExact: false)
        return Crossing(context: context).first(
            after: SimulatedWorld(timeline: timeline), through: instant - .milliseconds(1), of: [condition])
    }
}

extension Expression {
    /// Whether it asks how things were.
    fileprivate var readsPast: Bool {
        if case .call(let name, _) = form,
            ["since", "once", "duration", "at", "firstAt", "lastAt"].contains(name)
        {
            return true
        }
        return parts.contains(where: \.readsPast)
    }
}
