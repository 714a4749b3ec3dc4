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

    public struct Fault: Equatable, Codable, Sendable {
        public let kind: FaultKind
        public let since: Stamp
        /// When it passes by itself; nil until it is cleared.
        public let until: Instant?
    }

    /// Begins a fault, in the place of one that there is, or ends it.
    static func decideFault(
        _ id: ResourceID, _ kind: FaultKind?, until: Instant?, in world: World, _ docket: inout Docket
    ) throws(Refusal) {
        guard let vault = world.keyVault.vaults[id], vault.deletion == nil else { throw Resources.absent(id) }
        guard kind != nil || vault.fault != nil else { return }
        let fault = kind.map { Fault(kind: $0, since: world.stamp, until: until) }
        if let since = vault.fault?.since { docket.cite(since.entry) }
        docket.rule(.keyVault(.faultSet(id, fault)), because: Rule.decisionTable)
    }
}

extension KeyVault.Fault {
    var obstacle: KeyVault.VaultObstacle {
        switch kind {
        case .outage: .outage(by: since.entry)
        case .throttled: .throttled(by: since.entry)
        case .forbidden: .network(.connection)
        }
    }
}
