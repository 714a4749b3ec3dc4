public import VirtualTime

/// One line of history and the world it leads to. To ask "what if", copy it and go on differently.
public struct Timeline: Sendable {
    public private(set) var world: World
    public private(set) var entries: EntryLog
    /// Searches that read only the world switch the keeping of entries off.
    public let keepsEntries: Bool
    /// After each entry that is kept, what is due through the horizon of a search; empty without one.
    public private(set) var deadlines: [[Pending<AnyAlarm>]] = []
    private var horizon: Instant?
    /// Number of the last entry that says more than that time passed: while it stays, so does all of the
    /// world but its clock.
    public private(set) var revision: EntryNumber
    var docket = Docket()
    /// What decides between things that happen at one instant; nil where TIME-01 alone does.
    var ties: Ties?

    public init(_ world: World, keepsEntries: Bool = true) {
        self.world = world
        self.keepsEntries = keepsEntries
        entries = EntryLog(after: world.sequence)
        revision = world.sequence
    }

    public var now: Instant { world.now }

    /// A copy whose log is empty, and which goes on as it is told.
    /// - Parameters:
    ///   - inquiry: what a search asks on the way; nil when nobody does.
    ///   - horizon: of a search: beside each entry stands what is due through it then.
    public func following(
        _ course: Course = Course(), asking inquiry: Inquiry? = nil, through horizon: Instant? = nil,
        keepsEntries: Bool = true
    ) -> Timeline {
        var copy = Timeline(world, keepsEntries: keepsEntries)
        copy.horizon = horizon
        copy.docket.course = course
        copy.docket.inquiry = inquiry
        if inquiry?.variesOrder == true || !course.orders.isEmpty { copy.ties = Ties() }
        return copy
    }

    /// What a search has asked so far, and the commands between.
    public var notes: [SearchNote] { docket.notes }

    /// Sends one command through the door, now; then rings what it made due at once.
    /// - Parameter command: makes the command, giving handles to the paths it names.
    @discardableResult
    public mutating func submit(
        by principal: Principal = .owner, _ command: (inout Names) -> AnyCommand
    ) -> Entry {
        let command = command(&world.names)
        let entry = record(.command(command, by: principal), at: now)
        ring(through: now)
        return entry
    }

    /// Lets time pass up to `target`, from deadline to deadline, never past one.
    public mutating func advance(to target: Instant) {
        ring(through: target)
        if target > now { record(.timePassed, at: target) }
    }
    public mutating func advance(by duration: Duration) { advance(to: now + duration) }

    /// Goes on to the next alarm and rings everything due at its instant.
    /// - Returns: `false` if nothing will ever fall due.
    public mutating func advanceToNextAlarm() -> Bool {
        guard let due = world.next else { return false }
        ring(through: due.at)
        return true
    }

    @discardableResult
    public mutating func choose(_ settings: Settings) -> Entry {
        record(.settings(settings), at: now)
    }

    /// Takes in an entry of a stored journal, without asking any rule.
    public mutating func replay(_ entry: Entry) {
        world.replay(entry)
        keep(entry)
    }

    /// Decides a stored entry's cause anew, as `Verification` does.
    public mutating func decideAgain(_ entry: Entry) -> Entry {
        for path in entry.names { _ = world.names.intern(path) }
        return record(entry.cause, at: entry.at)
    }

    /// Afterwards nothing due is left unrung, but what a search lets come after a command: callers rely on
    /// it.
    mutating func ring(through target: Instant) {
        guard ties == nil else { return ringInOrder(through: target) }
        var next = world.next
        while let due = next, due.at <= target {
            record(.alarm(due.alarm), at: due.at)
            next = world.next
            precondition(next != due, "an alarm that rang is still due")
        }
    }

    @discardableResult
    mutating func record(_ cause: Cause, at instant: Instant) -> Entry {
        docket.position = entries.endIndex
        let entry = world.turn(cause, at: instant, &docket)
        keep(entry)
        if let horizon { deadlines.append(world.deadlines(through: horizon)) }
        return entry
    }

    private mutating func keep(_ entry: Entry) {
        if !entry.isPassage { revision = entry.number }
        if keepsEntries { entries.append(entry) }
    }
}
