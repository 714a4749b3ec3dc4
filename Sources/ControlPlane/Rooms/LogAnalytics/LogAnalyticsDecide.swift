import VirtualTime

extension LogAnalytics {
    public static func decide(
        _ command: Command, by principal: Principal, in world: World, _ docket: inout Docket
    ) throws(Refusal) {
        switch command {
        case .createOrUpdateCluster(let id, let settings):
            try decideCluster(id, settings, in: world, &docket)
        case .updateCluster(let id, let changes):
            try requireNotDeleting(id, in: world)
            try decideUpdate(of: liveCluster(id, in: world), changes, in: world, &docket)
        case .deleteCluster(let id):
            let cluster = try liveCluster(id, in: world)
            if case .creating(_, let operation) = cluster.state {
                throw Refusal(
                    .operationInProgress(id),
                    because: [Rule.notWhileProvisioning.id, ErrorRule.deletedWhileProvisioning.id],
                    causes: [operation.startedBy])
            }
            delete(cluster, in: world, &docket)
        case .contactSupport(let id, let topic):
            try decideSupport(of: liveCluster(id, in: world), topic, in: world, &docket)
        default:
            try decideWorkspace(command, in: world, &docket)
        }
    }

    /// Only support gives an identity back that was taken off a cluster under a key (LA-ID-05).
    private static func decideSupport(
        of cluster: Cluster, _ topic: String, in world: World, _ docket: inout Docket
    ) throws(Refusal) {
        docket.rule(
            .logAnalytics(.supportContacted(cluster.id, topic: topic)), because: Rule.identityRemoved)
        guard topic == "restore-identity", cluster.identityForfeited else { return }
        docket.rule(.logAnalytics(.clusterIdentityRestored(cluster.id)), because: Rule.identityRemoved)
    }

    /// Deletes a cluster, and ends what runs on it: its own operation and those of its links.
    static func delete(_ cluster: Cluster, in world: World, _ docket: inout Docket) {
        var rules = [ClusterRule.goneAtOnce.id, ClusterRule.billed.id]
        if cluster.isDark {
            rules.append(
                cluster.access.isLost ? KeyRule.lostForGood.id : KeyRule.metadataWhileRevoked.id)
        }
        docket.rule(
            .logAnalytics(.clusterDeleted(cluster.id)), because: Rule.clusterDeletion.id, also: rules)
        docket.rule(
            .logAnalytics(
                .clusterNameReserved(cluster.id, until: world.now + world.settings.fixed(.nameReserved))),
            because: ClusterRule.removal)
        Resources.end(cluster.state.operation, .canceled, &docket)
        for workspace in world.logAnalytics.workspaces {
            switch workspace.link {
            case .linking(cluster.id, _, let operation): Resources.end(operation, .canceled, &docket)
            case .unlinking(cluster.id, _, let operation): Resources.end(operation, .succeeded, &docket)
            case .none, .linked, .linking, .unlinking: continue
            }
        }
    }

    /// A cluster that is there to be read or changed.
    static func liveCluster(_ id: ResourceID, in world: World) throws(Refusal) -> Cluster {
        if let group = world.names[id].group { try Resources.requireGroup(group, in: world) }
        guard let cluster = world.logAnalytics.clusters[id], !cluster.isDeleted else {
            throw Resources.absent(id)
        }
        return cluster
    }

    /// A cluster that is being removed is not there to be read, and says so to who updates it (LA-DEL-04).
    private static func requireNotDeleting(_ id: ResourceID, in world: World) throws(Refusal) {
        guard let deletion = world.logAnalytics.clusters.read(id, { $0.deletion }) ?? nil else { return }
        let error = deletion.interruptedOperation ? ErrorRule.deletedInOperation : ErrorRule.clusterDeleting
        throw Refusal(
            .clusterDeleting(id), because: [ClusterRule.updatesWhileDeleting.id, error.id],
            causes: [deletion.since.entry])
    }

