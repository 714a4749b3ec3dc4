/// A world that scenarios start from by name, made by running steps from another one.
public struct BuiltinWorld: Sendable {
    public let name: String
    /// The file as it stands in `Scenarios/fixtures`.
    public let text: String

    /// All of them, each after the one it starts from. `empty` is not among them: it has no steps.
    public static let all = BuiltinWorldTexts.all.map { BuiltinWorld(name: $0.name, text: $0.text) }

    public static func named(_ name: String) -> BuiltinWorld? { all.first { $0.name == name } }

    var source: SourceText { SourceText(file: "builtin:\(name)", text: text) }
}

/// A world file, read and checked.
public struct WorldFile: Sendable {
    public let name: String
    public let description: String
    /// `empty`, or the name of another builtin world.
    public let from: String
    public let steps: [Step]

    private static let keys = ["schema", "name", "description", "from", "steps"]

    /// Reads a file of the schema `lockstep/world/v1`.
    public static func read(_ source: SourceText) throws(ProblemList) -> WorldFile {
        let decoder = FileDecoder(source: source, capabilities: .runner)
        let file = read(decoder)
        if let file {
            var scope = ScopeNames()
            NameChecker(decoder: decoder, knownRules: nil).check(file.steps, in: &scope)
        }
        guard let file, decoder.problems.isEmpty else {
            throw ProblemList(source: source, problems: decoder.problems)
        }
        return file
    }

    private static func read(_ decoder: FileDecoder) -> WorldFile? {
        let root: YAMLNode
        do {
            root = try YAMLReader.read(decoder.source)
        } catch {
            decoder.report(error.code, error.message, at: error.label.place, error.label.text)
            return nil
        }
        guard
            let keyed = KeyedNode(
                root, "a world", allowed: keys, required: ["schema", "name", "from", "steps"],
                decoder: decoder)
        else { return nil }
        ScenarioReader.checkSchema(keyed, Vocabulary.worldSchema, decoder)
        let known = ["empty"] + Vocabulary.builtinWorlds
        guard let name = keyed.text("name"), let from = keyed.word("from", among: known) else { return nil }
        return WorldFile(
            name: name, description: keyed.text("description") ?? "", from: from,
            steps: keyed["steps"].map { decoder.steps($0, "'steps'") } ?? [])
    }
}
