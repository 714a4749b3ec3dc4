import ControlPlane
import VirtualTime

/// Which rules read which values, and what is said of those that none reads.
enum LeafWords {
    /// The rules that read what stands at or below a pointer, in the service's spelling.
    static func rules(_ kind: ResourceKind, _ pointer: [String]) -> [RuleID] {
        let folded = pointer.map { $0.lowercased() }
        let found = (table[kind] ?? []).filter { folded.starts(with: $0.path) }
        return found.max { $0.path.count < $1.path.count }?.rules ?? []
    }

    private typealias Row = (path: [String], rules: [RuleID])

    private static func row(_ path: String, _ rules: any DocumentedRule...) -> Row {
        (path.split(separator: "/").map { $0.lowercased() }, rules.map { $0.id })
    }

    private static let table: [ResourceKind: [Row]] = [
        .provider: [row("registrationState", Resources.Rule.registration, Sentinel.Rule.cosmosRegistered)],
        .vault: [
            row("name", KeyVault.Rule.vaultName), row("location", LogAnalytics.KeyRule.sameRegionAndTenant),
            row("properties/sku", KeyVault.VaultRule.skuNamed),
            row("properties/tenantId", LogAnalytics.KeyRule.sameRegionAndTenant),
            row("properties/accessPolicies", KeyVault.Rule.operationPermission, KeyVault.Rule.grantsForCMK),
            row("properties/enableSoftDelete", KeyVault.VaultRule.softDeleteStays),
            row("properties/softDeleteRetentionInDays", KeyVault.Rule.retentionFixed),
            row(
                "properties/enablePurgeProtection", KeyVault.Rule.purgeProtectionOptional,
                KeyVault.Rule.recoverableForCMK),
            row("properties/enableRbacAuthorization", KeyVault.AccessRule.oneModel),
            row("properties/networkAcls", KeyVault.NetworkRule.judgedInOrder),
            row("properties/publicNetworkAccess", KeyVault.NetworkRule.judgedInOrder),
            row("properties/privateEndpointConnections", KeyVault.NetworkRule.judgedInOrder),
            row("properties/provisioningState", KeyVault.Rule.registeringDNS),
        ],
        .deletedVault: [
            row("properties/deletionDate", KeyVault.Rule.vaultSoftDeleted),
            row("properties/scheduledPurgeDate", KeyVault.Rule.purgedAtEnd),
            row("properties/purgeProtectionEnabled", KeyVault.VaultRule.protectedFromPurge),
        ],
        .key: [
            row("key/kid", KeyVault.Rule.latestVersion), row("key/kty", KeyVault.KeyRule.kinds),
            row("key/key_size", KeyVault.KeyRule.kinds), row("key/crv", KeyVault.KeyRule.kinds),
            row("key/key_ops", KeyVault.KeyRule.operationsLimited),
            row("attributes/enabled", KeyVault.Rule.disabled),
            row("attributes/exp", KeyVault.KeyRule.validity),
            row("attributes/nbf", KeyVault.KeyRule.validity),
            row("attributes/recoveryLevel", KeyVault.Rule.recoveryLevel),
            row("attributes/recoverableDays", KeyVault.Rule.recoveryLevel),
            row("scheduledPurgeDate", KeyVault.Rule.keyPurgedAtEnd),
            row("deletedDate", KeyVault.Rule.keySoftDeleted), row("tags", KeyVault.KeyRule.keyLimits),
        ],
        .cluster: [
            row("name", LogAnalytics.Rule.clusterName),
            row("location", LogAnalytics.KeyRule.sameRegionAndTenant),
            row("sku/name", LogAnalytics.ClusterRule.skuName),
            row("sku/capacity", LogAnalytics.Rule.commitmentTier, Sentinel.Rule.commitmentTier),
            row("identity", LogAnalytics.Rule.identityTypes, Sentinel.Rule.systemAssigned),
            row("properties/keyVaultProperties", LogAnalytics.Rule.keyProperties),
            row("properties/keyVaultProperties/keyVersion", LogAnalytics.Rule.keyModes),
            row("properties/keyVaultProperties/keyRsaSize", LogAnalytics.KeyRule.keyShape),
            row("properties/provisioningState", LogAnalytics.ClusterRule.states),
            row("properties/billingType", LogAnalytics.ClusterRule.billingType),
            row("properties/isDoubleEncryptionEnabled", LogAnalytics.ClusterRule.doubleEncryption),
            row("properties/isAvailabilityZonesEnabled", LogAnalytics.ClusterRule.zones),
            row(
                "properties/capacityReservationProperties/lastSkuUpdate",
                LogAnalytics.ClusterRule.commitmentPeriod),
            row("properties/associatedWorkspaces", LogAnalytics.Rule.linkCompletes),
        ],
        .workspace: [
            row("name", LogAnalytics.Rule.workspaceName),
            row("location", LogAnalytics.ClusterRule.linkRegion),
            row("properties/sku", LogAnalytics.WorkspaceRule.skus),
            row("properties/retentionInDays", LogAnalytics.Rule.tableUpdate, LogAnalytics.Rule.retentionRuns),
            row("properties/features/clusterResourceId", LogAnalytics.WorkspaceRule.clusterFeature),
            row("properties/features/immediatePurgeDataOn30Days", LogAnalytics.WorkspaceRule.shortened),
            row("properties/forceCmkForQuery", LogAnalytics.StorageRule.ownKey),
        ],
        .linkedService: [
            row(
                "properties/writeAccessResourceId", LogAnalytics.Rule.linkStarts, Sentinel.Rule.linkedUnderKey
            ),
            row("properties/provisioningState", LogAnalytics.Rule.linkStates),
        ],
        .databaseAccount: [
            row("properties/keyVaultKeyUri", CosmosDB.Rule.versionlessURI, CosmosDB.Rule.showsKey),
            row("properties/defaultIdentity", CosmosDB.Rule.defaultIdentities),
            row("identity", CosmosDB.Rule.defaultIdentities),
            row("properties/locations", CosmosDB.Rule.statesLocations),
            row("properties/backupPolicy", CosmosDB.Rule.backupIdentity),
            row("properties/capabilities", CosmosDB.Rule.converts),
            row("properties/customerManagedKeyStatus", CosmosDB.Rule.statusTells),
        ],
        .roleAssignment: [
            row("properties/roleDefinitionId", KeyVault.AccessRule.builtInRoles),
            row("properties/principalId", Identity.Rule.principalReplicated),
            row("properties/scope", KeyVault.AccessRule.scopes),
        ],
        .onboardingState: [
            row("name", Sentinel.Rule.defaultOnly),
            row("properties/customerManagedKey", Sentinel.Rule.withoutKey, Sentinel.Rule.flagFixed),
        ],
    ]

