import ControlPlane
import Futures
import Testing
import VirtualTime

@Suite("Every state within reach") struct StateExplorationTests {
    @Test("of two acts of any kind keeps every invariant", arguments: [ChoicePolicy.earliest, .latest])
    func invariants(policy: ChoicePolicy) {
        let small = SmallWorld(Settings(choices: Choices(policy: policy)))
        let exploration = StateExploration(
            alphabet: small.alphabet, depth: 2, complaint: WorldInvariants.complaint)

        let result = exploration.run(from: small.timeline.world)

        #expect(result.violation == nil)
        #expect(small.alphabet.count >= 20)
        #expect(result.acts == small.alphabet.count * (1 + result.byDepth[1]))
        #expect(result.states == result.byDepth.reduce(0, +))
    }

    @Test("is one, however it was reached, and another once it can become something else")
    func hash() {
        var first = Timeline.contosoCMK()
        let story = StateHash.of(first.world)
        first.disableKey()
        let disabled = StateHash.of(first.world)
        first.enableKey()

        #expect(story != disabled)
        #expect(StateHash.of(first.world) == story)
        // What is longer ago than any window makes no difference.
        first.advance(by: .days(50))
        first.rotateKey()
        var second = Timeline.contosoCMK()
        second.advance(by: .days(60))
        second.rotateKey()
        #expect(StateHash.of(first.world) == StateHash.of(second.world))
    }

    @Test("with something wrong in it is found, by its shortest history")
    func violation() throws {
        let small = SmallWorld()
        let exploration = StateExploration(alphabet: small.alphabet, depth: 3) { world in
            world.logAnalytics.clusters.contains { $0.isDark } ? "a cluster is dark" : nil
        }

        let violation = try #require(exploration.run(from: small.timeline.world).violation)
        #expect(violation.acts == ["disable the key", "+1 h"])
    }
}
