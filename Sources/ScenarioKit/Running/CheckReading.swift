import VirtualTime

/// Decides a check over virtual time: what is past is looked up, what is to come is waited for.
struct CheckReading {
    let check: Check
    let state: RunState

    private var condition: Condition { check.condition }

    func run() throws(StepFailure) {
        switch check.time {
        case .now:
            let reading = reading(in: state.world)
            if !reading.holds { throw failure(nil, reading, at: state.now, what: "") }
        case .within(let late, let of, let notBefore):
            let origin = try origin(of)
            let deadline = origin + (try state.context.duration(late, in: state.world))
            let earliest = try notBefore.map { late throws(StepFailure) in
                origin + (try state.context.duration(late, in: state.world))
            }
            try within(origin: origin, deadline: deadline, notBefore: earliest)
        case .eventually(let atMost):
            let span = try atMost.map { late throws(StepFailure) in
                try state.context.duration(late, in: state.world)
            }
            try within(
                origin: state.now, deadline: state.now + (span ?? .seconds(30 * 86_400)), notBefore: nil)
        case .throughout(let late):
            try throughout(state.now + (try state.context.duration(late, in: state.world)))
        case .until(let late):
            let end = try state.context.instant(late, in: state.world)
            guard end >= state.now else {
                throw StepFailure(
                    "\(end) is past: it is \(state.now) already", code: .timeIsPast,
                    labels: timeLabel(""), at: state.now)
            }
            if end > state.now { try throughout(end - .milliseconds(1)) }
            try state.advance(to: end)
        }
    }

    private func origin(_ of: Late<InstantSpec>?) throws(StepFailure) -> Instant {
        guard let of else { return state.context.lastStepAt }
        return try state.context.instant(of, in: state.world)
    }

    private func reading(in world: any ScenarioWorld) -> ConditionReading {
        ConditionReading(condition, in: world, context: state.context)
    }

    // MARK: within

    private func within(origin: Instant, deadline: Instant, notBefore: Instant?) throws(StepFailure) {
        guard origin <= state.now else {
            throw StepFailure(
                "the origin \(origin) is still to come", code: .timeIsPast, labels: timeLabel(""),
                at: state.now)
        }
        if let found = firstInPast(from: origin, through: min(deadline, state.now)) {
            return try accept(found, notBefore: notBefore)
        }
        guard deadline >= state.now else {
            let world = state.context.history.world(at: deadline) ?? state.world
            throw missed(reading(in: world), deadline, since: origin)
        }
        var found: Instant?
        try state.walk(through: deadline, watching: [condition]) { () throws(StepFailure) in
            if reading(in: state.world).holds { found = state.now }
            return found == nil
        }
        if let found { return try accept(found, notBefore: notBefore) }
        throw missed(reading(in: state.world), state.now, since: origin)
    }

    private func missed(_ reading: ConditionReading, _ deadline: Instant, since: Instant) -> StepFailure {
        let clock = FailureStory(state: state, origin: since).clock(deadline)
        return failure(.notWithin, reading, at: deadline, what: "at the deadline \(clock)", since: since)
    }

    private func accept(_ found: Instant, notBefore: Instant?) throws(StepFailure) {
        guard let notBefore, found < notBefore else { return }
        throw StepFailure(
            "it held already at \(found), before \(notBefore)", code: .tooEarly,
            labels: timeLabel("not before \(notBefore)"), at: found)
    }

    /// The first instant of the past at which the condition held. Now belongs to what is to come.
    private func firstInPast(from origin: Instant, through end: Instant) -> Instant? {
        guard origin < state.now, let first = state.context.history.world(at: origin) else { return nil }
        let later = state.context.history.moments(after: origin, before: state.now).map(\.world)
        let worlds = [first] + later.filter { $0.now <= end }
        for (index, world) in worlds.enumerated() {
            if reading(in: world).holds { return world.now }
            guard condition.readsClock else { continue }
            let next = index + 1 < worlds.count ? worlds[index + 1].now - .milliseconds(1) : end
            if let found = firstCrossing(in: world, through: min(next, end)) { return found }
        }
        return nil
    }

    private func firstCrossing(in start: any ScenarioWorld, through end: Instant) -> Instant? {
        var world = start.fork()
        let crossing = Crossing(context: state.context)
        while let next = crossing.first(after: world, through: end, of: [condition]) {
            world.advance(to: next)
            if reading(in: world).holds { return next }
        }
        return nil
    }

    // MARK: throughout and until

    private func throughout(_ end: Instant) throws(StepFailure) {
        let start = state.now
        try state.walk(through: end, watching: [condition]) { () throws(StepFailure) in
            let reading = reading(in: state.world)
            if !reading.holds {
                let clock = FailureStory(state: state, origin: start).clock(state.now)
                throw failure(.notThroughout, reading, at: state.now, what: "at \(clock)", since: start)
            }
            return true
        }
    }

    // MARK: messages

    private func timeLabel(_ text: String) -> [Problem.Label] {
        check.timePlace.map { [.init($0, text)] } ?? []
    }

    private func failure(
        _ code: AssertionCode?, _ reading: ConditionReading, at instant: Instant, what: String,
        since origin: Instant? = nil
    ) -> StepFailure {
        let failed = reading.failed
        var labels = failed.flatMap { $0.labels(what) }
        let subjects = failed.map { "\($0.subject) is \($0.found)" }
        let story = FailureStory(state: state, origin: origin ?? state.context.start)
        if origin != nil {
            let lanes = story.lanes(of: reading.parts)
            labels += reading.parts.filter { $0.holds && $0.matters }.compactMap { part in
                lanes.first { $0.subject == part.subject }?.stretches.last.map {
                    .init(part.place, "ok since \(story.clock($0.since))")
                }
            }
            labels += timeLabel(story.timeNote(of: check.time, until: instant))
        }
        labels.sort { ($0.place.line, $0.place.column) < ($1.place.line, $1.place.column) }
        var failure = StepFailure(
            subjects.isEmpty ? "the condition does not hold" : subjects.joined(separator: "; "),
            code: code ?? reading.code, labels: labels, rules: story.rules, at: instant)
        if let origin {
            failure.lanes = story.lanes(of: reading.parts)
            failure.origin = .init(at: origin, mark: check.time.mark)
        }
        failure.because = story.because
        return failure
    }
}

extension Check.Time {
    /// The mark that it counts from, when it names one and nothing else.
    fileprivate var mark: String? {
        guard case .within(_, let of?, _) = self, case .mark(let name)? = of.ready?.base,
            of.ready?.offset == .zero
        else { return nil }
        return name
    }
}
