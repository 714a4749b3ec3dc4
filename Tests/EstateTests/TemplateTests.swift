import ControlPlane
import Simulation
import Testing
import VirtualTime

@testable import Estate

@Suite("an exported template") struct TemplateTests {
    private static let scope = TemplateScope(
        subscription: "s", group: "g", tenant: "t", location: "westeurope")

    private func value(_ text: String) throws -> Document {
        var evaluator = TemplateEvaluator(
            scope: Self.scope,
            parameters: ["name": "kv", "list": ["a", "b"], "other": "[concat(parameters('name'), '-2')]"],
            variables: ["full": "[concat(parameters('name'), '/cmk')]", "self": "[variables('self')]"])
        return try evaluator.value(of: text)
    }

    @Test(
        "has its expressions worked out",
        arguments: [
            ("plain", "plain"), ("[[not one]", "[not one]"), ("[parameters('name')]", "kv"),
            ("[variables('full')]", "kv/cmk"), ("[concat('it''s ', parameters('other'))]", "it's kv-2"),
            ("[format('{0}-{1}', 'a', 3)]", "a-3"), ("[toLower(resourceGroup().name)]", "g"),
            ("[if(equals(parameters('name'), 'KV'), 'yes', 'no')]", "yes"),
            ("[parameters('list')[1]]", "b"), ("[last(split('a/b/c', '/'))]", "c"),
            (
                "[resourceId('A.B/c/d', 'x', 'y')]",
                "/subscriptions/s/resourceGroups/g/providers/A.B/c/x/d/y"
            ),
            (
                "[resourceId('other', 'A.B/c', parameters('name'))]",
                "/subscriptions/s/resourceGroups/other/providers/A.B/c/kv"
            ),
            ("[subscription().tenantId]", "t"),
        ])
    func expressions(text: String, expected: String) throws {
        #expect(try value(text) == .string(expected))
    }

    @Test(
        "says why one is not",
        arguments: [
            "[parameters('missing')]", "[variables('self')]", "[pickZones('a', 'b')]", "[concat('a']", "[]",
            "[deployment().name]",
        ])
    func unread(text: String) {
        #expect(throws: TemplateExpression.Unread.self) { try value(text) }
    }

    /// As the portal exports a group: names are parameters, children stand beside their parents.
    private static let template = """
        {
          "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
          "contentVersion": "1.0.0.0",
          "parameters": {
            "vaults_contoso_kv_name": { "defaultValue": "contoso-kv", "type": "String" },
            "clusters_contoso_la_name": { "defaultValue": "contoso-la", "type": "String" },
            "unused": { "defaultValue": "x", "type": "String" }
          },
          "variables": { "location": "westeurope" },
          "resources": [
            {
              "type": "Microsoft.KeyVault/vaults", "apiVersion": "2023-07-01",
              "name": "[parameters('vaults_contoso_kv_name')]", "location": "[variables('location')]",
              "properties": {
                "sku": { "family": "A", "name": "standard" }, "tenantId": "[subscription().tenantId]",
                "accessPolicies": [
                  { "tenantId": "[subscription().tenantId]",
                    "objectId": "[reference(resourceId('Microsoft.OperationalInsights/clusters', \
        parameters('clusters_contoso_la_name')), '2022-10-01', 'Full').identity.principalId]",
                    "permissions": { "keys": ["Get", "WrapKey", "UnwrapKey"] } }
                ],
                "enablePurgeProtection": true
              },
              "resources": [
                { "type": "keys", "apiVersion": "2023-07-01", "name": "cmk",
                  "dependsOn": ["[resourceId('Microsoft.KeyVault/vaults', 'contoso-kv')]"],
                  "properties": { "kty": "RSA", "keySize": 3072, "attributes": { "enabled": true } } }
              ]
            },
            {
              "type": "Microsoft.OperationalInsights/clusters", "apiVersion": "2022-10-01",
              "name": "[parameters('clusters_contoso_la_name')]", "location": "westeurope",
              "identity": { "type": "SystemAssigned" },
              "sku": { "name": "CapacityReservation", "capacity": 100 },
              "properties": {
                "keyVaultProperties": {
                  "keyVaultUri": "[reference(resourceId('Microsoft.KeyVault/vaults', 'contoso-kv')).vaultUri]",
                  "keyName": "cmk", "keyVersion": "" },
                "billingType": "[pickBilling()]"
              }
            },
            { "type": "Microsoft.Resources/deployments", "apiVersion": "2022-09-01", "name": "inner" }
          ],
          "outputs": { "id": { "type": "string", "value": "x" } }
        }
        """

    @Test("is imported: children, references and all, and each value is reported")
    func exported() throws {
        let files = [EstateFile(name: "template.json", text: Self.template)]
        let imported = try Contoso.imported(files)
        let report = imported.report

        #expect(report.refusals.map(\.message) == [])
        #expect(report.resources.map(\.kind) == ["vault", "key", "cluster"])
        #expect(imported.timeline.world.cluster(named: "contoso-la")?.access == .held)
        #expect(imported.timeline.world.cluster(named: "contoso-la")?.key != nil)
        #expect(try Coverage.faults(of: report, over: files) == [])
        #expect(report.verdict("template.json#/resources/0/name") == .understood)
        #expect(
            report.verdict("template.json#/resources/0/properties/accessPolicies/0/objectId") == .assumed)
        #expect(report.verdict("template.json#/resources/0/resources/0/properties/keySize") == .understood)
        #expect(report.verdict("template.json#/parameters/unused/defaultValue") == .ignored)
        #expect(
            report.leaf("template.json#/resources/1/properties/billingType")?.reason.contains("pickBilling")
                == true)
        #expect(report.leaf("template.json#/resources/2/name")?.reason.contains("not unfolded") == true)
        #expect(report.verdict("template.json#/outputs/id/value") == .ignored)
    }

    @Test("is filled in by a parameter file, and lies in the group that is said")
    func parameters() throws {
        let values: Document = [
            "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#",
            "parameters": ["vaults_contoso_kv_name": ["value": "other-kv"]],
        ]
        let files = [
            EstateFile(name: "template.json", text: Self.template), Contoso.file("values", values),
        ]
        let report = try Estate(reading: files, group: "soc-rg").imported().report

        #expect(
            report.resources.first?.id.hasSuffix(
                "/resourceGroups/soc-rg/providers/Microsoft.KeyVault/vaults/other-kv") == true)
        #expect(report.verdict("values.json#/parameters/vaults_contoso_kv_name/value") == .understood)
        #expect(report.verdict("template.json#/parameters/vaults_contoso_kv_name/defaultValue") == .ignored)
        #expect(try Coverage.faults(of: report, over: files) == [])
    }
}
