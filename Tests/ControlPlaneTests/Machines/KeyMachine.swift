import ControlPlane
import VirtualTime

extension Machines {
    private static let rotating = KeyVault.RotationPolicy(
        [KeyVault.RotationPolicy.Action(.rotate, afterCreation: KeyVault.Period("P7D"))])

    static var key: Machine {
        let none = Timeline.contoso(.vault)
        let live = none.after { $0.createKey() }
        let disabled = live.after { $0.disableKey() }
        let expiring = live.after { $0.updateKey(KeyVault.VersionChanges(expires: $0.now + .days(10))) }
        let deleted = live.after { $0.deleteKey() }
        let open = Timeline.contoso(.group).after(
            { $0.createVault(retentionDays: 7, purgeProtection: nil) }, { $0.advance(by: .minutes(1)) },
            { $0.createKey() }, { $0.deleteKey() })
        let version = MachineWords.version
        return Machine(
            number: "8.2", title: "Key and version",
            about: "In a vault with purge protection, where the guard says nothing else.",
            look: MachineWords.key, isStep: { if case .keyVault = $0 { true } else { false } },
            rows: [
                Transition(1, "(none)", "create", "nobody holds the name", from: none) { $0.createKey() },
                Transition(
                    2, "(none)", "create", "a deleted key holds it", from: deleted,
                    look: MachineWords.liveKey, act: { $0.createKey() }),
                Transition(3, "Live", "create", from: live) { $0.createKey() },
                Transition(3, "Live", "rotate", from: live) { $0.rotateKey() },
                Transition(
                    4, "Live", "rotation policy trigger", "7 days after its creation",
                    from: live.after { $0.setPolicy(rotating) }, .time(since: { $0.now + .days(7) })),
                Transition(
                    5, "Version enabled", "PATCH enabled=false", from: live, look: version,
                    act: { $0.disableKey() }),
                Transition(
                    6, "Version disabled", "PATCH enabled=true", from: disabled, look: version,
                    act: { $0.enableKey() }),
                Transition(
                    7, "Version enabled", "clock ≥ exp", from: expiring, look: version,
                    .time(since: { $0.key?.latest.expires ?? $0.now })),
                Transition(8, "Live", "DELETE", from: live) { $0.deleteKey() },
                Transition(9, "Deleted", "recover", from: deleted) { $0.recoverKey() },
                Transition(10, "Deleted", "purge", "no purge protection", from: open) { $0.purgeKey() },
                Transition(11, "Deleted", "purge", "purge protection", from: deleted) { $0.purgeKey() },
                Transition(
                    12, "Deleted", "clock ≥ scheduledPurgeDate", "90 days of retention", from: deleted,
                    .time()),
                Transition(
                    12, "Deleted", "clock ≥ scheduledPurgeDate", "7 days of retention", from: open, .time()),
            ])
    }
}