    /// Why nothing is held of what a world does not show.
    static func whyIgnored(_ kind: ResourceKind, _ pointer: [String]) -> String {
        let last = pointer.last?.lowercased() ?? ""
        switch (kind, pointer.first?.lowercased() ?? "", last) {
        case (.vault, _, _) where pointer.contains("privateEndpointConnections"):
            return "nobody comes by a private link here (docs/non-goals/keyvault.md)"
        case (.roleAssignment, _, "principalname"), (.roleAssignment, _, "description"),
            (.roleAssignment, _, "createdby"), (.roleAssignment, _, "updatedby"):
            return "the directory's words for it are not held"
        case (.servicePrincipal, _, _): return "no store reaches its key as this principal"
        case (_, "systemdata", _): return "who made it and when is not held"
        case (.provider, _, _): return "the catalog of a provider's types is Lockstep's own"
        case (.identity, _, _) where last == "tenantid": return "a world has one tenant"
        default: return "no rule reads it, and the world does not show it"
        }
    }

    /// Why something else is held.
    static func whyAssumed(_ kind: ResourceKind, _ pointer: [String], _ value: Document) -> String {
        let last = pointer.last?.lowercased() ?? ""
        switch last {
        case "principalid", "objectid", "clientid": return "another identity stands for this one"
        case "customerid", "clusterid", "workspaceid": return "another id stands for this one"
        case "keyversion", "kid", "keyvaultkeyuriversion": return "another version stands for this one"
        case "etag": return "it changes with every write"
        case "n", "e", "x", "y": return "public numbers are derived here"
        case "id", "scope", "resourceid": return "all of an estate is held in one subscription"
        default: break
        }
        if pointer.first?.lowercased() == "systemdata" { return "who made it and when is the set-up's" }
        if DateText.instant(value) != nil, value.text != nil || kind == .key {
            return "the moment of the set-up stands for this one"
        }
        return "the world holds something else"
    }
}
