import VirtualTime

/// Runs steps in order on one state. Stops at the first that fails.
struct StepRunner {
    let state: RunState
    let phase: StepOutcome.Phase

    /// The outcomes of the steps that were reached; the last one failed if any did.
    /// `each` is told of every one as soon as it has ended.
    func run(_ steps: [Step], each: (StepOutcome) -> Void = { _ in }) -> [StepOutcome] {
        var outcomes: [StepOutcome] = []
        for step in steps {
            let outcome = run(step)
            outcomes.append(outcome)
            each(outcome)
            if outcome.verdict == .failed { break }
        }
        return outcomes
    }

    private func run(_ step: Step) -> StepOutcome {
        let position = state.world.position
        var outcome = StepOutcome(
            phase: phase, title: title(of: step), verb: step.verb, place: step.place, verdict: .passed,
            startedAt: state.now, endedAt: state.now, entries: position..<position)
        do {
            if try applies(step, &outcome) {
                if let at = step.at { try state.advance(to: try state.context.instant(at, in: state.world)) }
                outcome.startedAt = state.now
                try perform(step, &outcome)
            }
        } catch {
            outcome.verdict = .failed
            outcome.failure = error.labels.isEmpty ? error.labeled(at: step.place) : error
        }
        outcome.endedAt = state.now
        outcome.entries = position..<max(position, state.world.position)
        return outcome
    }

    private func title(of step: Step) -> String {
        if let name = step.name, let text = try? state.context.text(name, in: state.world) { return text }
        return StepTitle.text(of: step)
    }

    private func applies(_ step: Step, _ outcome: inout StepOutcome) throws(StepFailure) -> Bool {
        if let condition = step.condition {
            switch condition.expression.evaluated(in: state.context.scope(state.world)) {
            case .bool(true): break
            case .bool(false):
                outcome.verdict = .notApplicable
                return false
            case let value:
                throw StepFailure(
                    "'if' is \(value.shown)", labels: [.init(condition.place(of: condition.expression))],
                    at: state.now)
            }
        }
        guard let skip = step.skip else { return true }
        if let when = skip.when,
            when.expression.evaluated(in: state.context.scope(state.world)) == .bool(false)
        {
            return true
        }
        if let expiry = skip.expiry(on: state.context.today) { throw StepFailure(expiry, at: state.now) }
        outcome.verdict = .skipped
        outcome.reason = skip.reason
        return false
    }

    private func perform(_ step: Step, _ outcome: inout StepOutcome) throws(StepFailure) {
        let position = state.world.position
        switch step.action {
        case .request, .az, .act, .ingest:
            let runner = CallRunner(state: state, step: step)
            var call = try runner.begin()
            mark(step, at: call.at, position: call.position, after: call.after, &outcome)
            outcome.result = call.first
            call = try runner.wait(for: call)
            outcome.result = call.result
            bindResult(step, call)
            try runner.finish(call)
            return
        case .advance(let advance): try perform(advance)
        case .check(let check) where check.isDenied: try deny(check)
        case .check(let check): try CheckReading(check: check, state: state).run()
        case .note(let text): outcome.reason = try state.context.text(text, in: state.world)
        case .fork(let fork): try perform(fork, &outcome)
        case .race(let steps): try race(steps, &outcome)
        case .use(let use): try perform(use, &outcome)
        case .fault(let fault): try perform(fault)
        case .clear(let names): try clear(names)
        case .save(let name): try save(name)
        }
        mark(step, at: state.now, position: position, after: Moment(state.world), &outcome)
    }

    private func mark(_ step: Step, at: Instant, position: Int, after: Moment, _ outcome: inout StepOutcome) {
        state.context.lastStepAt = at
        guard let name = step.mark else { return }
        outcome.mark = name
        state.context.marks[name] = StepMark(
            at: at, position: position, after: after, place: step.place)
        state.context.bindings[name] = .record(["at": .instant(at)])
    }

    private func bindResult(_ step: Step, _ call: CallRunner.Call) {
        guard let name = step.mark else { return }
        let result = call.result
        let headers = result.headers.map { ($0.name.lowercased(), Value.string($0.value)) }
        state.context.bindings[name] = .record([
            "at": .instant(call.at), "endedAt": .instant(state.now), "status": .integer(result.status),
            "headers": .record(ValueRecord(headers)), "body": result.body.map(Value.init) ?? .null,
            "operation": .string(result.operation.word),
            "rejectedBy": .list(result.rejectedBy.map(Value.string)),
            "outcome": result.outcome.map(Value.string) ?? .null,
        ])
    }

    // MARK: verbs

    private func deny(_ check: Check) throws(StepFailure) {
        do {
            try CheckReading(check: check, state: state).run()
        } catch {
            return
        }
        throw StepFailure("it came about", at: state.now)
    }

    private func perform(_ advance: Advance) throws(StepFailure) {
        switch advance {
        case .by(let late):
            try state.advance(to: state.now + (try state.context.duration(late, in: state.world)))
        case .to(let late): try state.advance(to: try state.context.instant(late, in: state.world))
        case .events(let count):
            for _ in 0..<count {
                guard let due = state.world.nextDue() else {
                    throw StepFailure("there is no next event", at: state.now)
                }
                try state.advance(to: due)
            }
        case .until(let condition, let atMost):
            let check = Check(condition: condition, time: .eventually(atMost: atMost), timePlace: nil)
            try CheckReading(check: check, state: state).run()
        }
    }

