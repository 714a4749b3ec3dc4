import Foundation
import ScenarioKit
import Testing
import VirtualTime

@Suite("what a file says in vain")
struct LintTests {
    /// `W0101 5:9`, one for each finding.
    private func found(_ rest: String) -> [String] {
        check(rest).findings.map { "\($0.code) \($0.label.place.line):\($0.label.place.column)" }
    }

    private func check(_ rest: String) -> CheckedFile {
        let text = "schema: lockstep/scenario/v1\nname: a test\n" + rest
        return CheckedFile(SourceText(file: "x.scenario.yaml", text: text), knownRules: ["TEST-NO-01"])
    }

    private func codes(ofSteps steps: String) -> [String] {
        check("steps:\n" + steps).findings.map(\.code)
    }

    @Test("a warning has the form of an error, under its own code")
    func form() {
        let file = check(
            """
            steps:
              - check: { state: { records/soc: { dropped: { gte: 0 } } } }
            """)

        #expect(
            file.findings.map { $0.rendered(with: file.source) } == [
                """
                warning[W0301]: this cannot fail: 'dropped' is never below 0
                 --> x.scenario.yaml:4:47
                  |
                4 |   - check: { state: { records/soc: { dropped: { gte: 0 } } } }
                  |                                               ^
                """
            ])
    }

    @Test("a file is read as a run reads it: with what it includes, and mistakes in the words of a run")
    func included() {
        let text = """
            schema: lockstep/scenario/v1
            name: a test
            include: [blocks.yaml]
            steps: [{ use: wait }]
            """
        let source = SourceText(file: "x.scenario.yaml", text: text)
        let block = "schema: lockstep/scenario/v1\nblocks: { wait: { steps: [{ advance: 1h }] } }\n"
        let file = CheckedFile(source, files: FileAccess { $0 == "blocks.yaml" ? block : nil })
        #expect(file.findings == [])

        let wrong = CheckedFile(source)
        #expect(
            wrong.findings.first.map { $0.rendered(with: wrong.source) } == """
                error[E0010]: 'blocks.yaml' cannot be read
                 --> x.scenario.yaml:3:11
                  |
                3 | include: [blocks.yaml]
                  |           ^^^^^^^^^^^ the path is relative to this file
                """)
        #expect(wrong.findings.map(\.code) == ["E0010", "E0218"])
    }

    @Test("variables, columns, axes and captured values that nothing reads")
    func unused() {
        #expect(
            found(
                """
                vars: { used: 1, spare: 2 }
                matrix: { policy: [latest], lonely: [1, 2] }
                cases: [{ name: one, value: 3, other: 4 }]
                world: { choices: "${matrix.policy}" }
                steps:
                  - { act: key.disable, target: key/v/k, capture: { id: $.id, code: $.code } }
                  - { note: "${vars.used} ${case.value} ${id}" }
                """) == ["W0101 3:18", "W0104 4:29", "W0103 5:32", "W0102 8:63"])
    }

    @Test("steps that never run, and names that only they bind")
    func idle() {
        #expect(
            found(
                """
                steps:
                  - { if: "1 > 2", as: a, note: x }
                  - { skip: { reason: broken }, note: x }
                  - { skip: { reason: broken, issue: "12" }, note: x }
                  - { skip: { reason: no vault, when: "now > T" }, note: x }
                  - { note: "${a.at}" }
                """) == ["W0201 4:12", "W0203 4:27", "W0202 5:33"])
        #expect(found("skip: { reason: later }\nsteps: [{ note: x }]") == ["W0202 2:7"])
        #expect(found("skip: { reason: later, until: 2030-01-01 }\nsteps: [{ note: x }]") == [])
    }

    @Test(
        "assertions that cannot fail",
        arguments: [
            ("{ state: { records/soc: { stored: { gt: -1 } } } }", "W0301"),
            ("{ state: { vault/v: { exists: { exists: true } } } }", "W0301"),
            ("{ state: { workspace/soc: { fingerprint: { exists: true } } } }", "W0301"),
            ("{ state: { key/v/k: { enabled: { oneOf: [true, false] } } } }", "W0301"),
            ("{ journal: { act: key.disable, count: { gte: 0 } } }", "W0301"),
            ("{ allOf: [] }", "W0302"),
            ("{ expr: \"1 < 2\" }", "W0303"),
            ("{ expr: \"now == now\" }", "W0303"),
            ("{ expr: \"1 > 2\" }", "W0304"),
            ("{ expr: \"now < now\" }", "W0304"),
            ("{ journal: { since: T+2h, until: T+1h } }", "W0402"),
        ])
    func cannotFail(condition: String, code: String) {
        #expect(codes(ofSteps: "  - check: \(condition)\n") == [code])
    }

    @Test(
        "assertions that can",
        arguments: [
            "{ state: { records/soc: { stored: { gt: 0 } } } }",
            "{ state: { vault/v: { exists: { exists: false } } } }",
            "{ state: { workspace/soc: { data: { exists: true } } } }",
            "{ state: { workspace/soc: { data: { oneOf: [accessible, inaccessible] } } } }",
            "{ journal: { act: key.disable, count: { gte: 1 } } }",
            "{ expr: \"now == T\" }", "{ journal: { since: T+1h, until: T+1h } }",
        ])
    func canFail(condition: String) {
        #expect(codes(ofSteps: "  - check: \(condition)\n") == [])
    }

    @Test("instants that are past when their step begins")
    func past() {
        #expect(
            found(
                """
                world: { start: 2024-02-16T09:00:00Z }
                steps:
                  - { advance: 2h, as: two }
                  - { at: T+1h, note: x }
                  - { at: 2024-02-16T10:00:00Z, note: x }
                  - advance: 30m
                  - { at: two+15m, note: x }
                  - check: { state: { workspace/soc: { data: accessible } } }
                    until: T+2h
                """) == ["W0401 6:11", "W0401 7:11", "W0401 9:11", "W0401 11:12"])
    }

    @Test("what may or may not be past is left alone")
    func notPast() {
        #expect(
            found(
                """
                steps:
                  - { act: key.disable, target: key/v/k, as: off }
                  - check: { state: { workspace/soc: { data: inaccessible } } }
                    within: 1h
                  - { at: off+1h, note: x }
                  - { if: "now > T", advance: 9h }
                  - { at: T+1h, note: x }
                  - { fork: { steps: [{ advance: 5h }] } }
                  - { at: T+1h, note: x }
                """) == [])
    }

    @Test("time that has gone by at least is counted after a wait as well")
    func leastTime() {
        #expect(
            found(
                """
                steps:
                  - { act: key.disable, target: key/v/k, as: off }
                  - advance: 2h
                  - { at: off+1h, note: x }
                """) == ["W0401 6:11"])
    }

    @Test("what is wrong is told as `run` tells it, with the rules that there are")
    func errors() {
        #expect(found("steps: [{ advence: 1h }]").first?.hasPrefix("E0101") == true)
        #expect(
            codes(ofSteps: "  - { request: PUT /x, expect: { rejectedBy: TEST-NO-02 } }\n") == ["E0216"])
    }

    @Test("SARIF has a rule a code and a place a finding")
    func sarif() {
        let report = SARIFReport.document(
            [check("vars: { a: 1 }\nsteps: [{ check: { expr: \"1 < 2\" } }]")], version: "1.2.3")
        let run = report.at(pointer: ["runs", "0"])

        #expect(report["version"] == "2.1.0")
        #expect(
            run?.at(pointer: ["tool", "driver", "rules"])?.items?.map { $0["id"] } == ["W0101", "W0303"])
        #expect(run?.at(pointer: ["results", "1", "ruleIndex"]) == 1)
        #expect(run?.at(pointer: ["results", "1", "level"]) == "warning")
        #expect(
            run?.at(pointer: ["results", "0", "locations", "0", "physicalLocation", "region"])
                == ["startLine": 3, "startColumn": 9, "endColumn": 10])
    }

    @Test("the files of this repository say nothing in vain", arguments: GoldenTraceTests.files)
    func ownFiles(file: String) throws {
        let text = try SharedFiles.text(of: GoldenTraceTests.root.appending(path: file))
        let checked = CheckedFile(SourceText(file: file, text: text))

        for finding in checked.findings { Issue.record("\(finding.rendered(with: checked.source))") }
    }
}
