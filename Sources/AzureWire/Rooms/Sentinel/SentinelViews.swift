import ControlPlane
import VirtualTime

/// What Sentinel answers.
enum SentinelViews {
    /// - Parameter showsSystemData: the PUT shows who and when, a GET an empty object, as recorded.
    static func onboarding(
        _ row: Sentinel.Onboarding, in world: World, showsSystemData: Bool = false
    ) -> Document {
        // `false` comes back as no property at all, as recorded.
        let properties: Document = row.customerManagedKey ? ["customerManagedKey": true] : [:]
        return [
            "properties": properties,
            "id": .string(
                "\(world.names[row.id].path)/providers/Microsoft.SecurityInsights/onboardingStates/default"),
            "name": "default", "type": "Microsoft.SecurityInsights/onboardingStates",
            "systemData": showsSystemData ? systemData(at: row.availableSince.at) : [:],
        ]
    }

    private static func systemData(at instant: Instant) -> Document {
        let at = Document.string(instant.iso8601(fractionDigits: 7))
        return [
            "createdAt": at, "createdBy": "operator", "createdByType": "User", "lastModifiedAt": at,
            "lastModifiedBy": "operator", "lastModifiedByType": "User",
        ]
    }

    static func item(_ item: Sentinel.Item, in world: World) -> Document {
        let name = world.names[item.id]
        let type = type(of: item.kind)
        let workspace = world.names[item.workspace].path
        var members: Members = [
            "id": .string("\(workspace)/providers/Microsoft.SecurityInsights/\(type)/\(name.name)"),
            "name": .string(name.name),
            "etag": .string(etag(of: item, in: world)),
            "type": .string("Microsoft.SecurityInsights/\(type)"),
        ]
        for member in item.carried.members ?? [:] where member.name != "properties" {
            members.append(member.name, member.value)
        }
        members.append("properties", .object(properties(of: item, name: name.name, workspace: workspace)))
        return .object(members)
    }

    /// With the quotes that are part of it; another one after each write.
    static func etag(of item: Sentinel.Item, in world: World) -> String {
        "\"\(NamedGUID.text("etag/\(world.names[item.id].path)/\(item.revision)", in: world.tenant))\""
    }

    private static func type(of kind: Sentinel.ItemKind) -> String {
        switch kind {
        case .alertRule: "alertRules"
        case .incident: "Incidents"
        case .bookmark: "Bookmarks"
        case .watchlist: "Watchlists"
        case .automationRule: "AutomationRules"
        case .dataConnector: "dataConnectors"
        case .setting: "settings"
        }
    }

    private static func properties(of item: Sentinel.Item, name: String, workspace: String) -> Members {
        var properties = item.carried["properties"]?.members ?? [:]
        let modified = Document.string(item.modifiedAt.iso8601(fractionDigits: 7))
        switch item.kind {
        case .alertRule: properties["lastModifiedUtc"] = modified
        case .incident:
            properties["lastModifiedTimeUtc"] = modified
            properties["createdTimeUtc"] = .string(item.createdAt.iso8601(fractionDigits: 7))
            properties["incidentNumber"] = .integer(item.number)
            properties["providerName"] = "Azure Sentinel"
            properties["providerIncidentId"] = .string("\(item.number)")
            properties["relatedAnalyticRuleIds"] = []
            properties["incidentUrl"] = .string(
                "https://portal.azure.com/#asset/Microsoft_Azure_Security_Insights/Incident\(workspace)"
                    + "/providers/Microsoft.SecurityInsights/Incidents/\(name)")
            properties["additionalData"] = [
                "alertsCount": 0, "bookmarksCount": 0, "commentsCount": 0, "alertProductNames": [],
                "tactics": [],
            ]
        case .bookmark:
            properties["created"] = .string(item.createdAt.iso8601(fractionDigits: 7))
            properties["updated"] = modified
        case .watchlist:
            properties["watchlistAlias"] = .string(name)
            properties["provisioningState"] = "Succeeded"
        case .automationRule: properties["lastModifiedTimeUtc"] = modified
        case .dataConnector, .setting: break
        }
        return properties
    }
}
