import Testing

@testable import ScenarioKit

@Suite("which files are run")
struct ReportSelectionTests {
    @Test(
        "labels are put together with and, or, not and parentheses",
        arguments: [
            ("seed", true), ("training", false), ("seed and not training", true),
            ("training or restore", true), ("not (seed or training)", false), ("!training", true),
            ("training, seed", true), ("not seed or restore", true), ("not seed and training", false),
        ])
    func labels(text: String, holds: Bool) throws {
        #expect(try LabelExpression(text).holds(for: ["seed", "restore"]) == holds)
    }

    @Test(
        "what is no choice is said in words",
        arguments: [
            ("", "a label is missing at the end"), ("seed and", "a label is missing at the end"),
            ("(seed", "a ')' is missing"), ("seed training", "'training' is not expected here"),
            ("or seed", "a label is missing before 'or'"),
        ])
    func mistakes(text: String, message: String) {
        #expect(throws: LabelProblem(message: message)) { try LabelExpression(text) }
    }

    @Test(
        "a pattern fits whole names",
        arguments: [
            ("02-*", true), ("*restore", true), ("02-revoke-and-restore", true), ("revoke", false),
            ("*REVOKE*", true), ("0?-*-and-*", true), ("*x", false), ("", false), ("***", true),
        ])
    func names(glob: String, fits: Bool) {
        #expect(NameGlob(glob).matches("02-revoke-and-restore") == fits)
    }

    @Test("a command line is quoted as a shell takes it")
    func quoting() throws {
        let runs = try FakeWorlds.runAll(
            """
            cases: [{ name: "it's" }]
            steps: [{ note: x }]
            """)

        #expect(
            runs[0].command == "lockstep run t.scenario.yaml --case 'it'\\''s'")
    }
}
