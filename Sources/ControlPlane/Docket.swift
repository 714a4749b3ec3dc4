import VirtualTime

/// The rulings of the turn under way: one buffer that `decide`, `ring` and `react` append to.
///
/// Rooms that say nothing cost nothing, and the buffer is reused from turn to turn.
public struct Docket: Sendable {
    public private(set) var rulings: [Ruling<AnyEvent>] = []
    public private(set) var advisories: [Advisory] = []
    public private(set) var asked: [Asked] = []
    public private(set) var causes: [EntryNumber] = []
    /// What a search has settled beforehand, and what it asks; they outlast the turn.
    var course = Course()
    var inquiry: Inquiry?
    private(set) var notes: [SearchNote] = []
    /// How many entries came before this turn.
    var position = 0

    mutating func rule(_ event: AnyEvent, because rule: some DocumentedRule) {
        rulings.append(Ruling(event: event, because: rule.id))
    }
    mutating func rule(_ event: AnyEvent, because rule: RuleID, also others: [RuleID] = []) {
        rulings.append(Ruling(event: event, because: rule, also: others))
    }
    /// - Parameter others: rules that had a say beside the one that brought it about.
    mutating func rule(
        _ event: AnyEvent, because rule: some DocumentedRule, also others: [any DocumentedRule]
    ) {
        rulings.append(Ruling(event: event, because: rule.id, also: others.map { $0.id }))
    }
    mutating func advise(_ rule: some DocumentedRule, on target: ResourceID, _ note: String) {
        advisories.append(Advisory(rule: rule.id, target: target, note: note))
    }
    /// Names an earlier entry as one that brought this turn about.
    mutating func cite(_ entry: EntryNumber) {
        if !causes.contains(entry) { causes.append(entry) }
    }
    mutating func note(_ choice: Asked) { asked.append(choice) }
    func pin(_ choice: ChoiceKey) -> Instant? {
        course.pins.isEmpty ? nil : course.pins.first { $0.choice == choice }?.at
    }

    /// Asks a search for one of several answers.
    /// - Returns: nil when nobody asks, or when too much was asked already.
    mutating func ask(_ question: Branch.Question, of options: Int, at instant: Instant) -> Int? {
        guard let inquiry, notes.branches.count < Inquiry.limit else { return nil }
        let number = notes.branches.count
        let picked = number < inquiry.script.count ? min(max(inquiry.script[number], 0), options - 1) : 0
        let branch = Branch(question: question, at: instant, options: options, picked: picked)
        notes.append(SearchNote(what: .branch(branch), position: position))
        return picked
    }

    /// Whether a failure of that name and number meets its request, if that is settled or asked for.
    mutating func strike(_ name: String, at instant: Instant) -> Bool? {
        if let strike = course.strikes.first(where: { $0.name == name }) { return strike.meets }
        guard let inquiry, inquiry.variesStrike(name) else { return nil }
        return ask(.strike(name), of: 2, at: instant).map { $0 == 1 }
    }

    mutating func noteCommand(at instant: Instant) {
        if inquiry != nil { notes.append(SearchNote(what: .command(at: instant), position: position)) }
    }

    mutating func clear() {
        if !rulings.isEmpty { rulings.removeAll(keepingCapacity: true) }
        if !advisories.isEmpty { advisories.removeAll(keepingCapacity: true) }
        if !asked.isEmpty { asked.removeAll(keepingCapacity: true) }
        if !causes.isEmpty { causes.removeAll(keepingCapacity: true) }
    }
}
