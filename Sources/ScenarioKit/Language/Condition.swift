/// What must hold. All parts together.
public struct Condition: Hashable, Sendable {
    public var state: [StateExpectation] = []
    public var journal: [JournalQuery] = []
    public var expression: PlacedExpression?
    public var allOf: [Condition] = []
    public var anyOf: [Condition] = []
    public var noneOf: [Condition] = []
    public let place: SourcePlace

    init(place: SourcePlace) { self.place = place }

    var nested: [Condition] { allOf + anyOf + noneOf }
}

/// Counts or finds entries of the journal.
public struct JournalQuery: Hashable, Sendable {
    public var kinds: [String] = []
    public var act: TemplateText?
    public var target: Late<Reference>?
    public var rule: TemplateText?
    public var actor: TemplateText?
    public var since: Late<InstantSpec>?
    public var until: Late<InstantSpec>?
    public var filter: PlacedExpression?
    /// Without one, at least one entry is wanted.
    public var count: Matcher?
    public var causedBy: [JournalQuery] = []
    public let place: SourcePlace

    init(place: SourcePlace) { self.place = place }
}

/// A condition that must hold after every event of a run.
public struct Invariant: Hashable, Sendable {
    public enum Form: Hashable, Sendable {
        case rule(String)
        case expression(PlacedExpression)
    }

    public let name: String?
    public let form: Form
    public let from: Late<InstantSpec>?
    public let to: Late<InstantSpec>?
    /// A warning is reported without failing the run.
    public let isWarning: Bool
    public let place: SourcePlace

    var title: String {
        switch form {
        case .rule(let id): name ?? "rule:\(id)"
        case .expression(let expression): name ?? expression.text
        }
    }
}
