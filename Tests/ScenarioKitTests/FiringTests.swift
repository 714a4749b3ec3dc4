import ControlPlane
import Foundation
import ScenarioKit
import Testing

/// A rule that no scenario makes fire is a rule nobody has seen at work.
@Suite("Firing") struct FiringTests {
    @Test("every rule fires in a run of the scenarios") func everyRuleFires() throws {
        var runs = try GoldenTraceTests.files.flatMap(Self.runs)
        // A provider's rule bites in an entry or an answer; those of time itself are kept at every moment.
        for index in runs.indices { runs[index].heldRules.removeAll { !$0.hasPrefix("TIME-") } }
        let fired = Set(runs.flatMap(\.firedRules))
        let all = Rulebook.lines.map(\.id.code)

        #expect(runs.filter { $0.verdict == .failed }.map(\.name) == [])
        print("firing: \(all.count { fired.contains($0) }) of \(all.count) rules")
        #expect(all.filter { !fired.contains($0) } == [])
    }

    @Test("a rule that a run is asked to keep, and keeps, has fired in it")
    func heldRules() throws {
        var run = try #require(try GoldenTraceTests.runs(of: "Scenarios/rules/time.scenario.yaml").first)
        #expect(run.heldRules == ["TIME-01", "TIME-02"])
        #expect(Set(run.firedRules).isSuperset(of: run.heldRules))
        run.heldRules = []
        #expect(!run.firedRules.contains("TIME-01"))
    }

    /// A file that names no state of the documents is run in each.
    private static func runs(of file: String) throws -> [RunResult] {
        let text = try String(contentsOf: GoldenTraceTests.root.appending(path: file), encoding: .utf8)
        let scenario = try ScenarioReader.read(SourceText(file: file, text: text))
        let states = scenario.pinnedRules.map { [$0] } ?? Profile.allCases.map(\.rawValue)
        return states.flatMap { rules in
            var options = RunOptions()
            options.rules = rules
            return ScenarioRunner(factory: SimulatedWorldFactory(), options: options).run(scenario)
        }
    }
}
