import ControlPlane
import VirtualTime

/// Orders of one instant that lead to the same are one: a state that was visited is not left again.
extension CellSearch {
    /// What an order has come to when its instant is over. Two orders of which all this is the same go on
    /// alike everywhere in their cell: up to the instant they are one, and in it the same rules bit and the
    /// same choices were asked, so what is due is due so long after the same moments.
    private struct Aftermath: Equatable {
        let state: StateHash
        let rules: [RuleID]
        let asked: [Asked]
        /// Through the horizon, with the same moments: what was measured up to here differs in nothing.
        let outcome: Outcome

        init(of run: Run, from start: Timeline, at instant: Instant) {
            var timeline = start.following(keepsEntries: false)
            let entries = run.timelines[0].entries.prefix { $0.at <= instant }
            for entry in entries { timeline.replay(entry) }
            let last = entries.filter { $0.at == instant }
            state = StateHash.of(timeline.world)
            rules = last.flatMap(\.rulings).flatMap { [$0.because] + $0.also }.sorted { $0.code < $1.code }
            asked = last.flatMap(\.choices).sorted { $0.key < $1.key }
            outcome = run.outcome
        }
    }

    /// The orders of an instant that lead elsewhere than the run's own and than each other.
    /// - Parameters:
    ///   - start: how many questions were answered before the instant.
    ///   - zone: what is known of the moments when the first question is asked.
    ///   - probes: grows by the runs that it takes.
    /// - Returns: answers to all questions up to the end of the instant; nil when there are too many, or
    ///   when an order tells moments apart, so that it is no case by itself.
    func distinctOrders(
        of run: Run, after start: Int, at instant: Instant, _ pins: [Pin], in zone: Zone, probes: inout Int
    ) -> [[Int]]? {
        var visited: [Aftermath] = []
        var scripts: [[Int]] = []
        var open = [(run: run, answered: start)]
        while let (next, answered) = open.popLast() {
            let branches = next.branches
            let end = branches[start...].firstIndex { $0.at != instant } ?? branches.count
            guard probes <= Self.orderLimit, !cuts(next, between: start, and: end, zone) else { return nil }
            let aftermath = Aftermath(of: next, from: self.start, at: instant)
            if !visited.contains(aftermath) {
                visited.append(aftermath)
                scripts.append(branches[..<end].map(\.picked))
            }
            for place in answered..<max(answered, end) {
                for answer in 0..<branches[place].options where answer != branches[place].picked {
                    probes += 1
                    let script = branches[..<place].map(\.picked) + [answer]
                    open.append((self.run(pins, script), script.count))
                }
            }
        }
        return Array(scripts.dropFirst())
    }

    /// More orders of one instant are told apart by what becomes of them, one by one.
    private static var orderLimit: Int { 128 }

    /// Whether between two questions something must hold that need not hold in the zone.
    private func cuts(_ run: Run, between start: Int, and end: Int, _ zone: Zone) -> Bool {
        let piece = Piece(zone: zone, script: run.branches.map(\.picked))
        return split(piece, by: run.readings).rest.contains {
            start < $0.script.count && $0.script.count < end
        }
    }
}
