extension CodePage {
    static let valuePages: [CodePage] = [
        CodePage(
            .notANumber, "not a number",
            means: "A number is written in digits. Counts are whole and have a least value; a status is "
                + "200 or 2xx, a rate 10/min.",
            wrong: "steps:\n  - ingest: { to: workspace/contoso-soc, records: many }",
            right: "world: { from: builtin:contoso-cmk }\nsteps:\n"
                + "  - ingest: { to: workspace/contoso-soc, records: 12 }",
            advice: "Write digits, without separators."),
        CodePage(
            .notADuration, "not a duration",
            means: "A duration has a unit: 30m, 1h30m, 24h, 14d, 250ms or PT1H. `10:30` could be hours and "
                + "minutes or minutes and seconds, and a bare number could be anything.",
            wrong: "steps:\n  - advance: 10:30", right: "steps:\n  - advance: 10h30m",
            advice: "Write the unit behind each number."),
        CodePage(
            .notAnInstant, "not an instant",
            means:
                "An instant is a UTC time, or counts from the start (`T+1h`), from a mark (`revoked+59m`), "
                + "from the clock (`now+5m`), or is the `next-event`.",
            wrong: "steps:\n  - advance: { to: 2024-02-16 10:00 }",
            right: "steps:\n  - advance: { to: \"2024-02-16T10:00:00Z\" }",
            advice: "Write the date, a T, the time and a Z: all times are UTC."),
        CodePage(
            .notAReference, "not a reference",
            means:
                "Things are named `kind/name`: workspace/contoso-soc, key/contoso-kv/cmk. Some places take "
                + "only some kinds.",
            wrong: "steps:\n  - act: key.disable\n    target: contoso-kv/cmk",
            right: "world: { from: builtin:contoso-cmk }\nsteps:\n  - act: key.disable\n"
                + "    target: key/contoso-kv/cmk",
            advice: "Put one of the kinds listed before the name."),
        CodePage(
            .notABoolean, "neither true nor false",
            means: "The values are `true` and `false`. `yes`, `no`, `on` and `off` are texts, whatever "
                + "YAML 1.1 made of them.",
            wrong: "steps:\n  - act: key.disable\n    target: key/contoso-kv/cmk\n    wait: yes",
            right: "world: { from: builtin:contoso-cmk }\nsteps:\n  - act: key.disable\n"
                + "    target: key/contoso-kv/cmk\n    wait: true",
            advice: "Write true or false."),
        CodePage(
            .notARequest, "not a request",
            means: "A request is a method and a path, or a whole https address, with one space between.",
            wrong: "steps:\n  - request: FETCH /subscriptions",
            right: "steps:\n  - request: GET /subscriptions?api-version=2022-12-01",
            advice: "Methods are GET, PUT, POST, PATCH, DELETE and HEAD."),
        CodePage(
            .notAPath, "not a path into a body",
            means: "What is looked for in a body is named by a JSONPath that begins with `$`: $.name, "
                + "$.value[0].id. Filters are not supported.",
            wrong: "steps:\n  - request: GET /subscriptions?api-version=2022-12-01\n"
                + "    expect: { body: { \"value[0].id\": x } }",
            right: "steps:\n  - request: GET /subscriptions?api-version=2022-12-01\n"
                + "    expect: { body: { \"$.value[0].id\": { exists: true } } }",
            advice: "Begin with `$.` and quote a key that holds brackets."),
        CodePage(
            .notARegularExpression, "not a regular expression",
            means: "The text after `matches` cannot be compiled.",
            wrong:
                "steps:\n  - check: { state: { key/contoso-kv/cmk: { currentVersion: { matches: \"[0-9\" } } } }",
            right: "world: { from: builtin:contoso-cmk }\nsteps:\n"
                + "  - check: { state: { key/contoso-kv/cmk: { currentVersion: { matches: \"[0-9a-f]+\" } } } }",
            advice: "Close every bracket and parenthesis; in single quotes no backslash is doubled."),
    ]
}
