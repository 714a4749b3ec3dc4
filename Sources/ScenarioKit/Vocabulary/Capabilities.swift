/// What this version runs. The format is larger: what it names beyond this is refused by name when a file is
/// read.
public struct Capabilities: Sendable {
    public var verbs: Set<String>
    public var acts: Set<String>
    public var builtinWorlds: Set<String>
    public var clocks: Set<String>
    /// The readings that can be chosen, by assumption.
    public var assumptions: [String: Set<String>]
    public var profiles: Set<String>
    public var runsTraining: Bool

    /// Everything the format names and the runner can carry out, whatever the world behind it can do.
    public static let runner = Capabilities(
        verbs: Set(Vocabulary.verbs),
        acts: Set(Vocabulary.acts.map(\.name)),
        builtinWorlds: Set(BuiltinWorld.all.map(\.name)),
        clocks: Set(Vocabulary.clocks),
        assumptions: Dictionary(
            uniqueKeysWithValues: Vocabulary.assumptions.map { ($0.key, Set($0.value)) }),
        profiles: Set(Vocabulary.profiles),
        runsTraining: true)

    public init(
        verbs: Set<String>, acts: Set<String>, builtinWorlds: Set<String>,
        clocks: Set<String>,
        assumptions: [String: Set<String>], profiles: Set<String>, runsTraining: Bool
    ) {
        self.verbs = verbs
        self.acts = acts
        self.builtinWorlds = builtinWorlds
        self.clocks = clocks
        self.assumptions = assumptions
        self.profiles = profiles
        self.runsTraining = runsTraining
    }
}
