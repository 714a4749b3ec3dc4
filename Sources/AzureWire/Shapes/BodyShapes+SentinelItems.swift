extension BodyShapes {
    /// Parts of items, and watchlists.
    static let sentinelItems: [String: BodyShape] = [
        "PUT microsoft.securityinsights/incidents/{}/comments/{}": BodyShape(
            """
            .: id own, name own, type own, systemData own, etag text, properties object
            properties: createdTimeUtc own, lastModifiedTimeUtc own, message text, author own
            """),
        "PUT microsoft.securityinsights/incidents/{}/relations/{}": BodyShape(
            """
            .: id own, name own, type own, systemData own, etag text, properties object
            properties: relatedResourceId text, relatedResourceName own, relatedResourceType own, \
            relatedResourceKind own
            """),
        "PUT microsoft.securityinsights/incidents/{}/tasks/{}": BodyShape(
            """
            .: id own, name own, type own, systemData own, etag text, properties object
            properties: title text, description text, status text, createdTimeUtc own, \
            lastModifiedTimeUtc own, createdBy object, lastModifiedBy object
            properties.createdBy: email text, name text, objectId text, userPrincipalName text
            properties.lastModifiedBy: email text, name text, objectId text, userPrincipalName text
            """),
        "PUT microsoft.securityinsights/alertrules/{}/actions/{}": BodyShape(
            """
            .: id own, name own, type own, systemData own, etag text, properties object
            properties: logicAppResourceId text, triggerUri text
            """),
        "PUT microsoft.securityinsights/watchlists/{}": BodyShape(
            """
            .: id own, name own, type own, systemData own, etag text, properties object
            properties: watchlistId text, displayName text, provider text, source text, created text, \
            updated text, createdBy object, updatedBy object, description text, watchlistType text, \
            watchlistAlias text, isDeleted flag, labels[] text, defaultDuration text, tenantId text, \
            numberOfLinesToSkip integer, rawContent text, itemsSearchKey text, contentType text, \
            uploadStatus text, watchlistItemsCount integer, sourceType text, provisioningState own
            properties.createdBy: email own, name own, objectId text
            properties.updatedBy: email own, name own, objectId text
            """),
        "PUT microsoft.securityinsights/watchlists/{}/watchlistitems/{}": BodyShape(
            """
            .: id own, name own, type own, systemData own, etag text, properties object
            properties: watchlistItemType text, watchlistItemId text, tenantId text, isDeleted flag, \
            created text, updated text, createdBy object, updatedBy object, itemsKeyValue object, \
            entityMapping object
            properties.createdBy: email own, name own, objectId text
            properties.updatedBy: email own, name own, objectId text
            """),
    ]
}
