import ScenarioKit
import Testing

/// Without the shared folder these tests are reported as skipped, not as passed.
@Suite(
    "the six shared scenarios", .enabled(if: SharedFiles.isPresent, "no shared folder: set LOCKSTEP_SHARED"))
struct SharedScenarioTests {
    private func read(_ name: String, _ capabilities: Capabilities = .runner) throws -> Scenario {
        let text = try SharedFiles.scenario(name)
        return try ScenarioReader.read(
            SourceText(file: "\(name).scenario.yaml", text: text), capabilities: capabilities)
    }

    @Test(
        "what this version runs is read without a word",
        arguments: [
            "01-setup-happy-path", "02-revoke-and-restore", "03-rotation", "04-unsupported-changes",
            "05-partial-revocation",
        ])
    func readable(name: String) throws {
        let scenario = try read(name)

        #expect(!scenario.steps.isEmpty)
    }

    @Test("the exercise is read, and a run leaves it to lockstep train")
    func training() throws {
        let scenario = try read("06-training-friday-1640")
        let result = ScenarioRunner(factory: SimulatedWorldFactory()).run(scenario)

        #expect(scenario.training?.goals.count == 5)
        #expect(result.map(\.verdict) == [.skipped])
        #expect(
            result.first?.reason
                == "training file: lockstep train start 06-training-friday-1640.scenario.yaml")
    }

    @Test("a version without exercises refuses the whole block by name")
    func noTraining() throws {
        var capabilities = Capabilities.runner
        capabilities.runsTraining = false
        capabilities.clocks = ["frozen"]
        let problems =
            #expect(throws: ProblemList.self) { try read("06-training-friday-1640", capabilities) }?.problems
            ?? []

        #expect(problems.allSatisfy { $0.code == .notSupported })
        #expect(problems.contains { $0.message == "`training` is not supported by this version" })
        #expect(problems.contains { $0.message == "`clock: live` is not supported by this version" })
    }

    @Test("a version that has fewer words refuses those that it lacks, by name")
    func fewerWords() throws {
        var capabilities = Capabilities.runner
        capabilities.acts.remove("policy.revoke")
        capabilities.assumptions["partial-revocation"] = ["isolated"]
        capabilities.builtinWorlds = ["contoso-cmk"]

        let five = #expect(throws: ProblemList.self) { try read("05-partial-revocation", capabilities) }
        let four = #expect(throws: ProblemList.self) { try read("04-unsupported-changes", capabilities) }

        #expect(
            five?.problems.map(\.message).contains("`act: policy.revoke` is not supported by this version")
                == true)
        #expect(
            four?.problems.map(\.message).contains(
                "`builtin:contoso-mmk-onboarded` is not supported by this version") == true)
    }
}
