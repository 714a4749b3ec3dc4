import ControlPlane
import VirtualTime

extension Identity.Event {
    func words(_ thing: (ResourceID) -> String, in world: World) -> Words {
        func holder(_ objectID: String) -> String {
            "identity/\(world.identity.entries[objectID]?.name ?? objectID)"
        }
        func role(_ act: String, _ id: String) -> Words {
            guard let row = world.identity.assignments[id] else { return Words(act: act) }
            return Words(act: act, thing: holder(row.principal), property: "roles", to: row.role.title)
        }
        switch self {
        case .principalAppeared(let entry):
            return Words(
                act: "principal appeared", thing: "identity/\(entry.name)", property: "exists", to: "true")
        case .principalRemoved(let objectID):
            return Words(
                act: "principal removed", thing: "identity/\(objectID)", property: "exists", to: "false")
        case .roleAssigned(let row):
            return Words(
                act: "role assigned", thing: holder(row.principal), property: "roles", to: row.role.title)
        case .roleRemoved(let id, _): return role("role removed", id)
        case .roleEffective(let id): return role("role effective", id)
        case .roleGone(let id): return role("role gone", id)
        case .identityWritten(let row):
            return Words(act: "identity written", thing: "identity/\(world.names[row.id].name)")
        case .identityDeleted(let id, _):
            return Words(
                act: "identity deleted", thing: "identity/\(world.names[id].name)", property: "exists",
                to: "false")
        }
    }
}

extension Identity.Command {
    func words(in world: World) -> Words {
        switch self {
        case .assignRole(let request):
            Words(act: "role.assign", thing: thing(request.scope, in: world))
        case .removeRole(let path):
            Words(
                act: "role.remove",
                thing: world.identity.assignments[path.lowercased()].map { thing($0.scope, in: world) })
        case .writeIdentity(let id, _, _):
            Words(act: "identity.write", thing: "identity/\(world.names[id].name)")
        case .deleteIdentity(let id):
            Words(act: "identity.delete", thing: "identity/\(world.names[id].name)")
        }
    }

    private func thing(_ id: ResourceID, in world: World) -> String {
        world.reference(of: id)?.description ?? world.names[id].name
    }
}
