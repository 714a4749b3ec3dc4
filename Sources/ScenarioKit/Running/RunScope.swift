import VirtualTime

/// What expressions of a run can name, read from one world: the present one or one of the past.
struct RunScope: ExpressionScope {
    let context: RunContext
    let world: any ScenarioWorld

    func value(named name: String) -> Value? {
        if let value = context.bindings[name] { return value }
        switch name {
        case "now": return .instant(world.now)
        case "T": return .instant(context.start)
        case "journal":
            return .list(world.entries(from: context.startPosition).map { .record($0.record) })
        default:
            if let parameter = context.parameters.first(where: { $0.name.source == name }) {
                return Value.filling(parameter.value, from: self)
            }
            return RunMeasure(rawValue: name)?.value(in: context, world)
        }
    }

    /// Filled in when it is asked for: an id depends on the world at that time.
    func value(ofMember member: String, in group: String) -> Value? {
        context.groups[group]?.first { $0.name.source == member }.map { Value.filling($0.value, from: self) }
    }

    func call(_ function: String, _ argument: Value) -> Value {
        if function == "age" {
            guard case .instant(let then) = argument else { return .unknown("'age' needs an instant") }
            return .duration(world.now - then)
        }
        guard case .string(let text) = argument else { return .unknown("'\(function)' needs a text") }
        switch function {
        case "id":
            guard let reference = Reference(text) else { return .unknown("'\(text)' is not a reference") }
            return world.resourceID(of: reference).map(Value.string) ?? .unknown("\(text) has no ARM id")
        case "firstAt", "lastAt":
            let entries = world.happenings(from: context.startPosition).filter {
                $0.fields["act"]?.text == text && $0.fields["decision"]?.text != "refused"
            }
            let entry = function == "firstAt" ? entries.first : entries.last
            return entry.map { .instant($0.at) } ?? .unknown("nothing did '\(text)'")
        case "goal":
            guard let known = context.goals[text] else { return .unknown("there is no goal '\(text)'") }
            let met = known.flatMap { $0 <= world.now ? $0 : nil }
            return .record(["met": .bool(met != nil), "at": met.map(Value.instant) ?? .null])
        default:
            let kind = Vocabulary.kinds[function] == nil ? nil : function
            guard let kind else { return .unknown("'\(function)' is not supported by this version") }
            return ProbeReader(world: world).record(Reference(kind: kind, name: text))
        }
    }

    func property(_ property: String, of kind: String, _ name: String) -> Value? {
        guard Vocabulary.kinds[kind]?[property] != nil else { return nil }
        let reference = Reference(kind: kind, name: name)
        // What does not exist answers as the whole record does: with the reason.
        guard let document = world.probe(reference, property) else { return nil }
        return ProbeReader.typed(document, Vocabulary.kinds[kind]?[property])
    }

    func history(of condition: Expression) -> [TruthInterval] {
        let history = context.history
        let moments = condition.isSteady ? history.turns : history.moments
        let past = moments.filter { $0.at < world.now }.map { ($0.at, $0.world) }
        let states = past + [(world.now, world)]
        return states.enumerated().map { index, state in
            let end = index + 1 < states.count ? states[index + 1].0 : state.0
            let value = condition.evaluated(in: RunScope(context: context, world: state.1))
            return TruthInterval(
                fromMilliseconds: state.0.milliseconds, toMilliseconds: end.milliseconds,
                holds: value == .bool(true))
        }
    }

    func value(at mark: String, of expression: Expression?) -> Value {
        guard let mark = context.marks[mark] else { return .unknown("the mark '\(mark)' was never set") }
        guard let expression else { return .instant(mark.at) }
        return expression.evaluated(in: RunScope(context: context, world: mark.after.world))
    }
}

/// Reads probes into typed values.
struct ProbeReader {
    let world: any ScenarioWorld

    /// Nil for what does not exist; but `exists` and `fingerprint` have a value even then.
    func value(_ reference: Reference, _ property: String) -> Value? {
        let type = Vocabulary.kinds[reference.kind]?[property]
        guard let document = world.probe(reference, property) else { return Self.absent(property) }
        return Self.typed(document, type)
    }

    func record(_ reference: Reference) -> Value {
        guard let document = world.probe(reference) else { return .unknown("\(reference) does not exist") }
        let types = Vocabulary.kinds[reference.kind] ?? [:]
        let pairs = Vocabulary.properties(of: reference.kind).compactMap { property in
            let value = document[property].map { Self.typed($0, types[property]) } ?? Self.absent(property)
            return value.map { (property, $0) }
        }
        return .record(ValueRecord(pairs))
    }

    private static func absent(_ property: String) -> Value? {
        switch property {
        case "exists": .bool(false)
        case "fingerprint": .string("absent")
        default: nil
        }
    }

    static func typed(_ document: Document, _ type: PropertyType?) -> Value {
        switch (type, document) {
        case (.duration, .string(let text)): Duration(text: text).map(Value.duration) ?? .string(text)
        case (.instant, .string(let text)): Instant(iso8601: text).map(Value.instant) ?? .string(text)
        default: Value(document)
        }
    }
}
