public import ControlPlane
public import VirtualTime

/// One line of the journal in the words of the domain: an entry reads as one or several of them.
public struct JournalLine: Equatable, Sendable {
    public let number: EntryNumber
    public let at: Instant
    public let kind: Kind
    public let causes: [EntryNumber]
    /// What it is about: `cluster/contoso-la`.
    public var thing: String?
    /// `act` of a request, name of an event.
    public var act: String?
    public var actor: String?
    public var property: String?
    public var to: String?
    public var rule: RuleID?
    public var severity: Severity?
    public var note: String?

    public enum Kind: String, CaseIterable, Sendable { case request, event, rule, clock }
    public enum Severity: String, Sendable { case rejection, effect, advice }

    /// The line as JSON, fields that do not apply left out.
    public var document: Document {
        var members: Members = [
            "seq": .integer(number), "at": .string(at.iso8601), "kind": .string(kind.rawValue),
            "causes": .array(causes.map { .integer($0) }),
        ]
        func add(_ name: String, _ text: String?) {
            if let text { members.append(name, .string(text)) }
        }
        if let actor { members.append("actor", ["name": .string(actor)]) }
        add("act", act)
        add("target", thing)
        add("ref", kind == .event ? thing : nil)
        add("property", property)
        add("to", to)
        add("rule", rule?.code)
        add("severity", severity?.rawValue)
        add("note", note)
        if kind == .request { add("decision", severity == .rejection ? "refused" : "accepted") }
        return .object(members)
    }
}

extension Entry {
    /// The entry as people read it: who asked, what happened, which rules bit.
    public func lines(in world: World) -> [JournalLine] {
        var lines: [JournalLine] = []
        func line(_ kind: JournalLine.Kind, _ fill: (inout JournalLine) -> Void) {
            var line = JournalLine(number: number, at: at, kind: kind, causes: causes)
            fill(&line)
            lines.append(line)
        }
        switch cause {
        case .command(let command, let principal):
            let words = command.words(in: world)
            line(.request) {
                $0.act = words.act
                $0.thing = words.thing
                $0.actor = principal.name
                $0.severity = refusal == nil ? nil : .rejection
                $0.rule = refusal?.because.first
            }
        case .timePassed: line(.clock) { $0.to = at.iso8601 }
        case .settings(let settings):
            line(.clock) {
                $0.act = "settings"
                $0.to = settings.choices.policy.rawValue
            }
        case .alarm: break
        }
        for rule in refusal?.because ?? [] {
            line(.rule) {
                $0.rule = rule
                $0.severity = .rejection
            }
        }
        for ruling in rulings {
            let words = ruling.event.words(in: world)
            line(.event) {
                $0.act = words.act
                $0.thing = words.thing
                $0.property = words.property
                $0.to = words.to
                $0.rule = ruling.because
            }
            for rule in [ruling.because] + ruling.also {
                line(.rule) {
                    $0.rule = rule
                    $0.severity = .effect
                    $0.thing = words.thing
                }
            }
        }
        for advisory in advisories {
            line(.rule) {
                $0.rule = advisory.rule
                $0.severity = .advice
                $0.thing = world.reference(of: advisory.target)?.description
                $0.note = advisory.note
            }
        }
        return lines
    }
}
