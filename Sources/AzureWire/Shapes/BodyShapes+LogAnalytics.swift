extension BodyShapes {
    /// Clusters, workspaces and what is linked to them.
    static let logAnalytics: [String: BodyShape] = [
        "PUT microsoft.operationalinsights/clusters/{}": BodyShape(
            """
            .: id any, name any, type any, tags{} text, location text, identity object, sku object, \
            properties object, systemData any
            \(clusterMembers)
            """),
        "PATCH microsoft.operationalinsights/clusters/{}": BodyShape(
            """
            .: properties object, sku object, tags{} text, identity object, location text, id any, name \
            any, type any
            \(clusterMembers)
            """),
        "PUT microsoft.operationalinsights/workspaces/{}": BodyShape(
            """
            .: id own, name own, type own, location text, tags{} text, properties object, eTag text, \
            etag text, systemData own, identity object
            \(workspaceMembers)
            """),
        "PATCH microsoft.operationalinsights/workspaces/{}": BodyShape(
            """
            .: id own, name own, type own, location text, tags{} text, properties object, eTag text, \
            etag own, identity object, systemData own
            \(workspaceMembers)
            """),
        "PUT microsoft.operationalinsights/workspaces/{}/linkedservices/{}": BodyShape(
            """
            .: id own, name own, type own, properties object, tags{} text, systemData own
            properties: resourceId text, writeAccessResourceId text, provisioningState text
            """),
    ]

    /// Of a cluster, below its root.
    private static let clusterMembers = """
        identity: principalId any, tenantId any, type text, userAssignedIdentities object
        sku: capacity integer, name text
        properties: nextLink text, clusterId any, provisioningState any, keyVaultProperties object, \
        isDoubleEncryptionEnabled flag, isAvailabilityZonesEnabled flag, billingType text, \
        lastModifiedDate any, createdDate any, associatedWorkspaces any, \
        capacityReservationProperties any, replication object
        properties.keyVaultProperties: keyVaultUri text, keyName text, keyVersion text, keyRsaSize \
        integer
        properties.replication: location text, enabled flag, isAvailabilityZonesEnabled flag, \
        provisioningState any, createdDate any, lastModifiedDate any
        """

    /// Of a workspace, below its root.
    private static let workspaceMembers = """
        properties: provisioningState text, source own, customerId own, portalUrl own, sku object, \
        retentionInDays any, workspaceCapping object, publicNetworkAccessForIngestion text, \
        publicNetworkAccessForQuery text, privateLinkScopedResources own, createdDate own, \
        modifiedDate own, forceCmkForQuery flag, features object, \
        defaultDataCollectionRuleResourceId text, replication object, failover object
        properties.sku: name! text, capacityReservationLevel integer, maxCapacityReservationLevel \
        own, lastSkuUpdate own
        properties.workspaceCapping: dailyQuotaGb number, quotaNextResetTime own, \
        dataIngestionStatus own
        properties.replication: location text, enabled flag, provisioningState own, createdDate own, \
        lastModifiedDate own
        properties.failover: state own, lastModifiedDate own
        identity: principalId own, tenantId own, type! text=SystemAssigned|UserAssigned|None, \
        userAssignedIdentities object
        properties.features: enableDataExport flag, immediatePurgeDataOn30Days flag, \
        enableLogAccessUsingOnlyResourcePermissions flag, clusterResourceId text, disableLocalAuth \
        flag, unifiedSentinelBillingOnly flag, dataAuthorizationMode text, associations any, legacy \
        any, searchVersion any
        """
}
