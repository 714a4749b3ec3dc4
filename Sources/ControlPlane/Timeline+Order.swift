public import VirtualTime

/// What a timeline knows that lets things happen at one instant in another order than that of TIME-01.
struct Ties: Sendable {
    /// When the next command comes, should somebody have said so.
    var nextCommand: Instant?
    /// Whether that command comes before all that is due: nothing rings until it has begun.
    var isHolding = false
    /// Whether a command is under way: what is due rings when it is over.
    var isBusy = false
    /// The instant that is being lived through.
    var instant: Instant?
    /// What was passed over at this instant for something it commutes with: first it and then the other is
    /// another run's.
    var asleep: [Happening] = []
    /// What is to happen at this instant, in its order, as far as it has not happened.
    var wanted: [String] = []
    /// All that was ordered, by instant.
    var happened: [(at: Instant, what: Happening)] = []
}

extension Timeline {
    /// Says when the next command comes; nil when there is none any more.
    public mutating func awaitCommand(at instant: Instant?) { ties?.nextCommand = instant }

    /// Whether the command that is awaited comes before what is still due at its instant.
    public var isHolding: Bool { ties?.isHolding ?? false }

    /// Says that the awaited command begins now, and whether another is to come.
    public mutating func beginCommand(next: Instant?) {
        docket.position = entries.endIndex
        docket.noteCommand(at: now)
        guard ties != nil else { return }
        ties?.isHolding = false
        ties?.isBusy = true
        ties?.nextCommand = next
    }

    /// Says that it is over: what is due rings, or lets the next one come first.
    public mutating func endCommand() {
        guard ties != nil else { return }
        ties?.isBusy = false
        ring(through: now)
    }

    /// The orders that a run has taken and that are not those of TIME-01: enough to take them again.
    public var orders: [OrderPin] {
        var pins: [OrderPin] = []
        for branch in docket.notes.branches
        where branch.picked > 0 && !pins.contains(where: { $0.at == branch.at }) {
            guard case .next = branch.question else { continue }
            let names = (ties?.happened ?? []).filter { $0.at == branch.at }.map {
                $0.what.name(in: world.names)
            }
            pins.append(OrderPin(at: branch.at, names: names))
        }
        return pins
    }

    /// Whether failures with a rate met their requests, as a search has answered.
    public var strikes: [Strike] {
        docket.notes.branches.compactMap { branch in
            if case .strike(let name) = branch.question {
                Strike(name, meets: branch.picked == 1)
            } else {
                nil
            }
        }
    }

    /// As `ring`, but that an awaited command may come first.
    mutating func ringInOrder(through target: Instant) {
        while let due = world.next, due.at <= target {
            guard let ties, !ties.isHolding, !(ties.isBusy && target <= now) else { return }
            switch happening(at: due.at) {
            case .command: self.ties?.isHolding = true
            case .alarm(let alarm):
                record(.alarm(alarm), at: due.at)
                precondition(!alarms(at: due.at).contains(alarm), "an alarm that rang is still due")
            }
        }
    }

    /// All that rings at an instant as things stand, in the order of TIME-01.
    private func alarms(at instant: Instant) -> [AnyAlarm] {
        var alarms: [AnyAlarm] = []
        for due in world.deadlines(through: instant) where due.at == instant && !alarms.contains(due.alarm) {
            alarms.append(due.alarm)
        }
        return alarms.sorted { $0.rings(before: $1) }
    }

    /// What comes next at an instant at which something is due.
    private mutating func happening(at instant: Instant) -> Happening {
        var all = alarms(at: instant).map(Happening.alarm)
        if ties?.nextCommand == instant, ties?.isBusy != true { all.append(.command) }
        if ties?.instant != instant {
            ties?.instant = instant
            ties?.asleep = []
            ties?.wanted = docket.course.orders.first { $0.at == instant }?.names ?? []
        }
        let next = wanted(among: all) ?? chosen(among: all, at: instant)
        let name = next.name(in: world.names)
        if let place = ties?.wanted.firstIndex(of: name) { ties?.wanted.remove(at: place) }
        ties?.happened.append((instant, next))
        return next
    }

    /// As somebody has said.
    private func wanted(among all: [Happening]) -> Happening? {
        for name in ties?.wanted ?? [] {
            if let next = all.first(where: { $0.name(in: world.names) == name }) { return next }
        }
        return nil
    }

    /// As a search wants it, else as TIME-01 has it. Orders that differ only in what commutes are one:
    /// whatever is passed over sleeps until something happens that it does not commute with.
    private mutating func chosen(among all: [Happening], at instant: Instant) -> Happening {
        guard let inquiry = docket.inquiry, inquiry.variesOrder else { return all[0] }
        let asleep = ties?.asleep ?? []
        let awake = all.filter { !asleep.contains($0) }
        let first = awake.first ?? all[0]
        let bound = Self.bound(to: first, among: all, isJoint: inquiry.isJoint)
        let options = awake.filter(bound.contains)
        var picked = 0
        docket.position = entries.endIndex
        if options.count > 1 { picked = docket.ask(.next(bound), of: options.count, at: instant) ?? 0 }
        let next = options.isEmpty ? first : options[picked]
        ties?.asleep = (asleep + options.prefix(picked)).filter {
            $0.commutes(with: next, isJoint: inquiry.isJoint)
        }
        return next
    }

    /// Everything that one thing does not commute with, what that does not commute with, and so on.
    private static func bound(to first: Happening, among all: [Happening], isJoint: Bool) -> [Happening] {
        var bound = [first]
        var rest = all.filter { $0 != first }
        while let place = rest.firstIndex(where: { one in
            bound.contains { !$0.commutes(with: one, isJoint: isJoint) }
        }) {
            bound.append(rest.remove(at: place))
        }
        return bound
    }
}
