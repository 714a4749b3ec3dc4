/// What differs between the versions of the types served. A recording counts more than a document: where
/// Azure was seen to answer an older version with a member, it is in that version.
enum MemberHistoryCatalog {
    /// By type as in `APIVersionCatalog`.
    static func history(of type: String) -> MemberHistory? { histories[type.lowercased()] }

    private static let histories: [String: MemberHistory] = [
        "microsoft.operationalinsights/clusters": clusters,
        "microsoft.operationalinsights/workspaces": workspaces,
        "microsoft.operationalinsights/deletedworkspaces": workspaces,
        "microsoft.operationalinsights/workspaces/linkedservices": linkedServices,
        "microsoft.operationalinsights/workspaces/tables": tables,
        "microsoft.securityinsights/incidents": incidents,
        "microsoft.securityinsights/watchlists": watchlists,
        "microsoft.resources/subscriptions": subscriptions,
        "microsoft.resources/tenants": tenants,
    ]

    private static let clusters = MemberHistory(
        .since(
            "2020-10-01",
            """
            identity.userAssignedIdentities properties.associatedWorkspaces properties.billingType \
            properties.capacityReservationProperties properties.createdDate \
            properties.isAvailabilityZonesEnabled properties.isDoubleEncryptionEnabled \
            properties.keyVaultProperties.keyRsaSize properties.lastModifiedDate
            """),
        .since("2025-02-01", "properties.replication"),
        .since("2025-07-01", "systemData"))

    private static let workspaces = MemberHistory(
        .since(
            "2020-08-01", preview: "2020-03-01-preview",
            """
            properties.privateLinkScopedResources properties.publicNetworkAccessForIngestion \
            properties.publicNetworkAccessForQuery properties.sku.capacityReservationLevel \
            properties.sku.lastSkuUpdate properties.workspaceCapping
            """),
        .since(
            "2020-08-01", preview: "2021-12-01-preview",
            """
            properties.createdDate properties.features properties.forceCmkForQuery properties.modifiedDate
            """),
        .since("2021-06-01", "etag"),
        .since(
            "2022-10-01", preview: "2021-12-01-preview",
            "properties.defaultDataCollectionRuleResourceId systemData"),
        .since("2022-10-01", "identity"),
        .since("2023-09-01", "properties.features.unifiedSentinelBillingOnly"),
        .since("2025-02-01", "properties.failover properties.replication"),
        .since("2025-07-01", "properties.features.associations"),
        .since("2026-03-01", "properties.features.dataAuthorizationMode"))

    private static let linkedServices = MemberHistory(
        .since("2020-08-01", preview: "2019-08-01-preview", "properties.writeAccessResourceId"),
        .since("2020-08-01", preview: "2020-03-01-preview", "properties.provisioningState tags"),
        .since("2025-07-01", "systemData"))

    private static let tables = MemberHistory(
        .since(
            "2022-10-01", preview: "2021-12-01-preview",
            """
            properties.archiveRetentionInDays properties.lastPlanModifiedDate properties.plan \
            properties.provisioningState properties.restoredLogs properties.resultStatistics \
            properties.schema properties.searchResults properties.totalRetentionInDays systemData
            """),
        .since(
            "2022-10-01", preview: "2023-01-01-preview",
            "properties.retentionInDaysAsDefault properties.totalRetentionInDaysAsDefault"),
        .since("2026-03-01", "properties.protectionLevel"))

    private static let incidents = MemberHistory(
        .since("2021-04-01", preview: "2021-03-01-preview", "systemData"),
        .since("2022-08-01", preview: "2021-03-01-preview", "properties.owner.ownerType"),
        .since(
            "2023-02-01", preview: "2019-01-01-preview",
            "properties.providerIncidentId properties.providerName"),
        .since(
            "2023-02-01", preview: "2021-10-01-preview", "properties.additionalData.providerIncidentUrl"),
        .inPreviews(since: "2021-03-01-preview", "properties.teamInformation"),
        .inPreviews(since: "2021-10-01-preview", "properties.additionalData.techniques"),
        .inPreviews(
            since: "2025-01-01-preview",
            """
            properties.additionalData.mergedIncidentNumber properties.additionalData.mergedIncidentUrl
            """))

    private static let watchlists = MemberHistory(
        .since("2021-04-01", preview: "2021-03-01-preview", "properties.itemsSearchKey systemData"),
        .since("2024-09-01", preview: "2022-01-01-preview", "properties.sourceType"),
        .since(
            "2024-09-01", preview: "2024-04-01-preview", also: "2022-01-01-preview",
            "properties.provisioningState"),
        .inPreviews(
            since: "2022-01-01-preview", until: "2022-04-01-preview", "properties.sasUri"),
        .inPreviews(
            since: "2019-01-01-preview", until: "2022-01-01-preview", "properties.watchlistItemsCount"))

    private static let tenants = MemberHistory(
        .since("2019-06-01", "country countryCode displayName domains tenantCategory"),
        .since("2020-01-01", "defaultDomain tenantBrandingLogoUrl tenantType"))

    private static let subscriptions = MemberHistory(
        .since("2019-06-01", "managedByTenants tenantId"),
        // Of the locations of a subscription.
        .since("2019-11-01", "metadata regionalDisplayName"),
        .since("2021-01-01", "type"))
}
