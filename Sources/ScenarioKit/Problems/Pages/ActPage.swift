/// What `lockstep explain act key.disable` says: the calls that an act stands for.
public struct ActPage: Sendable {
    public let word: ActWord
    /// A sentence, or the calls one after the other. `{v}` is the vault's host, `{ws}` the workspace's id.
    public let calls: String

    public static func find(_ name: String) -> ActPage? {
        Vocabulary.act(named: name).map { ActPage(word: $0, calls: calls[name] ?? "") }
    }

    /// Labels with what stands beside them.
    public var facts: [(String, String)] {
        let required = word.required.map { $0.joined(separator: " or ") }
        return [
            ("target", word.targets.joined(separator: " or ")),
            ("with", word.arguments.isEmpty ? "nothing" : word.arguments.joined(separator: ", ")),
        ] + (required.isEmpty ? [] : [("needed", required.joined(separator: ", "))])
    }

    /// A step with this act.
    public var example: String {
        let names = [
            "key": "contoso-kv/cmk", "vault": "contoso-kv", "cluster": "contoso-la",
            "provider": "Microsoft.DocumentDB", "subscription": "contoso",
        ]
        let kind = word.targets[0]
        let step = "- act: \(word.name)\n  target: \(kind)/\(names[kind] ?? "contoso-soc")"
        let given = word.required.map { "\($0[0]): …" }
        return given.isEmpty ? step : "\(step)\n  with: { \(given.joined(separator: ", ")) }"
    }

    private static let calls: [String: String] = [
        "key.create": "POST {v}/keys/{name}/create. The result has `version`.",
        "key.rotate": "POST {v}/keys/{name}/rotate. The result has `version` and `previousVersion`.",
        "key.disable": "PATCH {v}/keys/{name}/{version} with attributes.enabled false; the newest version "
            + "unless a keyversion is named.",
        "key.enable": "PATCH {v}/keys/{name}/{version} with attributes.enabled true; the newest version "
            + "unless a keyversion is named.",
        "key.expire": "PATCH {v}/keys/{name}/{version} with attributes.exp, which is `at` or now.",
        "key.delete": "DELETE {v}/keys/{name}.", "key.recover": "POST {v}/deletedkeys/{name}/recover.",
        "key.purge": "DELETE {v}/deletedkeys/{name}.",
        "vault.create": "PUT of the vault, Microsoft.KeyVault/vaults/{name}.",
        "vault.delete": "DELETE of the vault.",
        "vault.recover": "PUT of the vault with createMode recover.",
        "vault.purge": "POST …/locations/{location}/deletedVaults/{name}/purge.",
        "policy.grant": "PUT {vault}/accessPolicies/add with the principal's key permissions.",
        "policy.revoke": "PUT {vault}/accessPolicies/remove with the principal's key permissions.",
        "role.assign": "PUT {vault}/providers/Microsoft.Authorization/roleAssignments/{id}.",
        "role.remove": "DELETE {vault}/providers/Microsoft.Authorization/roleAssignments/{id}.",
        "network.deny": "PATCH of the vault: networkAcls with defaultAction Deny and bypass None.",
        "network.allow": "PATCH of the vault: networkAcls with defaultAction Allow and bypass AzureServices.",
        "provider.register": "POST …/providers/{namespace}/register.",
        "provider.unregister": "POST …/providers/{namespace}/unregister.",
        "cluster.create": "PUT of the cluster, Microsoft.OperationalInsights/clusters/{name}.",
        "cluster.update-key": "PATCH of the cluster: keyVaultProperties.",
        "cluster.clear-key": "PATCH of the cluster: the three parts of keyVaultProperties empty.",
        "cluster.set-identity": "PATCH of the cluster: identity.",
        "cluster.set-tier": "PATCH of the cluster: sku.", "cluster.delete": "DELETE of the cluster.",
        "workspace.create": "PUT of the workspace, Microsoft.OperationalInsights/workspaces/{name}.",
        "workspace.recover": "PUT of a deleted workspace under the same name.",
        "workspace.link": "PUT {ws}/linkedServices/cluster with the cluster's id.",
        "workspace.unlink": "DELETE {ws}/linkedServices/cluster.",
        "workspace.delete": "DELETE {ws}, with force=true in the query if asked.",
        "workspace.set-retention": "PATCH {ws}: retentionInDays.",
        "sentinel.onboard": "PUT {ws}/providers/Microsoft.SecurityInsights/onboardingStates/default.",
        "sentinel.offboard": "DELETE {ws}/providers/Microsoft.SecurityInsights/onboardingStates/default.",
        "sentinel.create-incident": "PUT {ws}/providers/Microsoft.SecurityInsights/incidents/{id}.",
        "sentinel.create-rule": "PUT {ws}/providers/Microsoft.SecurityInsights/alertRules/{name}.",
        "sentinel.update-settings": "PUT {ws}/providers/Microsoft.SecurityInsights/settings/{name}.",
        "cosmos.delete-account": "DELETE of the account behind Sentinel, as Microsoft's own principal in a "
            + "subscription that no client sees (SENT-ONB-12).",
        "query.run": "POST api.loganalytics.io/v1/workspaces/{customerId}/query.",
        "support.contact": "No call: an entry of the journal.",
        "arm.error": "No call: the next answers of ARM in the subscription are errors.",
        "arm.throttle": "No call: the subscription's bucket of requests is set to what remains.",
    ]
}
