import ControlPlane
import Testing
import VirtualTime

@testable import Futures

@Suite("Zones")
struct ZoneTests {
    private static let cluster = Array(SmallWorld().timeline.world.logAnalytics.clusters)[0].id

    private static func key(_ number: Int) -> ChoiceKey {
        ChoiceKey(point: .honorCluster, resource: cluster, ordinal: number)
    }

    /// Bounds drawn at random, and every point of a small cube tried.
    @Test(
        "corners are corners: every extreme of a linear measure over all points is at one", arguments: 0..<60)
    func corners(of number: Int) throws {
        var draw = Draw(seed: 3, key: "zone \(number)")
        let keys = (1...3).map { Self.key($0) }
        var zone = Zone()
        for key in keys { _ = zone.add(key) }
        for place in 1...3 {
            zone.require(place, minus: 0, atMost: draw.uniform(in: 2...8))
            zone.require(0, minus: place, atMost: 0 - draw.uniform(in: 0...2))
        }
        for _ in 0..<2 {
            let one = Int(draw.uniform(in: 1...3)), other = Int(draw.uniform(in: 1...3))
            if one != other { zone.require(one, minus: other, atMost: draw.uniform(in: -3...4)) }
        }
        guard !zone.isEmpty else { return }
        var inside: [[Int64]] = []
        for a in Int64(0)...8 {
            for b in Int64(0)...8 {
                for c in Int64(0)...8 where zone.contains([a, b, c]) { inside.append([a, b, c]) }
            }
        }
        #expect(!inside.isEmpty)
        let corners = try #require(zone.corners(over: [1, 2, 3], limit: 4_096))
        #expect(corners.allSatisfy(zone.contains))
        #expect(zone.contains(zone.point()))
        for _ in 0..<20 {
            let weights = (0..<3).map { _ in draw.uniform(in: -5...5) }
            func value(_ point: [Int64]) -> Int64 { zip(point, weights).reduce(0) { $0 + $1.0 * $1.1 } }
            #expect(corners.map(value).max() == inside.map(value).max())
            #expect(corners.map(value).min() == inside.map(value).min())
        }
    }

    @Test("what contradicts itself is empty")
    func empty() {
        var zone = Zone()
        let place = zone.add(Self.key(1))
        zone.require(place, minus: 0, atMost: 3)
        zone.require(0, minus: place, atMost: -4)
        #expect(zone.isEmpty)
    }
}
