import VirtualTime

extension CosmosDB {
    public static func decide(
        _ command: Command, by principal: Principal, in world: World, _ docket: inout Docket
    ) throws(Refusal) {
        switch command {
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
