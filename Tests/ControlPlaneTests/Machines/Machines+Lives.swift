import ControlPlane
import VirtualTime

extension Machines {
    static var link: MachineTable {
        let other = Contoso.cluster(named: "contoso-2")
        var none = Timeline.contoso(.workspace)
        none.createCluster(other)
        none.advance(by: .hours(2))
        let linking = none.after { $0.link() }
        let linked = linking.after { $0.advance(by: .minutes(90)) }
        return MachineTable(
            title: "Link of a workspace", about: "Between a workspace and a provisioned cluster under a key.",
            states: [
                ("none", none), ("linking", linking), ("linked", linked),
                ("unlinking", linked.after { $0.unlink() }),
            ],
            triggers: [
                ("PUT", { $0.link() }), ("PUT to another", { $0.link(to: other) }),
                ("DELETE", { $0.unlink() }),
                ("cluster deleted", { $0.deleteCluster() }), ("workspace deleted", { $0.deleteWorkspace() }),
                boundReached,
            ],
            state: { timeline in
                switch timeline.workspace?.link {
                case nil, .some(.none): "none"
                case .linking: "linking"
                case .linked: "linked"
                case .unlinking: "unlinking"
                }
            },
            isStep: { if case .logAnalytics = $0 { true } else { false } })
    }

    static var vault: MachineTable {
        let none = Timeline.contoso(.group)
        let registering = none.after { $0.createVault() }
        let active = registering.after { $0.advance(by: .minutes(1)) }
        return MachineTable(
            title: "Life of a vault", about: "Purge-protected, 90 days of retention.",
            states: [
                ("none", none), ("RegisteringDns", registering), ("active", active),
                ("soft-deleted", active.after { $0.deleteVault() }),
            ],
            triggers: [
                ("PUT", { $0.createVault() }), ("PUT to recover", { $0.recoverVault() }),
                ("DELETE", { $0.deleteVault() }), ("a key is created", { $0.createKey() }), boundReached,
            ],
            state: { timeline in
                guard let vault = timeline.vault else { return "none" }
                if vault.deletion != nil { return "soft-deleted" }
                return vault.dns == .registered ? "active" : "RegisteringDns"
            },
            isStep: { if case .keyVault = $0 { true } else { false } })
    }

    static var key: MachineTable {
        let none = Timeline.contoso(.vault)
        let enabled = none.after { $0.createKey() }
        return MachineTable(
            title: "Life of a key and its latest version", about: "In a purge-protected vault.",
            states: [
                ("none", none), ("enabled", enabled), ("disabled", enabled.after { $0.disableKey() }),
                ("soft-deleted", enabled.after { $0.deleteKey() }),
            ],
            triggers: [
                ("create", { $0.createKey() }), ("rotate", { $0.rotateKey() }),
                ("disable", { $0.disableKey() }),
                ("enable", { $0.enableKey() }), ("delete", { $0.deleteKey() }),
                ("recover", { $0.recoverKey() }),
                ("purge", { $0.purgeKey() }), boundReached,
            ],
            state: { timeline in
                guard let key = timeline.key else { return "none" }
                if key.deletion != nil { return "soft-deleted" }
                return key.latest.enabled ? "enabled" : "disabled"
            },
            isStep: { if case .keyVault = $0 { true } else { false } })
    }

    static var onboarding: MachineTable {
        let none = Timeline.contoso(.linked)
        let requested = none.after { $0.onboard() }
        let confirmed = requested.after { $0.advance(by: .minutes(15)) }
        let rejected = requested.after(
            { $0.removeGrant(of: Contoso.cosmosObjectID) }, { $0.advance(by: .minutes(15)) },
            { $0.grant(Contoso.cosmosObjectID) })
        let removing = confirmed.after { $0.offboard() }
        let removed = removing.after { $0.advance(by: .hours(48)) }
        return MachineTable(
            title: "Onboarding of Sentinel", about: "On a workspace linked to a cluster under the key.",
            states: [
                ("none", none), ("onboarding", requested), ("onboarded", confirmed), ("failed", rejected),
                ("removing", removing), ("removed", removed),
                ("purged", removed.after { $0.advance(by: .days(30)) }),
            ],
            triggers: [
                ("PUT with the key", { $0.onboard() }),
                ("PUT without", { $0.onboard(customerManagedKey: false) }),
                ("DELETE", { $0.offboard() }), ("workspace deleted", { $0.deleteWorkspace() }), boundReached,
            ],
            state: { timeline in
                switch timeline.onboarding?.state {
                case nil: "none"
                case .onboarding: "onboarding"
                case .awaitingConfirmation: "awaiting confirmation"
                case .onboarded: "onboarded"
                case .failed: "failed"
                case .removing: "removing"
                case .removed: "removed"
                case .purged: "purged"
                }
            },
            isStep: { if case .sentinel = $0 { true } else { false } })
    }
}
