import ControlPlane
import VirtualTime

/// The machines of the control plane, each at the story's resource, every bound reached at its latest.
enum Machines {
    static var all: [MachineTable] {
        [clusterAccess, accountAccess, registration, cluster, link, vault, key, onboarding]
    }

    static var boundReached: (String, MachineTable.Act) { ("bound reached", { _ = $0.advanceToNextAlarm() }) }

    private static func access(
        _ title: String, _ about: String, _ state: @escaping (Timeline) -> KeyAccess?,
        _ isStep: @escaping (AnyEvent) -> Bool
    ) -> MachineTable {
        let held = Timeline.contosoCMK()
        let revoking = held.after { $0.disableKey() }
        let revoked = revoking.after { $0.advance(by: .hours(1)) }
        let restoring = revoked.after { $0.enableKey() }
        return MachineTable(
            title: title, about: about,
            states: [("held", held), ("revoking", revoking), ("revoked", revoked), ("restoring", restoring)],
            triggers: [("key lost", { $0.disableKey() }), ("key back", { $0.enableKey() }), boundReached],
            state: { word(for: state($0)) }, isStep: isStep)
    }
    private static func word(for access: KeyAccess?) -> String {
        switch access {
        case nil: "none"
        case .held: "held"
        case .revoking: "revoking"
        case .revoked: "revoked"
        case .restoring: "restoring"
        case .lost: "lost"
        }
    }

    static var clusterAccess: MachineTable {
        access("Key access of a cluster", "What a dedicated cluster may still do.", { $0.cluster?.access }) {
            if case .logAnalytics(.keyAccessChanged) = $0 { true } else { false }
        }
    }
    static var accountAccess: MachineTable {
        access(
            "Key access of the Azure Cosmos DB account", "The same machine, with the account's own rules.",
            { $0.account?.access }
        ) {
            if case .cosmosDB(.keyAccessChanged) = $0 { true } else { false }
        }
    }

    static var registration: MachineTable {
        let none = Timeline.contoso(.group)
        let registering = none.after { $0.register() }
        let registered = registering.after { $0.advance(by: .minutes(1)) }
        let unregister: MachineTable.Act = {
            $0.submit {
                .resources(.unregister($0.intern(Contoso.documentDB), namespace: "Microsoft.DocumentDB"))
            }
        }
        let unregistering = registered.after(unregister)
        return MachineTable(
            title: "Registration of a provider", about: "`Microsoft.DocumentDB` in the subscription.",
            states: [
                ("NotRegistered", none), ("Registering", registering), ("Registered", registered),
                ("Unregistering", unregistering),
                ("Unregistered", unregistering.after { $0.advance(by: .minutes(1)) }),
            ],
            triggers: [("register", { $0.register() }), ("unregister", unregister), boundReached],
            state: { Resources.registration(of: "Microsoft.DocumentDB", in: $0.world).text },
            isStep: { if case .resources = $0 { true } else { false } })
    }

    static var cluster: MachineTable {
        let none = Timeline.contoso(.key)
        let creating = none.after { $0.createCluster() }
        let succeeded = Timeline.contoso(.granted)
        return MachineTable(
            title: "Provisioning of a cluster", about: "With a key in its vault and the grant to use it.",
            states: [
                ("none", none), ("Creating", creating), ("Succeeded", succeeded),
                ("Updating", succeeded.after { $0.setClusterKey(version: "") }),
                ("name reserved", succeeded.after { $0.deleteCluster() }),
            ],
            triggers: [
                ("PUT", { $0.createCluster() }), ("PATCH of the key", { $0.setClusterKey(version: "") }),
                ("DELETE", { $0.deleteCluster() }), boundReached,
            ],
            state: { $0.cluster.map { $0.isDeleted ? "name reserved" : $0.state.text } ?? "none" },
            isStep: { if case .logAnalytics = $0 { true } else { false } })
    }
}
