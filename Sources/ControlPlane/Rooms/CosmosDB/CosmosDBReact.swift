import VirtualTime

extension CosmosDB {
    public static func react(to event: AnyEvent, in world: World, _ docket: inout Docket) {
        switch event {
        case .keyVault(let event):
            guard let vault = event.affectedVault else { return }
            if case .keyRecovered = event, world.has(.overlooksRecovery) { return }
            for id in world.cosmosDB.accountsByVault.stores(under: vault) {
                world.cosmosDB.accounts.read(id) {
                    followLatest(at: $0.whole, after: event, in: world, &docket)
                    lookAgain(at: $0.whole, in: world, &docket)
                }
            }
        case .cosmosDB(.keyAccessChanged(let id, .held)):
            world.cosmosDB.accounts.read(id) { followLatest(at: $0.whole, after: nil, in: world, &docket) }
        case .cosmosDB(.keyRewrapped(let id, _)), .cosmosDB(.accountRekeyed(let id, _, _)),
            .cosmosDB(.databaseAccountIdentityChanged(let id, _, _)):
            world.cosmosDB.accounts.read(id) { lookAgain(at: $0.whole, in: world, &docket) }
        case .identity(.principalAppeared), .identity(.principalRemoved):
            // Whoever reached a vault as this principal looks again.
            for account in world.cosmosDB.accounts where account.principal != .cosmosDB {
                lookAgain(at: account, in: world, &docket)
            }
        case .resources(.groupEmptied(let group, .accounts)):
            for account in world.cosmosDB.databaseAccounts where world.names[account.id].group == group {
                docket.rule(.cosmosDB(.databaseAccountDeleted(account.id)), because: Rule.accountDeletion)
                Resources.end(account.state.operation, .canceled, &docket)
                guard world.cosmosDB.accounts[account.id] != nil else { continue }
                docket.rule(.cosmosDB(.accountForgotten(account.id)), because: Rule.accountDeletion)
            }
        case .sentinel(.configurationPurged(let workspace)):
            // With the configuration goes the account that kept it.
            guard let account = world.cosmosDB.accounts[workspace] else { return }
            docket.rule(
                .cosmosDB(.accountForgotten(workspace)), because: Sentinel.Rule.configurationGrace)
            if case .running(_, let operation)? = account.deletion {
                Resources.end(operation, .succeeded, &docket)
            }
        case .cosmosDB(.accountCreated(let account)): lookAgain(at: account, in: world, &docket)
        case .sentinel(.onboarded(let workspace, customerManagedKey: true)),
            .sentinel(.confirmationAwaited(let workspace, _)):
            create(behind: workspace, in: world, &docket)
        default: return
        }
    }

    /// The account shares the key of the workspace's cluster (SENT-PRE-04).
    private static func create(behind workspace: ResourceID, in world: World, _ docket: inout Docket) {
        // What off-boarding has left comes back, and confirmation makes no second one.
        let present = world.cosmosDB.accounts.read(workspace) { $0.isDeleted ? nil : $0.key } ?? nil
        guard let row = world.logAnalytics.workspaces[workspace],
            let key = LogAnalytics.cluster(of: row, in: world)?.key,
            let latest = world.keyVault.keys[key.key]?.latest
        else { return }
        guard present != key.key else { return }
        let account = Account(
            id: workspace, createdAt: world.now, key: key.key, vault: key.vault, wrappedWith: latest.name)
        docket.rule(
            .cosmosDB(.accountCreated(account)), because: Sentinel.Rule.hiddenAccount,
            also: [Sentinel.Rule.sharedKey])
    }

    /// The cluster's vault and key: what happens to them reaches both stores (SENT-REVOKE-09).
    /// Usable while the version in use can unwrap, and so can the latest, to which it will move.
    private static func lookAgain(at account: Account, in world: World, _ docket: inout Docket) {
        guard !account.isDeleted else { return }
        let id = account.id
        let isLatest = world.keyVault.keys.read(account.key) { $0.latest.name == account.wrappedWith } == true
        let opens = reach(.unwrapKey, account, version: account.wrappedWith, in: world)
        let follows = isLatest ? opens : reach(.unwrapKey, account, version: nil, in: world)
        // A vault that does not answer says nothing new: whoever is dark stays dark (LA-AEK-07).
        guard opens != .outage, follows != .outage else { return }
        let keyUsable = opens == .usable && follows == .usable
        let answer: KeyAnswer =
            keyUsable
            ? .usable
            : KeyVault.isDestroyed(account.key, version: account.wrappedWith, in: world) ? .gone : .refused
        guard let step = account.access.next(answer, rules: keyAccessRules, store: id, in: world, &docket)
        else { return }
        let isExpiry = !keyUsable && keyHasExpired(account, in: world)
        let isBoth = !keyUsable && account.access == .held && clusterLosesToo(account, in: world)
        docket.rule(
            .cosmosDB(.keyAccessChanged(id, step.access)), because: step.because,
            also: (isExpiry ? [Rule.expiryRevokes.id] : []) + (isBoth ? [Sentinel.Rule.bothStores.id] : []))
        if case .revoking = step.access,
            world.keyVault.keys.read(account.key, { $0.whole.hasDisabledOlder(account.wrappedWith) }) == true
        {
            let note = "the previous version was disabled before Azure Cosmos DB had moved to the new one"
            if world.cosmosDB.databaseAccounts[id] == nil {
                docket.advise(Sentinel.Rule.disableOldLater, on: id, note)
            } else {
                docket.advise(Rule.disableOldLater, on: id, note)
            }
        }
    }

    /// Whether the cluster, which has the key still, finds it unusable in this instant too.
    private static func clusterLosesToo(_ account: Account, in world: World) -> Bool {
        guard let cluster = world.logAnalytics.workspaces.read(account.id, { $0.link.cluster }) ?? nil,
            let store = LogAnalytics.keyStore(cluster, in: world), store.access == .held,
            store.key.key == account.key
        else { return false }
        let reach = KeyVault.reach(
            .unwrapKey, with: store.key.key, version: store.key.wrappedWith,
            by: KeyVault.principal(of: store.identity), in: world)
        return reach == .refused
    }

    /// A rotation is a new version of the same key, however it was made (SENT-ROT-02).
    /// A new version is taken up within the hour; one that could not be, as soon as both can be used.
    private static func followLatest(
        at account: Account, after event: KeyVault.Event?, in world: World, _ docket: inout Docket
    ) {
        guard !account.isDeleted else { return }
        let id = account.id
        let isNew = if case .versionCreated(account.key, _, _)? = event { true } else { false }
        if isNew, account.access.isDark {
            // It is taken up when access is back.
            docket.advise(Rule.rotationWaits, on: id, "no rotation is taken up while access is revoked")
            return
        }
        guard isNew || account.rewrap == nil && account.access == .held,
            let latest = world.keyVault.keys.read(account.key, { $0.latest.name }),
            isNew || latest != account.wrappedWith && canRewrap(account, to: latest, in: world)
        else { return }
        let by = world.choose(.rewrapCosmos, at: id, &docket)
        let isSentinels = world.cosmosDB.databaseAccounts[id] == nil
        docket.rule(
            .cosmosDB(.rewrapScheduled(id, Rewrap(version: latest, since: world.stamp, by: by))),
            because: isSentinels ? Sentinel.Rule.rotationSupported.id : Rule.picksUpVersion.id,
            also: isSentinels && isNew ? [Sentinel.Rule.rotationIsVersion.id] : [])
    }
}
