/// Failures: of each kind what belongs to it, and nothing else.
extension FileDecoder {
    private static let faultKeys = [
        "name", "type", "target", "between", "oneWay", "for", "after", "rate", "count", "status",
        "retryAfter", "latency", "code",
    ]

    func fault(_ node: YAMLNode) -> FaultSpec? {
        guard
            let keyed = KeyedNode(
                node, "'fault'", allowed: Self.faultKeys, required: ["type"], decoder: self),
            let type = keyed.word("type", among: Vocabulary.faults),
            let word = Vocabulary.faultWords.first(where: { $0.name == type })
        else { return nil }
        check(keyed, of: word)
        var fault = FaultSpec(type: type)
        fault.name = keyed.text("name")
        switch word.aim {
        case .targets(let kinds, let isRequired):
            fault.targets = keyed["target"].map(oneOrMore)?.compactMap { reference($0, kinds: kinds) } ?? []
            if isRequired, keyed["target"] == nil {
                let wanted = kinds.joined(separator: " or ")
                report(.missingKey, "'target' is missing: \(type) works on a \(wanted)", at: keyed.place)
            }
        case .edge: fault.between = edge(keyed, of: type)
        }
        fault.oneWay = keyed.truth("oneWay") ?? false
        for key in ["for", "after", "retryAfter", "latency"] { fault.durations[key] = keyed.duration(key) }
        fault.rate = keyed["rate"].flatMap { rational($0, "'rate'") }
        if let rate = fault.rate, let place = keyed["rate"]?.place,
            rate < Rational(0) || rate > Rational(1)
        {
            report(.notANumber, "'rate' is between 0 and 1", at: place)
        }
        fault.count = keyed.integer("count", atLeast: 1)
        fault.status = keyed.integer("status", atLeast: 400)
        if let status = fault.status, status > 599, let place = keyed["status"]?.place {
            report(.notANumber, "'status' is that of a failure, 400 to 599", at: place)
        }
        fault.code = keyed.text("code")
        return fault
    }

    private func check(_ keyed: KeyedNode, of word: FaultWord) {
        var own = ["name", "type", "for", "after"] + word.keys
        if case .edge = word.aim { own.append("between") } else { own.append("target") }
        for key in keyed.keys where Self.faultKeys.contains(key) && !own.contains(key) {
            report(
                .misplacedModifier, "'\(key)' does not belong to \(word.name)",
                at: keyed.keyPlace(key) ?? keyed.place,
                notes: ["keys of \(word.name): \(own.sorted().joined(separator: ", "))"])
        }
        for key in word.required where keyed[key] == nil {
            report(.missingKey, "'\(key)' is missing in \(word.name)", at: keyed.place)
        }
    }

    /// A vault and who reaches it, in either order.
    private func edge(_ keyed: KeyedNode, of type: String) -> [Late<Reference>] {
        guard let node = keyed["between"] else {
            report(.missingKey, "'between' is missing in \(type)", at: keyed.place)
            return []
        }
        let ends = keyed.items("between").compactMap {
            reference($0, kinds: ["vault", "cluster", "cosmos", "identity"])
        }
        let vaults = ends.compactMap(\.ready).count { $0.kind == "vault" }
        if ends.count != 2 || ends.allSatisfy({ $0.ready != nil }) && vaults != 1 {
            report(
                .wrongShape, "'between' is a vault and a cluster, cosmos or identity that reaches it",
                at: node.place)
        }
        return ends
    }
}