    private static func decideCluster(
        _ id: ResourceID, _ settings: ClusterSettings, in world: World, _ docket: inout Docket
    ) throws(Refusal) {
        try Resources.requireWritable(id, namespace: namespace, in: world, &docket)
        let known = world.logAnalytics.clusters[id]
        if let deletion = known?.deletion {
            throw Refusal(
                .clusterNameReserved(id, until: deletion.until),
                because: [Rule.nameReserved.id, ErrorRule.nameHeld.id], causes: [deletion.since.entry])
        }
        if let cluster = known {
            guard cluster.location.isSameRegion(as: settings.location) else {
                throw Refusal(.locationFixed(id), because: ClusterRule.cannotMove)
            }
            let changes = ClusterChanges(
                skuName: settings.skuName, capacity: settings.capacity, billingType: settings.billingType,
                isDoubleEncrypted: settings.isDoubleEncrypted, usesZones: settings.usesZones,
                identity: settings.identity, key: settings.key, carried: settings.carried)
            try decideUpdate(of: cluster, changes, in: world, &docket)
            return
        }
        guard isClusterName(world.names[id].name, in: world) else {
            let rule =
                world.settings.isDefault(.clusterNameRule)
                ? "4-63 letters, digits and inner hyphens" : "3-63 letters and digits"
            throw Refusal(
                .invalid(.init("clusterName", "A cluster name has \(rule).")),
                because: [Rule.clusterName.id, ErrorRule.nameInvalid.id])
        }
        let capacity = try capacityAtCreation(settings)
        let billing = try billingType(settings.billingType) ?? .cluster
        try requireRegion(of: settings)
        try requireQuota(at: settings.location, in: world)
        let key = try keyAtCreation(of: id, settings, in: world)
        create(id, capacity, settings, billing, key: key, in: world, &docket)
    }

    private static func keyAtCreation(
        of id: ResourceID, _ settings: ClusterSettings, in world: World
    ) throws(Refusal) -> ClusterKey? {
        guard let key = settings.key, !key.clears else { return nil }
        guard settings.identity != .systemAssigned else {
            throw Refusal(
                .invalid(
                    .init(
                        "keyVaultProperties", "A new system-assigned identity has no access to the key yet.")),
                because: [Rule.noKeyAtCreation.id, ErrorRule.keyAtCreation.id])
        }
        return try validated(
            key, by: made(settings.identity ?? .none, of: id, in: world), location: settings.location,
            in: world)
    }

    private static func create(
        _ id: ResourceID, _ capacity: Int, _ settings: ClusterSettings, _ billing: BillingType,
        key: ClusterKey?, in world: World, _ docket: inout Docket
    ) {
        let until = world.choose(.clusterCreate, at: id, &docket)
        let operation = Resources.start(on: id, until: until, in: world, &docket)
        let name = "\(world.names[id].path.lowercased())@\(world.stamp.entry)"
        let offersZones = RegionCapabilities.hasZones(settings.location)
        let offersEncryption = RegionCapabilities.hasDoubleEncryption(settings.location)
        let cluster = Cluster(
            id: id, location: settings.location,
            clusterGUID: NamedGUID.text("cluster" + name, in: world.tenant),
            createdAt: world.now, modifiedAt: world.now, capacity: capacity, lastSkuUpdate: world.now,
            identity: made(settings.identity ?? .none, of: id, in: world),
            state: .creating(until: until, operation: operation), key: key, billingType: billing,
            isDoubleEncrypted: settings.isDoubleEncrypted ?? offersEncryption,
            usesZones: settings.usesZones ?? offersZones, carried: settings.carried)
        docket.rule(
            .logAnalytics(.clusterCreated(cluster)), because: Rule.clusterAccepted,
            also: [ClusterRule.states]
                + (settings.identity == .systemAssigned
                    ? [Rule.principalFromAcceptance] : []))
        if settings.identity == nil {
            docket.advise(
                ErrorRule.identityEmpty, on: id, "without an identity the cluster can have no key")
        }
    }

    /// The identity a request stands for; a system-assigned one gets its object id now (LA-CREATE-03).
    static func made(_ request: IdentityRequest, of id: ResourceID, in world: World) -> ClusterIdentity {
        switch request {
        case .none: .none
        case .userAssigned(let identity): .userAssigned(identity)
        case .systemAssigned:
            .systemAssigned(
                objectID: Identity.objectID(
                    of: "\(world.names[id].path.lowercased())@\(world.stamp.entry)", in: world.tenant))
        }
    }
}
