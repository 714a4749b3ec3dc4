import ControlPlane
import VirtualTime

/// A row of a machine's table: where it starts, what happens, and what has been arranged. What follows, by
/// which rule and how soon is found by running it.
struct Transition {
    typealias Act = (inout Timeline) -> Void
    /// Reads the state's word off a world.
    typealias Look = (Timeline) -> String

    enum Step {
        case act(Act)
        /// Goes on to the next change of state.
        /// - Parameter since: where the bound is counted from, if not from the step's own start.
        case time(since: (Timeline) -> Instant = { $0.now })
        /// Lets so much time pass, whatever happens in it.
        case wait(Duration)
    }

    /// What a rule that is computed, and brought about by no entry, has to show for itself.
    struct Proof {
        let rule: RuleID
        let holds: (_ before: Timeline, _ after: Timeline) -> Bool
        init(_ rule: some DocumentedRule, _ holds: @escaping (Timeline, Timeline) -> Bool) {
            self.rule = rule.id
            self.holds = holds
        }
    }

    /// Which row of the rulebook's table it is about, counted from 1; nil: the rulebook has none.
    let page: Int?
    let state: String
    let event: String
    /// What is arranged in this row, in our words.
    let condition: String
    let start: Timeline
    let steps: [Step]
    /// Reads another state than the machine's own.
    var look: Look?
    /// Whether the states on the way are told too.
    var tellsPath = false
    var proof: Proof?

    init(
        _ page: Int?, _ state: String, _ event: String, _ condition: String = "", from start: Timeline,
        look: Look? = nil, path tellsPath: Bool = false, proof: Proof? = nil, _ steps: Step...
    ) {
        (self.page, self.state, self.event, self.condition) = (page, state, event, condition)
        (self.start, self.steps, self.look) = (start, steps, look)
        (self.tellsPath, self.proof) = (tellsPath, proof)
    }

    /// One act, answered at once.
    init(
        _ page: Int?, _ state: String, _ event: String, _ condition: String = "", from start: Timeline,
        look: Look? = nil, act: @escaping Act
    ) {
        self.init(page, state, event, condition, from: start, look: look, .act(act))
    }
}

extension Timeline {
    func after(_ acts: Transition.Act...) -> Timeline {
        var timeline = self
        for act in acts { act(&timeline) }
        return timeline
    }
    func later(_ duration: Duration) -> Timeline { after { $0.advance(by: duration) } }

    /// Whether something of this kind has ever happened.
    func hasSeen(_ isIt: (AnyEvent) -> Bool) -> Bool {
        entries.contains { $0.rulings.contains { isIt($0.event) } }
    }
}
