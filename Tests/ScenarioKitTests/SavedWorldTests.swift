import ScenarioKit
import Testing
import VirtualTime

@Suite("save, and going on from what was saved") struct SavedWorldTests {
    private func run(_ rest: String, _ files: [String: String] = [:]) throws -> RunResult {
        let text = "schema: lockstep/scenario/v1\nname: saved\n\(rest)"
        let access = FileAccess { files[$0] }
        var options = RunOptions()
        options.files = access
        let source = SourceText(file: "cmk/a.scenario.yaml", text: text)
        let scenario = try ScenarioReader.read(source, files: access)
        return try #require(
            ScenarioRunner(factory: SimulatedWorldFactory(), options: options).run(scenario).first)
    }

    private func dark() throws -> SavedWorld {
        let result = try run(
            """
            world: { from: builtin:contoso-cmk }
            steps:
              - { act: key.disable, target: key/contoso-kv/cmk, as: lost }
              - { check: { state: { workspace/contoso-soc: { data: inaccessible } } }, within: 1h }
              - save: worlds/dark
              - advance: 3d
            """)
        #expect(result.verdict == .passed, "\(result.failures)")
        return try #require(result.saved.first)
    }

    @Test("the same world goes on in another run")
    func goesOn() throws {
        let world = try dark()
        #expect(world.name == "worlds/dark.lockworld")
        let result = try run(
            """
            world: { from: dark.lockworld }
            steps:
              - check: { state: { workspace/contoso-soc: { data: inaccessible } } }
              - { act: key.enable, target: key/contoso-kv/cmk }
              - { check: { state: { workspace/contoso-soc: { data: accessible } } }, within: 1h }
            """, ["cmk/dark.lockworld": world.lines.joined(separator: "\n")])
        #expect(result.verdict == .passed, "\(result.failures) \(String(describing: result.problem))")
        #expect(result.startedAt.iso8601 == "2024-02-16T10:00:00Z")
    }

    @Test(
        "from an earlier moment: a mark, an offset from the start, an instant",
        arguments: ["lost+10m", "T+10m", "2024-02-16T09:10:00Z"])
    func earlier(at moment: String) throws {
        let result = try run(
            """
            world: { from: dark.lockworld, at: \(moment) }
            steps:
              - check:
                  state:
                    workspace/contoso-soc: { data: accessible }
                    key/contoso-kv/cmk: { enabled: false }
              - { check: { state: { workspace/contoso-soc: { data: inaccessible } } }, within: 50m }
            """, ["cmk/dark.lockworld": try dark().lines.joined(separator: "\n")])
        #expect(result.verdict == .passed, "\(result.failures) \(String(describing: result.problem))")
    }

    @Test("a file that is no world, is cut or was changed is refused by name")
    func damaged() throws {
        let world = try dark()
        func problem(_ lines: [String]) throws -> String? {
            try run(
                "world: { from: dark.lockworld }\nsteps: []",
                ["cmk/dark.lockworld": lines.joined(separator: "\n")]
            ).problem?.message
        }
        let told = "the saved world cannot be read: "
        #expect(try problem(["{}"]) == told + "this is no saved world: its first line does not say so")
        #expect(
            try problem(Array(world.lines.dropLast())) == told
                + "line \(world.lines.count - 1) is damaged, or of another version")
        var changed = world.lines
        let last = changed.count - 1
        #expect(changed[last].contains("honor") || changed.contains { $0.contains("\"enabled\":false") })
        changed = changed.map { $0.replacing("\"enabled\":false", with: "\"enabled\":true") }
        #expect(
            try problem(changed) == told + "its journal leads to another world than the one that was saved")
        #expect(
            try run("world: { from: none.lockworld }\nsteps: []").problem?.message
                == "cmk/none.lockworld cannot be read")
    }

    @Test("a name that leaves the folder is refused", arguments: ["../dark", "/tmp/dark", "a//b"])
    func names(name: String) throws {
        #expect(try run("steps: [{ save: '\(name)' }]").verdict == .failed)
    }
}
