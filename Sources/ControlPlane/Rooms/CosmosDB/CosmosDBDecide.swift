import VirtualTime

extension CosmosDB {
    public static func decide(
        _ command: Command, by principal: Principal, in world: World, _ docket: inout Docket
    ) throws(Refusal) {
        switch command {
        case .createOrUpdateAccount(let id, let settings):
            try decideAccount(id, settings, in: world, &docket)
        case .updateAccount(let id, let settings):
            try decideUpdate(of: liveAccount(id, in: world), settings, in: world, &docket)
        case .regenerateAccountKey(let id, let kind):
            try decideRegeneration(of: kind, on: id, in: world, &docket)
        case .deleteDatabaseAccount(let id): try decideDeletion(of: id, in: world, &docket)
        case .storeItem, .removeItem: try decideItem(command, in: world, &docket)
        case .deleteAccount(let workspace):
            guard let account = world.cosmosDB.accounts[workspace], account.deletion == nil else {
                throw Resources.absent(workspace)
            }
            // Allowed while revoked: it is the one operation left (COSMOS-REVOKE-03, SENT-REVOKE-05).
            let until = world.choose(.cosmosDelete, at: workspace, &docket)
            let operation = Resources.start(on: workspace, until: until, in: world, &docket)
            docket.rule(
                .cosmosDB(.deletionStarted(workspace, until: until, operation)),
                because: account.access.isDark ? Rule.onlyDeletion : Rule.accountDeletion)
        }
    }
}
