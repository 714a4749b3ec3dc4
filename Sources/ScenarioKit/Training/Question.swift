import VirtualTime

/// A condition asked at every instant of an exercise. A steady one is read anew when something happened.
struct Question {
    let condition: Condition
    let readsClock: Bool
    private let isSteady: Bool
    private var last: (stamp: Stamp, holds: Bool)?

    /// What a steady answer depends on.
    private struct Stamp: Equatable {
        let world: Int
        let names: Int
    }

    init(_ condition: Condition) {
        self.condition = condition
        readsClock = condition.readsClock
        isSteady = condition.isSteady
    }

    mutating func holds(in state: RunState) -> Bool {
        let stamp = Stamp(world: state.world.revision, names: state.context.revision)
        if isSteady, let last, last.stamp == stamp { return last.holds }
        let holds = ConditionReading(condition, in: state.world, context: state.context).holds
        last = (stamp, holds)
        return holds
    }
}
