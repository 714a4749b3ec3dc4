import VirtualTime

extension FileDecoder {
    func condition(_ node: YAMLNode, _ what: String = "a condition") -> Condition? {
        let allowed = ["state", "journal", "expr", "allOf", "anyOf", "noneOf"]
        guard let keyed = KeyedNode(node, what, allowed: allowed, decoder: self) else { return nil }
        guard !keyed.keys.isEmpty else {
            report(
                .missingKey, "\(what) says nothing", at: node.place,
                notes: ["keys: \(allowed.joined(separator: ", "))"])
            return nil
        }
        var condition = Condition(place: node.place)
        condition.state = keyed["state"].map(state) ?? []
        condition.journal = keyed["journal"].map { oneOrMore($0).compactMap { journalQuery($0) } } ?? []
        condition.expression = keyed.expression("expr")
        condition.allOf = keyed.items("allOf").compactMap { self.condition($0) }
        condition.anyOf = keyed.items("anyOf").compactMap { self.condition($0) }
        condition.noneOf = keyed.items("noneOf").compactMap { self.condition($0) }
        return condition
    }

    private func state(_ node: YAMLNode) -> [StateExpectation] {
        guard let pairs = node.pairs else {
            report(.wrongShape, "'state' must be a mapping of references", at: node.place)
            return []
        }
        return pairs.compactMap { pair in
            let key = YAMLNode(content: .scalar(pair.key, .plain), place: pair.keyPlace)
            guard let reference = reference(key) else { return nil }
            guard let properties = pair.value.pairs, !properties.isEmpty else {
                report(
                    .wrongShape, "properties of '\(pair.key)' are missing", at: pair.value.place,
                    "write { property: value }")
                return nil
            }
            let expectations = properties.compactMap { expectation($0, of: reference.ready, named: pair.key) }
            return StateExpectation(reference: reference, properties: expectations)
        }
    }

    private func expectation(
        _ pair: YAMLNode.Pair, of reference: Reference?, named name: String
    ) -> PropertyExpectation? {
        let known = reference.map { Vocabulary.properties(of: $0.kind) } ?? Vocabulary.allProperties
        guard known.contains(pair.key) else {
            let kind = reference?.kind ?? "any kind"
            report(
                .unknownProperty, "unknown property '\(pair.key)' of \(name)", at: pair.keyPlace,
                Suggestion.phrase(for: pair.key, among: known),
                notes: ["properties of \(kind): \(known.joined(separator: ", "))"])
            return nil
        }
        let type = reference.flatMap { Vocabulary.kinds[$0.kind]?[pair.key] }
        guard let matcher = matcher(pair.value, type: type, looksBack: true) else { return nil }
        return PropertyExpectation(
            property: pair.key, propertyPlace: pair.keyPlace, matcher: matcher, place: pair.value.place)
    }

    func journalQuery(_ node: YAMLNode) -> JournalQuery? {
        let allowed = [
            "kind", "act", "target", "rule", "actor", "since", "until", "where", "count", "causedBy",
        ]
        guard let keyed = KeyedNode(node, "'journal'", allowed: allowed, decoder: self) else { return nil }
        var query = JournalQuery(place: node.place)
        query.kinds =
            keyed["kind"].map(oneOrMore)?.compactMap {
                word($0, "kind of entry", among: Vocabulary.journalKinds)
            } ?? []
        query.act = keyed["act"].flatMap { name in
            lateWord(name, "act", among: Vocabulary.acts.map(\.name)) == nil ? nil : template(name, "'act'")
        }
        query.target = keyed["target"].flatMap { reference($0) }
        query.rule = keyed.template("rule")
        query.actor = keyed.template("actor")
        query.since = keyed.instant("since")
        query.until = keyed.instant("until")
        query.filter = keyed.expression("where")
        query.count = keyed["count"].flatMap { matcher($0, type: .number) }
        query.causedBy = keyed["causedBy"].flatMap { journalQuery($0) }.map { [$0] } ?? []
        return query
    }

    func invariant(_ node: YAMLNode) -> Invariant? {
        if let text = node.scalar {
            if text.hasPrefix("rule:") {
                return Invariant(
                    name: nil, form: .rule(String(text.dropFirst(5))), from: nil, to: nil, isWarning: false,
                    place: node.place)
            }
            return expression(node).map {
                Invariant(
                    name: nil, form: .expression($0), from: nil, to: nil, isWarning: false, place: node.place)
            }
        }
        let allowed = ["name", "expr", "rule", "from", "to", "severity"]
        guard let keyed = KeyedNode(node, "an invariant", allowed: allowed, required: ["name"], decoder: self)
        else { return nil }
        let form: Invariant.Form
        switch (keyed.expression("expr"), keyed.text("rule")) {
        case (let expression?, nil): form = .expression(expression)
        case (nil, let rule?): form = .rule(rule)
        default:
            if keyed["expr"] == nil || keyed["rule"] != nil {
                report(.missingKey, "an invariant has either 'expr' or 'rule'", at: node.place)
            }
            return nil
        }
        let severity = keyed.word("severity", among: ["error", "warning"])
        return Invariant(
            name: keyed.text("name"), form: form, from: keyed.instant("from"), to: keyed.instant("to"),
            isWarning: severity == "warning", place: node.place)
    }
}
