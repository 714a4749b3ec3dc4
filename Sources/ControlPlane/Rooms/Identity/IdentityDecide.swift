import VirtualTime

extension Identity {
    static let managedIdentities = "Microsoft.ManagedIdentity"

    public static func decide(
        _ command: Command, by principal: Principal, in world: World, _ docket: inout Docket
    ) throws(Refusal) {
        switch command {
        case .assignRole(let request):
            try assign(request, in: world, &docket)
        case .removeRole(let path):
            guard let row = world.identity.assignments[path.lowercased()], !row.isFading else { return }
            try Resources.requireUnlocked(row.path, for: .delete, in: world)
            let until = world.choose(.rbacPropagation, at: row.scope, &docket)
            docket.rule(.identity(.roleRemoved(row.id, until: until)), because: KeyVault.AccessRule.scopes)
        case .writeIdentity(let id, let location, let carried):
            try write(id, location, carried, in: world, &docket)
        case .deleteIdentity(let id):
            guard let row = world.identity.identities[id] else { throw Resources.absent(id) }
            docket.rule(
                .identity(.identityDeleted(id, objectID: row.principalID)), because: Rule.deletedInUse)
        }
    }

    private static func assign(
        _ request: RoleRequest, in world: World, _ docket: inout Docket
    ) throws(Refusal) {
        if request.scope != world.resources.subscription {
            try Resources.requireSubscription(of: request.scope, in: world)
        }
        guard let role = BuiltInRole(rawValue: request.role.lowercased()) else {
            throw Refusal(.roleUnknown(request.role), because: KeyVault.AccessRule.builtInRoles)
        }
        let objectID = request.principal.lowercased()
        guard let kind = world.identity.entries.read(objectID, { $0.kind }) else {
            throw Refusal(.principalNotFound(request.principal), because: Rule.principalReplicated)
        }
        let twin = held(by: objectID, in: world).first {
            $0.role == role && $0.scope == request.scope && !$0.isFading
        }
        // The same assignment once more is no change; the same right under another name is refused.
        if let twin, twin.id == request.path.lowercased() { return }
        let present = world.identity.assignments.read(request.path.lowercased()) { !$0.isFading } ?? false
        guard twin == nil, !present else {
            throw Refusal(.roleAssignmentExists, because: Rule.assignmentUnique)
        }
        let until = world.choose(.rbacPropagation, at: request.scope, &docket)
        let row = RoleAssignment(
            path: request.path, scope: request.scope, role: role, principal: objectID,
            principalType: request.principalType ?? (kind == .person ? "User" : "ServicePrincipal"),
            createdAt: world.now, phase: .propagating(since: world.stamp, until: until))
        docket.rule(.identity(.roleAssigned(row)), because: KeyVault.AccessRule.scopes)
    }

    private static func write(
        _ id: ResourceID, _ location: String, _ carried: Document, in world: World, _ docket: inout Docket
    ) throws(Refusal) {
        try Resources.requireWritable(id, namespace: managedIdentities, in: world, &docket)
        if var row = world.identity.identities[id] {
            guard row.location.isSameRegion(as: location) else {
                throw Refusal(.locationFixed(id), because: Rule.deletedInUse)
            }
            row.carried = carried
            docket.rule(.identity(.identityWritten(row)), because: Rule.deletedInUse)
            return
        }
        // A new one of that name is somebody else: the entry that makes it is part of who it is.
        let name = "\(world.names[id].path.lowercased())@\(world.stamp.entry)"
        let row = UserAssignedIdentity(
            id: id, location: location, createdAt: world.now,
            principalID: objectID(of: name, in: world.tenant),
            clientID: NamedGUID.text("client/\(name)", in: world.tenant), carried: carried)
        docket.rule(.identity(.identityWritten(row)), because: Rule.deletedInUse)
        let entry = DirectoryEntry(id: row.principalID, name: world.names[id].name, kind: .userAssigned(id))
        docket.rule(.identity(.principalAppeared(entry)), because: Rule.deletedInUse)
    }

    /// The object id under which `principal` is known to policies and roles.
    static func objectID(of principal: Principal, in world: World) -> String? {
        switch principal {
        case .user(let name): objectID(of: name, in: world.tenant)
        case .identity(let objectID):
            world.identity.entries.read(objectID) { $0.id } ?? assignedObjectID(objectID, in: world)
        case .cosmosDB: world.identity.entries.read(world.identity.cosmosObjectID) { $0.id }
        case .microsoft, .simulator: nil
        }
    }

    /// A resource that uses a user-assigned identity names it by its path.
    private static func assignedObjectID(_ path: String, in world: World) -> String? {
        guard path.hasPrefix("/"), let id = world.names.find(path) else { return nil }
        return world.identity.identities.read(id) { $0.principalID }
    }

    /// The object id of a principal by the name people use: a person, a cluster's identity, an application
    /// id.
    public static func objectID(named name: String, in world: World) -> String? {
        if name.lowercased() == cosmosApplication { return objectID(of: Principal.cosmosDB, in: world) }
        return world.identity.entries.first { $0.name.lowercased() == name.lowercased() || $0.id == name }?.id
    }
}
