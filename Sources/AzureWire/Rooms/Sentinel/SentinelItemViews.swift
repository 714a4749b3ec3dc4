import ControlPlane
import VirtualTime

/// What Sentinel answers of its own data, with the casing and the defaults of its service (as recorded).
enum SentinelItemViews {
    static func item(_ item: Sentinel.Item, in world: World) -> Document {
        let name = world.names[item.id]
        let type = SentinelItemType.of(item.kind)
        var members: Members = [
            "id": .string(id(of: item, type, in: world)), "name": .string(name.name),
            "etag": .string(etag(of: item, in: world)),
            "type": .string("Microsoft.SecurityInsights/\(type.shown)"),
        ]
        for member in item.carried.members ?? [:] where member.name != "properties" {
            members.append(member.name, member.value)
        }
        members.append("properties", .object(properties(of: item, name: name.name, in: world)))
        return .object(members)
    }

    /// With the quotes that are part of it; another one after each write.
    static func etag(of item: Sentinel.Item, in world: World) -> String {
        "\"\(NamedGUID.text("etag/\(world.names[item.id].path)/\(item.revision)", in: world.tenant))\""
    }

    /// Collections in the casing of the type, names as they were given.
    private static func id(
        of item: Sentinel.Item, _ type: SentinelItemType, in world: World
    ) -> String {
        let workspace = world.names[item.workspace].path
        let scope = "\(workspace)/providers/Microsoft.SecurityInsights"
        let names = world.names[item.id].path.split(separator: "/").suffix(type.hasParent ? 4 : 2)
        let spelled = type.shown.split(separator: "/")
        let rest = names.enumerated().map { place, text in
            place.isMultiple(of: 2) ? spelled[place / 2] : text
        }
        return "\(scope)/\(rest.joined(separator: "/"))"
    }

    private static func properties(of item: Sentinel.Item, name: String, in world: World) -> Members {
        let sent = item.carried["properties"]?.members ?? [:]
        switch item.kind {
        case .alertRule: return alertRule(item, sent)
        case .incident: return incident(item, sent, name: name, in: world)
        case .incidentRelation: return relation(sent)
        case .incidentComment:
            return sent.adding(["createdTimeUtc": created(item), "author": author(in: world)])
        case .incidentTask:
            return sent.adding([
                "createdTimeUtc": created(item), "lastModifiedTimeUtc": modified(item),
                "createdBy": author(in: world), "lastModifiedBy": author(in: world),
            ])
        case .alertRuleAction:
            // The address that starts the playbook is a secret: sent, and never shown.
            var shown = sent
            shown["triggerUri"] = nil
            return shown
        case .bookmark:
            return sent.adding([
                "created": created(item), "updated": modified(item), "createdBy": person(in: world),
                "updatedBy": person(in: world),
            ])
        case .watchlist: return watchlist(item, sent, name: name, in: world)
        case .watchlistItem: return watchlistItem(item, sent, name: name, in: world)
        case .automationRule:
            return sent.adding([
                "lastModifiedTimeUtc": modified(item), "createdTimeUtc": created(item),
                "lastModifiedBy": author(in: world), "createdBy": author(in: world),
            ])
        case .dataConnector, .setting: return sent
        }
    }

    // MARK: By type

    /// Filters that a rule on another product's alerts was not given come back as null.
    private static func alertRule(_ item: Sentinel.Item, _ sent: Members) -> Members {
        let isOnAlerts =
            item.carried.member(anyCase: "kind")?.text?.lowercased() == "microsoftsecurityincidentcreation"
        var properties: Members = [:]
        if isOnAlerts {
            let names = [
                "productFilter", "severitiesFilter", "displayNamesFilter", "displayNamesExcludeFilter",
                "displayName", "enabled", "description", "alertRuleTemplateName",
            ]
            for name in names { properties.append(name, sent[name] ?? nil) }
        }
        for member in sent where properties[member.name] == nil {
            properties.append(member.name, member.value)
        }
        properties["lastModifiedUtc"] = modified(item)
        return properties
    }