    /// A fault is known by its name, or by its type if it has none.
    private func perform(_ spec: FaultSpec) throws(StepFailure) {
        let fault = try FaultReader(context: state.context, world: state.world).fault(spec)
        do {
            try state.world.inject(fault)
        } catch {
            throw StepFailure(error.message, at: state.now)
        }
        state.context.faults[fault.name] = fault
        try state.settle()
    }

    /// Keeps the world as a file of that name; whoever runs the scenario writes it.
    private func save(_ name: TemplateText) throws(StepFailure) {
        let name = try state.context.text(name, in: state.world)
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        guard !parts.contains(where: { $0.isEmpty || $0 == ".." || $0 == "." }) else {
            throw StepFailure("'\(name)' is not the name of a file below this folder", at: state.now)
        }
        let file = name.hasSuffix(".lockworld") ? name : "\(name).lockworld"
        let marks =
            [(name: "T", at: state.context.start)]
            + state.context.marks.map { (name: $0.key, at: $0.value.at) }.sorted { $0.name < $1.name }
        do {
            state.saved.append(SavedWorld(name: file, lines: try state.world.saved(marks: marks)))
        } catch {
            throw StepFailure(error.message, at: state.now)
        }
    }

    private func clear(_ names: [TemplateText]) throws(StepFailure) {
        for name in names {
            let text = try state.context.text(name, in: state.world)
            guard state.context.faults.removeValue(forKey: text) != nil else {
                throw StepFailure(
                    "there is no fault '\(text)'", labels: [.init(name.place)], at: state.now)
            }
            do {
                try state.world.clear(text)
            } catch {
                throw StepFailure(error.message, at: state.now)
            }
        }
        try state.settle()
    }

    private func perform(_ fork: ForkAction, _ outcome: inout StepOutcome) throws(StepFailure) {
        var world = state.world.fork()
        var settings = WorldSettings()
        settings.assumptions = try SettingsReader(context: state.context, world: world).assumptions(
            fork.assume)
        if let choices = fork.choices {
            settings.choices = try SettingsReader(context: state.context, world: world).choices(choices)
        }
        do {
            if settings != WorldSettings() { try world.configure(settings) }
        } catch {
            throw StepFailure("the fork cannot be made: \(error.message)", at: state.now)
        }
        let copy = state.forked(world)
        outcome.inner = StepRunner(state: copy, phase: phase).run(fork.steps)
        state.branches?.add(copy.world)
        outcome.forkJournal = copy.world.entries(from: state.world.position)
        let name = fork.name.map { " '\($0)'" } ?? ""
        try failIfInnerFailed(outcome, .init(words: "in fork\(name)", place: nil))
    }

    private func perform(_ use: BlockUse, _ outcome: inout StepOutcome) throws(StepFailure) {
        let outer = state.context
        // Arguments are filled in outside, where the names in them mean something.
        var parameters = use.parameters
        for argument in use.arguments {
            let value = Value.filling(argument.value, from: outer.scope(state.world))
            parameters.removeAll { $0.name.source == argument.name.source }
            parameters.append(Template.Field(name: argument.name, value: .constant(value)))
        }
        (state.context.groups, state.context.bindings, state.context.marks) = ([:], [:], [:])
        state.context.parameters = parameters
        outcome.inner = run(use.steps)
        (state.context.groups, state.context.bindings, state.context.marks) = (
            outer.groups, outer.bindings, outer.marks
        )
        state.context.parameters = outer.parameters
        try failIfInnerFailed(outcome, .init(words: "in block \(use.block)", place: outcome.place))
    }

    /// All calls are sent at one instant in the order they are listed; only then is anything waited for.
    private func race(_ steps: [Step], _ outcome: inout StepOutcome) throws(StepFailure) {
        var begun: [(StepOutcome, CallRunner, CallRunner.Call)] = []
        for step in steps {
            let position = state.world.position
            var inner = StepOutcome(
                phase: phase, title: title(of: step), verb: step.verb, place: step.place, verdict: .passed,
                startedAt: state.now, endedAt: state.now, entries: position..<position)
            guard try applies(step, &inner) else {
                outcome.inner.append(inner)
                continue
            }
            let runner = CallRunner(state: state, step: step)
            let call = try runner.begin()
            mark(step, at: call.at, position: call.position, after: call.after, &inner)
            inner.entries = position..<max(position, state.world.position)
            begun.append((inner, runner, call))
        }
        for (inner, runner, call) in begun {
            var inner = inner
            let ended = try runner.wait(for: call)
            inner.result = ended.result
            inner.endedAt = state.now
            bindResult(runner.step, ended)
            outcome.inner.append(inner)
            try runner.finish(ended)
        }
    }

    private func failIfInnerFailed(_ outcome: StepOutcome, _ around: StepFailure.Surrounding)
        throws(StepFailure)
    {
        guard let failed = outcome.inner.first(where: { $0.verdict == .failed }) else { return }
        guard let failure = failed.failure ?? failed.failures.first else { return }
        var outer = failure
        if outer.trail.isEmpty {
            outer.trail = [.init(words: "in step '\(failed.title)'", place: nil)]
        }
        outer.trail.append(around)
        throw outer
    }
}

extension StepFailure {
    func labeled(at place: SourcePlace) -> StepFailure {
        var copy = self
        copy.labels = [.init(place)]
        return copy
    }
}
