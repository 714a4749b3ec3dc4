import ControlPlane
import VirtualTime

/// The article's prerequisites, for each workspace that Sentinel is on or could be put on under the key.
extension Assessor {
    func prerequisites() -> [Finding] {
        var findings: [Finding] = []
        for workspace in world.logAnalytics.workspaces where !workspace.isDeleted {
            let onboarding = world.sentinel.onboardings[workspace.id]
            let isOnboarded = onboarding?.isOnboarded ?? false
            guard isOnboarded || workspace.link.cluster != nil else { continue }
            findings += ofArticle(workspace, onboarding.flatMap { $0.isOnboarded ? $0 : nil })
        }
        for store in stores { findings += ofKey(store) }
        return findings
    }

    /// - Parameter isMet: nil where nothing in a world can show it.
    private func check(
        _ rule: RuleID, _ about: String, _ isMet: Bool?, says: String, otherwise: String, also: [RuleID] = [],
        _ severity: Finding.Severity = .high, _ evidence: Finding.Evidence...
    ) -> Finding {
        let citation = Rulebook.find(rule.code)?.citation.says ?? ""
        return Finding(
            .prerequisites, isMet == false ? severity : .info, about: about,
            isMet == nil ? "not known" : isMet == true ? "met" : "not met", citation,
            consequence: isMet == false ? otherwise : says, rules: [rule] + also, evidence: evidence)
    }

    /// A workspace as the article looks at it.
    private struct Candidate {
        let workspace: LogAnalytics.Workspace
        let cluster: LogAnalytics.Cluster?
        let onboarding: Sentinel.Onboarding?
        let name: String
        let clusterName: String

        var isUnderKey: Bool { onboarding?.customerManagedKey ?? false }
        // What is missing where Sentinel already lives under the key is worse than before it does.
        var severity: Finding.Severity { isUnderKey ? .high : .medium }
        static let refuses = "onboarding under the key is refused"
    }

    private func ofArticle(
        _ workspace: LogAnalytics.Workspace, _ onboarding: Sentinel.Onboarding?
    ) -> [Finding] {
        let cluster = LogAnalytics.cluster(of: workspace, in: world)
        let candidate = Candidate(
            workspace: workspace, cluster: cluster, onboarding: onboarding, name: workspaceName(workspace),
            clusterName: cluster.map { "cluster/\(world.names[$0.id].name)" } ?? "none")
        return ofCluster(candidate) + ofSubscription(candidate)
    }

    /// SENT-PRE-01 to SENT-PRE-05.
    private func ofCluster(_ one: Candidate) -> [Finding] {
        let cluster = one.cluster, onboarding = one.onboarding
        let isLinked = if case .linked = one.workspace.link { true } else { false }
        let isOwn = if case .systemAssigned? = cluster?.identity { true } else { false }
        let access = cluster?.key == nil ? "no key" : cluster?.access.text ?? "no key"
        return [
            check(
                Sentinel.Rule.commitmentTier.id, one.name, cluster.map { $0.capacity >= 100 } ?? false,
                says: "the cluster's tier suffices", otherwise: Candidate.refuses, one.severity,
                Finding.Evidence(one.clusterName, "tierGB", cluster.map { .integer($0.capacity) } ?? .null)),
            check(
                Sentinel.Rule.linkedUnderKey.id, one.name,
                isLinked && cluster?.key != nil && cluster?.access == .held,
                says: "it is linked, and the key is held",
                otherwise: one.isUnderKey ? "Sentinel's data cannot be reached" : Candidate.refuses,
                one.severity, Finding.Evidence(one.name, "linkedTo", .string(one.clusterName)),
                Finding.Evidence(one.clusterName, "keyAccess", .string(access))),
            check(
                Sentinel.Rule.neverOnboarded.id, one.name, onboarding == nil || one.isUnderKey,
                says: onboarding == nil ? "it was never onboarded" : "it was onboarded with the key",
                otherwise: "Sentinel's own data is under Microsoft's keys, and the key cannot be put on it",
                .medium,
                Finding.Evidence(
                    one.name, "customerManagedKey",
                    onboarding.map { .bool($0.customerManagedKey) } ?? .null)),
            check(
                Sentinel.Rule.sharedKey.id, one.name, true,
                says: "one revocation reaches \(cluster?.links.count ?? 0) workspaces of the cluster",
                otherwise: "", one.severity,
                Finding.Evidence(one.clusterName, "workspaces", .integer(cluster?.links.count ?? 0))),
            check(
                Sentinel.Rule.systemAssigned.id, one.name, isOwn,
                says: "the cluster has an identity of its own",
                otherwise: one.isUnderKey ? "it is not supported under Sentinel" : Candidate.refuses,
                one.severity,
                Finding.Evidence(
                    one.clusterName, "identityType", cluster.map { .string($0.identity.typeText) } ?? .null)),
        ]
    }

    /// SENT-PRE-06 to SENT-PRE-09.
    private func ofSubscription(_ one: Candidate) -> [Finding] {
        let registration = Resources.registration(of: CosmosDB.namespace, in: world)
        let told = world.sentinel.contacts[one.workspace.id]?.topics ?? []
        let path = world.names[one.workspace.id].path.lowercased()
        let locks = world.resources.locks.filter { lock in
            let scope = world.names[lock.scope].path.lowercased()
            return path == scope || path.hasPrefix(scope + "/")
        }
        let isDefault = world.names[one.workspace.id].name.lowercased().hasPrefix("defaultworkspace-")
        return [
            check(
                Sentinel.Rule.cosmosRegistered.id, one.name, registration == .registered,
                says: "its principal is in the tenant", otherwise: Candidate.refuses, one.severity,
                Finding.Evidence(
                    "provider/\(CosmosDB.namespace)", "registration", .string(registration.text))),
            granted(one),
            check(
                Sentinel.Rule.confirmed.id, one.name, told.contains("confirm-cmk-onboarding") ? true : nil,
                says: told.isEmpty
                    ? "no document shows whether the product group was asked" : "it was asked",
                otherwise: "", one.severity, Finding.Evidence(one.name, "contacted", list(told))),
            check(
                Sentinel.Rule.generalPreconditions.id, one.name, locks.isEmpty && !isDefault,
                says: "no lock is over it, and it is no default workspace", otherwise: Candidate.refuses,
                .low, Finding.Evidence(one.name, "locks", list(locks.map { world.names[$0.id].name }))),
        ]
    }

    /// Whether Azure Cosmos DB may use the cluster's key (SENT-PRE-07).
    private func granted(_ one: Candidate) -> Finding {
        let key = one.cluster?.key
        let missing = key.map { self.missing(for: .cosmosDB, key: $0.key) }
        return check(
            Sentinel.Rule.cosmosGranted.id, one.name, missing.map(\.isEmpty) ?? false,
            says: "it may get, wrap and unwrap",
            otherwise: one.isUnderKey ? "Sentinel's account is dark" : Candidate.refuses,
            also: [CosmosDB.Rule.grantNeeded.id], one.severity,
            Finding.Evidence(
                key.map { name($0.vault) } ?? "vault", "Azure Cosmos DB may not",
                list(missing ?? ["get", "wrapKey", "unwrapKey"])))
    }

    /// Which of the three rights on a key somebody has not, by policy, role, network or the key itself.
    func missing(for principal: Principal, key: ResourceID) -> [String] {
        [KeyOperation.get, .wrapKey, .unwrapKey].filter {
            KeyVault.reach($0, with: key, version: nil, by: principal, in: world) != .usable
        }.map(\.rawValue)
    }
}
