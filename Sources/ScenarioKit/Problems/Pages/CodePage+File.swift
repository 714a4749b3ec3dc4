extension CodePage {
    private static let fine = "steps:\n  - note: a line in the report"

    static let filePages: [CodePage] = [
        CodePage(
            .unreadableFile, "the file is not UTF-8",
            means: "A scenario file is text in UTF-8. The place is that of the first byte that is not.",
            inWords: "a file with the byte 0xFF in line 4",
            making: { Array(whole("steps:").utf8) + Array("  - note: ".utf8) + [0xFF, 0x0A] }, right: fine,
            advice: "Save the file as UTF-8. A byte order mark at its beginning does no harm."),
        CodePage(
            .fileTooLarge, "the file is too large",
            means: "A file has at most 1 MiB. It is looked at before it is parsed.",
            inWords: "a description of one million and fifty thousand letters",
            making: {
                Array(whole("description: \(String(repeating: "x", count: 1_050_000))\nsteps: []").utf8)
            },
            right: fine, advice: "Split the story into several files, or make rows of it with `cases`."),
        CodePage(
            .notYAML, "this is not YAML",
            means: "The text cannot be parsed, so that nothing in it means anything yet. The place is where "
                + "the parser gave up; the mistake is there or shortly before.",
            wrong: "steps:\n  - note: [an open bracket", right: fine,
            advice: "Look for a bracket, a brace or a quote that is never closed.",
            "Indent with spaces: tabs are not indentation in YAML.",
            "Put a text that holds ': ' or ' #' in quotes."),
        CodePage(
            .tooDeep, "nested too deeply", means: "Lists and mappings stand in one another 64 deep at most.",
            inWords: "70 opening brackets",
            making: { Array(whole("vars: { a: \(String(repeating: "[", count: 70)) }\nsteps: []").utf8) },
            right: fine, advice: "No scenario needs so many levels: look for brackets that are not closed."),
        CodePage(
            .tooManyNodes, "too many values after aliases are expanded",
            means: "An alias stands for all that its anchor holds. Written out, a file has at most 100,000 "
                + "values, so that a short file cannot grow without bound.",
            inWords: "six anchors, each a list of ten aliases to the one before",
            making: {
                let levels = (1...6).map { level in
                    let items = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
                    return "  a\(level): &a\(level) [\(items)]\n"
                }
                return Array(whole("vars:\n  a0: &a0 [x, x]\n\(levels.joined())steps: []").utf8)
            },
            right: "vars:\n  a0: &a0 [x, x]\n  a1: *a0\nsteps: []",
            advice: "Use `vars`, `blocks` or `cases` for what is repeated."),
        CodePage(
            .mergeKey, "merge keys are not part of the format",
            means: "`<<` mixes the keys of one mapping into another. YAML 1.2 dropped it, and parsers do not "
                + "agree on what it does, so that it is refused. Anchors and aliases of whole values work.",
            wrong: "vars:\n  base: &base { tier: 100 }\n  mine: { <<: *base, days: 30 }\nsteps: []",
            right: "vars:\n  base: &base { tier: 100 }\n  mine: *base\nsteps: []",
            advice: "Write the keys out, or use a block with parameters."),
        CodePage(
            .sameKeyTwice, "the same key twice",
            means: "A mapping has each key once. Many parsers keep the last one and drop the others without "
                + "a word; here an expectation is never lost that way.",
            wrong: """
                steps:
                  - check:
                      state: { vault/contoso-kv: { exists: true } }
                      state: { key/contoso-kv/cmk: { enabled: true } }
                """,
            right: """
                world: { from: builtin:contoso-cmk }
                steps:
                  - check:
                      state:
                        vault/contoso-kv: { exists: true }
                        key/contoso-kv/cmk: { enabled: true }
                """,
            advice: "Put both under one key.", "For two conditions in one step use `allOf`."),
    ]
}
