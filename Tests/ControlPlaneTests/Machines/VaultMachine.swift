import ControlPlane
import VirtualTime

extension Machines {
    static var vault: Machine {
        let none = Timeline.contoso(.group)
        let registering = none.after { $0.createVault() }
        let active = registering.later(.minutes(1))
        let deleted = active.after { $0.deleteVault() }
        let open = none.after(
            { $0.createVault(retentionDays: 7, purgeProtection: nil) }, { $0.advance(by: .minutes(1)) },
            { $0.deleteVault() })
        let other = "\(Contoso.subscription)/resourceGroups/other"
        let namesake = "\(other)/providers/Microsoft.KeyVault/vaults/contoso-kv"
        let rival: Transition.Act = { $0.createGroup(other) }
        return Machine(
            number: "8.1", title: "Key vault",
            about: "With purge protection and 90 days of retention, where the guard says nothing else.",
            look: MachineWords.vault(Contoso.vault),
            isStep: { if case .keyVault = $0 { true } else { false } },
            rows: [
                Transition(1, "(none)", "PUT default", "nobody holds the name", from: none) {
                    $0.createVault()
                },
                Transition(
                    2, "(none)", "PUT default", "a deleted vault of ours holds it",
                    from: deleted.after(rival),
                    look: MachineWords.vault(namesake), act: { $0.createVault(namesake) }),
                Transition(
                    3, "(none)", "PUT default", "a live vault holds it", from: active.after(rival),
                    look: MachineWords.vault(namesake), act: { $0.createVault(namesake) }),
                Transition(4, "RegisteringDns", "timer", from: registering, .time()),
                Transition(5, "Active", "PUT", "what is fixed stays", from: active) { $0.createVault() },
                Transition(5, "Active", "PATCH", "what is fixed stays", from: active) {
                    $0.updateVault(KeyVault.VaultChanges(isPremium: true))
                },
                Transition(6, "Active", "PATCH enablePurgeProtection=false", from: active) {
                    $0.updateVault(KeyVault.VaultChanges(purgeProtection: false))
                },
                Transition(7, "Active", "DELETE", "nothing locks it", from: active) { $0.deleteVault() },
                Transition(8, "SoftDeleted", "PUT recover", "its retention runs", from: deleted) {
                    $0.recoverVault()
                },
                Transition(9, "SoftDeleted", "POST purge", "no purge protection", from: open) {
                    $0.purgeVault()
                },
                Transition(10, "SoftDeleted", "POST purge", "purge protection", from: deleted) {
                    $0.purgeVault()
                },
                Transition(
                    11, "SoftDeleted", "clock ≥ scheduledPurgeDate", "90 days of retention", from: deleted,
                    .time()),
                Transition(
                    11, "SoftDeleted", "clock ≥ scheduledPurgeDate", "7 days of retention", from: open,
                    .time()),
                Transition(12, "Purging", "timer", from: open.after { $0.purgeVault() }, .time()),
            ])
    }
}
