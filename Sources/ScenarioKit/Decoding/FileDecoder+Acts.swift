import VirtualTime

extension FileDecoder {
    func act(_ node: YAMLNode, target: YAMLNode?, arguments: YAMLNode?) -> ActAction? {
        guard let name = lateWord(node, "act", among: Vocabulary.acts.map(\.name)) else { return nil }
        let fields = arguments.map { self.fields($0, "'with'") } ?? []
        guard let word = name.ready.flatMap(Vocabulary.act(named:)) else {
            return ActAction(name: name, target: target.flatMap { reference($0) }, arguments: fields)
        }
        if !capabilities.acts.contains(word.name) { notSupported("act: \(word.name)", at: node.place) }
        guard let target else {
            report(
                .missingKey,
                "'target' is missing: \(word.name) works on a \(word.targets.joined(separator: " or "))",
                at: node.place)
            return nil
        }
        let place = reference(target, kinds: word.targets)
        check(fields, of: word, at: node.place)
        if word.name == "support.contact", let topic = arguments?.pairs?.first(where: { $0.key == "topic" }),
            let text = topic.value.scalar, !text.contains("${"), !Vocabulary.topics.contains(text)
        {
            unknown(text, "topic", at: topic.value.place, among: Vocabulary.topics)
        }
        return ActAction(name: name, target: place, arguments: fields)
    }

    private func check(_ fields: [Template.Field], of word: ActWord, at place: SourcePlace) {
        let names = fields.map { $0.name.source }
        for field in fields where !word.arguments.contains(field.name.source) {
            let known = word.arguments.isEmpty ? "nothing" : word.arguments.joined(separator: ", ")
            report(
                .unknownArgument, "unknown argument '\(field.name.source)' of \(word.name)",
                at: field.name.place,
                Suggestion.phrase(for: field.name.source, among: word.arguments),
                notes: ["arguments of \(word.name): \(known)"])
        }
        for choices in word.required where !choices.contains(where: names.contains) {
            report(
                .missingKey, "'\(choices.joined(separator: "' or '"))' is missing in 'with' of \(word.name)",
                at: place)
        }
    }

    func ingest(_ node: YAMLNode) -> IngestAction? {
        let allowed = ["to", "records", "table"]
        guard let keyed = KeyedNode(node, "'ingest'", allowed: allowed, required: ["to"], decoder: self),
            let to = keyed["to"].flatMap({ reference($0, kinds: ["workspace"]) })
        else { return nil }
        return IngestAction(
            to: to, records: keyed.integer("records", atLeast: 1) ?? 1, table: keyed.template("table"))
    }

    /// Assumptions with their readings, each checked against the closed lists.
    func assumptions(_ node: YAMLNode) -> [Template.Field] {
        let fields = self.fields(node, "'assume'")
        let names = Vocabulary.assumptions.map(\.key)
        for (field, pair) in zip(fields, node.pairs ?? []) {
            let name = field.name.source
            guard let readings = Vocabulary.readings(of: name) else {
                unknown(name, "assumption", at: field.name.place, among: names)
                continue
            }
            guard case .constant(let value) = field.value else { continue }
            if !readings.contains(value.text) {
                unknown(value.text, "reading of \(name)", at: pair.value.place, among: readings)
            } else if value.text != readings[0], capabilities.assumptions[name]?.contains(value.text) != true
            {
                notSupported("\(name): \(value.text)", at: field.name.place)
            }
        }
        return fields
    }

    func choicePolicy(_ node: YAMLNode) -> ChoicePolicy? {
        guard node.pairs != nil else {
            guard lateWord(node, "choice policy", among: Vocabulary.policies) != nil else { return nil }
            return template(node, "'choices'").map(ChoicePolicy.named)
        }
        let fields = self.fields(node, "'choices'")
        for (field, pair) in zip(fields, node.pairs ?? []) {
            let name = field.name.source
            if name != "default", !Vocabulary.meetsChoicePoint(name) {
                unknown(name, "choice point", at: field.name.place, among: Vocabulary.choicePoints)
            }
            if case .constant(let value) = field.value, !Vocabulary.isChoice(value.text, of: name) {
                let words = name.hasPrefix("fault.") ? Vocabulary.strikes : Vocabulary.policies
                unknown(value.text, "choice policy", at: pair.value.place, among: words)
            }
        }
        return .map(fields)
    }
}
