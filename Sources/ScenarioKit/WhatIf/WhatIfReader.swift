import ControlPlane
import Futures
import VirtualTime

/// Reads a plan: text in, a checked plan or all its problems out. Nothing runs.
public enum WhatIfReader {
    static let keys = [
        "schema", "name", "description", "rules", "assume", "from", "world", "horizon", "sweep", "futures",
        "choices", "explore", "invariants", "measure", "objective", "report",
    ]
    static let interventionKeys = [
        "at", "act", "target", "with", "actor", "az", "request", "body", "fault", "clear", "as",
    ]
    private static let verbs = ["act", "az", "request", "fault", "clear"]
    /// More values on one axis are a mistake in a range.
    static let maximumValues = 10_000

    public static func read(_ source: SourceText) throws(ProblemList) -> WhatIfPlan {
        let decoder = FileDecoder(source: source, capabilities: .runner)
        let plan = read(decoder)
        if let plan, decoder.problems.isEmpty { PlanNames(decoder: decoder).check(plan) }
        guard let plan, decoder.problems.isEmpty else {
            let sorted = decoder.problems.sorted {
                ($0.label.place.line, $0.label.place.column) < ($1.label.place.line, $1.label.place.column)
            }
            throw ProblemList(source: source, problems: sorted)
        }
        return plan
    }

    private static func read(_ decoder: FileDecoder) -> WhatIfPlan? {
        guard let root = decoder.root() else { return nil }
        guard
            let keyed = KeyedNode(
                root, "a plan", allowed: keys, required: ["schema", "name", "from", "futures"],
                decoder: decoder)
        else { return nil }
        ScenarioReader.checkSchema(keyed, WhatIfPlan.schema, decoder)
        var plan = WhatIfPlan(file: decoder.source.file, name: keyed.text("name") ?? "")
        readHead(&plan, keyed, decoder)
        readSweep(&plan, keyed, decoder)
        readFutures(&plan, keyed, decoder)
        readSearch(&plan, keyed, decoder)
        readReport(&plan, keyed, decoder)
        return plan
    }

    private static func readHead(_ plan: inout WhatIfPlan, _ keyed: KeyedNode, _ decoder: FileDecoder) {
        plan.description = keyed.text("description") ?? ""
        plan.rules = keyed.word("rules", among: Vocabulary.profiles)
        plan.assume = keyed["assume"].map(decoder.assumptions) ?? []
        if let node = keyed["from"],
            let from = KeyedNode(
                node, "'from'", allowed: ["world", "at", "event"], required: ["world"], decoder: decoder)
        {
            if let world = from.text("world"), let place = from["world"]?.place {
                plan.from = world
                if !world.hasPrefix("server:") { decoder.checkStart(world, at: place) }
            }
            plan.at = from.instant("at")
            plan.event = from.integer("event", atLeast: 0)
            if plan.at != nil, let place = from.keyPlace("event") {
                decoder.report(.misplacedModifier, "'at' and 'event' exclude each other", at: place)
            }
        }
        plan.world = keyed["world"].map(decoder.world) ?? WorldBlock()
        if plan.world.from != nil,
            let place = keyed["world"]?.pairs?.first(where: { $0.key == "from" })?.keyPlace
        {
            decoder.report(
                .misplacedModifier, "a plan says where its world is from in 'from'", at: place,
                "write from: { world: … }")
        }
        if let horizon = keyed.duration("horizon")?.ready { plan.horizon = horizon }
    }

    // MARK: Axes

    private static func readSweep(_ plan: inout WhatIfPlan, _ keyed: KeyedNode, _ decoder: FileDecoder) {
        for pair in keyed.pairs("sweep") {
            if pair.key.hasPrefix("assume.") {
                guard let axis = assumptionAxis(pair, decoder) else { continue }
                plan.axes.append(axis)
            } else if decoder.isName(pair.key, at: pair.keyPlace, "an axis") {
                let values = pair.value.items?.map(decoder.value) ?? range(pair.value, decoder)
                if values.isEmpty, pair.value.items != nil {
                    decoder.report(
                        .wrongShape, "an axis is a list of at least one value", at: pair.value.place)
                }
                plan.axes.append(WhatIfPlan.Axis(name: pair.key, values: values, place: pair.keyPlace))
            }
        }
    }

