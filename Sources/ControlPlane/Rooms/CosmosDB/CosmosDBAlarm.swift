import VirtualTime

extension CosmosDB {
    public enum Alarm: Equatable, Codable, Sendable {
        case accountDue(ResourceID, Deadline)
    }

    public static func next(in state: State) -> Pending<Alarm>? {
        let pending = state.accounts.readNext { account in
            account.nextDeadline.map { Pending(at: $0.at, alarm: Alarm.accountDue(account.id, $0.kind)) }
        }
        return pending ?? nil
    }

    public static func ring(_ alarm: Alarm, in world: World, _ docket: inout Docket) {
        guard case .accountDue(let id, let deadline) = alarm, let account = world.cosmosDB.accounts[id] else {
            return
        }
        switch deadline {
        case .access:
            guard let due = account.access.due(rules: keyAccessRules, in: world) else { return }
            if let cause = account.access.cause { docket.cite(cause) }
            docket.rule(.cosmosDB(.keyAccessChanged(id, due.access)), because: due.because)
        case .validity:
            docket.rule(.cosmosDB(.validityReached(id)), because: Rule.expiryRevokes)
        case .rewrap: finishRewrap(of: account, in: world, &docket)
        case .deletion:
            guard case .running(_, let operation) = account.deletion else { return }
            docket.rule(.cosmosDB(.accountDeleted(id)), because: Rule.accountDeletion)
            Resources.end(operation, .succeeded, &docket)
        }
    }

    private static func finishRewrap(of account: Account, in world: World, _ docket: inout Docket) {
        guard let rewrap = account.rewrap else { return }
        docket.cite(rewrap.since.entry)
        if canRewrap(account, to: rewrap.version, in: world) {
            docket.rule(
                .cosmosDB(.keyRewrapped(account.id, version: rewrap.version)), because: Rule.picksUpVersion)
        } else {
            docket.rule(.cosmosDB(.rewrapAbandoned(account.id)), because: Rule.picksUpVersion)
        }
    }

    static func canRewrap(_ account: Account, to version: String, in world: World) -> Bool {
        usable(.unwrapKey, account, version: account.wrappedWith, in: world)
            && usable(.wrapKey, account, version: version, in: world)
    }

    static func usable(_ operation: KeyOperation, _ account: Account, version: String?, in world: World)
        -> Bool
    {
        KeyVault.usable(operation, with: account.key, version: version, by: .cosmosDB, in: world)
            && isValid(account.key, version: version, in: world)
    }
}
