import ControlPlane
import VirtualTime

/// Acts of every kind, for tests that must hold whatever happens.
enum Wander {
    static let acts: [@Sendable (inout Timeline) -> Void] =
        vaultActs + clusterActs + workspaceActs + sentinelActs + [
            { $0.advance(by: .minutes(20)) }, { $0.advance(by: .hours(3)) }, { $0.advance(by: .days(10)) },
            { _ = $0.advanceToNextAlarm() },
        ]

    private static let vaultActs: [@Sendable (inout Timeline) -> Void] = [
        { $0.disableKey() }, { $0.enableKey() }, { $0.rotateKey() }, { $0.deleteKey() }, { $0.recoverKey() },
        { $0.purgeKey() }, { $0.createKey() }, { $0.deleteVault() }, { $0.recoverVault() },
        { $0.createVault() },
        { $0.removeGrant(of: $0.clusterObjectID) }, { $0.grant($0.clusterObjectID) },
        { $0.removeGrant(of: Contoso.cosmosObjectID) }, { $0.grant(Contoso.cosmosObjectID) },
        { $0.createVault(Contoso.vault(named: "contoso-kv\($0.world.sequence)")) },
        { $0.updateKey(KeyVault.VersionChanges(expires: $0.now + .days(3))) },
        { $0.assign(to: $0.clusterObjectID, named: "r1") }, { $0.removeRole("r1") },
        { $0.updateVault(KeyVault.VaultChanges(usesRoles: $0.world.sequence % 2 == 0)) },
        { $0.setNetwork(KeyVault.NetworkSettings(deniesByDefault: $0.world.sequence % 2 == 0)) },
        { $0.writeIdentity() }, { $0.deleteIdentity() }, { $0.purgeVault() },
        { timeline in
            let rotation = KeyVault.RotationPolicy.Action(
                .rotate, afterCreation: KeyVault.Period("P7D"))
            timeline.setPolicy(KeyVault.RotationPolicy([rotation], expiry: KeyVault.Period("P28D")))
        },
    ]
    private static let clusterActs: [@Sendable (inout Timeline) -> Void] = [
        { $0.createCluster() }, { $0.deleteCluster() }, { $0.setClusterKey(version: "") },
        { $0.setClusterKey(version: $0.latestVersion) }, { $0.clearClusterKey() },
        { $0.setClusterIdentity(.none) }, { $0.setClusterIdentity(.systemAssigned) },
        { $0.updateCluster(LogAnalytics.ClusterChanges(capacity: 500)) },
    ]
    private static let workspaceActs: [@Sendable (inout Timeline) -> Void] = [
        { $0.createWorkspace() }, { $0.createWorkspace(retentionDays: 7) }, { $0.deleteWorkspace() },
        { $0.deleteWorkspace(force: true) }, { $0.link() }, { $0.unlink() }, { $0.ingest(5) },
        { $0.startTraffic() }, { $0.writeTable() }, { $0.deleteTable() },
        { $0.startTraffic(3, backfill: .days(2)) }, { $0.createGroup() },
        { timeline in if timeline.world.sequence % 4 == 0 { timeline.deleteGroup() } },
    ]
    private static let sentinelActs: [@Sendable (inout Timeline) -> Void] = [
        { $0.onboard() }, { $0.onboard(customerManagedKey: false) }, { $0.offboard() }, { $0.putIncident() },
        { $0.putAlertRule() }, { $0.deleteItem(Contoso.item("incidents", "i1")) }, { $0.deleteAccount() },
        { $0.register() },
    ]

    static let policies = ChoicePolicy.allCases
    static let profiles = Profile.allCases

    static func settings(seed: Int) -> Settings {
        var settings = Settings(
            profile: profiles[seed % 2], choices: Choices(policy: policies[seed % 4], seed: UInt64(seed)))
        if seed % 3 == 0 { _ = settings.assume(.unsupportedChange, "accept-without-effect") }
        if seed % 5 == 0 { _ = settings.assume(.onboardedBefore, "allowed") }
        return settings
    }

    /// The story, and then `steps` acts drawn by `seed`.
    static func history(seed: Int, steps: Int = 60) -> (genesis: Genesis, timeline: Timeline) {
        let settings = settings(seed: seed)
        var timeline = Timeline.contoso(.onboarded, settings)
        var draw = Draw(seed: UInt64(seed), key: "wander")
        for _ in 0..<steps { acts[Int(draw.uniform(in: 0...Int64(acts.count - 1)))](&timeline) }
        return (Genesis(start: Genesis.defaultStart, settings: settings), timeline)
    }
}
