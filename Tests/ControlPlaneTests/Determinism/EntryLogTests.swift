import Testing
import VirtualTime

@testable import ControlPlane

@Suite("the log of entries") struct EntryLogTests {
    private static func passages(_ count: Int) -> Timeline {
        var timeline = Timeline(World(Genesis(start: Genesis.defaultStart)))
        for _ in 0..<count { timeline.advance(by: .minutes(1)) }
        return timeline
    }

    @Test(
        "gives each entry by its number, over many pages", arguments: [0, 1, 7, 8, 9, 511, 512, 513, 1_200])
    func numbers(count: Int) {
        let entries = Self.passages(count).entries

        #expect(entries.count == count)
        #expect(entries.map(\.number) == (0..<count).map { EntryNumber($0 + 1) })
        #expect(entries.entry(EntryNumber(count))?.number == (count == 0 ? nil : EntryNumber(count)))
        #expect(entries.entry(EntryNumber(count + 1)) == nil)
        #expect(entries.entries(after: 7).count == max(0, count - 7))
    }

    @Test("a copy keeps what it has while the other goes on") func copies() {
        let trunk = Self.passages(510)
        var left = trunk, right = trunk
        for _ in 0..<5 { left.advance(by: .hours(1)) }
        for _ in 0..<5 { right.advance(by: .hours(2)) }

        #expect(trunk.entries.count == 510)
        #expect(left.entries.prefix(510).elementsEqual(trunk.entries))
        #expect(left.entries.last?.at == trunk.now + .hours(5))
        #expect(right.entries.last?.at == trunk.now + .hours(10))
    }

    @Test("the revision stays while only time passes, and moves with a command, refused or not, and an alarm")
    func revision() {
        var timeline = Timeline.contosoCMK()
        let first = timeline.revision
        timeline.advance(by: .milliseconds(1))
        #expect(timeline.revision == first)

        timeline.disableKey()
        let second = timeline.revision
        #expect(second == timeline.world.sequence)
        timeline.advance(by: .hours(3))
        #expect(timeline.revision > second)
        #expect(timeline.revision < timeline.world.sequence)

        let world = timeline.world
        timeline.choose(world.settings)
        #expect(timeline.revision == timeline.world.sequence)
    }
}
