import VirtualTime

/// The rulings of the turn under way: one buffer that `decide`, `ring` and `react` append to.
///
/// Rooms that say nothing cost nothing, and the buffer is reused from turn to turn.
public struct Docket: Sendable {
    public private(set) var rulings: [Ruling<AnyEvent>] = []
    public private(set) var advisories: [Advisory] = []
    public private(set) var asked: [Asked] = []
    public private(set) var causes: [EntryNumber] = []
    /// Moments that a search has fixed beforehand; they outlast the turn.
    var pins: [Pin] = []

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
        pins.isEmpty ? nil : pins.first { $0.choice == choice }?.at
    }

    mutating func clear() {
        if !rulings.isEmpty { rulings.removeAll(keepingCapacity: true) }
        if !advisories.isEmpty { advisories.removeAll(keepingCapacity: true) }
        if !asked.isEmpty { asked.removeAll(keepingCapacity: true) }
        if !causes.isEmpty { causes.removeAll(keepingCapacity: true) }
    }
}
