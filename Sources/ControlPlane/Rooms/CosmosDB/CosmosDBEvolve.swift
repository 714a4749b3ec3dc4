import VirtualTime

extension CosmosDB {
    public static func evolve(_ state: inout State, _ event: Event, at stamp: Stamp) {
        switch event {
        case .accountCreated(let account):
            state.accounts.put(account)
            state.accountsByVault.add(account.id, to: account.vault)
        case .keyAccessChanged(let id, let access): _ = state.accounts.change(id) { $0.access = access }
        case .validityNoted(let id, let at): _ = state.accounts.change(id) { $0.validity = at }
        case .validityReached(let id): _ = state.accounts.change(id) { $0.validity = nil }
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
        }
    }
}