    private static func assumptionAxis(_ pair: YAMLNode.Pair, _ decoder: FileDecoder) -> WhatIfPlan.Axis? {
        let name = String(pair.key.dropFirst("assume.".count))
        guard let readings = Vocabulary.readings(of: name) else {
            decoder.unknown(
                name, "assumption", at: pair.keyPlace, among: Vocabulary.assumptions.map(\.key))
            return nil
        }
        let words = (pair.value.items ?? []).compactMap { item -> Template? in
            decoder.word(item, "reading of \(name)", among: readings).map { .constant(.string($0)) }
        }
        if pair.value.items?.isEmpty != false {
            decoder.report(
                .wrongShape, "an axis of readings is a list", at: pair.value.place,
                "write [\(readings.joined(separator: ", "))]")
        }
        return WhatIfPlan.Axis(name: pair.key, values: words, place: pair.keyPlace)
    }

    /// `{from: 0m, to: 4h, step: 5m}`, both ends included, of durations or whole numbers.
    private static func range(_ node: YAMLNode, _ decoder: FileDecoder) -> [Template] {
        let names = ["from", "to", "step"]
        guard
            let keyed = KeyedNode(node, "an axis", allowed: names, required: names, decoder: decoder),
            let from = keyed.text("from"), let to = keyed.text("to"), let step = keyed.text("step")
        else { return [] }
        if let low = Duration(text: from), let high = Duration(text: to), let by = Duration(text: step) {
            let steps = stride(
                from: low.wholeMilliseconds, through: high.wholeMilliseconds, by: by.wholeMilliseconds,
                node, decoder)
            return steps.map { .constant(.string(Duration.milliseconds($0).text)) }
        }
        if let low = Int64(from), let high = Int64(to), let by = Int64(step) {
            return stride(from: low, through: high, by: by, node, decoder).map {
                .constant(.integer($0))
            }
        }
        decoder.report(
            .notADuration, "a range goes from one duration or whole number to another", at: node.place,
            "write { from: 0m, to: 4h, step: 5m }")
        return []
    }

    private static func stride(
        from low: Int64, through high: Int64, by step: Int64, _ node: YAMLNode, _ decoder: FileDecoder
    ) -> [Int64] {
        guard step > 0, low <= high, (high - low) / step < Int64(maximumValues) else {
            decoder.report(
                .notANumber, "a range goes up in steps, in at most \(maximumValues) of them", at: node.place)
            return []
        }
        return Array(Swift.stride(from: low, through: high, by: Int64.Stride(step)))
    }

    // MARK: Futures

    private static func readFutures(_ plan: inout WhatIfPlan, _ keyed: KeyedNode, _ decoder: FileDecoder) {
        let pairs = keyed.pairs("futures")
        if pairs.isEmpty, let node = keyed["futures"], node.pairs != nil {
            decoder.report(.wrongShape, "a plan has at least one future", at: node.place)
        }
        for pair in pairs {
            guard isFutureName(pair.key) else {
                decoder.report(
                    .wrongShape, "'\(pair.key)' is no name of a future", at: pair.keyPlace,
                    "small letters, digits and hyphens")
                continue
            }
            guard let items = pair.value.items ?? (pair.value.isNull ? [] : nil) else {
                decoder.report(
                    .wrongShape, "a future is a list of interventions, not \(pair.value.kind)",
                    at: pair.value.place, "write [] for a baseline")
                continue
            }
            plan.futures.append(
                WhatIfPlan.PlannedFuture(
                    name: pair.key, interventions: items.compactMap { intervention($0, decoder) },
                    place: pair.keyPlace))
        }
    }

    static func isFutureName(_ name: String) -> Bool {
        guard let first = name.utf8.first, first != UInt8(ascii: "-") else { return false }
        return name.allSatisfy { $0.isASCII && ($0.isLowercase || $0.isNumber || $0 == "-") }
    }

    private static func intervention(
        _ node: YAMLNode, _ decoder: FileDecoder
    ) -> WhatIfPlan.PlannedIntervention? {
        guard
            let keyed = KeyedNode(
                node, "an intervention", allowed: interventionKeys, required: ["at"], decoder: decoder)
        else { return nil }
        if !keyed.keys.contains(where: verbs.contains), keyed.keys.allSatisfy(interventionKeys.contains) {
            decoder.report(
                .noVerb, "an intervention without a verb", at: node.place,
                notes: ["verbs: \(verbs.joined(separator: ", "))"])
            return nil
        }
        guard let at = keyed.instant("at") else { return nil }
        switch at.ready?.base {
        case .now, .nextEvent:
            decoder.report(
                .notAnInstant, "an intervention has a time of its own", at: at.place,
                "write T+30m, a mark or an instant")
        case .absolute, .start, .mark, nil: break
        }
        let rest = (node.pairs ?? []).filter { $0.key != "at" && $0.key != "as" }
        let deed = YAMLNode(content: .mapping(rest), place: node.place)
        guard decoder.step(deed) != nil else { return nil }
        let mark = keyed.text("as").flatMap { mark in
            decoder.isName(mark, at: keyed["as"]?.place ?? node.place, "a mark") ? mark : nil
        }
        return WhatIfPlan.PlannedIntervention(at: at, mark: mark, deed: deed, place: node.place)
    }

