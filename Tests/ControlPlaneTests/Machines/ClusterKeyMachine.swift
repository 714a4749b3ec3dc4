import ControlPlane
import VirtualTime

extension Machines {
    static var clusterKey: Machine {
        let pinned = Timeline.contoso(.linked)
        return Machine(
            number: "8.4", title: "Cluster CMK and accessibility",
            about:
                "A cluster with a linked workspace and no Sentinel, pinned where the state says nothing else.",
            look: MachineWords.clusterKey, mode: MachineWords.mode,
            isStep: isKeyStep,
            rows: losses(of: pinned) + returns(of: pinned) + [
                Transition(
                    9, "Protected(v)", "identity → None", "it has a key", from: pinned,
                    .act { $0.setClusterIdentity(.none) }, .time(), .time()),
                Transition(
                    9, "RevocationPending", "identity → None", "before the bound",
                    from: pinned.after { $0.disableKey() }, .act { $0.setClusterIdentity(.none) }, .time()),
            ] + sweeps(of: pinned) + versions(of: pinned) + ends(of: pinned))
    }

    private static func isKeyStep(_ event: AnyEvent) -> Bool {
        switch event {
        case .logAnalytics(.keyAccessChanged), .logAnalytics(.clusterKeyChanged),
            .logAnalytics(.keyRewrapped), .logAnalytics(.vaultFellSilent):
            true
        default: false
        }
    }

    private static func losses(of held: Timeline) -> [Transition] {
        let silent = Timeline.contoso(.linked, assuming: [(.vaultFirewallDenial, "outage")])
        let closed = KeyVault.NetworkSettings(deniesByDefault: true, bypassesTrusted: false)
        return [
            Transition(
                1, "MMK", "key set", from: .contoso(.granted),
                .act { $0.setClusterKey(version: $0.latestVersion) }, .time()),
            Transition(2, "Protected(v)", "unwrap fails, intentional", "the key is disabled", from: held) {
                $0.disableKey()
            },
            Transition(
                2, "Protected(v)", "unwrap fails, intentional", "the grant is taken away", from: held
            ) { $0.removeGrant(of: $0.clusterObjectID) },
            Transition(
                3, "Protected(v)", "unwrap fails, transient",
                "the vault's network does not answer, read as an outage", from: silent,
                .act { $0.setNetwork(closed) }, .time()),
        ]
    }

    private static func returns(of held: Timeline) -> [Transition] {
        func restoring(_ held: Timeline) -> Timeline {
            held.after({ $0.disableKey() }, { $0.advance(by: .hours(1)) }, { $0.enableKey() })
        }
        let revoking = held.after { $0.disableKey() }
        return [
            Transition(
                4, "RevocationPending", "unwrap succeeds", "before the bound", from: revoking
            ) { $0.enableKey() },
            Transition(5, "RevocationPending", "t0 + 1 h", from: revoking, .time()),
            Transition(6, "Revoked", "unwrap succeeds", from: revoking.later(.hours(1))) {
                $0.enableKey()
            },
            Transition(
                7, "Restoring", "t1 + 1 h (`current`: 30 min)", "profile `seed-2024-02-16`",
                from: restoring(held), .time()),
            Transition(
                7, "Restoring", "t1 + 1 h (`current`: 30 min)", "profile `current-2026-07`",
                from: restoring(.contoso(.linked, profile: .current)), .time()),
            Transition(8, "Restoring", "unwrap fails", from: restoring(held)) { $0.disableKey() },
        ]
    }

    /// Records of a month, expired while the key was there and while it was not.
    private static func sweeps(of held: Timeline) -> [Transition] {
        let filled = held.after { $0.ingest(5) }
        let dark = filled.after({ $0.disableKey() }, { $0.advance(by: .hours(1)) })
        let proof = Transition.Proof(LogAnalytics.Rule.retentionRuns) { $0.purged == 0 && $1.purged == 5 }
        return [
            Transition(
                10, "Protected(v)", "retention sweep", "a record of 30 days", from: filled, proof: proof,
                .wait(.days(31))),
            Transition(
                10, "Revoked", "retention sweep", "a record of 30 days", from: dark, proof: proof,
                .wait(.days(31))),
        ]
    }

    private static func versions(of pinned: Timeline) -> [Transition] {
        [
            Transition(
                11, "Protected(v) auto", "new version", "both can be used",
                from: .contoso(.linked, key: .automatic), .act { $0.rotateKey() }, .time()),
            Transition(
                12, "Protected(v) pinned", "new version", from: pinned, .act { $0.rotateKey() },
                .wait(.days(90))),
            Transition(
                13, "Protected(v) pinned", "PATCH keyVersion", "both can be used",
                from: pinned.after { $0.rotateKey() },
                .act { $0.setClusterKey(version: $0.latestVersion) }, .time()),
        ]
    }

    private static func ends(of held: Timeline) -> [Transition] {
        [
            Transition(
                14, "Revoked", "key purged",
                from: held.after({ $0.deleteKey() }, { $0.advance(by: .hours(1)) }),
                .time(since: { $0.key?.deletion?.scheduledPurge ?? $0.now })),
            Transition(
                15, "Protected(v)", "key cleared", "the key can be used", from: held,
                .act { $0.clearClusterKey() }, .time()),
        ]
    }
}
