import VirtualTime

extension Identity {
    public static func react(to event: AnyEvent, in world: World, _ docket: inout Docket) {
        switch event {
        case .resources(.registrationCompleted(_, let namespace))
        where namespace.lowercased() == cosmosNamespace:
            let entry = DirectoryEntry(
                id: world.identity.cosmosObjectID, name: "Azure Cosmos DB",
                kind: .firstParty(application: cosmosApplication))
            guard world.identity.entries[entry.id] == nil else { return }
            // Another tenant's is another one, and neither is the application's id.
            docket.rule(
                .identity(.principalAppeared(entry)), because: CosmosDB.Rule.registration,
                also: [CosmosDB.Rule.principalDiffers])
        case .logAnalytics(.clusterCreated(let cluster)):
            guard case .systemAssigned(let objectID) = cluster.identity else { return }
            appear(objectID, of: cluster.id, in: world, &docket)
        case .logAnalytics(.clusterIdentityChanged(let id, let identity)):
            remove(identitiesOf: id, in: world, &docket)
            guard case .systemAssigned(let objectID) = identity else { return }
            appear(objectID, of: id, in: world, &docket)
        case .logAnalytics(.clusterIdentityRestored(let id)):
            let identity = world.logAnalytics.clusters.read(id) { $0.identity }
            guard case .systemAssigned(let objectID)? = identity, world.identity.entries[objectID] == nil
            else { return }
            appear(objectID, of: id, in: world, &docket)
        case .cosmosDB(.databaseAccountCreated(let account)):
            if let objectID = account.identity.objectID {
                appear(objectID, of: account.id, in: world, &docket)
            }
        case .cosmosDB(.databaseAccountIdentityChanged(let id, let identity, _)):
            guard identity.objectID.map({ world.identity.entries[$0] == nil }) ?? true else { return }
            remove(identitiesOf: id, in: world, &docket)
            if let objectID = identity.objectID { appear(objectID, of: id, in: world, &docket) }
        case .cosmosDB(.databaseAccountDeleted(let id)): remove(identitiesOf: id, in: world, &docket)
        case .logAnalytics(.clusterDeleted(let id)):
            remove(identitiesOf: id, in: world, &docket)
        case .keyVault(.vaultDeleted(let vault, _)):
            remove(rolesUnder: vault, because: KeyVault.AccessRule.rolesGoWithVault, in: world, &docket)
        case .resources(.groupDeleted(let group)):
            for row in world.identity.identities where world.names[row.id].group == group {
                docket.rule(
                    .identity(.identityDeleted(row.id, objectID: row.principalID)),
                    because: Rule.deletedInUse)
            }
        default: return
        }
    }

    private static func remove(
        rolesUnder scope: ResourceID, because rule: some DocumentedRule, in world: World,
        _ docket: inout Docket
    ) {
        for row in world.identity.assignments where world.names.covers(scope, row.scope) {
            docket.rule(.identity(.roleGone(row.id)), because: rule)
        }
    }

    private static func remove(identitiesOf cluster: ResourceID, in world: World, _ docket: inout Docket) {
        for entry in world.identity.entries where entry.kind == .systemAssigned(of: cluster) {
            docket.rule(.identity(.principalRemoved(objectID: entry.id)), because: Rule.livesWithResource)
        }
    }

    private static func appear(
        _ objectID: String, of cluster: ResourceID, in world: World, _ docket: inout Docket
    ) {
        let entry = DirectoryEntry(
            id: objectID, name: world.names[cluster].name, kind: .systemAssigned(of: cluster))
        docket.rule(
            .identity(.principalAppeared(entry)), because: LogAnalytics.Rule.principalFromAcceptance)
    }
}
