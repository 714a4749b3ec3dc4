import ControlPlane
import Simulation
import VirtualTime

extension SimulatedWorld {
    /// Azure Cosmos DB as vaults know it.
    static let cosmosApplication = Identity.cosmosApplication

    /// What stands behind Sentinel is not among them: no client sees it (SENT-ONB-12).
    public func things() -> [Reference] {
        let world = timeline.world
        var things = Probe.things(in: world).map { Reference(kind: $0.kind, name: $0.name) }
        for key in world.keyVault.keys {
            guard let name = world.reference(of: key.id)?.name else { continue }
            things += key.versions.map { Reference(kind: "keyversion", name: "\(name)/\($0.name)") }
        }
        for vault in things where vault.kind == "vault" {
            let holders =
                Vocabulary.people + things.filter { $0.kind == "cluster" }.map(\.name)
                + [Self.cosmosApplication]
            things += holders.map { Reference(kind: "policy", name: "\(vault.name)/\($0)") }
        }
        return things.filter { $0.kind != "cosmos" && probeShort($0) != nil }
    }

    public func sourceMinutes(_ fate: RecordFate, of workspace: Reference) -> [Range<Int64>] {
        let row = timeline.world.workspace(named: workspace.name)
        return row?.data.minutes(of: fate == .stored ? .stored : .dropped, at: timeline.now) ?? []
    }
}
