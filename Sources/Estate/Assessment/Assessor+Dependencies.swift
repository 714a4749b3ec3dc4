import ControlPlane
import Simulation
import VirtualTime

/// What more than one store or workspace depends on: what goes dark, or away, when it alone is lost.
extension Assessor {
    func dependencies() -> [Finding] {
        var findings: [Finding] = []
        for vault in vaults() {
            findings += single(
                "\(name(vault)) as a whole", name(vault), KeyVault.Rule.vaultSoftDeleted.id, in: vault
            ) {
                $0.send("DELETE", $0.path(vault))
            }
            findings += single(
                "the network of \(name(vault))", name(vault), KeyVault.NetworkRule.judgedInOrder.id, in: vault
            ) {
                $0.patch(
                    $0.path(vault),
                    ["properties": ["networkAcls": ["defaultAction": "Deny", "bypass": "None"]]])
            }
            for principal in principals(in: vault) {
                findings += single(
                    "the access of \(principalName(principal)) to \(name(vault))", name(vault),
                    KeyVault.Rule.grantsForCMK.id, in: vault
                ) { $0.takeAccess(of: principal, in: vault) }
            }
        }
        for key in keys() {
            let vault = world.keyVault.keys[key]?.vault
            findings += single(name(key), name(key), Sentinel.Rule.sharedKey.id, in: vault) {
                $0.setKey(key, ["enabled": false])
            }
        }
        return findings + groups() + registrations() + clusters() + subscription()
    }

    private func vaults() -> [ResourceID] {
        stores.reduce(into: []) { if !$0.contains($1.vault) { $0.append($1.vault) } }
    }
    private func keys() -> [ResourceID] {
        stores.reduce(into: []) { if !$0.contains($1.key) { $0.append($1.key) } }
    }
    private func principals(in vault: ResourceID) -> [Principal] {
        stores.filter { $0.vault == vault }.reduce(into: []) {
            if !$0.contains($1.principal) { $0.append($1.principal) }
        }
    }

    /// Loses one thing in a fork, and reports it if that takes more than one other with it.
    private func single(
        _ title: String, _ about: String, _ rule: RuleID, in vault: ResourceID?,
        _ lose: (inout WireClient) -> WireClient.Answer?
    ) -> [Finding] {
        var client = rehearsal.fork()
        let before = Darkness.things(in: client.world)
        guard let answer = lose(&client) else { return [] }
        guard !answer.isRefused else { return guarded(title, about, rule, answer) }
        client.timeline.advance(by: rehearsal.horizon)
        let dark = Darkness.things(in: client.world).filter { !before.contains($0) }
        return found(title, about, rule, dark, of: vault)
    }

    private func found(
        _ title: String, _ about: String, _ rule: RuleID, _ dark: [String], of vault: ResourceID?
    ) -> [Finding] {
        guard Self.isShared(dark) else { return [] }
        let dependent = vault.map { vault in stores.filter { $0.vault == vault } } ?? []
        return [
            Finding(
                .dependencies, dark.count > 3 ? .high : .medium, about: about, "\(dark.count) go dark",
                "\(title): a single point of failure",
                consequence: "when it alone is lost, within the hour dark: \(sentence(dark))", rules: [rule],
                evidence: dependent.map {
                    Finding.Evidence($0.name(in: world), "key", .string(name($0.key)))
                },
                details: ["darkens": .integer(dark.count), "things": list(dark)])
        ]
    }

    /// Whether more than one store depends on it, or one store that several workspaces lie in.
    private static func isShared(_ things: [String]) -> Bool {
        let stores = things.filter { $0.hasPrefix("cluster/") || $0.hasPrefix("cosmos/") }
        return stores.count > 1 || things.count { $0.hasPrefix("workspace/") } > 1
    }

    private func guarded(
        _ title: String, _ about: String, _ rule: RuleID, _ answer: WireClient.Answer
    ) -> [Finding] {
        [
            Finding(
                .dependencies, .info, about: about, "guarded", "\(title): losing it is refused",
                consequence: "\(answer.status) \(answer.code): \(answer.message)",
                rules: ([rule] + answer.rules).unique,
                evidence: [Finding.Evidence(about, "refusal", .string(answer.code))])
        ]
    }

