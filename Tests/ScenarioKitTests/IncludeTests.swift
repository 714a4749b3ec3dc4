import ScenarioKit
import Testing
import VirtualTime

@Suite("include") struct IncludeTests {
    private static let keys = """
        schema: lockstep/scenario/v1
        vars: { gone: 30m }
        blocks:
          lose_the_key:
            params: { key: ~ }
            steps:
              - { act: key.disable, target: "key/contoso-kv/${key}" }
              - { check: { state: { workspace/contoso-soc: { data: inaccessible } } }, within: 1h }
        """

    private func read(_ rest: String, _ files: [String: String]) throws -> Scenario {
        let text = """
            schema: lockstep/scenario/v1
            name: includes
            world: { from: builtin:contoso-cmk }
            \(rest)
            """
        return try ScenarioReader.read(
            SourceText(file: "cmk/a.scenario.yaml", text: text), files: FileAccess { files[$0] })
    }

    private func problems(_ rest: String, _ files: [String: String]) -> [String] {
        do {
            _ = try read(rest, files)
            return []
        } catch let error as ProblemList {
            return error.problems.map {
                "\($0.code.rawValue) \($0.file):\($0.label.place.line) \($0.message)"
            }
        } catch {
            return ["\(error)"]
        }
    }

    private static let story = """
        steps:
          - { use: lose_the_key, with: { key: cmk } }
          - advance: ${vars.gone}
        """

    @Test("blocks and constants of the other file are this one's, by a path relative to it")
    func visible() throws {
        let scenario = try read(
            "include: [../lib/./keys.yaml]\n\(Self.story)", ["lib/keys.yaml": Self.keys])
        let result = try #require(ScenarioRunner(factory: SimulatedWorldFactory()).run(scenario).first)

        #expect(result.verdict == .passed, "\(result.failures)")
        #expect((result.endedAt - result.startedAt).text == "1h30m")
    }

    @Test("a file that two others include is read once")
    func diamond() throws {
        let other = "schema: lockstep/scenario/v1\ninclude: [keys.yaml]\n"
        let files = ["cmk/keys.yaml": Self.keys, "cmk/x.yaml": other, "cmk/y.yaml": other]
        #expect(try read("include: [x.yaml, y.yaml]\n\(Self.story)", files).included.count == 3)
    }

    @Test("a cycle is an error, and names the way round")
    func cycle() {
        let files = [
            "cmk/x.yaml": "schema: lockstep/scenario/v1\ninclude: [y.yaml]\n",
            "cmk/y.yaml": "schema: lockstep/scenario/v1\ninclude: [x.yaml]\n",
        ]
        #expect(
            problems("include: [x.yaml]\nsteps: []", files) == [
                "E0221 cmk/y.yaml:2 'cmk/x.yaml' includes itself"
            ])
    }

    @Test("two blocks or two constants of one name clash")
    func clash() {
        let files = ["cmk/keys.yaml": Self.keys]
        #expect(
            problems(
                """
                include: [keys.yaml]
                vars: { gone: 1h }
                blocks: { lose_the_key: { steps: [] } }
                steps: []
                """, files) == [
                    "E0134 cmk/a.scenario.yaml:5 the constant 'gone' is in an included file already",
                    "E0134 cmk/a.scenario.yaml:6 the block 'lose_the_key' is in an included file already",
                ])
    }

    @Test("a mistake in the other file is shown where it stands")
    func mistakes() throws {
        let wrong = Self.keys.replacing("key.disable", with: "key.disabl")
        do {
            _ = try read("include: [keys.yaml]\n\(Self.story)", ["cmk/keys.yaml": wrong])
            Issue.record("it was read")
        } catch let error as ProblemList {
            #expect(error.rendered.contains("--> cmk/keys.yaml:7:16"))
            #expect(error.rendered.contains("7 |       - { act: key.disabl, target"))
        }
        #expect(
            problems("include: [none.yaml]\nsteps: []", [:]) == [
                "E0010 cmk/a.scenario.yaml:4 'cmk/none.yaml' cannot be read"
            ])
    }

    @Test("what fails in a block of the other file is shown there")
    func failures() throws {
        let scenario = try read(
            "include: [keys.yaml]\n\(Self.story)",
            ["cmk/keys.yaml": Self.keys.replacing("within: 1h", with: "within: 1m")])
        let result = try #require(ScenarioRunner(factory: SimulatedWorldFactory()).run(scenario).first)
        let source = SourceText(file: "cmk/a.scenario.yaml", text: "").including(scenario.included)

        #expect(result.verdict == .failed)
        #expect(HumanReport.run(result, source: source).contains("--> cmk/keys.yaml:8:"))
    }
}
