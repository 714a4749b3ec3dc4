/// Reads a scenario file: text in, a checked scenario or all its problems out. Nothing runs.
public enum ScenarioReader {
    static let keys = [
        "schema", "name", "description", "labels", "requires", "skip", "rules", "assume", "world", "vars",
        "matrix",
        "cases", "include", "blocks", "setup", "steps", "cleanup", "always", "explore", "training",
    ]
    static let maximumSteps = 10_000

    /// `knownRules` are the rule ids that `rejectedBy`, `rule` and `always` may name; nil checks their form
    /// only.
    public static func read(
        _ source: SourceText, capabilities: Capabilities = .runner, knownRules: [String]? = nil,
        files: FileAccess = .none
    ) throws(ProblemList) -> Scenario {
        let decoder = FileDecoder(source: source, capabilities: capabilities)
        let scenario = read(decoder, files)
        if let scenario { NameChecker(decoder: decoder, knownRules: knownRules).check(scenario) }
        guard let scenario, decoder.problems.isEmpty else {
            let sorted = decoder.problems.enumerated().sorted { a, b in
                (a.element.label.place.line, a.element.label.place.column, a.offset)
                    < (b.element.label.place.line, b.element.label.place.column, b.offset)
            }
            throw ProblemList(
                source: source.including(decoder.included), problems: sorted.map(\.element))
        }
        return scenario
    }

    private static func read(_ decoder: FileDecoder, _ files: FileAccess) -> Scenario? {
        guard let root = decoder.root() else { return nil }
        guard
            let keyed = KeyedNode(
                root, "a scenario", allowed: keys, required: ["schema", "name", "steps"], decoder: decoder)
        else { return nil }
        checkSchema(keyed, Vocabulary.schema, decoder)
        let name = keyed.template("name") ?? TemplateText(parts: [], place: root.place)
        var scenario = Scenario(file: decoder.source.file, name: name)
        let include = IncludeReader(keyed, decoder: decoder, files: files, stack: [decoder.source.file])
        scenario.included = decoder.included
        readHead(&scenario, keyed, decoder)
        readConstants(&scenario, keyed, include, decoder)
        readRows(&scenario, keyed, decoder)
        let blocks = BlockReader(decoder: decoder, node: keyed["blocks"], beside: include.blocks)
        readStory(&scenario, keyed, blocks, decoder)
        return scenario
    }

    static func checkSchema(_ keyed: KeyedNode, _ schema: String, _ decoder: FileDecoder) {
        if let node = keyed["schema"], let text = decoder.text(node, "'schema'"), text != schema {
            decoder.report(
                .wrongSchema, "unknown schema '\(text)'", at: node.place, "this version reads \(schema)")
        }
        if let first = keyed.keys.first, first != "schema", let place = keyed.keyPlace("schema") {
            decoder.report(.wrongSchema, "'schema' must be the first key of the file", at: place)
        }
    }

    private static func readHead(_ scenario: inout Scenario, _ keyed: KeyedNode, _ decoder: FileDecoder) {
        scenario.description = keyed.text("description") ?? ""
        scenario.labels = keyed.texts("labels")
        scenario.skip = keyed["skip"].flatMap(decoder.skip)
        if let rules = keyed.word("rules", among: Vocabulary.profiles) {
            scenario.pinnedRules = rules
            if !decoder.capabilities.profiles.contains(rules), let place = keyed["rules"]?.place {
                decoder.notSupported("rules: \(rules)", at: place)
            }
        }
        scenario.assume = keyed["assume"].map(decoder.assumptions) ?? []
        scenario.world = keyed["world"].map(decoder.world) ?? WorldBlock()
        scenario.requires = keyed["requires"].flatMap(decoder.requirements)
    }

    private static func readConstants(
        _ scenario: inout Scenario, _ keyed: KeyedNode, _ include: IncludeReader, _ decoder: FileDecoder
    ) {
        scenario.variables = include.variables
        for field in keyed.fields("vars") {
            let name = field.name.source
            guard !include.variables.contains(where: { $0.name.source == name }) else {
                decoder.report(
                    .boundTwice, "the constant '\(name)' is in an included file already", at: field.name.place
                )
                continue
            }
            scenario.variables.append(field)
        }
    }

