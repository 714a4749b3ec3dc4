import ControlPlane
import Simulation
import VirtualTime

/// Finds out what an assessment says, by looking at a world and by trying things out in forks of it.
struct Assessor {
    let rehearsal: Rehearsal
    let stores: [KeyedStore]

    var world: World { rehearsal.world }

    init(_ timeline: Timeline) {
        rehearsal = Rehearsal(start: WireClient(timeline))
        stores = KeyedStore.all(in: timeline.world)
    }

    func findings() -> [Finding] {
        prerequisites() + changes() + losses() + dependencies() + weaknesses()
    }

    // MARK: Words

    func name(_ id: ResourceID) -> String {
        world.reference(of: id)?.description ?? world.names[id].path
    }

    func workspaceName(_ workspace: LogAnalytics.Workspace) -> String {
        "workspace/\(world.names[workspace.id].name)"
    }

    func list(_ texts: [String]) -> Document { .array(texts.map { .string($0) }) }

    /// `a, b and c`
    func sentence(_ texts: [String]) -> String {
        guard let last = texts.last, texts.count > 1 else { return texts.first ?? "nothing" }
        return texts.dropLast().joined(separator: ", ") + " and " + last
    }

    /// The name of whoever reaches a vault for a store.
    func principalName(_ principal: Principal) -> String {
        switch principal {
        case .identity(let named):
            guard named.hasPrefix("/") else {
                return "identity/" + (world.identity.entries[named]?.name ?? named)
            }
            return "identity/" + (named.split(separator: "/").last.map(String.init) ?? named)
        case .user, .cosmosDB, .microsoft, .simulator: return principal.name
        }
    }
}