    // MARK: What takes things away

    /// Deleting a group takes the clusters in it at once, and soft-deletes the vaults.
    private func groups() -> [Finding] {
        world.resources.groups.flatMap { group -> [Finding] in
            let path = world.names[group.id].path
            let inside = stores.filter {
                world.names[$0.id].group == group.id || world.names[$0.vault].group == group.id
            }
            guard inside.count > 1 else { return [] }
            var client = rehearsal.fork()
            let before = Darkness.things(in: client.world)
            let answer = client.send("DELETE", path)
            guard !answer.isRefused else {
                return guarded(name(group.id), name(group.id), Resources.Rule.groupOrder.id, answer)
            }
            client.timeline.advance(by: world.settings.window(of: .groupDelete).upperBound)
            client.timeline.advance(by: rehearsal.horizon)
            let gone = inside.filter { $0.access(in: client.world) == nil }.map { $0.name(in: world) }
            let dark = Darkness.things(in: client.world).filter { !before.contains($0) }
            let deleted = world.logAnalytics.workspaces.filter {
                world.names[$0.id].group == group.id && !$0.isDeleted
            }.map(workspaceName)
            let all = gone + dark.filter { !gone.contains($0) } + deleted
            guard Self.isShared(all) else { return [] }
            return [
                Finding(
                    .dependencies, .high, about: name(group.id), "\(all.count) go with it",
                    "\(name(group.id)): a single point of failure",
                    consequence:
                        "when it is deleted, gone for good: \(sentence(gone)); dark: \(sentence(dark)); "
                        + "deleted, and recoverable for a while: \(sentence(deleted))",
                    rules: [Resources.Rule.groupOrder.id, LogAnalytics.ClusterRule.goneAtOnce.id],
                    evidence: inside.map {
                        Finding.Evidence(name(group.id), "holds", .string($0.name(in: world)))
                    },
                    details: ["darkens": .integer(all.count), "things": list(all)])
            ]
        }
    }

    private func registrations() -> [Finding] {
        let behind = stores.filter { $0.principal == .cosmosDB }
        guard behind.count > 1 else { return [] }
        let path = "/subscriptions/\(world.subscription)/providers/\(CosmosDB.namespace)"
        return single(
            "the registration of \(CosmosDB.namespace)", "provider/\(CosmosDB.namespace)",
            Sentinel.Rule.cosmosRegistered.id, in: nil
        ) { $0.send("POST", "\(path)/unregister") }
    }

    /// What is in a cluster goes with it, whatever becomes of its key.
    private func clusters() -> [Finding] {
        world.logAnalytics.clusters.filter { !$0.isDeleted && $0.links.count > 1 }.map { cluster in
            let names = cluster.links.map { "workspace/\(world.names[$0.workspace].name)" }
            let about = "cluster/\(world.names[cluster.id].name)"
            return Finding(
                .dependencies, names.count > 3 ? .high : .medium, about: about,
                "\(names.count) workspaces", "\(about): a single point of failure",
                consequence: "when it is deleted, what it holds of \(sentence(names)) is gone for good",
                rules: [LogAnalytics.Rule.clusterDeletion.id, Sentinel.Rule.sharedKey.id],
                evidence: [Finding.Evidence(about, "workspaces", list(names))],
                details: ["darkens": .integer(names.count), "things": list(names)])
        }
    }

    /// Nothing in a world can be tried out against it: it has one.
    private func subscription() -> [Finding] {
        guard stores.count > 1 else { return [] }
        let names = stores.map { $0.name(in: world) }
        return [
            Finding(
                .dependencies, .low, about: "subscription/\(world.subscription)", "\(names.count) stores",
                "the subscription and its owners: a single point of failure",
                consequence: "whoever owns it can take all keys away: \(sentence(names))",
                rules: [KeyVault.AccessRule.managementByRole.id],
                evidence: stores.map {
                    Finding.Evidence($0.name(in: world), "vault", .string(name($0.vault)))
                }, details: ["darkens": .integer(names.count), "things": list(names)])
        ]
    }
}