    private static func incident(
        _ item: Sentinel.Item, _ sent: Members, name: String, in world: World
    ) -> Members {
        let workspace = world.names[item.workspace].path
        var properties = sent
        properties["owner"] = owner(sent["owner"])
        if properties["labels"] == nil { properties.append("labels", []) }
        let children = world.sentinel.items.filter { $0.kind == .incidentComment }
        let path = world.names[item.id].path.lowercased() + "/"
        let comments = children.filter { world.names[$0.id].path.lowercased().hasPrefix(path) }.count
        return properties.adding([
            "lastModifiedTimeUtc": modified(item), "createdTimeUtc": created(item),
            "incidentNumber": .integer(item.number),
            "additionalData": [
                "alertsCount": 0, "bookmarksCount": 0, "commentsCount": .integer(comments),
                "alertProductNames": [], "tactics": [], "techniques": [],
            ],
            "relatedAnalyticRuleIds": [],
            "incidentUrl": .string(
                "https://portal.azure.com/#asset/Microsoft_Azure_Security_Insights/Incident\(workspace)"
                    + "/providers/Microsoft.SecurityInsights/Incidents/\(name)"),
            "providerName": "Azure Sentinel", "providerIncidentId": .string("\(item.number)"),
        ])
    }

    /// What was not said of the owner comes back as null.
    private static func owner(_ sent: Document?) -> Document {
        var owner: Members = [:]
        for name in ["objectId", "email", "assignedTo", "userPrincipalName"] {
            owner.append(name, sent?[name] ?? nil)
        }
        owner.append("ownerType", sent?["ownerType"] ?? "Unknown")
        return .object(owner)
    }

    /// Named again by its last segment, and by the type before it.
    private static func relation(_ sent: Members) -> Members {
        let segments = (sent["relatedResourceId"]?.text ?? "").split(separator: "/").map(String.init)
        let position = segments.lastIndex { $0.lowercased() == "providers" }
        let type = position.map { position in
            let rest = Array(segments.dropFirst(position + 1))
            let types = rest.dropFirst().enumerated().filter { $0.offset.isMultiple(of: 2) }.map(\.element)
            return ([rest.first ?? ""] + types).joined(separator: "/")
        }
        return sent.adding([
            "relatedResourceName": .string(segments.last ?? ""), "relatedResourceType": .string(type ?? ""),
        ])
    }

    private static func watchlist(
        _ item: Sentinel.Item, _ sent: Members, name: String, in world: World
    ) -> Members {
        // The rows come in with it, and are items from then on.
        var shown = sent
        shown["rawContent"] = nil
        if shown["numberOfLinesToSkip"] == nil { shown.append("numberOfLinesToSkip", 0) }
        return shown.adding([
            "watchlistId": .string(
                NamedGUID.text("watchlist/\(world.names[item.id].path)", in: world.tenant)),
            "watchlistAlias": .string(name), "watchlistType": "watchlist", "isDeleted": false,
            "created": created(item), "updated": modified(item), "createdBy": person(in: world),
            "updatedBy": person(in: world), "tenantId": .string(world.tenant),
            "provisioningState": "Succeeded",
        ])
    }

    private static func watchlistItem(
        _ item: Sentinel.Item, _ sent: Members, name: String, in world: World
    ) -> Members {
        sent.adding([
            "watchlistItemType": "watchlist-item", "watchlistItemId": .string(name),
            "tenantId": .string(world.tenant), "isDeleted": false, "created": created(item),
            "updated": modified(item), "createdBy": person(in: world), "updatedBy": person(in: world),
        ])
    }

    // MARK: When, and by whom

    private static func created(_ item: Sentinel.Item) -> Document {
        .string(item.createdAt.iso8601(fractionDigits: 7))
    }
    private static func modified(_ item: Sentinel.Item) -> Document {
        .string(item.modifiedAt.iso8601(fractionDigits: 7))
    }
    private static func person(in world: World) -> Document {
        ["objectId": .string(NamedGUID.text("operator", in: world.tenant)), "email": nil, "name": "operator"]
    }
    private static func author(in world: World) -> Document {
        var author = person(in: world)
        author["userPrincipalName"] = nil
        if var members = author.members {
            members.append("userPrincipalName", nil)
            author = .object(members)
        }
        return author
    }
}

extension Members {
    /// The members with others behind them, which win over what was sent under their names.
    fileprivate func adding(_ others: Members) -> Members {
        var result = self
        for member in others { result[member.name] = member.value }
        return result
    }
}
