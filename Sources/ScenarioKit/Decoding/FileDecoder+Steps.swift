extension FileDecoder {
    private static let modifiers = [
        "name", "as", "if", "at", "actor", "labels", "skip", "body", "target", "with", "wait", "expect",
        "capture",
        "within", "of", "notBefore", "eventually", "atMost", "throughout", "until",
    ]

    /// Which verbs, or which other key, a modifier needs beside it.
    private static let belongs: KeyValuePairs<String, [String]> = [
        "body": ["request"], "target": ["act"], "with": ["act", "use"], "wait": ["request", "az", "act"],
        "expect": ["request", "az", "act", "ingest"], "capture": ["request", "az", "act", "ingest"],
        "within": ["check"], "throughout": ["check"], "until": ["check"], "eventually": ["check"],
        "of": ["within"], "notBefore": ["within"], "atMost": ["eventually"],
    ]

    func steps(_ node: YAMLNode, _ what: String) -> [Step] {
        guard let items = node.items else {
            if node.isNull { return [] }
            report(.wrongShape, "\(what) must be a list of steps, not \(node.kind)", at: node.place)
            return []
        }
        return items.compactMap(step)
    }

    func step(_ node: YAMLNode) -> Step? {
        let allowed = Vocabulary.verbs + Self.modifiers
        guard let keyed = KeyedNode(node, "a step", allowed: allowed, decoder: self) else { return nil }
        guard let verb = verb(of: keyed, allowed: allowed), let verbNode = keyed[verb] else { return nil }
        for (modifier, wanted) in Self.belongs {
            guard let place = keyed.keyPlace(modifier), !wanted.contains(where: { keyed[$0] != nil }) else {
                continue
            }
            report(
                .misplacedModifier, "'\(modifier)' does not belong to '\(verb)'", at: place,
                "it modifies \(wanted.map { "'\($0)'" }.joined(separator: ", "))")
        }
        guard let action = action(verb, verbNode, keyed) else { return nil }
        if !capabilities.verbs.contains(verb), let place = keyed.keyPlace(verb) {
            notSupported(verb, at: place)
        }
        var step = Step(action: action, place: keyed.keyPlace(verb) ?? node.place)
        step.name = keyed.template("name")
        if let mark = keyed.text("as"), let place = keyed["as"]?.place, isName(mark, at: place, "a mark") {
            step.mark = mark
        }
        step.condition = keyed.expression("if")
        step.at = keyed.instant("at")
        step.actor = keyed["actor"].flatMap { actor in
            lateWord(actor, "actor", among: Vocabulary.people) == nil ? nil : template(actor, "'actor'")
        }
        step.labels = keyed.texts("labels")
        step.skip = keyed["skip"].flatMap(skip)
        step.wait = keyed.truth("wait")
        step.expectation = keyed["expect"].flatMap(expectation)
        step.captures = keyed["capture"].map(captures) ?? []
        return step
    }

    private func verb(of keyed: KeyedNode, allowed: [String]) -> String? {
        let verbs = keyed.keys.filter(Vocabulary.verbs.contains)
        if verbs.count > 1 {
            report(
                .twoVerbs, "a step has exactly one verb, not '\(verbs[0])' and '\(verbs[1])'",
                at: keyed.keyPlace(verbs[1]) ?? keyed.place, "begin a new step here")
            return nil
        }
        if verbs.isEmpty, keyed.keys.allSatisfy(allowed.contains) {
            report(
                .noVerb, "a step without a verb", at: keyed.place,
                notes: ["verbs: \(Vocabulary.verbs.joined(separator: ", "))"])
        }
        return verbs.first
    }

    private func action(_ verb: String, _ node: YAMLNode, _ keyed: KeyedNode) -> Step.Action? {
        switch verb {
        case "request": request(node, body: keyed["body"]).map(Step.Action.request)
        case "az": template(node, "'az'").flatMap { azLine($0, node) }.map(Step.Action.az)
        case "act": act(node, target: keyed["target"], arguments: keyed["with"]).map(Step.Action.act)
        case "advance": advance(node).map(Step.Action.advance)
        case "check": check(node, keyed).map(Step.Action.check)
        case "fault": fault(node).map(Step.Action.fault)
        case "clear": Step.Action.clear(oneOrMore(node).compactMap { template($0, "the name of a fault") })
        case "ingest": ingest(node).map(Step.Action.ingest)
        case "fork": fork(node).map(Step.Action.fork)
        case "race": race(node)
        case "use":
            text(node, "'use'").map {
                .use(BlockUse(block: $0, arguments: keyed.fields("with"), place: node.place))
            }
        case "note": template(node, "'note'").map(Step.Action.note)
        case "save": template(node, "'save'").map(Step.Action.save)
        default: nil
        }
    }

    private func advance(_ node: YAMLNode) -> Advance? {
        guard node.pairs != nil else { return duration(node).map(Advance.by) }
        let allowed = ["to", "events", "until", "atMost"]
        guard let keyed = KeyedNode(node, "'advance'", allowed: allowed, decoder: self) else { return nil }
        let aims = keyed.keys.filter { $0 != "atMost" && allowed.contains($0) }
        guard keyed.keys.allSatisfy(allowed.contains) else { return nil }
        guard aims.count == 1 else {
            report(.wrongShape, "'advance' has one of 'to', 'events', 'until'", at: node.place)
            return nil
        }
        if keyed["atMost"] != nil, aims[0] != "until" {
            report(
                .misplacedModifier, "'atMost' belongs to 'until'", at: keyed.keyPlace("atMost") ?? node.place)
        }
        switch aims[0] {
        case "to": return keyed.instant("to").map(Advance.to)
        case "events": return keyed.integer("events", atLeast: 1).map(Advance.events)
        default:
            return keyed["until"].flatMap { condition($0, "'until'") }
                .map { Advance.until($0, atMost: keyed.duration("atMost")) }
        }
    }

    private func check(_ node: YAMLNode, _ keyed: KeyedNode) -> Check? {
        let times = ["within", "throughout", "until", "eventually"].filter { keyed[$0] != nil }
        if times.count > 1, let place = keyed.keyPlace(times[1]) {
            report(.misplacedModifier, "'\(times[0])' and '\(times[1])' exclude each other", at: place)
        }
        guard let condition = condition(node, "'check'") else { return nil }
        let time: Check.Time?
        switch times.first {
        case "within":
            time = keyed.duration("within").map {
                .within($0, of: keyed.instant("of"), notBefore: keyed.duration("notBefore"))
            }
        case "throughout": time = keyed.duration("throughout").map(Check.Time.throughout)
        case "until": time = keyed.instant("until").map(Check.Time.until)
        case "eventually":
            if keyed.truth("eventually") == false, let place = keyed["eventually"]?.place {
                report(.notABoolean, "'eventually' can only be true", at: place)
            }
            time = .eventually(atMost: keyed.duration("atMost"))
        default: time = .now
        }
        return time.map {
            Check(condition: condition, time: $0, timePlace: times.first.flatMap { keyed[$0]?.place })
        }
    }

    private func fork(_ node: YAMLNode) -> ForkAction? {
        let allowed = ["name", "assume", "choices", "steps"]
        guard let keyed = KeyedNode(node, "'fork'", allowed: allowed, required: ["steps"], decoder: self)
        else { return nil }
        var fork = ForkAction()
        fork.name = keyed.text("name")
        fork.assume = keyed["assume"].map(assumptions) ?? []
        fork.choices = keyed["choices"].flatMap(choicePolicy)
        fork.steps = keyed["steps"].map { steps($0, "'steps'") } ?? []
        return fork
    }

    private func race(_ node: YAMLNode) -> Step.Action? {
        let steps = self.steps(node, "'race'")
        for step in steps where !step.isCall {
            report(.misplacedModifier, "a race holds calls only, not '\(step.verb)'", at: step.place)
        }
        if node.items.map({ $0.count < 2 }) == true {
            report(.wrongShape, "a race has at least two steps", at: node.place)
        }
        return .race(steps)
    }
}
