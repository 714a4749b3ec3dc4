import VirtualTime

extension FileDecoder {
    func world(_ node: YAMLNode) -> WorldBlock {
        var world = WorldBlock()
        let allowed = ["from", "at", "start", "seed", "choices", "clock", "timings", "traffic", "retention"]
        guard let keyed = KeyedNode(node, "'world'", allowed: allowed, decoder: self) else { return world }
        world.from = keyed.template("from")
        if let from = world.from?.constant, let place = keyed["from"]?.place { checkStart(from, at: place) }
        world.at = keyed.instant("at")
        if let place = keyed.keyPlace("at"), world.from?.constant?.hasSuffix(".lockworld") == false {
            report(
                .misplacedModifier, "'at' is a moment of a saved world", at: place,
                "only a *.lockworld has one")
        }
        world.start = keyed.template("start")
        if let start = world.start?.constant, Instant(iso8601: start) == nil || !start.hasSuffix("Z"),
            let place = keyed["start"]?.place
        {
            report(.notAnInstant, "'\(start)' is not an instant", at: place, "write 2024-02-16T09:00:00Z")
        }
        world.seed = keyed.template("seed")
        world.choices = keyed["choices"].flatMap(choicePolicy)
        world.clock = keyed.word("clock", among: Vocabulary.clocks)
        if let clock = world.clock, !capabilities.clocks.contains(clock), let place = keyed["clock"]?.place {
            notSupported("clock: \(clock)", at: place)
        }
        world.timings = keyed.pairs("timings").compactMap(timing)
        world.traffic = keyed.items("traffic").compactMap(traffic)
        world.retention =
            keyed.pairs("retention").compactMap { pair in
                let key = YAMLNode(content: .scalar(pair.key, .plain), place: pair.keyPlace)
                guard let workspace = reference(key, kinds: ["workspace"]), let span = duration(pair.value)
                else {
                    return nil
                }
                return WorldBlock.Retention(workspace: workspace, duration: span)
            }
        return world
    }

    /// Where a world may come from: `empty`, or a builtin that this version knows.
    func checkStart(_ from: String, at place: SourcePlace) {
        if from == "empty" { return }
        guard from.hasPrefix("builtin:") else {
            if from.hasSuffix(".lockworld") { return }
            return unknownWorld(from, at: place)
        }
        let name = String(from.dropFirst("builtin:".count))
        if name == "empty" { return }
        guard Vocabulary.builtinWorlds.contains(name) else {
            return unknown(name, "builtin world", at: place, among: Vocabulary.builtinWorlds)
        }
        if !capabilities.builtinWorlds.contains(name) { notSupported(from, at: place) }
    }

    private func unknownWorld(_ from: String, at place: SourcePlace) {
        let known = ["empty"] + Vocabulary.builtinWorlds.map { "builtin:\($0)" }
        let near = Suggestion.nearest(to: "builtin:\(from)", among: known) ?? ""
        let hint = near.isEmpty ? Suggestion.phrase(for: from, among: known) : "did you mean '\(near)'?"
        report(
            .unknownWord, "unknown world '\(from)'", at: place, hint,
            notes: ["allowed: \(known.joined(separator: ", "))"])
    }

    private func timing(_ pair: YAMLNode.Pair) -> WorldBlock.Timing? {
        guard Vocabulary.timings.contains(pair.key) else {
            unknown(pair.key, "timing", at: pair.keyPlace, among: Vocabulary.timings)
            return nil
        }
        let ends = oneOrMore(pair.value).compactMap(duration)
        guard let least = ends.first, let most = ends.last, ends.count <= 2 else {
            if ends.count > 2 {
                report(.wrongShape, "a timing is a duration or [min, max]", at: pair.value.place)
            }
            return nil
        }
        return WorldBlock.Timing(name: pair.key, least: least, most: most)
    }

    private func traffic(_ node: YAMLNode) -> WorldBlock.Traffic? {
        let allowed = ["to", "rate", "backfill", "table"]
        guard
            let keyed = KeyedNode(
                node, "'traffic'", allowed: allowed, required: ["to", "rate"], decoder: self),
            let to = keyed["to"].flatMap({ reference($0, kinds: ["workspace"]) }),
            let rate = keyed["rate"].flatMap(lateRate)
        else { return nil }
        return WorldBlock.Traffic(
            to: to, rate: rate, backfill: keyed.duration("backfill"), table: keyed.template("table"))
    }

    func explore(_ node: YAMLNode) -> Explore? {
        let allowed = ["choices", "strategy", "bounds", "maximise"]
        guard let keyed = KeyedNode(node, "'explore'", allowed: allowed, decoder: self) else { return nil }
        var explore = Explore()
        for item in keyed.items("choices") {
            guard let glob = text(item, "a choice point") else { continue }
            if !Vocabulary.meetsChoicePoint(glob) {
                unknown(glob, "choice point", at: item.place, among: Vocabulary.choicePoints)
            }
            explore.choices.append(glob)
        }
        explore.strategy = keyed.word("strategy", among: ["exhaustive", "random", "swarm"])
        explore.maximize = keyed.expression("maximise")
        let bounds = ["states", "runs", "depth", "horizon", "wall"]
        if let node = keyed["bounds"],
            let bounds = KeyedNode(node, "'bounds'", allowed: bounds, decoder: self)
        {
            explore.states = bounds.integer("states", atLeast: 1)
            explore.runs = bounds.integer("runs", atLeast: 1)
            explore.depth = bounds.integer("depth", atLeast: 1)
            explore.horizon = bounds.duration("horizon")
            explore.wall = bounds.duration("wall")
        }
        return explore
    }
}
