import VirtualTime

extension CosmosDB {
    public enum Alarm: Equatable, Codable, Sendable {
        case accountDue(ResourceID, Deadline)
        /// An operation on a customer's own account ends.
        case databaseAccountDue(ResourceID)
    }

    public static func next(in state: State) -> Pending<Alarm>? {
        let pending = state.accounts.readNext { account in
            account.nextDeadline.map { Pending(at: $0.at, alarm: Alarm.accountDue(account.id, $0.kind)) }
        }
        let key = pending ?? nil
        let own = state.databaseAccounts.next.flatMap { row in
            row.deadline.map { Pending(at: $0, alarm: Alarm.databaseAccountDue(row.id)) }
        }
        guard let key, let own else { return key ?? own }
        return own.at < key.at ? own : key
    }

    public static func ring(_ alarm: Alarm, in world: World, _ docket: inout Docket) {
        if case .databaseAccountDue(let id) = alarm {
            guard let account = world.cosmosDB.databaseAccounts[id] else { return }
            ring(account, in: world, &docket)
            return
        }
        guard case .accountDue(let id, let deadline) = alarm, let account = world.cosmosDB.accounts[id] else {
            return
        }
        switch deadline {
        case .access:
            let isGone = KeyVault.isDestroyed(account.key, version: account.wrappedWith, in: world)
            guard let due = account.access.due(rules: keyAccessRules, keyIsGone: isGone, in: world) else {
                return
            }
            if let cause = account.access.cause { docket.cite(cause) }
            docket.rule(.cosmosDB(.keyAccessChanged(id, due.access)), because: due.because)
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
        // Nothing is taken up while access is revoked (COSMOS-ROT-04).
        if !account.access.isDark, canRewrap(account, to: rewrap.version, in: world) {
            docket.rule(
                .cosmosDB(.keyRewrapped(account.id, version: rewrap.version)), because: Rule.picksUpVersion)
        } else {
            docket.rule(.cosmosDB(.rewrapAbandoned(account.id)), because: Rule.picksUpVersion)
        }
    }

    static func canRewrap(_ account: Account, to version: String, in world: World) -> Bool {
        reach(.unwrapKey, account, version: account.wrappedWith, in: world) == .usable
            && reach(.wrapKey, account, version: version, in: world) == .usable
    }

    static func reach(
        _ operation: KeyOperation, _ account: Account, version: String?, in world: World
    ) -> KeyVault.Reach {
        let reach = KeyVault.reach(
            operation, with: account.key, version: version, by: account.principal, in: world)
        guard reach == .usable, !isValidIfLatest(account.key, version: version, in: world) else {
            return reach
        }
        return .refused
    }
}
