import ControlPlane
import VirtualTime

/// Forks of the assessed world in which something is tried out: the world itself is never touched.
struct Rehearsal {
    let start: WireClient

    var world: World { start.world }

    /// - Parameters:
    ///   - policy: which end of each window the fork picks.
    ///   - accepting: whether unsupported changes are accepted and marked, and not refused.
    func fork(_ policy: ChoicePolicy = .latest, accepting: Bool = false) -> WireClient {
        var fork = start
        var settings = fork.world.settings
        settings.choices.policy = policy
        settings.choices.exact = []
        if accepting { _ = settings.assume(.unsupportedChange, "accept-without-effect") }
        if settings != fork.world.settings { fork.timeline.choose(settings) }
        return fork
    }

    /// The longest that any store may take to honor a loss, and to come back.
    var horizon: Duration {
        let points: [ChoicePoint] = [.honorCluster, .honorCosmos, .rbacPropagation]
        return points.map { world.settings.window(of: $0).upperBound }.reduce(.minutes(1), +)
    }
    var restoration: Duration {
        let points: [ChoicePoint] = [.restoreCluster, .restoreCosmos, .rbacPropagation]
        return points.map { world.settings.window(of: $0).upperBound }.reduce(.minutes(1), +)
    }
}

extension WireClient {
    func path(_ id: ResourceID) -> String { world.names[id].path }

    /// Lets the operator's address in where a vault's network keeps it out; services stay where they were.
    mutating func enter(_ vault: ResourceID) {
        guard let row = world.keyVault.vaults[vault], row.network.isClosed,
            row.network.publicAccess != .securedByPerimeter
        else { return }
        patch(
            path(vault),
            [
                "properties": [
                    "publicNetworkAccess": "Enabled",
                    "networkAcls": [
                        "defaultAction": "Deny",
                        "bypass": row.network.bypassesTrusted ? "AzureServices" : "None",
                        "ipRules": [["value": .string(KeyVault.Network.clientAddress)]],
                    ],
                ]
            ])
    }

    /// Every version that is enabled, the latest last.
    mutating func setKey(_ key: ResourceID, _ attributes: Document) -> Answer? {
        guard let row = world.keyVault.keys[key] else { return nil }
        enter(row.vault)
        var answer: Answer?
        for version in row.versions {
            answer = send(
                "PATCH", toVault: world.names[row.vault].name,
                "/keys/\(world.names[key].name)/\(version.name)", ["attributes": attributes])
            if answer?.isRefused == true { return answer }
        }
        return answer
    }

    mutating func sendKey(_ method: String, _ key: ResourceID, deleted: Bool = false, _ act: String = "")
        -> Answer?
    {
        guard let row = world.keyVault.keys[key] else { return nil }
        enter(row.vault)
        let collection = deleted ? "deletedkeys" : "keys"
        return send(
            method, toVault: world.names[row.vault].name,
            "/\(collection)/\(world.names[key].name)\(act)")
    }

    /// Takes every policy and role that lets a principal use keys in the vault.
    mutating func takeAccess(of principal: Principal, in vault: ResourceID) -> Answer? {
        guard let objectID = objectID(of: principal), let row = world.keyVault.vaults[vault] else {
            return nil
        }
        guard row.usesRoles else {
            let held = row.accessPolicies.filter { $0.objectID.lowercased() == objectID }
            guard !held.isEmpty else { return nil }
            let kept = row.accessPolicies.filter { $0.objectID.lowercased() != objectID }
            return patch(
                path(vault),
                ["properties": ["accessPolicies": .array(kept.map { Self.document($0, row.tenant) })]])
        }
        let scope = path(vault).lowercased()
        var answer: Answer?
        for assignment in world.identity.assignments where assignment.principal == objectID {
            let held = path(assignment.scope).lowercased()
            guard scope == held || scope.hasPrefix(held + "/") || held.hasPrefix(scope + "/") else {
                continue
            }
            answer = send("DELETE", assignment.path)
        }
        return answer
    }

    /// What a key of a store's needs, by a policy or by a role, whichever the vault looks at.
    mutating func giveAccess(to principal: Principal, in vault: ResourceID) -> Answer? {
        guard let objectID = objectID(of: principal), let row = world.keyVault.vaults[vault] else {
            return nil
        }
        let path = path(vault)
        guard row.usesRoles else {
            let policy: Document = [
                "tenantId": .string(row.tenant), "objectId": .string(objectID),
                "permissions": ["keys": ["get", "wrapKey", "unwrapKey"]],
            ]
            return put("\(path)/accessPolicies/add", ["properties": ["accessPolicies": [policy]]])
        }
        let name = NamedGUID.text(
            "grant/\(path.lowercased())/\(objectID)/\(world.sequence)", in: world.tenant)
        let role = BuiltInRole.keyVaultEncryptionUser.rawValue
        return put(
            "\(path)/providers/Microsoft.Authorization/roleAssignments/\(name)",
            [
                "properties": [
                    "roleDefinitionId": .string(
                        "/subscriptions/\(world.subscription)/providers/Microsoft.Authorization"
                            + "/roleDefinitions/\(role)"),
                    "principalId": .string(objectID),
                ]
            ])
    }

    private static func document(_ policy: KeyVault.AccessPolicy, _ tenant: String) -> Document {
        let words = policy.keys.words
        var document: Document = [
            "tenantId": .string(tenant), "objectId": .string(policy.objectID),
            "permissions": policy.carried.merging(
                patch: ["keys": .array(words.map { .string($0) })]),
        ]
        if let application = policy.application { document["applicationId"] = .string(application) }
        return document
    }

    /// The object id under which policies and roles know a principal.
    func objectID(of principal: Principal) -> String? {
        switch principal {
        case .identity(let named):
            guard named.hasPrefix("/") else { return named }
            return world.names.find(named).flatMap { world.identity.identities[$0]?.principalID }
        case .cosmosDB: return Identity.cosmosObjectID(in: world.tenant)
        case .user, .microsoft, .simulator: return nil
        }
    }
}
