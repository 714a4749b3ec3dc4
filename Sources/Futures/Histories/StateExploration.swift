public import ControlPlane
import VirtualTime

/// Walks every history of up to `depth` acts, breadth first, and looks at each state once however it was
/// reached.
public struct StateExploration<Tag: CustomStringConvertible & Sendable>: Sendable {
    public let alphabet: [Act<Tag>]
    public let depth: Int
    /// What must hold of every state: a sentence on what does not, or nil.
    public let complaint: @Sendable (World) -> String?

    public init(
        alphabet: [Act<Tag>], depth: Int, complaint: @escaping @Sendable (World) -> String?
    ) {
        self.alphabet = alphabet
        self.depth = depth
        self.complaint = complaint
    }

    /// What a walk has seen.
    public struct Result: Equatable, Sendable {
        /// States that differ in what they can become.
        public internal(set) var states = 0
        /// Acts that were taken in one of them.
        public internal(set) var acts = 0
        /// New states by the number of acts that lead there.
        public internal(set) var byDepth: [Int] = []
        public internal(set) var violation: Exploration.Violation?
    }

    private struct Node {
        let timeline: Timeline
        let path: [Int]
    }

    /// Stops at the first violation; none has a shorter history.
    public func run(from world: World) -> Result {
        var result = Result()
        /// Looked up only, never walked.
        var seen: [StateHash: Bool] = [:]
        var frontier: [Node] = []
        func meet(_ timeline: Timeline, _ path: [Int], _ next: inout [Node]) {
            guard seen.updateValue(true, forKey: StateHash.of(timeline.world)) == nil else { return }
            result.states += 1
            next.append(Node(timeline: timeline, path: path))
        }
        meet(Timeline(world, keepsEntries: false), [], &frontier)
        result.byDepth = [1]
        for _ in 0..<depth where result.violation == nil && !frontier.isEmpty {
            var next: [Node] = []
            for node in frontier where result.violation == nil {
                for position in alphabet.indices where result.violation == nil {
                    result.acts += 1
                    var timeline = node.timeline
                    if let sentence = take(alphabet[position], &timeline) {
                        result.violation = violation(node.path + [position], timeline, sentence)
                    }
                    meet(timeline, node.path + [position], &next)
                }
            }
            result.byDepth.append(next.count)
            frontier = next
        }
        return result
    }

    /// Every moment on the way is looked at, not only the end.
    private func take(_ act: Act<Tag>, _ timeline: inout Timeline) -> String? {
        switch act.step {
        case .command(let command, let principal): timeline.submit(by: principal) { _ in command }
        case .wait(let duration):
            let target = timeline.now + duration
            while let due = timeline.world.next?.at, due < target {
                timeline.advance(to: due)
                if let sentence = complaint(timeline.world) { return sentence }
            }
            timeline.advance(to: target)
        }
        return complaint(timeline.world)
    }

    private func violation(_ path: [Int], _ timeline: Timeline, _ sentence: String) -> Exploration.Violation {
        Exploration.Violation(
            acts: path.map { alphabet[$0].tag.description }, at: timeline.now, sentence: sentence)
    }
}
