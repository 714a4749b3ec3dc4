import ScenarioKit
import Testing

@Suite("mistakes in a file")
struct MistakeTests {
    private func problems(_ rest: String, rules: [String]? = nil) -> [Problem] {
        let text = "schema: lockstep/scenario/v1\nname: a test\n" + rest
        do {
            _ = try ScenarioReader.read(SourceText(file: "x.scenario.yaml", text: text), knownRules: rules)
            return []
        } catch {
            return error.problems
        }
    }

    private func rendered(_ rest: String) -> String {
        let text = "schema: lockstep/scenario/v1\nname: a test\n" + rest
        do {
            _ = try ScenarioReader.read(SourceText(file: "x.scenario.yaml", text: text))
            return ""
        } catch {
            return error.rendered
        }
    }

    @Test("an unknown property shows the line, the place, a suggestion and what there is")
    func unknownProperty() {
        let text = rendered(
            "steps:\n  - check: { state: { workspace/soc: { data: accessible, ingest: blocked } } }\n")

        #expect(
            text == """
                error[E0214]: unknown property 'ingest' of workspace/soc
                 --> x.scenario.yaml:4:58
                  |
                4 |   - check: { state: { workspace/soc: { data: accessible, ingest: blocked } } }
                  |                                                          ^^^^^^ did you mean 'ingestion'?
                  |
                  = properties of workspace: data, deleted, fingerprint, ingestion, linkedTo, retention
                  = more: lockstep explain E0214
                """)
    }

    @Test("10:30 is text here, and told apart from hours and from minutes")
    func clockTime() {
        let text = rendered("steps:\n  - advance: 10:30\n")

        #expect(
            text == """
                error[E0107]: '10:30' is not a duration
                 --> x.scenario.yaml:4:14
                  |
                4 |   - advance: 10:30
                  |              ^^^^^ write 10h30m (hours and minutes) or 10m30s (minutes and seconds)
                """)
    }

    @Test("the same key twice shows both places")
    func sameKeyTwice() {
        let text = rendered(
            """
            steps:
              - check:
                  state: { workspace/soc: { data: accessible } }
                  expr: "true"
                  state: { sentinel/soc: { status: available } }
            """)

        #expect(
            text == """
                error[E0031]: the same key twice
                 --> x.scenario.yaml:7:7
                  |
                5 |       state: { workspace/soc: { data: accessible } }
                  |       ----- first here
                  :
                7 |       state: { sentinel/soc: { status: available } }
                  |       ^^^^^ again here; put both under one 'state'
                """)
    }

    @Test("the same key twice within braces shows both places")
    func sameKeyTwiceInBraces() {
        let found = problems("steps:\n  - { note: a, name: b, note: c }\n")

        #expect(found.map(\.code) == [.sameKeyTwice])
        #expect(found[0].earlier?.place == SourcePlace(line: 4, column: 7, length: 4))
        #expect(found[0].label.place == SourcePlace(line: 4, column: 25, length: 4))
    }

    struct Mistake: CustomTestStringConvertible {
        let text: String
        let code: ProblemCode
        let message: String
        let hint: String
        let line: Int
        let column: Int
        var testDescription: String { message }

        init(
            _ text: String, _ code: ProblemCode, _ message: String, _ hint: String, _ line: Int, _ column: Int
        ) {
            (self.text, self.code, self.message) = (text, code, message)
            (self.hint, self.line, self.column) = (hint, line, column)
        }
    }

    static let mistakes: [Mistake] = [
        Mistake(
            "step:\n  - note: x\nsteps: []", .unknownKey, "unknown key 'step' in a scenario",
            "did you mean 'steps'?", 3, 1),
        Mistake("steps:\n  - name: nothing", .noVerb, "a step without a verb", "", 4, 5),
        Mistake(
            "steps:\n  - { note: x, advance: 1h }", .twoVerbs,
            "a step has exactly one verb, not 'note' and 'advance'",
            "begin a new step here", 4, 16),
        Mistake(
            "steps:\n  - { note: x, within: 1h }", .misplacedModifier, "'within' does not belong to 'note'",
            "it modifies 'check'", 4, 16),
        Mistake(
            "steps:\n  - { act: key.disble, target: key/v/k }", .unknownWord, "unknown act 'key.disble'",
            "did you mean 'key.disable'?", 4, 12),
        Mistake(
            "steps:\n  - { act: key.disable, target: vault/v }", .notAReference,
            "a key or keyversion is wanted here, not a vault", "", 4, 33),
        Mistake(
            "steps:\n  - { act: policy.grant, target: vault/v, with: { principle: operator } }",
            .unknownArgument,
            "unknown argument 'principle' of policy.grant", "did you mean 'principal'?", 4, 51),
        Mistake(
            "steps:\n  - check: { state: { workspace/s: { data: inaccesible } } }", .unknownValue,
            "'inaccesible' is no value of this property", "did you mean 'inaccessible'?", 4, 44),
        Mistake(
            "steps:\n  - check: { state: { workspce/s: { data: accessible } } }", .notAReference,
            "'workspce/s' is not a reference (kind/name)", "did you mean 'workspace'?", 4, 23),
        Mistake(
            "steps:\n  - check: { state: { records/s: { stored: { atLeast: 1 } } } }", .unknownWord,
            "unknown matcher 'atLeast'", "", 4, 46),
        Mistake(
            "steps:\n  - check: { expr: \"now >\" }", .badExpression, "'now >' is not an expression",
            "a value is missing here", 4, 26),
        Mistake(
            "steps:\n  - check: { expr: \"records('s').stord > 1\" }", .unknownProperty,
            "unknown property 'stord' of records", "did you mean 'stored'?", 4, 34),
        Mistake("steps:\n  - note: ${vars.region}", .unknownName, "there is no 'vars' here", "", 4, 13),
        Mistake(
            "vars: { region: x }\nsteps:\n  - note: ${vars.regon}", .unknownName, "'vars' has no 'regon'",
            "did you mean 'region'?", 5, 13),
        Mistake(
            "steps:\n  - note: ${later}\n  - { as: later, note: x }", .usedBeforeItsStep,
            "'later' is bound by a later step", "", 4, 13),
        Mistake(
            "steps:\n  - { check: { expr: \"true\" }, within: 1h, of: revokd }", .unknownName,
            "no step sets the mark 'revokd'", "", 4, 48),
        Mistake(
            "steps:\n  - az: keyvault key crate --vault-name v -n k", .unknownAzCommand,
            "unknown az command 'keyvault key crate'", "did you mean 'keyvault key create'?", 4, 9),
        Mistake(
            "steps:\n  - az: keyvault key show --vault-nam v -n k", .unknownAzOption,
            "unknown option '--vault-nam' of 'az keyvault key show'", "did you mean '--vault-name'?", 4, 27),
        Mistake(
            "steps:\n  - az: group create -n g", .missingAzOption,
            "'--location/-l' is missing in 'az group create'", "", 4, 9),
        Mistake(
            "steps:\n  - fault: { type: clock.skew, target: vault/v, latency: 1h }", .notAReference,
            "a identity or cluster or cosmos is wanted here, not a vault", "", 4, 40),
        Mistake(
            "world: { from: builtin:contoso-cmkk }\nsteps: []", .unknownWord,
            "unknown builtin world 'contoso-cmkk'", "did you mean 'contoso-cmk'?", 3, 16),
        Mistake(
            "world: { choices: { honor.clustr: latest } }\nsteps: []", .unknownWord,
            "unknown choice point 'honor.clustr'", "did you mean 'honor.cluster'?", 3, 21),
        Mistake(
            "assume: { partial-revocation: isolatd }\nsteps: []", .unknownWord,
            "unknown reading of partial-revocation 'isolatd'", "did you mean 'isolated'?", 3, 31),
        Mistake(
            "cases:\n  - { name: a, x: 1 }\n  - { name: b, y: 1 }\nsteps: []", .rowsDiffer,
            "the rows of 'cases' have different keys", "'x' is missing, 'y' is not in the first row", 5, 7),
        Mistake(
            "steps:\n  - <<: { note: x }", .mergeKey, "merge keys ('<<') are not part of the format", "", 4, 5
        ),
        Mistake(
            "steps:\n  - request: FETCH /x", .notARequest, "'FETCH /x' is not a request", "write METHOD PATH",
            4, 14),
        Mistake(
            "steps:\n  - { request: GET /x, expect: { body: { \"$.a[?x]\": 1 } } }", .notAPath,
            "'$.a[?x]' is not a path into a body", "filters ('[?…]') are not supported by this version", 4, 42
        ),
        Mistake(
            "steps:\n  - { request: GET /x, expect: { rejectedBy: sent-1 } }", .unknownRule,
            "'sent-1' is no rule id", "such as SENT-REVOKE-03", 4, 46),
        Mistake(
            "vars: { a: \"${vars.b}\", b: \"${vars.a}\" }\nsteps: []", .usedBeforeItsStep,
            "'vars.a' is made from itself", "", 3, 9),
        Mistake(
            "blocks: { b: { steps: [{ use: b }] } }\nsteps: [{ use: b }]", .blockCycle,
            "the block 'b' uses itself", "b → b", 3, 26),
    ]

    @Test("each mistake is named where it stands", arguments: mistakes)
    func named(mistake: Mistake) {
        let found = problems(mistake.text)

        let first = found.first { $0.message == mistake.message }
        #expect(first?.code == mistake.code, "\(found.map(\.message))")
        #expect(first?.label.text == mistake.hint)
        #expect(
            first.map { [$0.label.place.line, $0.label.place.column] } == [mistake.line, mistake.column])
    }

    @Test("all mistakes of a file are told at once, in the order of their places, twenty at most")
    func collected() {
        let lines = (1...30).map { "  - advance: \($0):30" }.joined(separator: "\n")
        let found = problems("steps:\n\(lines)\n")

        #expect(found.count == 20)
        #expect(found.map(\.label.place.line) == Array(4...23))
    }

    @Test("with a rulebook at hand an id that it lacks is refused")
    func rulebook() {
        let text = "always: [rule:SENT-REVOKE-40]\nsteps: []"

        let found = problems(text, rules: ["SENT-REVOKE-04", "SENT-ROT-01"])

        #expect(found.map(\.message) == ["no rule has the id 'SENT-REVOKE-40'"])
        #expect(found[0].label.text == "did you mean 'SENT-REVOKE-04'?")
    }

    @Test("a bomb of aliases is refused before it goes off")
    func aliasBomb() {
        var text = "vars:\n  a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
        for level in 1...8 {
            let items = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
            text += "  a\(level): &a\(level) [\(items)]\n"
        }

        let asValue = problems(text + "steps: []\n")
        let asKey = problems(text + "  ? *a8\n  : 1\nsteps: []\n")

        #expect(asValue.map(\.code) == [.tooManyNodes])
        #expect(asKey.map(\.code) == [.tooManyNodes])
    }

    @Test("depth and size have bounds")
    func bounds() {
        let deep = String(repeating: "[", count: 200_000)
        let large = "description: " + String(repeating: "x", count: 1 << 20)

        #expect(problems("vars: { a: \(deep) }\nsteps: []\n").map(\.code) == [.tooDeep])
        #expect(problems(large + "\nsteps: []\n").map(\.code) == [.fileTooLarge])
        #expect(
            problems("vars:\n  a:\n    " + String(repeating: "- ", count: 900) + "x\nsteps: []").map(\.code)
                == [.tooDeep])
    }

    @Test("a line ending of another system and an empty file do no harm")
    func oddFiles() {
        #expect(problems("steps:\r\n  - note: x\r\n").isEmpty)
        #expect(throws: ProblemList.self) { try ScenarioReader.read(SourceText(file: "e", text: "")) }
        #expect(throws: ProblemList.self) {
            try ScenarioReader.read(SourceText(file: "e", text: "\u{0}\u{1}"))
        }
        #expect(throws: ProblemList.self) { try ScenarioReader.read(SourceText(file: "e", text: "- a\n- b")) }
        #expect(throws: ProblemList.self) {
            try ScenarioReader.read(SourceText(file: "e", text: "a: 1\n---\nb: 2"))
        }
    }

    @Test("what is wrong in a block is told once, with the first line that uses it")
    func inBlock() {
        let found = problems(
            "blocks: { b: { steps: [{ note: \"${nothing}\" }] } }\nsteps: [{ use: b }, { use: b }]\n")

        #expect(found.map(\.message) == ["nothing is named 'nothing' here"])
        #expect(found.first?.notes == ["in block b, used at x.scenario.yaml:4"])
    }
}
