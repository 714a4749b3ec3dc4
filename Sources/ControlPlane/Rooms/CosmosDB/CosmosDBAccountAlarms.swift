import VirtualTime

/// What falls due in an account of the customer's own.
extension CosmosDB {
    static func ring(_ account: DatabaseAccount, in world: World, _ docket: inout Docket) {
        switch account.state {
        case .creating(_, let operation):
            docket.cite(operation.startedBy)
            guard let key = account.key else {
                docket.rule(.cosmosDB(.databaseAccountSettled(account.id)), because: Rule.accountDeletion)
                Resources.end(operation, .succeeded, &docket)
                return
            }
            guard let holder = holder(of: account, key, in: world),
                reach(.wrapKey, holder, version: nil, in: world) == .usable
            else {
                let refusal = Refusal(.accountKeyRefused(isNetwork: false), because: Rule.grantNeeded)
                docket.rule(.cosmosDB(.databaseAccountFailed(account.id)), because: Rule.grantNeeded)
                Resources.end(operation, .failed(refusal), &docket)
                return
            }
            settle(account, holder, because: Rule.showsKey, operation, &docket)
        case .converting(_, let operation):
            docket.cite(operation.startedBy)
            // The key was looked at when the conversion began; what became of it shows now.
            guard let key = account.key, let holder = holder(of: account, key, in: world) else {
                docket.rule(.cosmosDB(.databaseAccountFailed(account.id)), because: Rule.converts)
                Resources.end(operation, .failed(Resources.absent(account.id)), &docket)
                return
            }
            settle(account, holder, because: Rule.converts, operation, &docket)
        case .updating(_, let operation):
            docket.cite(operation.startedBy)
            docket.rule(.cosmosDB(.databaseAccountSettled(account.id)), because: Rule.accountDeletion)
            Resources.end(operation, .succeeded, &docket)
        case .deleting(_, let operation):
            docket.cite(operation.startedBy)
            docket.rule(.cosmosDB(.databaseAccountDeleted(account.id)), because: Rule.accountDeletion)
            if world.cosmosDB.accounts[account.id] != nil {
                docket.rule(.cosmosDB(.accountForgotten(account.id)), because: Rule.accountDeletion)
            }
            Resources.end(operation, .succeeded, &docket)
        case .succeeded, .failed: return
        }
    }

    private static func settle(
        _ account: DatabaseAccount, _ holder: Account, because rule: Rule, _ operation: OperationID,
        _ docket: inout Docket
    ) {
        docket.rule(.cosmosDB(.databaseAccountSettled(account.id)), because: rule)
        docket.rule(.cosmosDB(.accountCreated(holder)), because: rule)
        Resources.end(operation, .succeeded, &docket)
    }

    private static func holder(of account: DatabaseAccount, _ key: AccountKey, in world: World) -> Account? {
        guard let latest = world.keyVault.keys[key.key]?.latest.name else { return nil }
        return Account(
            id: account.id, createdAt: world.now, key: key.key, vault: key.vault,
            principal: principal(of: account.defaultIdentity, account.identity), wrappedWith: latest)
    }
}
