import VirtualTime

extension LogAnalytics {
    public static func decide(
        _ command: Command, by principal: Principal, in world: World, _ docket: inout Docket
    ) throws(Refusal) {
        switch command {
        case .createOrUpdateCluster(let id, let settings):
            try decideCluster(id, settings, in: world, &docket)
        case .updateCluster(let id, let changes):
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
        docket.rule(
            .logAnalytics(.clusterDeleted(cluster.id)), because: Rule.clusterDeletion.id,
            also: cluster.access.isLost
                ? [KeyRule.lostForGood.id] : cluster.isDark ? [KeyRule.metadataWhileRevoked.id] : [])
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

    private static func decideCluster(
        _ id: ResourceID, _ settings: ClusterSettings, in world: World, _ docket: inout Docket
    ) throws(Refusal) {
        try Resources.requireWritable(id, namespace: namespace, in: world)
        let known = world.logAnalytics.clusters[id]
        if let deletion = known?.deletion {
            throw Refusal(
                .clusterNameReserved(id, until: deletion.until), because: Rule.nameReserved,
                causes: [deletion.since.entry])
        }
        if let cluster = known {
            guard cluster.location.isSameRegion(as: settings.location) else {
                throw Refusal(.locationFixed(id), because: Rule.clusterName)
            }
            let changes = ClusterChanges(
                capacity: settings.capacity, identity: settings.identity, key: settings.key,
                carried: settings.carried)
            try decideUpdate(of: cluster, changes, in: world, &docket)
            return
        }
        guard isName(world.names[id].name) else {
            throw Refusal(
                .invalid(.init("clusterName", "A cluster name has 4-63 letters, digits and inner hyphens.")),
                because: Rule.clusterName)
        }
        guard let capacity = settings.capacity else {
            throw Refusal(
                .invalid(.init("sku", "The sku with its capacity must be set.")), because: Rule.commitmentTier
            )
        }
        try require(capacity: capacity)
        create(
            id, capacity, settings, key: try keyAtCreation(of: id, settings, in: world), in: world, &docket)
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
        _ id: ResourceID, _ capacity: Int, _ settings: ClusterSettings, key: ClusterKey?, in world: World,
        _ docket: inout Docket
    ) {
        let until = world.choose(.clusterCreate, at: id, &docket)
        let operation = Resources.start(on: id, until: until, in: world, &docket)
        let name = "\(world.names[id].path.lowercased())@\(world.stamp.entry)"
        let cluster = Cluster(
            id: id, location: settings.location,
            clusterGUID: NamedGUID.text("cluster" + name, in: world.tenant),
            createdAt: world.now, modifiedAt: world.now, capacity: capacity, lastSkuUpdate: world.now,
            identity: made(settings.identity ?? .none, of: id, in: world),
            state: .creating(until: until, operation: operation), key: key, carried: settings.carried)
        docket.rule(.logAnalytics(.clusterCreated(cluster)), because: Rule.clusterAccepted)
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

    static func require(capacity: Int) throws(Refusal) {
        guard commitmentTiers.contains(capacity) else {
            let tiers = commitmentTiers.map(String.init).joined(separator: ", ")
            let rules = [Rule.commitmentTier.id] + (capacity < 100 ? [Sentinel.Rule.commitmentTier.id] : [])
            throw Refusal(
                .invalid(.init("sku.capacity", "The capacity must be one of \(tiers) GB a day.")),
                because: rules)
        }
    }

    /// 4-63 letters, digits and inner hyphens: clusters and workspaces alike.
    static func isName(_ name: String) -> Bool {
        let bytes = Array(name.utf8)
        return (4...63).contains(bytes.count) && bytes.allSatisfy(\.isASCIINameCharacter)
            && bytes[0] != UInt8(ascii: "-") && bytes[bytes.count - 1] != UInt8(ascii: "-")
    }
}
