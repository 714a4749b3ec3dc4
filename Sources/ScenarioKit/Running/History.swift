import VirtualTime

/// The world as it was right after something happened.
struct Moment {
    let at: Instant
    /// How many entries the journal had.
    let position: Int
    let revision: Int
    let world: any ScenarioWorld

    init(_ world: any ScenarioWorld) {
        at = world.now
        position = world.position
        revision = world.revision
        self.world = world.fork()
    }
}

/// An instant and a place in the journal, so that two marks at one instant are in order.
struct StepMark {
    let at: Instant
    /// The sequence of the first entry of the step's own call.
    let position: Int
    /// The world right after that call.
    let after: Moment
    /// Where the file sets it.
    let place: SourcePlace
}

/// All moments of a run in order, the last one of each instant only: S(t) is the state after everything at t.
struct History {
    private(set) var moments: [Moment] = []
    /// Those at which something happened. Up to the next of them, all but clocks and records is the same.
    private(set) var turns: [Moment] = []

    mutating func remember(_ world: any ScenarioWorld) {
        if moments.last?.at == world.now { moments.removeLast() }
        if turns.last?.at == world.now { turns.removeLast() }
        let moment = Moment(world)
        moments.append(moment)
        if turns.last?.revision != moment.revision { turns.append(moment) }
    }

    /// The last moment at or before an instant.
    func moment(at instant: Instant) -> Moment? {
        var low = 0, high = moments.count
        while low < high {
            let middle = (low + high) / 2
            if moments[middle].at <= instant { low = middle + 1 } else { high = middle }
        }
        return low == 0 ? nil : moments[low - 1]
    }

    /// S(t), its clock at t.
    func world(at instant: Instant) -> (any ScenarioWorld)? {
        guard let moment = moment(at: instant) else { return nil }
        guard moment.at < instant else { return moment.world }
        var world = moment.world.fork()
        world.advance(to: instant)
        return world
    }

    /// The moments after an instant and before another.
    func moments(after start: Instant, before end: Instant) -> [Moment] {
        moments.filter { $0.at > start && $0.at < end }
    }
}
