import Foundation
import ScenarioKit
import Testing

@Suite("the whole language") struct WholeLanguageTests {
    @Test("a file that uses every construct once is read, runs, and all of it holds")
    func everything() throws {
        let file = SharedFiles.package.appendingPathComponent("Tests/Corpus/whole/language.scenario.yaml")
        let text = try SharedFiles.text(of: file)
        let scenario = try ScenarioReader.read(SourceText(file: "language.scenario.yaml", text: text))
        let results = ScenarioRunner(factory: SimulatedWorldFactory()).run(scenario)

        #expect(
            results.map(\.verdict) == [.passed, .passed, .skipped, .skipped], "\(results.map(\.failures))")
        #expect(results[0].saved.map(\.name) == ["everything.lockworld"])
        #expect(results[0].heldRules == ["LA-REVOKE-02", "SENT-REVOKE-02"])
        // What the format names and this file does not use would go unnoticed here.
        for verb in Vocabulary.verbs where !["fault", "clear"].contains(verb) {
            #expect(text.contains("\(verb):"), "no step of the verb \(verb)")
        }
    }
}
