import VirtualTime

extension CosmosDB {
    public static func evolve(_ state: inout State, _ event: Event, at stamp: Stamp) {
        evolveItems(&state, event)
        switch event {
        case .accountCreated(let account):
            state.accounts.put(account)
            state.accountsByVault.add(account.id, to: account.vault)
        case .keyAccessChanged(let id, let access): _ = state.accounts.change(id) { $0.access = access }
        case .rewrapScheduled(let id, let rewrap): _ = state.accounts.change(id) { $0.rewrap = rewrap }
        case .rewrapAbandoned(let id): _ = state.accounts.change(id) { $0.rewrap = nil }
        case .keyRewrapped(let id, let version):
            _ = state.accounts.change(id) {
                $0.rewrap = nil
                $0.wrappedWith = version
            }
        case .deletionStarted(let id, let until, let operation):
            _ = state.accounts.change(id) { $0.deletion = .running(until: until, operation: operation) }
        case .accountDeleted(let id):
            guard let vault = state.accounts[id]?.vault else { return }
            _ = state.accounts.change(id) { $0.deletion = .deleted }
            state.accountsByVault.remove(id, from: vault)
        case .accountForgotten(let id):
            guard let vault = state.accounts[id]?.vault else { return }
            state.accounts.remove(id)
            state.accountsByVault.remove(id, from: vault)
        default: evolveOwn(&state, event)
        }
    }

    /// The customer's own accounts.
    private static func evolveOwn(_ state: inout State, _ event: Event) {
        func change(_ id: ResourceID, _ body: (inout DatabaseAccount) -> Void) {
            _ = state.databaseAccounts.change(id) { body(&$0) }
        }
        switch event {
        case .databaseAccountCreated(let account):
            state.databaseAccounts.put(account)
        case .databaseAccountChanged(let id, let settings):
            change(id) {
                if let regions = settings.regions { $0.regions = regions }
                if let continuous = settings.continuousBackup { $0.continuousBackup = continuous }
                if let capabilities = settings.capabilities { $0.capabilities = capabilities }
                if let carried = settings.carried { $0.carried = carried }
            }
        case .databaseAccountIdentityChanged(let id, let identity, let defaultIdentity):
            change(id) {
                $0.identity = identity
                $0.defaultIdentity = defaultIdentity
            }
            _ = state.accounts.change(id) { $0.principal = principal(of: defaultIdentity, identity) }
        case .conversionStarted(let id, let key, let until, let operation):
            change(id) {
                $0.key = key
                $0.state = .converting(until: until, operation: operation)
            }
        case .databaseAccountUpdating(let id, let until, let operation):
            change(id) { $0.state = .updating(until: until, operation: operation) }
        case .accountKeyRegenerated(let id, let kind): change(id) { $0.keys[kind] += 1 }
        case .accountRekeyed(let id, let key, let version): rekey(id, key, version, &state)
        case .databaseAccountSettled(let id): change(id) { $0.state = .succeeded }
        case .databaseAccountFailed(let id): change(id) { $0.state = .failed }
        case .databaseAccountDeletionStarted(let id, let until, let operation):
            change(id) { $0.state = .deleting(until: until, operation: operation) }
        case .databaseAccountDeleted(let id): state.databaseAccounts.remove(id)
        default: return
        }
    }

    private static func rekey(
        _ id: ResourceID, _ key: AccountKey, _ version: String, _ state: inout State
    ) {
        _ = state.databaseAccounts.change(id) { $0.key = key }
        guard let before = state.accounts[id]?.vault else { return }
        _ = state.accounts.change(id) {
            $0.key = key.key
            $0.vault = key.vault
            $0.wrappedWith = version
            $0.rewrap = nil
        }
        state.accountsByVault.remove(id, from: before)
        state.accountsByVault.add(id, to: key.vault)
    }
}
