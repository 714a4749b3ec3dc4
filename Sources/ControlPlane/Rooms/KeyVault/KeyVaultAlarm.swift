import VirtualTime

extension KeyVault {
    public enum Alarm: Equatable, Codable, Sendable {
        case vaultDue(ResourceID)
        case keyPurgeDue(ResourceID)
        /// A validity that begins or ends, a rotation, a notice.
        case keyDue(ResourceID)
    }

    public static func next(in state: State) -> Pending<Alarm>? {
        let vault = state.vaults.readNext { row in row.deadline.map { (at: $0, id: row.id) } } ?? nil
        let key =
            state.keys.readNext { row in
                row.deadline.map { (at: $0, id: row.id, isPurge: row.deletion != nil) }
            } ?? nil
        if let vault, vault.at <= (key?.at ?? .distantFuture) {
            return Pending(at: vault.at, alarm: .vaultDue(vault.id))
        }
        return key.map { Pending(at: $0.at, alarm: $0.isPurge ? .keyPurgeDue($0.id) : .keyDue($0.id)) }
    }

    public static func ring(_ alarm: Alarm, in world: World, _ docket: inout Docket) {
        switch alarm {
        case .vaultDue(let id):
            guard let vault = world.keyVault.vaults[id] else { return }
            if let purge = vault.purge, purge.until <= world.now {
                docket.cite(purge.since.entry)
                docket.rule(.keyVault(.vaultPurged(id)), because: VaultRule.purgedByHand)
                Resources.end(purge.operation, .succeeded, &docket)
            } else if let deletion = vault.deletion {
                docket.cite(deletion.since.entry)
                docket.rule(.keyVault(.vaultPurged(id)), because: Rule.purgedAtEnd)
                Resources.end(vault.purge?.operation, .succeeded, &docket)
            } else if vault.faults.contains(where: { $0.deadline.map { $0 <= world.now } ?? false }) {
                ringFaults(of: vault, in: world, &docket)
            } else if let due = vault.networkDue, due <= world.now {
                docket.rule(.keyVault(.networkInForce(id)), because: NetworkRule.rulesTakeTime)
            } else {
                docket.rule(.keyVault(.vaultReachable(id)), because: Rule.registeringDNS)
            }
        case .keyPurgeDue(let id):
            guard let key = world.keyVault.keys[id], let deletion = key.deletion else { return }
            docket.cite(deletion.since.entry)
            docket.rule(.keyVault(.keyPurged(id, vault: key.vault)), because: Rule.keyPurgedAtEnd)
        case .keyDue(let id): ringAgenda(of: id, in: world, &docket)
        }
    }
}
