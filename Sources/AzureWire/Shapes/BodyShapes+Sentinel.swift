extension BodyShapes {
    /// Onboarding, alert rules and incidents.
    static let sentinel: [String: BodyShape] = [
        "PUT microsoft.securityinsights/onboardingstates/{}": BodyShape(
            """
            .: id own, name own, type own, systemData own, etag text, properties object
            properties: customerManagedKey flag
            """),
        "PUT microsoft.securityinsights/incidents/{}": BodyShape(
            """
            .: id own, name own, type own, systemData own, etag text, properties object
            properties: additionalData own, classification text, classificationComment text, \
            classificationReason text, createdTimeUtc own, description text, firstActivityTimeUtc text, \
            incidentUrl own, incidentNumber own, labels[] object, providerName text, providerIncidentId \
            text, lastActivityTimeUtc text, lastModifiedTimeUtc own, owner object, \
            relatedAnalyticRuleIds own, severity text, status text, teamInformation object, title text
            properties.labels[]: labelName! text, labelType own
            properties.owner: email text, assignedTo text, objectId text, userPrincipalName text, \
            ownerType text
            properties.teamInformation: teamId own, primaryChannelUrl own, teamCreationTimeUtc own, name \
            own, description own
            """),
        "PUT microsoft.securityinsights/automationrules/{}": BodyShape(
            """
            .: id own, name own, type own, etag text, systemData own, properties object
            properties: displayName text, order! integer, triggeringLogic! object, actions[]! object, \
            lastModifiedTimeUtc own, createdTimeUtc own, lastModifiedBy own, createdBy own
            """),
        "PUT microsoft.securityinsights/alertrules/{}": BodyShape(kinds: [
            "Scheduled":
                """
            .: id own, name own, type own, systemData own, etag text, kind! text, properties! object
            properties: query! text, queryFrequency! text, queryPeriod! text, severity! text, \
            triggerOperator! text=GreaterThan|LessThan|Equal|NotEqual, triggerThreshold! integer, \
            eventGroupingSettings object, customDetails{} text, entityMappings[] object, \
            alertDetailsOverride object, alertRuleTemplateName text, description text, displayName! \
            text, enabled! flag, lastModifiedUtc own, suppressionDuration! text, suppressionEnabled! \
            flag, tactics[] text, incidentConfiguration object, templateVersion text, techniques[] text, \
            sentinelEntitiesMappings[] object, subTechniques[] text
            \(alertDetails)
            \(incidentConfiguration)
            """,
            "NRT":
                """
            .: id own, name own, type own, systemData own, etag text, kind! text, properties! object
            properties: alertRuleTemplateName text, templateVersion text, description text, query! text, \
            tactics[] text, techniques[] text, displayName! text, enabled! flag, lastModifiedUtc own, \
            suppressionDuration! text, suppressionEnabled! flag, severity! text, incidentConfiguration \
            object, customDetails{} text, entityMappings[] object, alertDetailsOverride object, \
            eventGroupingSettings object, sentinelEntitiesMappings[] object, subTechniques[] text
            \(incidentConfiguration)
            \(alertDetails)
            """,
            "Fusion":
                """
            .: id own, name own, type own, systemData own, etag text, kind! text, properties! object
            properties: alertRuleTemplateName! text, description own, displayName own, enabled! flag, \
            lastModifiedUtc own, severity own, tactics own, sourceSettings[] object, \
            scenarioExclusionPatterns[] object, techniques own, subTechniques own
            properties.sourceSettings[]: enabled! flag, sourceName! text, sourceSubTypes[] object
            properties.sourceSettings[].sourceSubTypes[]: enabled! flag, sourceSubTypeName! text, \
            sourceSubTypeDisplayName own, severityFilters! object
            properties.sourceSettings[].sourceSubTypes[].severityFilters: isSupported own, filters[] \
            object
            properties.sourceSettings[].sourceSubTypes[].severityFilters.filters[]: severity! text, \
            enabled! flag
            properties.scenarioExclusionPatterns[]: exclusionPattern! text, dateAddedInUTC! text
            """,
            "MicrosoftSecurityIncidentCreation":
                """
            .: id own, name own, type own, systemData own, etag text, kind! text, properties! object
            properties: displayNamesFilter[] text, displayNamesExcludeFilter[] text, productFilter! \
            text, severitiesFilter[] text, alertRuleTemplateName text, description text, displayName! \
            text, enabled! flag, lastModifiedUtc own
            """,
            "MLBehaviorAnalytics": ready,
            "ThreatIntelligence": ready,
        ]),
    ]

    /// What a rule makes of its alerts.
    private static let incidentConfiguration = """
        properties.incidentConfiguration: createIncident! flag, groupingConfiguration object
        properties.incidentConfiguration.groupingConfiguration: enabled! flag, reopenClosedIncident! \
        flag, lookbackDuration! text, matchingMethod! text, groupByEntities[] text, \
        groupByAlertDetails[] text, groupByCustomDetails[] text
        """

    /// What a rule with a query of its own tells of an alert.
    private static let alertDetails = """
        properties.eventGroupingSettings: aggregationKind text
        properties.entityMappings[]: entityType text, fieldMappings[] object
        properties.entityMappings[].fieldMappings[]: identifier text, columnName text
        properties.alertDetailsOverride: alertDisplayNameFormat text, alertDescriptionFormat text, \
        alertTacticsColumnName text, alertSeverityColumnName text, alertDynamicProperties[] object
        properties.alertDetailsOverride.alertDynamicProperties[]: alertProperty text, value text
        properties.sentinelEntitiesMappings[]: columnName text
        """

    /// A rule that comes ready: all it takes is to be turned on.
    private static let ready = """
        .: id own, name own, type own, systemData own, etag text, kind! text, properties! object
        properties: alertRuleTemplateName! text, description own, displayName own, enabled! flag, \
        lastModifiedUtc own, severity own, tactics own, techniques own, subTechniques own
        """
}
