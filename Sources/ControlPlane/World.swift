public import VirtualTime

/// All state at an instant, and the only code that may change it. Copy it to ask "what if".
public struct World: Equatable, Codable, Sendable {
    public private(set) var clock: VirtualClock
    /// Number of the last entry taken in; 0 at genesis.
    public private(set) var sequence: EntryNumber = 0
    public internal(set) var names = Names()
    public private(set) var settings: Settings
    /// The genesis' GUIDs, from which the others are derived.
    public let subscription: String
    public let tenant: String
    private var choiceCounts = Table<ChoiceCount>()

    public private(set) var resources = Resources.State()
    public private(set) var identity: Identity.State
    public private(set) var keyVault = KeyVault.State()
    public private(set) var logAnalytics = LogAnalytics.State()
    public private(set) var cosmosDB = CosmosDB.State()
    public private(set) var sentinel = Sentinel.State()

    public init(_ genesis: Genesis) {
        clock = VirtualClock(now: genesis.start)
        settings = genesis.settings
        subscription = genesis.subscription
        tenant = genesis.tenant
        let path = "/subscriptions/\(genesis.subscription)"
        let id = names.intern(path)
        names.seal()
        identity = Identity.State(tenant: genesis.tenant, subscription: id, path: path)
        resources = Resources.State(subscription: id)
    }

    public var now: Instant { clock.now }
    /// Where and in which entry the turn under way happens.
    var stamp: Stamp { Stamp(at: clock.now, entry: sequence + 1) }

    /// Decides one cause, then lets the rooms react until the world is still. A refusal changes only the
    /// time.
    mutating func turn(_ cause: Cause, at instant: Instant, _ docket: inout Docket) -> Entry {
        clock.advance(to: instant)
        docket.clear()
        let outcome: Entry.Outcome
        do throws(Refusal) {
            try decide(cause, &docket)
            settle(&docket)
            outcome = .settled(docket.rulings)
        } catch {
            docket.clear()
            error.causes.forEach { docket.cite($0) }
            outcome = .refused(error)
        }
        if case .settings(let chosen) = cause { settings = chosen }
        let entry = Entry(
            number: sequence + 1, at: instant, cause: cause, outcome: outcome, names: names.fresh,
            choices: docket.asked, advisories: docket.advisories, causes: docket.causes)
        close(entry)
        return entry
    }

    /// Takes in what already happened. Consults no rule, so an old journal outlives a corrected rule.
    mutating func replay(_ entry: Entry) {
        clock.advance(to: entry.at)
        for path in entry.names { _ = names.intern(path) }
        for ruling in entry.rulings { evolve(ruling.event) }
        if case .settings(let chosen) = entry.cause { settings = chosen }
        close(entry)
    }

    /// The moment of a choice point whose cause is now, noted on the docket.
    func choose(_ point: ChoicePoint, at resource: ResourceID, _ docket: inout Docket) -> Instant {
        let id = ChoiceCount.ID(resource: resource, point: point)
        let inThisTurn = docket.asked.count { $0.point == point && $0.resource == resource }
        let ordinal = (choiceCounts[id]?.asked ?? 0) + inThisTurn + 1
        let window = settings.window(of: point, from: now)
        let picked: Instant
        if let pin = docket.pin(ChoiceKey(point: point, resource: resource, ordinal: ordinal)) {
            picked = min(max(pin, window.lowerBound), window.upperBound)
        } else if settings.choices.exact.isEmpty, settings.choices.policy != .seeded {
            picked = settings.choices.moment(of: "", key: { "" }, in: window)
        } else {
            let name = names[resource]
            picked = settings.choices.moment(
                of: "\(point.rawValue)@\(name.name).\(ordinal)",
                key: { "\(point.rawValue)@\(name.path.lowercased()).\(ordinal)" }, in: window)
        }
        docket.note(
            Asked(
                point: point, resource: resource, ordinal: ordinal, from: window.lowerBound,
                to: window.upperBound,
                picked: picked))
        return picked
    }

    private func decide(_ cause: Cause, _ docket: inout Docket) throws(Refusal) {
        switch cause {
        case .command(.resources(let it), let who): try Resources.decide(it, by: who, in: self, &docket)
        case .command(.identity(let it), let who): try Identity.decide(it, by: who, in: self, &docket)
        case .command(.keyVault(let it), let who): try KeyVault.decide(it, by: who, in: self, &docket)
        case .command(.logAnalytics(let it), let who): try LogAnalytics.decide(it, by: who, in: self, &docket)
        case .command(.cosmosDB(let it), let who): try CosmosDB.decide(it, by: who, in: self, &docket)
        case .command(.sentinel(let it), let who): try Sentinel.decide(it, by: who, in: self, &docket)
        case .alarm(.resources(let it)): Resources.ring(it, in: self, &docket)
        case .alarm(.identity(let it)): Identity.ring(it, in: self, &docket)
        case .alarm(.keyVault(let it)): KeyVault.ring(it, in: self, &docket)
        case .alarm(.logAnalytics(let it)): LogAnalytics.ring(it, in: self, &docket)
        case .alarm(.cosmosDB(let it)): CosmosDB.ring(it, in: self, &docket)
        case .alarm(.sentinel(let it)): Sentinel.ring(it, in: self, &docket)
        case .timePassed, .settings: break
        }
    }

    /// Applies each ruling and asks every room what follows, in the order of TIME-01.
    private mutating func settle(_ docket: inout Docket) {
        var next = 0
        while next < docket.rulings.count {
            precondition(next < 10_000, "the rooms answer one another without end")
            let event = docket.rulings[next].event
            next += 1
            evolve(event)
            react(to: event, &docket)
        }
    }

    /// Of its own, and changing nothing: while a world may change, it is copied for each room that looks.
    private func react(to event: AnyEvent, _ docket: inout Docket) {
        Resources.react(to: event, in: self, &docket)
        KeyVault.react(to: event, in: self, &docket)
        Identity.react(to: event, in: self, &docket)
        CosmosDB.react(to: event, in: self, &docket)
        LogAnalytics.react(to: event, in: self, &docket)
        Sentinel.react(to: event, in: self, &docket)
    }

    private mutating func evolve(_ event: AnyEvent) {
        let stamp = stamp
        switch event {
        case .resources(let event): Resources.evolve(&resources, event, at: stamp)
        case .identity(let event): Identity.evolve(&identity, event, at: stamp)
        case .keyVault(let event): KeyVault.evolve(&keyVault, event, at: stamp)
        case .logAnalytics(let event): LogAnalytics.evolve(&logAnalytics, event, at: stamp)
        case .cosmosDB(let event): CosmosDB.evolve(&cosmosDB, event, at: stamp)
        case .sentinel(let event): Sentinel.evolve(&sentinel, event, at: stamp)
        }
    }

    private mutating func close(_ entry: Entry) {
        for choice in entry.choices {
            let id = ChoiceCount.ID(resource: choice.resource, point: choice.point)
            choiceCounts.put(ChoiceCount(id: id, asked: choice.ordinal))
        }
        sequence = entry.number
        names.seal()
    }
}
