import ControlPlane
import VirtualTime

extension Machines {
    static var sentinelAccess: Machine {
        let available = Timeline.contosoCMK()
        let losesCluster = available.after { $0.removeGrant(of: $0.clusterObjectID) }
        let losesAccount = available.after { $0.removeGrant(of: Contoso.cosmosObjectID) }
        let losesBoth = available.after { $0.disableKey() }
        let withoutCluster = losesCluster.later(.hours(1))
        let withoutAccount = losesAccount.later(.hours(1))
        let apart = withoutCluster.after(
            { $0.removeGrant(of: Contoso.cosmosObjectID) }, { $0.advance(by: .hours(1)) })
        let revoked = losesBoth.later(.hours(1))
        // Each change is looked for at the instant at which its store changes.
        let due = Transition.Step.time(since: { $0.world.next?.at ?? $0.now })
        let aged = available.after({ $0.ingest(5) }, { $0.disableKey() }, { $0.advance(by: .hours(1)) })
        let deleted = available.after({ $0.deleteKey() }, { $0.advance(by: .hours(1)) })
        let cluster = "PartiallyRevoked(cluster)"
        let cosmos = "PartiallyRevoked(cosmos)"
        return Machine(
            number: "8.9", title: "Sentinel access",
            about: "Derived from its two stores, and told at the instant at which a store changes.",
            look: MachineWords.sentinelAccess, isStep: { if case .sentinel = $0 { true } else { false } },
            rows: [
                Transition(1, "Available", "cluster revoked only", from: losesCluster, due),
                Transition(2, "Available", "Cosmos revoked only", from: losesAccount, due),
                Transition(3, "Available", "both revoked", from: losesBoth, due),
                Transition(
                    3, cluster, "both revoked",
                    from: withoutCluster.after { $0.removeGrant(of: Contoso.cosmosObjectID) }, due),
                Transition(
                    3, cosmos, "both revoked",
                    from: withoutAccount.after { $0.removeGrant(of: $0.clusterObjectID) }, due),
                Transition(
                    4, "Revoked", "one restored", "the cluster",
                    from: apart.after { $0.grant($0.clusterObjectID) },
                    due),
                Transition(
                    4, "Revoked", "one restored", "the account",
                    from: apart.after { $0.grant(Contoso.cosmosObjectID) }, due),
                Transition(5, "Revoked", "both restored", from: revoked.after { $0.enableKey() }, due),
                Transition(
                    5, cluster, "both restored", from: withoutCluster.after { $0.grant($0.clusterObjectID) },
                    due),
                Transition(
                    5, cosmos, "both restored",
                    from: withoutAccount.after { $0.grant(Contoso.cosmosObjectID) },
                    due),
                Transition(
                    6, "Revoked", "retention sweep", "a record of 30 days", from: aged,
                    proof: .init(Sentinel.Rule.dataKept) { $0.purged == 0 && $1.purged == 5 },
                    .wait(.days(31))),
                Transition(7, "Revoked", "key purged", from: deleted, due),
            ])
    }
}
