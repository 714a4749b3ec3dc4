import VirtualTime

extension Identity {
    public static func decide(
        _ command: Command, by principal: Principal, in world: World, _ docket: inout Docket
    ) throws(Refusal) {}

    /// The object id under which `principal` is known to the vault's policies.
    static func objectID(of principal: Principal, in world: World) -> String? {
        switch principal {
        case .user(let name): objectID(of: name, in: world.tenant)
        case .identity(let objectID): world.identity.entries.read(objectID) { $0.id }
        case .cosmosDB: world.identity.entries.read(world.identity.cosmosObjectID) { $0.id }
        case .microsoft, .simulator: nil
        }
    }

    /// The object id of a principal by the name people use: a person, a cluster's identity, an application
    /// id.
    public static func objectID(named name: String, in world: World) -> String? {
        if name.lowercased() == cosmosApplication { return objectID(of: Principal.cosmosDB, in: world) }
        return world.identity.entries.first { $0.name.lowercased() == name.lowercased() || $0.id == name }?.id
    }
}
