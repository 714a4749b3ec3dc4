import ControlPlane
import VirtualTime

/// A type of Sentinel's own data: where it is in paths, how it is spelled in answers, and what it requires.
struct SentinelItemType: Sendable {
    let kind: Sentinel.ItemKind
    /// As in paths: `incidents` or, below an item of another kind, `incidents/{parent}/comments`.
    let collection: String
    /// The type in answers, in the service's own casing, without the namespace: `Incidents/Comments`.
    let shown: String
    /// Properties that must be there and not null.
    var requires: [String] = []
    /// Whether `kind` must be stated beside the properties.
    var hasKind = false
    /// The status of the PUT that makes one.
    var created = 201

    var template: String { "\(SentinelRoutes.scope)/\(collection)" }
    var hasParent: Bool { collection.contains("{parent}") }
    /// The type as the catalog of versions has it: `incidents/comments`.
    var name: String { collection.replacing("/{parent}", with: "") }

    static let all: [SentinelItemType] = [
        SentinelItemType(kind: .alertRule, collection: "alertRules", shown: "alertRules", hasKind: true),
        SentinelItemType(
            kind: .alertRuleAction, collection: "alertRules/{parent}/actions", shown: "AlertRules/Actions",
            requires: ["logicAppResourceId"]),
        SentinelItemType(
            kind: .incident, collection: "incidents", shown: "Incidents",
            requires: ["title", "severity", "status"]),
        SentinelItemType(
            kind: .incidentComment, collection: "incidents/{parent}/comments", shown: "Incidents/Comments",
            requires: ["message"]),
        SentinelItemType(
            kind: .incidentRelation, collection: "incidents/{parent}/relations", shown: "Incidents/relations",
            requires: ["relatedResourceId"], created: 200),
        SentinelItemType(
            kind: .incidentTask, collection: "incidents/{parent}/tasks", shown: "Incidents/Tasks",
            requires: ["title", "status"]),
        SentinelItemType(
            kind: .bookmark, collection: "bookmarks", shown: "Bookmarks",
            requires: ["displayName", "query"], created: 200),
        SentinelItemType(
            kind: .watchlist, collection: "watchlists", shown: "Watchlists",
            requires: ["displayName", "provider", "itemsSearchKey"], created: 200),
        SentinelItemType(
            kind: .watchlistItem, collection: "watchlists/{parent}/watchlistItems",
            shown: "Watchlists/WatchlistItems", requires: ["itemsKeyValue"]),
        SentinelItemType(
            kind: .automationRule, collection: "automationRules", shown: "AutomationRules",
            requires: ["displayName"]),
        SentinelItemType(
            kind: .dataConnector, collection: "dataConnectors", shown: "dataConnectors", hasKind: true),
        // Settings are there from the start: making one is changing it.
        SentinelItemType(
            kind: .setting, collection: "settings", shown: "settings", hasKind: true, created: 200),
    ]

    static func of(_ kind: Sentinel.ItemKind) -> SentinelItemType {
        guard let type = all.first(where: { $0.kind == kind }) else {
            preconditionFailure("\(kind) has no type on the wire")
        }
        return type
    }
}