    private static func readRows(_ scenario: inout Scenario, _ keyed: KeyedNode, _ decoder: FileDecoder) {
        for pair in keyed.pairs("matrix") {
            guard decoder.isName(pair.key, at: pair.keyPlace, "an axis") else { continue }
            let values = pair.value.items ?? []
            if values.isEmpty {
                decoder.report(.wrongShape, "an axis is a list of at least one value", at: pair.value.place)
            }
            scenario.matrix.append(
                Scenario.Axis(name: pair.key, values: values.map(decoder.value), place: pair.keyPlace))
        }
        scenario.cases = keyed.items("cases").compactMap { caseRow($0, decoder) }
        if let node = keyed["cases"], node.items?.isEmpty == true {
            decoder.report(.wrongShape, "'cases' has at least one row", at: node.place)
        }
        guard let first = scenario.cases.first else { return }
        let wanted = first.fields.map(\.name.source).sorted()
        for row in scenario.cases.dropFirst() {
            let names = row.fields.map(\.name.source).sorted()
            guard names != wanted else { continue }
            let (here, there) = (Set(names), Set(wanted))
            let missing = wanted.filter { !here.contains($0) }.map { "'\($0)' is missing" }
            let extra = names.filter { !there.contains($0) }.map { "'\($0)' is not in the first row" }
            decoder.report(
                .rowsDiffer, "the rows of 'cases' have different keys", at: row.place,
                (missing + extra).joined(separator: ", "))
        }
    }

    private static func caseRow(_ node: YAMLNode, _ decoder: FileDecoder) -> Scenario.CaseRow? {
        guard let pairs = node.pairs else {
            decoder.report(
                .wrongShape, "a row of 'cases' must be a mapping, not \(node.kind)", at: node.place)
            return nil
        }
        guard let named = pairs.first(where: { $0.key == "name" }),
            let name = decoder.template(named.value, "'name'")
        else {
            decoder.report(
                .missingKey, "'name' is missing in a row of 'cases'", at: pairs.first?.keyPlace ?? node.place)
            return nil
        }
        let skip = pairs.first { $0.key == "skip" }.flatMap { decoder.skip($0.value) }
        let fields = pairs.filter { $0.key != "skip" }.map { decoder.field($0) }
        return Scenario.CaseRow(name: name, skip: skip, fields: fields, place: named.keyPlace)
    }

    private static func readStory(
        _ scenario: inout Scenario, _ keyed: KeyedNode, _ blocks: BlockReader, _ decoder: FileDecoder
    ) {
        scenario.setup = blocks.expanding(keyed["setup"].map { decoder.steps($0, "'setup'") } ?? [])
        scenario.steps = blocks.expanding(keyed["steps"].map { decoder.steps($0, "'steps'") } ?? [])
        scenario.cleanup = blocks.expanding(keyed["cleanup"].map { decoder.steps($0, "'cleanup'") } ?? [])
        scenario.always = keyed.items("always").compactMap(decoder.invariant)
        scenario.explore = keyed["explore"].flatMap(decoder.explore)
        scenario.training = keyed["training"].flatMap(decoder.training)
        if scenario.training != nil, !decoder.capabilities.runsTraining,
            let place = keyed.keyPlace("training")
        {
            decoder.notSupported("training", at: place)
        }
        if scenario.training == nil, scenario.world.clock == "live", let place = keyed["world"]?.place {
            decoder.notSupported("clock: live", at: place, hint: "only an exercise has a clock that runs")
        }
        let total = [scenario.setup, scenario.steps, scenario.cleanup].map(BlockReader.count).reduce(0, +)
        if total > maximumSteps || blocks.isOverdrawn, let place = keyed.keyPlace("steps") {
            let count = blocks.isOverdrawn ? "more than \(maximumSteps)" : "\(total)"
            decoder.report(
                .tooManySteps, "\(count) steps after blocks are expanded", at: place,
                "at most \(maximumSteps)")
        }
    }
}
