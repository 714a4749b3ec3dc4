import Foundation
import Testing
import VirtualTime

@testable import ControlPlane

@Suite("One journal, one world") struct ReplayTests {
    @Test("replaying the entries gives the same world", arguments: 0..<24)
    func replay(seed: Int) {
        let (genesis, timeline) = Wander.history(seed: seed)
        var replayed = Timeline(World(genesis))

        for entry in timeline.entries { replayed.replay(entry) }

        #expect(replayed.world == timeline.world)
        #expect(Array(replayed.entries) == Array(timeline.entries))
    }

    @Test("deciding every cause again gives the same entries", arguments: 0..<24)
    func decideAgain(seed: Int) {
        let (genesis, timeline) = Wander.history(seed: seed)
        var decided = Timeline(World(genesis))

        let differing = timeline.entries.filter { decided.decideAgain($0) != $0 }

        #expect(differing.map(\.number) == [])
        #expect(decided.world == timeline.world)
    }

    @Test("a fork goes on by itself: neither sees what the other does")
    func forks() {
        let trunk = Timeline.contosoCMK()
        var left = trunk, right = trunk
        left.disableKey()
        left.advance(by: .hours(1))
        right.ingest(5)

        #expect(trunk.world == Timeline.contosoCMK().world)
        #expect(left.access == "revoked")
        #expect(right.access == "granted")
        #expect(left.stored == 0)
        #expect(right.stored == 5)
        #expect(left.entries.count == trunk.entries.count + 3)
        #expect(right.entries.count == trunk.entries.count + 1)
    }

    @Test("what is forked from the middle and told the rest is the same", arguments: 0..<8)
    func forkFromTheMiddle(seed: Int) {
        let (genesis, timeline) = Wander.history(seed: seed)
        let entries = Array(timeline.entries)
        var fork = Timeline(World(genesis))
        for entry in entries.prefix(entries.count / 2) { fork.replay(entry) }
        var decided = Timeline(fork.world)

        for entry in entries.dropFirst(entries.count / 2) {
            fork.replay(entry)
            _ = decided.decideAgain(entry)
        }

        #expect(fork.world == timeline.world)
        #expect(decided.world == timeline.world)
        #expect(decided.entries.after == fork.entries[entries.count / 2].number - 1)
    }

    @Test("not keeping entries changes nothing in the world")
    func withoutEntries() {
        var kept = Timeline.contosoCMK(), bare = Timeline(Timeline.contosoCMK().world, keepsEntries: false)
        for act in Wander.acts {
            act(&kept)
            act(&bare)
        }
        #expect(bare.entries.isEmpty)
        #expect(kept.world == bare.world)
    }

    @Test("world, settings and entries go through JSON and back", arguments: 0..<8)
    func coding(seed: Int) throws {
        let (genesis, timeline) = Wander.history(seed: seed)
        func again<T: Codable>(_ value: T) throws -> T {
            try JSONDecoder().decode(T.self, from: JSONEncoder().encode(value))
        }

        #expect(try again(timeline.world) == timeline.world)
        #expect(try again(Array(timeline.entries)) == Array(timeline.entries))
        #expect(try again(genesis) == genesis)
    }

    @Test("a world that went through JSON goes on like the one that did not")
    func codedWorldGoesOn() throws {
        let timeline = Timeline.contosoCMK()
        let world = try JSONDecoder().decode(World.self, from: JSONEncoder().encode(timeline.world))
        var decoded = Timeline(world), original = timeline

        for act in [
            Wander.acts[0], { $0.advance(by: .hours(2)) }, Wander.acts[1], { $0.advance(by: .hours(2)) },
        ] {
            act(&decoded)
            act(&original)
        }

        #expect(decoded.world == original.world)
        #expect(Array(decoded.entries) == Array(original.entries.entries(after: timeline.world.sequence)))
    }
}
