public import VirtualTime

/// Failures of the vault's data plane that a scenario asks for: nothing of the customer's doing.
extension KeyVault {
    public enum FaultKind: String, CaseIterable, Codable, Sendable {
        /// No connection comes about: row 1 of the decision table.
        case outage
        /// Too many requests, whoever asks: row 2.
        case throttled
        /// The network turns everybody away: row 5.
        case forbidden
    }

    /// A failure as it is asked for.
    public struct FaultOrder: Equatable, Codable, Sendable {
        public var name: String
        public var kind: FaultKind
        /// Whom alone it meets; nil for everybody.
        public var only: Principal?
        /// When it begins; nil for at once.
        public var from: Instant?
        /// When it passes by itself; nil until it is ended.
        public var until: Instant?
        /// How many requests it meets before it passes; nil for any number.
        public var hits: Int?
        /// What a throttled caller is told to wait.
        public var retryAfterSeconds = 10

        public init(_ kind: FaultKind, name: String = "fault") {
            self.kind = kind
            self.name = name
        }
    }

    public struct Fault: Equatable, Codable, Sendable {
        public internal(set) var order: FaultOrder
        public let since: Stamp
        public internal(set) var hasBegun: Bool

        /// When something becomes of it by itself.
        var deadline: Instant? { hasBegun ? order.until : order.from }

        func meets(_ principal: Principal) -> Bool { hasBegun && (order.only ?? principal) == principal }

        var obstacle: VaultObstacle {
            switch order.kind {
            case .outage: .outage(by: since.entry)
            case .throttled: .throttled(by: since.entry)
            case .forbidden: .network(.connection)
            }
        }
    }

    /// What a failure that somebody asked for says to this caller: nothing came through, or it was refused,
    /// which is told later in the table. Apart, because vaults hardly ever fail and every look at a key asks.
    @inline(never)
    static func failure(of vault: Vault, for principal: Principal, isRefusal: Bool) -> VaultObstacle? {
        guard let fault = vault.faults.first(where: { $0.meets(principal) }) else { return nil }
        return (fault.order.kind == .forbidden) == isRefusal ? fault.obstacle : nil
    }

    /// What a caller is told whom the fault of that entry throttles.
    static func retryAfter(of vault: ResourceID, since entry: EntryNumber, in world: World) -> Int {
        let fault = world.keyVault.vaults[vault]?.faults.first { $0.since.entry == entry }
        return fault?.order.retryAfterSeconds ?? FaultOrder(.throttled).retryAfterSeconds
    }

    /// Begins a fault, in the place of one of its name.
    static func decideFault(
        _ id: ResourceID, _ order: FaultOrder, in world: World, _ docket: inout Docket
    ) throws(Refusal) {
        guard let vault = world.keyVault.vaults[id], vault.deletion == nil else { throw Resources.absent(id) }
        let isLater = order.from.map { $0 > world.now } ?? false
        let fault = Fault(order: order, since: world.stamp, hasBegun: !isLater)
        set(vault.faults.filter { $0.order.name != order.name } + [fault], on: vault, &docket)
    }

    /// Ends the fault of that name, if there is one.
    static func decideFaultEnd(
        _ id: ResourceID, _ name: String, in world: World, _ docket: inout Docket
    ) throws(Refusal) {
        guard let vault = world.keyVault.vaults[id], vault.deletion == nil else { throw Resources.absent(id) }
        set(vault.faults.filter { $0.order.name != name }, on: vault, &docket)
    }

    /// One more request has met it.
    static func decideFaultHit(_ id: ResourceID, _ name: String, in world: World, _ docket: inout Docket) {
        guard let vault = world.keyVault.vaults[id] else { return }
        var faults = vault.faults
        for place in faults.indices where faults[place].order.name == name {
            faults[place].order.hits = faults[place].order.hits.map { $0 - 1 }
        }
        set(faults.filter { ($0.order.hits ?? 1) > 0 }, on: vault, &docket)
    }

    /// Faults whose time has come begin, those whose time is over end.
    static func ringFaults(of vault: Vault, in world: World, _ docket: inout Docket) {
        var faults = vault.faults
        for place in faults.indices where !faults[place].hasBegun {
            faults[place].hasBegun = faults[place].order.from.map { $0 <= world.now } ?? true
        }
        faults.removeAll { $0.hasBegun && $0.order.until.map { $0 <= world.now } ?? false }
        set(faults, on: vault, &docket)
    }

    private static func set(_ faults: [Fault], on vault: Vault, _ docket: inout Docket) {
        guard faults != vault.faults else { return }
        let ended = vault.faults.filter { before in
            !faults.contains { $0.order.name == before.order.name && $0.since == before.since }
        }
        ended.forEach { docket.cite($0.since.entry) }
        docket.rule(.keyVault(.faultsSet(vault.id, faults)), because: Rule.decisionTable)
    }
}
