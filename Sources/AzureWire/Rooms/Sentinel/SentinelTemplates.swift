import ControlPlane
import VirtualTime

/// Templates that alert rules can be made from: a few of this project's own, about keys. Azure's gallery is
/// somebody else's text (docs/non-goals/sentinel.md). They are part of the service and of no workspace's
/// data: no lost key hides them.
enum SentinelTemplates {
    private static let type = "Microsoft.SecurityInsights/alertRuleTemplates"

    static func add(to routes: inout RouteTable) {
        let known = versions(of: type)
        let collection = "\(SentinelRoutes.scope)/alertRuleTemplates"
        routes.read(collection, known) { (exchange, world) throws(WireFailure) in
            let workspace = try SentinelRoutes.workspace(exchange, in: world)
            return .json(200, ["value": .array(all.map { view($0, of: workspace, in: world) })])
        }
        routes.read("\(collection)/{template}", known) { (exchange, world) throws(WireFailure) in
            let workspace = try SentinelRoutes.workspace(exchange, in: world)
            let name = exchange.parameters["template"].lowercased()
            guard let template = all.first(where: { $0.name == name }) else {
                throw SentinelRoutes.absent(exchange, "alertRuleTemplates", "template")
            }
            return .json(200, view(template, of: workspace, in: world))
        }
    }

    private struct Template: Sendable {
        let title: String
        let description: String
        let query: String
        let severity: String
        let connector: (id: String, table: String)

        var name: String { NamedGUID.text("alertRuleTemplate/\(title)", in: "lockstep") }
    }

    private static let all = [
        Template(
            title: "Key or vault of customer-managed encryption deleted",
            description: "A key, a version of it or its whole vault was deleted or disabled.",
            query: """
                AzureDiagnostics
                | where ResourceProvider == "MICROSOFT.KEYVAULT"
                | where OperationName in ("KeyDelete", "KeyUpdate", "VaultDelete")
                """,
            severity: "High", connector: ("AzureKeyVault", "KeyVaultData")),
        Template(
            title: "Access to a vault changed",
            description: "Access policies, network rules or role assignments of a vault were written.",
            query: """
                AzureActivity
                | where OperationNameValue has "MICROSOFT.KEYVAULT/VAULTS"
                | where ActivityStatusValue == "Success"
                """,
            severity: "Medium", connector: ("AzureActivity", "AzureActivity")),
        Template(
            title: "Key refused to the service that it protects",
            description: "A service could not unwrap its data key: an hour from here its data goes dark.",
            query: """
                AzureDiagnostics
                | where OperationName in ("KeyUnwrap", "KeyWrap")
                | where httpStatusCode_d == 403
                """,
            severity: "High", connector: ("AzureKeyVault", "KeyVaultData")),
    ]

    /// When this project wrote them.
    private static let written: Document = "2026-11-26T00:00:00Z"

    private static func view(_ template: Template, of workspace: ResourceID, in world: World) -> Document {
        let scope = "\(world.names[workspace].path)/providers/Microsoft.SecurityInsights"
        return [
            "id": .string("\(scope)/AlertRuleTemplates/\(template.name)"), "name": .string(template.name),
            "type": "Microsoft.SecurityInsights/AlertRuleTemplates", "kind": "Scheduled",
            "properties": [
                "queryFrequency": "PT1H", "queryPeriod": "PT1H", "triggerOperator": "GreaterThan",
                "triggerThreshold": 0, "severity": .string(template.severity),
                "query": .string(template.query), "version": "1.0.0", "tactics": ["Impact"],
                "displayName": .string(template.title), "description": .string(template.description),
                "lastUpdatedDateUTC": written, "createdDateUTC": written, "status": "Available",
                "requiredDataConnectors": [
                    [
                        "connectorId": .string(template.connector.id),
                        "dataTypes": [.string(template.connector.table)],
                    ]
                ],
                "alertRulesCreatedByTemplateCount": .integer(
                    rules(of: template, in: workspace, world).count),
            ],
        ]
    }

    private static func rules(
        of template: Template, in workspace: ResourceID, _ world: World
    ) -> [Sentinel.Item] {
        world.sentinel.items.filter { item in
            item.workspace == workspace && item.kind == .alertRule
                && item.carried["properties"]?.member(anyCase: "alertRuleTemplateName")?.text?.lowercased()
                    == template.name
        }
    }
}
