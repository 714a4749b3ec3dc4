extension CodePage {
    private static let world = "world: { from: builtin:contoso-cmk }\n"
    private static let revoke = "  - { as: revoked, act: key.disable, target: key/contoso-kv/cmk }\n"

    static let namePages: [CodePage] = [
        CodePage(
            .cannotBeDone, "the step cannot be done",
            means: "Nothing was expected in vain: the step itself has no meaning at this point of the run. "
                + "A fault that is not there is cleared, a target does not exist, a name turned out unknown.",
            wrong: world + "steps:\n  - clear: outage",
            right: world
                + "steps:\n  - fault: { name: outage, type: vault.outage, target: vault/contoso-kv }\n"
                + "  - clear: outage",
            advice: "Read the message: it names what is missing."),
        CodePage(
            .timeIsPast, "the instant is past",
            means: "The clock goes forward only. `at`, `advance: {to}` and `until` name an instant that the "
                + "run has passed already, or a window that has not begun.",
            wrong: "steps:\n  - advance: 2h\n  - advance: { to: T+1h }",
            right: "steps:\n  - advance: { to: T+1h }\n  - advance: 1h",
            advice: "Order the steps by time, or count from `now`.",
            "What should be seen from an earlier instant belongs in a `fork` made there."),
        CodePage(
            .invariant, "an invariant does not hold",
            means: "A condition under `always` is asked after every event of the run. It was false, or could "
                + "not be told, at the instant that is shown.",
            wrong: world
                + "always:\n  - { name: the key is usable, expr: \"key('contoso-kv/cmk').enabled\" }\n"
                + "steps:\n" + revoke,
            right: world + "always:\n  - name: the vault is there\n    expr: \"vault('contoso-kv').exists\"\n"
                + "steps:\n" + revoke,
            advice: "`from` and `to` bound the time in which an invariant is asked.",
            "`severity: warning` reports without failing."),
        CodePage(
            .ruleInvariant, "a rule does not hold, or is no invariant",
            means: "`always: [rule:ID]` asks a rule after every event. Deadlines and states can be asked; a "
                + "guard only bites when someone knocks, and is asserted with `rejectedBy`.",
            wrong: world + "always: [rule:SENT-CHG-05]\nsteps: []",
            right: world + "always: [rule:SENT-REVOKE-02]\nsteps:\n" + revoke + "  - advance: 2h",
            advice: "`lockstep explain ID` tells the kind of a rule."),
    ]

    static let assertionPages: [CodePage] = [
        CodePage(
            .state, "the state is another",
            means: "A property did not have the value, at the one instant at which the check looked.",
            wrong: world + "steps:\n" + revoke
                + "  - check: { state: { workspace/contoso-soc: { data: inaccessible } } }",
            right: world + "steps:\n" + revoke
                + "  - check: { state: { workspace/contoso-soc: { data: inaccessible } } }\n    within: 1h",
            advice:
                "If it becomes true later, say by when: `within: 1h`. There is no waiting and no polling.",
            "`lockstep probes` lists the values of each property."),
        CodePage(
            .journal, "the journal has other entries",
            means: "The number of entries that the query means is not the one expected; without `count` at "
                + "least one must be there.",
            wrong: world + "steps:\n  - check: { journal: { kind: request, act: key.disable } }",
            right: world + "steps:\n" + revoke
                + "  - check: { journal: { kind: request, act: key.disable, since: revoked } }",
            advice: "`lockstep run FILE -v` prints the journal of the run."),
        CodePage(
            .expression, "the expression is not true",
            means: "The value of each side of a comparison stands under it. `unknown` makes an expression "
                + "fail whatever it says.",
            wrong: "world:\n  from: builtin:contoso-cmk\n"
                + "  traffic: [{ to: workspace/contoso-soc, rate: 10/min, backfill: 1d }]\n"
                + "steps:\n  - check: { expr: \"records('contoso-soc').stored == 14000\" }",
            right: "world:\n  from: builtin:contoso-cmk\n"
                + "  traffic: [{ to: workspace/contoso-soc, rate: 10/min, backfill: 1d }]\n"
                + "steps:\n  - check: { expr: \"records('contoso-soc').stored == 14400\" }",
            advice: "Split an `and` into several checks, to see at once which part fails."),
        CodePage(
            .noneOf, "what must not hold does",
            means: "Every condition under `noneOf` has to be false.",
            wrong: world + "steps:\n"
                + "  - check: { noneOf: [{ state: { vault/contoso-kv: { exists: true } } }] }",
            right: world + "steps:\n"
                + "  - check: { noneOf: [{ state: { vault/contoso-kv: { exists: false } } }] }",
            advice: "Look at the state that is named; turn the condition round if it was meant otherwise."),
        CodePage(
            .notWithin, "not within the time",
            means: "From the origin to the deadline, both included, there was no instant at which all parts "
                + "of the condition held. The chart shows each value over that time.",
            wrong: world + "steps:\n" + revoke
                + "  - check: { state: { workspace/contoso-soc: { data: inaccessible } } }\n"
                + "    within: 59m\n    of: revoked",
            right: world + "steps:\n" + revoke
                + "  - check: { state: { workspace/contoso-soc: { data: inaccessible } } }\n"
                + "    within: 1h\n    of: revoked",
            advice: "A bound of the documents counts in full: within one hour allows the whole hour.",
            "All parts must hold at one and the same instant; use two checks for two instants.",
            "Without `of` the time counts from the step before."),
        CodePage(
            .tooEarly, "it held too early",
            means: "`notBefore` says that the condition is false until then; it was true before.",
            wrong: world + "steps:\n" + revoke
                + "  - check: { state: { key/contoso-kv/cmk: { enabled: false } } }\n"
                + "    within: 1h\n    of: revoked\n    notBefore: 10m",
            right: world + "steps:\n" + revoke
                + "  - check: { state: { workspace/contoso-soc: { data: inaccessible } } }\n"
                + "    within: 1h\n    of: revoked\n    notBefore: 10m",
            advice: "Under `--choices earliest` a bound can be met at once: leave `notBefore` out there."),
        CodePage(
            .notThroughout, "it stopped holding",
            means: "`throughout` and `until` want the condition at every instant of a stretch of time. The "
                + "place in time is the first instant at which it was false.",
            wrong: world + "steps:\n" + revoke
                + "  - check: { state: { workspace/contoso-soc: { data: accessible } } }\n    throughout: 2h",
            right: world + "steps:\n  - check: { state: { workspace/contoso-soc: { data: accessible } } }\n"
                + "    throughout: 2h",
            advice: "`until` leaves its last instant out, `throughout` includes it."),
    ]
}
