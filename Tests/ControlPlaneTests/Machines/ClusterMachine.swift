import ControlPlane
import VirtualTime

extension Machines {
    static var cluster: Machine {
        let none = Timeline.contoso(.key)
        let withWorkspace = none.after({ $0.createWorkspace() }, { $0.advance(by: .minutes(1)) })
        let creating = withWorkspace.after { $0.createCluster() }
        let succeeded = Timeline.contoso(.granted).after(
            { $0.createWorkspace() }, { $0.advance(by: .minutes(1)) })
        let updating = succeeded.after { $0.setClusterKey(version: "") }
        let underKey = Timeline.contoso(.underKey, key: .automatic)
        let moving = underKey.after({ $0.createKey(at: next) }, { $0.setClusterKey("next", version: "") })
        let deleted = succeeded.after { $0.deleteCluster() }
        let metadata = LogAnalytics.ClusterChanges(
            capacity: 200, billingType: "Workspaces", carried: ["tags": ["team": "soc"]])
        return Machine(
            number: "8.3", title: "Cluster provisioning",
            about: "With a key in its vault and the grant to use it, where the guard says nothing else.",
            look: MachineWords.cluster, isStep: isClusterStep,
            rows: [
                Transition(1, "(none)", "PUT", "nobody holds the name", from: none) { $0.createCluster() },
                Transition(2, "Creating", "timer", from: creating, .time()),
                Transition(3, "Creating", "PATCH", from: creating) { $0.setClusterKey(version: "") },
                Transition(3, "Creating", "link", from: creating) { $0.link() },
                Transition(3, "Creating", "DELETE", from: creating) { $0.deleteCluster() },
                Transition(
                    4, "Succeeded", "PATCH sku, billing, tags", "a higher tier", from: succeeded
                ) { $0.updateCluster(metadata) },
                Transition(
                    5, "Succeeded", "PATCH key or identity", "the key can be used", from: succeeded
                ) { $0.setClusterKey(version: "") },
                Transition(
                    5, "Succeeded", "PATCH key or identity", "another identity", from: succeeded
                ) { $0.setClusterIdentity(.none) },
                Transition(
                    6, "Succeeded", "PATCH key", "the key is disabled",
                    from: succeeded.after { $0.disableKey() }
                ) { $0.setClusterKey(version: "") },
                Transition(7, "Updating", "timer", "the key can still be used", from: updating, .time()),
                Transition(
                    8, "Updating", "key unusable", "the present key, while another is to follow",
                    from: moving,
                    look: updateEnd, act: { $0.disableKey() }),
                Transition(
                    8, "Updating", "key unusable", "the first key of a cluster", from: updating,
                    look: updateEnd, .act { $0.disableKey() }, .time()),
                Transition(9, "Updating", "PATCH", from: updating) { $0.updateCluster(metadata) },
                Transition(9, "Updating", "link", from: updating) { $0.link() },
                Transition(10, "Succeeded", "DELETE", from: succeeded) { $0.deleteCluster() },
                Transition(11, "Tombstone", "PUT same name", from: deleted) { $0.createCluster() },
                Transition(12, "Tombstone", "clock +14 d", from: deleted, .time()),
            ])
    }

    private static let next = "\(Contoso.vault)/keys/next"

    /// How the operation ended, and where that has left the cluster.
    private static func updateEnd(_ timeline: Timeline) -> String {
        let operation = MachineWords.operation(on: Contoso.cluster)(timeline)
        let state = MachineWords.cluster(timeline)
        guard operation == "Failed" else { return state }
        let key = timeline.cluster?.key?.key
        let isOld = key == nil || key != timeline.find(next)
        return "\(operation) → \(state)\(isOld ? "(old key)" : "(new key)")"
    }

    /// Steps of the cluster itself, and not of its access to the key.
    private static func isClusterStep(_ event: AnyEvent) -> Bool {
        switch event {
        case .logAnalytics(.keyAccessChanged), .logAnalytics(.clusterNameReserved): false
        case .logAnalytics: true
        default: false
        }
    }
}
