public import ControlPlane
public import VirtualTime

/// Walks every history of up to `depth` acts, depth first. Histories that begin alike share their beginning:
/// a fork is a copy of the timeline.
public struct HistoryExploration<Watch: Watcher>: Sendable {
    public let alphabet: [Act<Watch.Tag>]
    public let depth: Int

    public init(alphabet: [Act<Watch.Tag>], depth: Int) {
        self.alphabet = alphabet
        self.depth = depth
    }

    /// Stops at the first violation, in the order of the alphabet.
    public func run(from world: World, watch: Watch) -> Exploration {
        var walk = Walk(alphabet: alphabet)
        var watch = watch
        let timeline = Timeline(world, keepsEntries: false)
        walk.look(at: timeline, after: nil, &watch)
        walk.go(on: timeline, watch, acts: depth)
        return walk.result
    }

    private struct Walk {
        let alphabet: [Act<Watch.Tag>]
        var path: [Int] = []
        var result = Exploration()

        mutating func go(on timeline: Timeline, _ watch: Watch, acts: Int) {
            guard acts > 0 else { return }
            for position in alphabet.indices where result.violation == nil {
                var fork = timeline, watch = watch
                path.append(position)
                take(alphabet[position], &fork, &watch)
                result.histories += 1
                go(on: fork, watch, acts: acts - 1)
                path.removeLast()
            }
        }

        private mutating func take(_ act: Act<Watch.Tag>, _ timeline: inout Timeline, _ watch: inout Watch) {
            switch act.step {
            case .command(let command, let principal):
                timeline.submit(by: principal) { _ in command }
            case .wait(let duration):
                let target = timeline.now + duration
                while let due = timeline.world.next?.at, due < target {
                    timeline.advance(to: due)
                    look(at: timeline, after: nil, &watch)
                }
                timeline.advance(to: target)
            }
            look(at: timeline, after: act.tag, &watch)
        }

        mutating func look(at timeline: Timeline, after tag: Watch.Tag?, _ watch: inout Watch) {
            result.moments += 1
            guard let sentence = watch.look(at: timeline, after: tag), result.violation == nil else { return }
            let acts = path.map { alphabet[$0].tag.description }
            result.violation = Exploration.Violation(acts: acts, at: timeline.now, sentence: sentence)
        }
    }
}

/// What a walk over histories has seen.
public struct Exploration: Equatable, Sendable {
    /// Histories walked: one for each act that was taken.
    public internal(set) var histories = 0
    /// Moments at which the watcher looked.
    public internal(set) var moments = 0
    public internal(set) var violation: Violation?

    /// A history at whose end something does not hold.
    public struct Violation: Equatable, Sendable, CustomStringConvertible {
        public let acts: [String]
        public let at: Instant
        public let sentence: String

        public var description: String {
            "after \(acts.joined(separator: ", ")), at \(at): \(sentence)"
        }
    }
}
