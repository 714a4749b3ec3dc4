extension BodyShapes {
    /// Tables, data collection rules and endpoints.
    static let monitoring: [String: BodyShape] = [
        "PUT microsoft.operationalinsights/workspaces/{}/tables/{}": BodyShape(
            """
            .: id own, name own, type own, properties object, systemData own
            properties: retentionInDays any, totalRetentionInDays integer, archiveRetentionInDays own, \
            searchResults object, restoredLogs object, resultStatistics object, plan text, \
            lastPlanModifiedDate own, schema object, provisioningState own, retentionInDaysAsDefault \
            own, totalRetentionInDaysAsDefault own
            \(tableMembers)
            """),
        "PATCH microsoft.operationalinsights/workspaces/{}/tables/{}": BodyShape(
            """
            .: id own, name own, type own, properties object, systemData own
            properties: retentionInDays any, isTroubleshootingAllowed own, isTroubleshootEnabled flag, \
            lastTroubleshootDate own, totalRetentionInDays integer, archiveRetentionInDays own, \
            searchResults object, restoredLogs object, resultStatistics object, plan text, \
            lastPlanModifiedDate own, schema object, provisioningState own, retentionInDaysAsDefault \
            own, totalRetentionInDaysAsDefault own
            \(tableMembers)
            """),
        "PUT microsoft.insights/datacollectionrules/{}": BodyShape(
            """
            .: properties object, location text, tags{} text, kind text, identity object, id own, name \
            own, type own, etag own, systemData own
            properties: description text, immutableId own, dataCollectionEndpointId text, metadata own, \
            streamDeclarations{} object, dataSources object, destinations object, dataFlows[] object, \
            provisioningState own, endpoints own, references object, agentSettings object
            properties.streamDeclarations{}: columns[] object
            properties.streamDeclarations{}.columns[]: name text, type text
            properties.dataSources: performanceCounters[] object, windowsEventLogs[] object, syslog[] \
            object, extensions[] object, logFiles[] object, iisLogs[] object, windowsFirewallLogs[] \
            object, prometheusForwarder[] object, platformTelemetry[] object, dataImports object
            properties.dataSources.performanceCounters[]: streams[] text, samplingFrequencyInSeconds \
            integer, counterSpecifiers[] text, name text, transformKql text
            properties.dataSources.windowsEventLogs[]: streams[] text, xPathQueries[] text, name text, \
            transformKql text
            properties.dataSources.syslog[]: streams[] text, facilityNames[] text, logLevels[] text, \
            name text, transformKql text
            properties.dataSources.extensions[]: streams[] text, extensionName! text, extensionSettings \
            object, inputDataSources[] text, name text
            properties.dataSources.logFiles[]: streams[]! text, filePatterns[]! text, format! text, \
            settings object, name text, transformKql text
            properties.dataSources.logFiles[].settings: text object
            properties.dataSources.logFiles[].settings.text: recordStartTimestampFormat! text
            properties.dataSources.iisLogs[]: streams[]! text, logDirectories[] text, name text, \
            transformKql text
            properties.dataSources.windowsFirewallLogs[]: streams[]! text, name text, profileFilter[] \
            text
            properties.dataSources.prometheusForwarder[]: streams[] text, labelIncludeFilter{} text, \
            name text
            properties.dataSources.platformTelemetry[]: streams[]! text, name text
            properties.dataSources.dataImports: eventHub object
            properties.dataSources.dataImports.eventHub: name text, consumerGroup text, stream text
            properties.destinations: logAnalytics[] object, monitoringAccounts[] object, \
            azureMonitorMetrics object, eventHubs[] object, eventHubsDirect[] object, \
            storageBlobsDirect[] object, storageTablesDirect[] object, storageAccounts[] object, \
            microsoftFabric[] object, azureDataExplorer[] object
            properties.destinations.logAnalytics[]: workspaceResourceId text, workspaceId own, name text
            properties.destinations.monitoringAccounts[]: accountResourceId text, accountId own, name \
            text
            properties.destinations.azureMonitorMetrics: name text
            properties.destinations.eventHubs[]: eventHubResourceId text, name text
            properties.destinations.eventHubsDirect[]: eventHubResourceId text, name text
            properties.destinations.storageBlobsDirect[]: containerName text, storageAccountResourceId \
            text, name text
            properties.destinations.storageTablesDirect[]: tableName text, storageAccountResourceId \
            text, name text
            properties.destinations.storageAccounts[]: containerName text, storageAccountResourceId \
            text, name text
            properties.destinations.microsoftFabric[]: tenantId text, artifactId text, databaseName \
            text, ingestionUri text, name text
            properties.destinations.azureDataExplorer[]: resourceId text, databaseName text, \
            ingestionUri own, name text
            properties.dataFlows[]: streams[] text, destinations[] text, transformKql text, outputStream \
            text, builtInTransform text, captureOverflow flag
            properties.references: enrichmentData object
            properties.references.enrichmentData: storageBlobs[] object
            properties.references.enrichmentData.storageBlobs[]: resourceId text, blobUrl text, \
            lookupType text, name text
            properties.agentSettings: logs[] object
            properties.agentSettings.logs[]: name text, value text
            \(identity)
            """),
        "PATCH microsoft.insights/datacollectionrules/{}": tagsAndIdentity,
        "PUT microsoft.insights/datacollectionendpoints/{}": BodyShape(
            """
            .: properties object, location text, tags{} text, kind text, identity object, id own, name \
            own, type own, etag own, systemData own
            properties: description text, immutableId text, configurationAccess object, logsIngestion \
            object, metricsIngestion object, networkAcls object, provisioningState own, \
            privateLinkScopedResources own, failoverConfiguration own, metadata own
            properties.configurationAccess: endpoint own
            properties.logsIngestion: endpoint own
            properties.metricsIngestion: endpoint own
            properties.networkAcls: publicNetworkAccess text
            \(identity)
            """),
        "PATCH microsoft.insights/datacollectionendpoints/{}": tagsAndIdentity,
    ]

    /// Of a table, below its properties.
    private static let tableMembers = """
        properties.searchResults: query text, description text, limit integer, startSearchTime text, \
        endSearchTime text, sourceTable own, azureAsyncOperationId own
        properties.restoredLogs: startRestoreTime text, endRestoreTime text, sourceTable text, \
        azureAsyncOperationId own
        properties.resultStatistics: progress own, ingestedRecords own
        properties.schema: name text, displayName text, description text, columns[] object, \
        standardColumns own, categories own, labels own, source own, tableType own, tableSubType \
        own, solutions own, searchResults own, restoredLogs own
        properties.schema.columns[]: name text, type text, dataTypeHint text, displayName text, \
        description text, isDefaultDisplay own, isHidden own
        """

    private static let tagsAndIdentity = BodyShape(
        """
        .: tags{} text, identity object
        \(identity)
        """)

    /// Of a collection rule and of an endpoint.
    private static let identity = """
        identity: principalId own, tenantId own, type! text, userAssignedIdentities object
        """
}
