/// Where an expression finds what it names. Answers are pure: asking changes nothing.
public protocol ExpressionScope {
    /// The value of a bare name such as `now` or a captured variable; nil when there is none.
    func value(named name: String) -> Value?

    /// A member of `vars`, `case` or `matrix`. Only the one asked for is filled in, since members may use
    /// one another.
    func value(ofMember member: String, in group: String) -> Value?

    /// One of the functions with a single plain argument: `key('v/k')`, `records('w')`, `id('cluster/c')`,
    /// `firstAt('key.enable')`.
    func call(_ function: String, _ argument: Value) -> Value

    /// `key('v/k').enabled` without the rest of the record; nil leaves it to `call`.
    func property(_ property: String, of kind: String, _ name: String) -> Value?

    /// The intervals of the past in which the condition had one truth value each, in order, up to now.
    func history(of condition: Expression) -> [TruthInterval]

    /// The value of the expression right after the mark was set; of no expression, the mark's instant.
    func value(at mark: String, of expression: Expression?) -> Value
}

extension ExpressionScope {
    public func property(_ property: String, of kind: String, _ name: String) -> Value? { nil }
}

/// A stretch of virtual time in which a condition did not change.
public struct TruthInterval: Equatable, Sendable {
    public let fromMilliseconds: Int64
    public let toMilliseconds: Int64
    public let holds: Bool

    public init(fromMilliseconds: Int64, toMilliseconds: Int64, holds: Bool) {
        self.fromMilliseconds = fromMilliseconds
        self.toMilliseconds = toMilliseconds
        self.holds = holds
    }
}

/// A scope with a few more names in front: the variable of a quantifier, the fields of a journal entry.
struct NestedScope: ExpressionScope {
    let outer: any ExpressionScope
    let names: ValueRecord

    func value(named name: String) -> Value? { names[name] ?? outer.value(named: name) }
    func value(ofMember member: String, in group: String) -> Value? {
        names[group] == nil ? outer.value(ofMember: member, in: group) : nil
    }
    func call(_ function: String, _ argument: Value) -> Value { outer.call(function, argument) }
    func property(_ property: String, of kind: String, _ name: String) -> Value? {
        outer.property(property, of: kind, name)
    }
    func history(of condition: Expression) -> [TruthInterval] { outer.history(of: condition) }
    func value(at mark: String, of expression: Expression?) -> Value { outer.value(at: mark, of: expression) }
}