    // MARK: The search and its report

    private static func readSearch(_ plan: inout WhatIfPlan, _ keyed: KeyedNode, _ decoder: FileDecoder) {
        if let node = keyed["choices"], node.scalar != "explore" { plan.choices = decoder.choicePolicy(node) }
        let allowed = ["points", "strategy", "bounds", "order"]
        if let node = keyed["explore"],
            let explore = KeyedNode(node, "'explore'", allowed: allowed, decoder: decoder)
        {
            for item in explore.items("points") {
                guard let glob = decoder.text(item, "a choice point") else { continue }
                if !Vocabulary.meetsChoicePoint(glob) {
                    decoder.unknown(
                        glob, "choice point", at: item.place, among: Vocabulary.choicePoints)
                }
                plan.explore.points.append(glob)
            }
            if let strategy = explore.word("strategy", among: ["exhaustive", "random", "swarm"]) {
                plan.explore.strategy = strategy
            }
            plan.explore.isOrderVaried = explore.truth("order") ?? false
            if let node = explore["bounds"] { readBounds(&plan, node, decoder) }
        }
        for node in keyed.items("invariants") {
            guard let invariant = decoder.invariant(node) else { continue }
            plan.invariants.append(spec(of: invariant, node, decoder))
        }
    }

    private static func readBounds(_ plan: inout WhatIfPlan, _ node: YAMLNode, _ decoder: FileDecoder) {
        let names = ["states", "runs", "depth", "horizon", "wall"]
        guard let bounds = KeyedNode(node, "'bounds'", allowed: names, decoder: decoder) else { return }
        let states = bounds.integer("states", atLeast: 1)
        plan.explore.runs = bounds.integer("runs", atLeast: 1) ?? states
        plan.explore.depth = bounds.integer("depth", atLeast: 1)
        plan.explore.wall = bounds.duration("wall")?.ready
        if let horizon = bounds.duration("horizon")?.ready { plan.horizon = min(plan.horizon, horizon) }
    }

    private static func spec(
        of invariant: Invariant, _ node: YAMLNode, _ decoder: FileDecoder
    ) -> InvariantSpec {
        switch invariant.form {
        case .rule(let id):
            let line = Rulebook.find(id)
            if line == nil
                || line.map({ $0.citation.kind != .state && $0.citation.kind != .deadline }) == true
            {
                decoder.report(
                    .unknownWord, "rule \(id) is neither a deadline nor a state, so it is no invariant",
                    at: node.place)
            }
            return InvariantSpec(
                name: invariant.name ?? "rule:\(id)", rule: id, expression: nil,
                isWarning: invariant.isWarning)
        case .expression(let placed):
            return InvariantSpec(
                name: invariant.name ?? placed.text, rule: nil, expression: placed.text,
                isWarning: invariant.isWarning)
        }
    }

    private static func readReport(_ plan: inout WhatIfPlan, _ keyed: KeyedNode, _ decoder: FileDecoder) {
        let known = Measure.allCases.map(\.rawValue)
        let named = keyed.items("measure").compactMap { decoder.word($0, "measure", among: known) }
        if keyed["measure"] != nil { plan.measures = named }
        if let node = keyed["objective"],
            let objective = KeyedNode(
                node, "'objective'", allowed: ["maximise", "minimise"], decoder: decoder)
        {
            if objective.keys.count != 1 {
                decoder.report(.wrongShape, "an objective is maximise or minimise", at: node.place)
            }
            for key in objective.keys {
                guard let measure = objective.word(key, among: known) else { continue }
                plan.objective = WhatIfPlan.Objective(measure: measure, isMaximized: key == "maximise")
            }
        }
        plan.reports = keyed.pairs("report").compactMap { pair in
            guard let file = decoder.text(pair.value, "'\(pair.key)'") else { return nil }
            let kinds = ["html", "json", "csv"]
            guard kinds.contains(pair.key) else {
                decoder.unknown(pair.key, "report", at: pair.keyPlace, among: kinds)
                return nil
            }
            return (pair.key, file)
        }
    }
}
