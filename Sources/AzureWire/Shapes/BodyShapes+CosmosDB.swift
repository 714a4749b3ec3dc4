extension BodyShapes {
    /// Accounts of the customer.
    static let cosmosDB: [String: BodyShape] = [
        "PUT microsoft.documentdb/databaseaccounts/{}": BodyShape(
            """
            .: id own, name own, type own, location text, tags{} text, kind text, identity object, \
            properties! object
            \(accountMembers)
            properties: consistencyPolicy object, locations[] object, databaseAccountOfferType! \
            text=Standard, ipRules[] object, isVirtualNetworkFilterEnabled flag, enableAutomaticFailover \
            flag, capabilities[] object, virtualNetworkRules[] object, enableMultipleWriteLocations \
            flag, enableCassandraConnector flag, connectorOffer text, disableKeyBasedMetadataWriteAccess \
            flag, keyVaultKeyUri text, defaultIdentity text, publicNetworkAccess text, enableFreeTier \
            flag, apiProperties object, enableAnalyticalStorage flag, analyticalStorageConfiguration \
            object, createMode text, backupPolicy object, cors[] object, networkAclBypass \
            text=None|AzureServices, networkAclBypassResourceIds[] text, disableLocalAuth flag, \
            restoreParameters object, capacity object, keysMetadata own, enablePartitionMerge flag, \
            minimalTlsVersion text, enableBurstCapacity flag, customerManagedKeyStatus text, \
            enablePriorityBasedExecution flag, defaultPriorityLevel text, \
            enablePerRegionPerPartitionAutoscale flag, enforceHierarchicalPartitionKeyIdLastLevel flag
            properties.restoreParameters: restoreMode text, restoreSource text, restoreTimestampInUtc \
            text, databasesToRestore[] object, gremlinDatabasesToRestore[] object, tablesToRestore[] \
            text, restoreWithTtlDisabled flag, sourceBackupLocation text
            properties.restoreParameters.databasesToRestore[]: databaseName text, collectionNames[] text
            properties.restoreParameters.gremlinDatabasesToRestore[]: databaseName text, graphNames[] \
            text
            """),
        "PATCH microsoft.documentdb/databaseaccounts/{}": BodyShape(
            """
            .: tags{} text, location text, identity object, properties object
            \(accountMembers)
            properties: consistencyPolicy object, locations[] object, ipRules[] object, \
            isVirtualNetworkFilterEnabled flag, enableAutomaticFailover flag, capabilities[] object, \
            virtualNetworkRules[] object, enableMultipleWriteLocations flag, enableCassandraConnector \
            flag, connectorOffer text, disableKeyBasedMetadataWriteAccess flag, keyVaultKeyUri text, \
            defaultIdentity text, publicNetworkAccess text, enableFreeTier flag, apiProperties object, \
            enableAnalyticalStorage flag, analyticalStorageConfiguration object, backupPolicy object, \
            cors[] object, networkAclBypass text=None|AzureServices, networkAclBypassResourceIds[] text, \
            disableLocalAuth flag, capacity object, keysMetadata own, enablePartitionMerge flag, \
            minimalTlsVersion text, enableBurstCapacity flag, customerManagedKeyStatus text, \
            enablePriorityBasedExecution flag, defaultPriorityLevel text, \
            enablePerRegionPerPartitionAutoscale flag, enforceHierarchicalPartitionKeyIdLastLevel flag
            """),
    ]

    /// Of an account, below its properties, and its identity.
    private static let accountMembers = """
        identity: principalId own, tenantId own, type text, userAssignedIdentities object
        properties.consistencyPolicy: defaultConsistencyLevel! \
        text=Eventual|Session|BoundedStaleness|Strong|ConsistentPrefix, maxStalenessPrefix integer, \
        maxIntervalInSeconds integer
        properties.locations[]: id own, locationName text, documentEndpoint own, provisioningState \
        own, failoverPriority integer, isZoneRedundant flag
        properties.ipRules[]: ipAddressOrRange text
        properties.capabilities[]: name text
        properties.virtualNetworkRules[]: id text, ignoreMissingVNetServiceEndpoint flag
        properties.apiProperties: serverVersion text
        properties.analyticalStorageConfiguration: schemaType text
        properties.backupPolicy: type! text, migrationState object, periodicModeProperties object, \
        continuousModeProperties object
        properties.backupPolicy.migrationState: status text, targetType text, startTime text
        properties.backupPolicy.periodicModeProperties: backupIntervalInMinutes integer, \
        backupRetentionIntervalInHours integer, backupStorageRedundancy text
        properties.backupPolicy.continuousModeProperties: tier text
        properties.cors[]: allowedOrigins! text, allowedMethods text, allowedHeaders text, \
        exposedHeaders text, maxAgeInSeconds integer
        properties.capacity: totalThroughputLimit integer
        """
}
