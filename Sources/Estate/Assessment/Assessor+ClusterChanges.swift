import ControlPlane
import Simulation
import VirtualTime

/// Changes of clusters: those the article does not support under Sentinel, and those it does.
extension Assessor {
    func ofClusters() -> [ChangeTrial] {
        world.logAnalytics.clusters.filter { !$0.isDeleted }.flatMap { cluster -> [ChangeTrial] in
            let onboarded = cluster.links.filter {
                world.sentinel.onboardings[$0.workspace]?.isOnboarded == true
            }
            guard !onboarded.isEmpty else { return [] }
            return cluster.key == nil ? enabling(cluster) : changing(cluster)
        }
    }

    private func evidence(_ cluster: LogAnalytics.Cluster) -> [Finding.Evidence] {
        let about = "cluster/\(world.names[cluster.id].name)"
        let onboarded = cluster.links.filter { world.sentinel.onboardings[$0.workspace]?.isOnboarded == true }
        return [
            Finding.Evidence(about, "key", .string(cluster.key.map { name($0.key) } ?? "none")),
            Finding.Evidence(
                about, "workspaces onboarded", list(onboarded.map { world.names[$0.workspace].name })),
        ]
    }

    private func trial(
        _ rule: RuleID, _ title: String, _ cluster: LogAnalytics.Cluster,
        _ request: @escaping (inout WireClient, _ path: String) -> WireClient.Answer?
    ) -> ChangeTrial {
        let path = world.names[cluster.id].path
        return ChangeTrial(
            rule: rule, title: title, about: "cluster/\(world.names[cluster.id].name)",
            evidence: evidence(cluster)
        ) { request(&$0, path) }
    }

    private static func keyProperties(_ vault: String, _ key: String) -> Document {
        let uri = vault.isEmpty ? "" : "https://\(vault.lowercased()).vault.azure.net"
        return [
            "properties": [
                "keyVaultProperties": [
                    "keyVaultUri": .string(uri), "keyName": .string(key), "keyVersion": "",
                ]
            ]
        ]
    }

    /// The first key in the cluster's region that it could be put under.
    private func enabling(_ cluster: LogAnalytics.Cluster) -> [ChangeTrial] {
        let key = world.keyVault.keys.first { key in
            guard let vault = world.keyVault.vaults[key.vault] else { return false }
            return key.deletion == nil && key.latest.type.isRSA
                && isOneRegion(vault.location, cluster.location)
        }
        guard let key else { return [] }
        let properties = Self.keyProperties(world.names[key.vault].name, world.names[key.id].name)
        return [
            trial(
                Sentinel.Rule.enableOnCluster.id, "Put it under \(name(key.id))", cluster
            ) { client, path in client.patch(path, properties) }
        ]
    }

    private func changing(_ cluster: LogAnalytics.Cluster) -> [ChangeTrial] {
        guard let present = cluster.key else { return [] }
        let vault = world.names[present.vault].name
        return [
            trial(Sentinel.Rule.clearClusterKey.id, "Take its key off", cluster) { client, path in
                client.patch(path, Self.keyProperties("", ""))
            },
            trial(Sentinel.Rule.replaceKey.id, "Put it under another key of its vault", cluster) {
                client, path in
                client.enter(present.vault)
                let made = client.send(
                    "POST", toVault: vault, "/keys/another-key/create", ["kty": "RSA", "key_size": 3072])
                guard !made.isRefused else { return made }
                return client.patch(path, Self.keyProperties(vault, "another-key"))
            },
            trial(Sentinel.Rule.unsupportedRevocation.id, "Take its identity off", cluster) { client, path in
                client.patch(path, ["identity": ["type": "None"]])
            },
            trial(Sentinel.Rule.systemAssigned.id, "Give it a user-assigned identity", cluster) {
                client, path in
                guard let group = ResourcePath(path)?.groupPath else { return nil }
                let identity =
                    "\(group)/providers/Microsoft.ManagedIdentity/userAssignedIdentities/another-identity"
                client.put(identity, ["location": .string(cluster.location)])
                return client.patch(
                    path,
                    [
                        "identity": [
                            "type": "UserAssigned", "userAssignedIdentities": .object([identity: [:]]),
                        ]
                    ])
            },
        ]
    }

    // MARK: What is supported

    func supported() -> [ChangeTrial] {
        let clusters = world.logAnalytics.clusters.filter { !$0.isDeleted && $0.key != nil }
        return clusters.flatMap { cluster -> [ChangeTrial] in
            guard let key = cluster.key else { return [] }
            return [
                trial(Sentinel.Rule.rotationIsVersion.id, "Rotate its key", cluster) { client, _ in
                    client.sendKey("POST", key.key, "/rotate")
                },
                trial(LogAnalytics.ClusterRule.commitmentPeriod.id, "Lower its tier", cluster) {
                    client, path in
                    guard let lower = LogAnalytics.commitmentTiers.last(where: { $0 < cluster.capacity })
                    else { return nil }
                    return client.patch(
                        path, ["sku": ["name": "CapacityReservation", "capacity": .integer(lower)]])
                },
                trial(LogAnalytics.Rule.clusterDeletion.id, "Delete it", cluster) { client, path in
                    client.send("DELETE", path)
                },
            ]
        } + offboarding()
    }

    private func offboarding() -> [ChangeTrial] {
        world.sentinel.onboardings.filter(\.isOnboarded).map { row in
            let path =
                "\(world.names[row.id].path)/providers/Microsoft.SecurityInsights/onboardingStates/default"
            return ChangeTrial(
                rule: Sentinel.Rule.removal.id, title: "Off-board it",
                about: "workspace/\(world.names[row.id].name)",
                evidence: [
                    Finding.Evidence(
                        "sentinel/\(world.names[row.id].name)", "status",
                        .string(row.availability.rawValue))
                ]
            ) { $0.send("DELETE", path) }
        }
    }
}
