/// What `lockstep explain within` says: a word of the language, and the words under which it is looked for.
public struct WordPage: Sendable {
    public let word: String
    public let title: String
    public let means: String
    /// A whole file that passes.
    public let example: String
    /// What people call it elsewhere.
    let alsoAskedFor: [String]

    init(_ word: String, _ title: String, _ means: String, example: String, askedFor: [String] = []) {
        (self.word, self.title, self.means) = (word, title, means)
        self.example = CodePage.whole(example)
        alsoAskedFor = askedFor
    }

    public static func find(_ name: String) -> WordPage? {
        let name = name.lowercased()
        return all.first { $0.word.lowercased() == name || $0.alsoAskedFor.contains(name) }
    }

    private static let world = "world: { from: builtin:contoso-cmk }\nsteps:\n"
    private static let revoke = "  - { as: revoked, act: key.disable, target: key/contoso-kv/cmk }\n"
    private static let dark = "  - check: { state: { workspace/contoso-soc: { data: inaccessible } } }\n"

    public static let all: [WordPage] = [
        WordPage(
            "within", "by when a condition becomes true",
            "There is no waiting, no polling and no retrying in a scenario: between events the state does "
                + "not change, so that `within: 1h` is decided exactly, at the instants at which something "
                + "happens. It holds if there is an instant in the hour, its end included, at which all parts "
                + "of the condition hold. The hour counts from `of`, a mark, or from the step before, and the "
                + "part of it that is past is looked up. The clock then stands at that instant.",
            example: world + revoke + dark + "    within: 1h\n    of: revoked",
            askedFor: ["wait", "sleep", "poll", "retry", "timeout", "deadline", "until-true", "delay"]),
        WordPage(
            "throughout", "a condition that stays true",
            "The condition holds at every instant from now to the end of the duration. The clock then stands "
                + "at its end.",
            example: world
                + "  - check: { state: { workspace/contoso-soc: { data: accessible } } }\n    throughout: 24h",
            askedFor: ["always-true", "stays", "stable"]),
        WordPage(
            "until", "a condition that stays true up to an instant",
            "The condition holds at every instant from now on and before the one named.",
            example: world
                + "  - check: { state: { workspace/contoso-soc: { data: accessible } } }\n    until: T+2h"),
        WordPage(
            "eventually", "a condition that becomes true at some time",
            "As `within`, counted from now; `atMost` bounds it, 30 days without.",
            example: world + revoke + dark + "    eventually: true\n    atMost: 2h"),
        WordPage(
            "advance", "virtual time passes",
            "The clock moves by a duration, to an instant, over a number of events, or until a condition "
                + "holds. Everything that falls due on the way happens, in order.",
            example: world + "  - advance: 1h30m\n  - advance: { to: T+2h }",
            askedFor: ["clock", "time", "tick", "skip-time"]),
        WordPage(
            "fork", "what if",
            "The steps run in a copy of the world that is thrown away. What a fork does, the story after it "
                + "does not see. It may read an assumption, or resolve choices, otherwise.",
            example: world + "  - fork:\n      name: deleted instead\n      steps:\n"
                + "        - { act: key.delete, target: key/contoso-kv/cmk }\n"
                + "  - check: { state: { key/contoso-kv/cmk: { state: active } } }",
            askedFor: ["whatif", "what-if", "branch", "copy"]),
        WordPage(
            "always", "what holds after every event",
            "Expressions, or rules by their ids, that are asked after every event of the run.",
            example: "world: { from: builtin:contoso-cmk }\nalways: [rule:SENT-REVOKE-02]\nsteps:\n" + revoke
                + "  - advance: 2h",
            askedFor: ["invariant", "invariants", "property"]),
        WordPage(
            "rejectedBy", "why a call is refused",
            "The id of a rule that the decision record of the call names; a list means any of them; `none` "
                + "that nothing refused it.",
            example: world + "  - act: workspace.unlink\n    target: workspace/contoso-soc\n"
                + "    expect: { rejectedBy: SENT-CHG-05 }",
            askedFor: ["refused", "expect-error", "expect_failures", "denied"]),
        WordPage(
            "as", "a mark",
            "Names the instant of a step, and its place in the journal, so that later steps can count from "
                + "it. Beside a call the name also holds the answer.",
            example: world + revoke + dark + "    within: 1h\n    of: revoked", askedFor: ["mark", "marks"]),
        WordPage(
            "cases", "one story, several rows",
            "The file runs once for each row, each time in a world of its own. `${case.KEY}` is the value of "
                + "the row.",
            example: "world: { from: builtin:contoso-cmk }\ncases:\n  - { name: a day, days: 1d }\n"
                + "  - { name: a week, days: 7d }\nsteps:\n  - advance: \"${case.days}\"",
            askedFor: ["matrix", "loop", "repeat", "table", "parametrize"]),
        WordPage(
            "use", "a block",
            "Puts the steps of a block in. A block sees its parameters, `${name}`, and nothing else of the "
                + "file.",
            example: "world: { from: builtin:contoso-cmk }\nblocks:\n  turn-off:\n    params: { key: null }\n"
                + "    steps: [{ act: key.disable, target: \"key/${key}\" }]\nsteps:\n"
                + "  - use: turn-off\n    with: { key: contoso-kv/cmk }",
            askedFor: ["block", "blocks", "function", "macro"]),
    ]
}
