public import VirtualTime

/// One line of the journal. Folding entries over the genesis world gives any world that ever was.
public struct Entry: Equatable, Codable, Sendable {
    public let number: EntryNumber
    public let at: Instant
    public let cause: Cause
    public let outcome: Outcome
    /// Paths that got a handle in this turn, in order.
    public let names: [String]
    /// Choice points that were asked, with the window and the moment picked.
    public let choices: [Asked]
    public let advisories: [Advisory]
    /// Entries that brought this one about: what set the deadline that rang, what closed the way of a
    /// refusal.
    public let causes: [EntryNumber]

    public init(
        number: EntryNumber, at: Instant, cause: Cause, outcome: Outcome, names: [String], choices: [Asked],
        advisories: [Advisory], causes: [EntryNumber]
    ) {
        self.number = number
        self.at = at
        self.cause = cause
        self.outcome = outcome
        self.names = names
        self.choices = choices
        self.advisories = advisories
        self.causes = causes
    }

    public enum Outcome: Equatable, Codable, Sendable {
        case settled([Ruling<AnyEvent>])
        case refused(Refusal)
    }

    /// Whether it says nothing but that time passed.
    public var isPassage: Bool {
        if case .timePassed = cause { true } else { false }
    }

    public var rulings: [Ruling<AnyEvent>] {
        if case .settled(let rulings) = outcome { rulings } else { [] }
    }
    public var refusal: Refusal? {
        if case .refused(let refusal) = outcome { refusal } else { nil }
    }
    /// Every rule this entry names: rulings, refusal and advisories, without repeats, in order.
    public var rules: [RuleID] {
        var seen: [RuleID] = []
        func add(_ rule: RuleID) { if !seen.contains(rule) { seen.append(rule) } }
        refusal?.because.forEach(add)
        for ruling in rulings {
            add(ruling.because)
            ruling.also.forEach(add)
        }
        for advisory in advisories { add(advisory.rule) }
        return seen
    }
}
