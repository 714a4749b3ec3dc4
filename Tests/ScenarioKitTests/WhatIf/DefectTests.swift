import ControlPlane
import Futures
import Testing

@testable import ScenarioKit

/// Mistakes planted one at a time: a search finds each, makes it small, and leaves a scenario that shows it.
@Suite("Planted mistakes")
struct DefectTests {
    private static let source = try? RepositoryFile.source("Scenarios/whatif/everything-at-once.whatif.yaml")

    private static func results(
        _ factory: SimulatedWorldFactory, until isEnough: (WhatIfResult) -> Bool
    ) throws -> (WhatIf, [WhatIfResult]) {
        let source = try #require(source)
        var options = WhatIfOptions()
        options.watchesRules = true
        let whatIf = try WhatIf(
            try WhatIfReader.read(source), source: source, options: options, factory: factory)
        var results: [WhatIfResult] = []
        for place in whatIf.rows.indices {
            results.append(whatIf.play(place))
            if isEnough(results[place]) { break }
        }
        return (whatIf, results)
    }

    @Test("without one, everything holds and every row is decided")
    func sound() throws {
        let (_, results) = try Self.results(SimulatedWorldFactory()) { _ in false }
        for result in results {
            #expect(result.range.breaches.isEmpty)
            #expect(result.range.isDecided)
        }
    }

    @Test("each is found, shrunk to three steps at most, and fails as a scenario", arguments: Defect.allCases)
    func found(_ defect: Defect) throws {
        let factory = SimulatedWorldFactory(defect: defect.rawValue)
        let (whatIf, results) = try Self.results(factory) { !$0.range.breaches.isEmpty }
        let place = try #require(results.indices.last)
        let breach = try #require(results[place].range.breaches.first, "nobody noticed")
        let token = ReplayToken(
            whatIf.rows[place].spec, ChosenCourse(breach.course, of: whatIf.futures[place]),
            future: whatIf.futures[place])
        let shrunk = try Shrinker.shrink(token, maker: FutureMaker(factory: factory))
        #expect(shrunk.spec.deeds.count <= 3)
        #expect(shrunk.necessary == Array(shrunk.spec.deeds.indices), "not 1-minimal")

        let text = ScenarioText(shrunk).text
        let scenario = try ScenarioReader.read(SourceText(file: "emitted.scenario.yaml", text: text))
        let wrong = ScenarioRunner(factory: factory).run(scenario)
        let right = ScenarioRunner(factory: SimulatedWorldFactory()).run(scenario)
        #expect(wrong.map(\.verdict) == [.failed], "\(text)")
        #expect(right.map(\.verdict) == [.passed], "\(text)\n\(String(describing: right[0].problem))")
        let failed = wrong[0].steps.first { $0.verdict == .failed }
        #expect(failed?.failure?.rules.contains(shrunk.invariant) == true, "\(text)")
    }
}
