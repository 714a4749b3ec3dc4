import ControlPlane
import Simulation
import VirtualTime

extension Act {
    // MARK: Clusters

    func clusterPlan(in world: World) throws(ActProblem) -> Plan {
        let path = try path(in: world)
        let type = "Microsoft.OperationalInsights/clusters"
        switch name {
        case "cluster.create":
            return arm(
                "PUT", path, type,
                [
                    "location": .string(try text("location") ?? "westeurope"),
                    "identity": ["type": .string(try text("identity") ?? "SystemAssigned")],
                    "sku": ["name": "CapacityReservation", "capacity": .integer(try integer("tier", 100))],
                ])
        case "cluster.update-key":
            let key = try required("key")
            let parts = key.split(separator: "/").map(String.init)
            guard parts.count == 3, parts[0] == "key" else {
                throw ActProblem("\(name): key is key/VAULT/KEY")
            }
            return keyProperties(
                path, "https://\(parts[1]).vault.azure.net", parts[2], try text("version") ?? "")
        case "cluster.clear-key": return keyProperties(path, "", "", "")
        case "cluster.set-identity":
            var identity: Document = ["type": .string(try required("type"))]
            if let given = try text("identity") {
                identity["userAssignedIdentities"] = .object([assignedIdentity(given, in: world): [:]])
            }
            return arm("PATCH", path, type, ["identity": identity])
        case "cluster.set-tier":
            return arm(
                "PATCH", path, type,
                ["sku": ["name": "CapacityReservation", "capacity": .integer(try integer("tier", 100))]])
        case "cluster.delete": return arm("DELETE", path, type)
        default: throw unknown
        }
    }

    /// The id of a user-assigned identity that an act names by its id, as `identity/NAME` or by `NAME` alone.
    private func assignedIdentity(_ given: String, in world: World) -> String {
        guard !given.hasPrefix("/") else { return given }
        let name = given.hasPrefix("identity/") ? String(given.dropFirst("identity/".count)) : given
        return world.path(of: ThingReference(kind: "identity", name: name)) ?? given
    }

    private func keyProperties(_ path: String, _ uri: String, _ key: String, _ version: String) -> Plan {
        arm(
            "PATCH", path, "Microsoft.OperationalInsights/clusters",
            [
                "properties": [
                    "keyVaultProperties": [
                        "keyVaultUri": .string(uri), "keyName": .string(key), "keyVersion": .string(version),
                    ]
                ]
            ])
    }

    // MARK: Workspaces

    func workspacePlan(in world: World) throws(ActProblem) -> Plan {
        let path = try path(in: world)
        let type = "Microsoft.OperationalInsights/workspaces"
        let row = world.workspace(named: target.name)
        switch name {
        case "workspace.create", "workspace.recover":
            let location = try text("location") ?? row?.location ?? "westeurope"
            return arm("PUT", path, type, ["location": .string(location)])
        case "workspace.link":
            let given = try required("cluster")
            guard let cluster = ThingReference(given), let id = world.path(of: cluster) else {
                throw ActProblem("\(name): cluster is cluster/NAME, not '\(given)'")
            }
            return arm(
                "PUT", "\(path)/linkedServices/cluster", "\(type)/linkedServices",
                ["properties": ["writeAccessResourceId": .string(id)]])
        case "workspace.unlink":
            return arm("DELETE", "\(path)/linkedServices/cluster", "\(type)/linkedServices")
        case "workspace.delete":
            guard arguments["force"]?.flag == true else { return arm("DELETE", path, type) }
            // `force` travels in the query, behind the version.
            return .command(.owner) { .logAnalytics(.deleteWorkspace($0.intern(path), force: true)) }
        case "workspace.set-retention":
            return arm(
                "PATCH", path, type, ["properties": ["retentionInDays": .integer(try integer("days", 30))]])
        case "query.run":
            guard let row else { throw ActProblem("there is no \(target)") }
            return .call(
                method: "POST", host: "api.loganalytics.io", path: "/v1/workspaces/\(row.customerID)/query",
                version: nil, body: ["query": .string(try required("query"))])
        default: throw unknown
        }
    }

    // MARK: Sentinel and the account behind it

    func sentinelPlan(in world: World) throws(ActProblem) -> Plan {
        if name == "support.contact", target.kind == "cluster" { return try contactPlan(in: world) }
        guard let workspace = world.path(of: ThingReference(kind: "workspace", name: target.name)) else {
            throw ActProblem("\(name) cannot act on \(target)")
        }
        let scope = "\(workspace)/providers/Microsoft.SecurityInsights"
        switch name {
        case "sentinel.onboard":
            let flag = arguments["customerManagedKey"]?.flag ?? true
            return arm(
                "PUT", "\(scope)/onboardingStates/default", "Microsoft.SecurityInsights/onboardingStates",
                ["properties": ["customerManagedKey": .bool(flag)]])
        case "sentinel.offboard":
            return arm(
                "DELETE", "\(scope)/onboardingStates/default", "Microsoft.SecurityInsights/onboardingStates")
        case "sentinel.create-incident":
            let title = try required("title")
            let id = NamedGUID.text("incident/\(title)", in: world.tenant)
            return arm(
                "PUT", "\(scope)/incidents/\(id)", "Microsoft.SecurityInsights/incidents",
                [
                    "properties": [
                        "title": .string(title), "severity": .string(try text("severity") ?? "Medium"),
                        "status": "New",
                    ]
                ])
        case "sentinel.create-rule":
            let rule = try required("name")
            return arm(
                "PUT", "\(scope)/alertRules/\(rule)", "Microsoft.SecurityInsights/alertRules",
                Self.scheduledRule(rule))
        case "sentinel.update-settings":
            let setting = try text("name") ?? "EyesOn"
            return arm(
                "PUT", "\(scope)/settings/\(setting)", "Microsoft.SecurityInsights/settings",
                ["kind": .string(setting), "properties": ["isEnabled": true]])
        case "cosmos.delete-account":
            return .command(.microsoft) { .cosmosDB(.deleteAccount(behind: $0.intern(workspace))) }
        case "support.contact":
            let topic = try required("topic")
            return .command(.owner) { .sentinel(.contactSupport($0.intern(workspace), topic: topic)) }
        default: throw unknown
        }
    }

    /// A rule with all that its kind must have.
    private static func scheduledRule(_ name: String) -> Document {
        [
            "kind": "Scheduled",
            "properties": [
                "displayName": .string(name), "enabled": true, "severity": "Medium", "query": "SignIns_CL",
                "queryFrequency": "PT1H", "queryPeriod": "PT1H", "triggerOperator": "GreaterThan",
                "triggerThreshold": 0, "suppressionDuration": "PT5H", "suppressionEnabled": false,
            ],
        ]
    }

    /// A letter about a cluster.
    private func contactPlan(in world: World) throws(ActProblem) -> Plan {
        let cluster = try path(in: world), topic = try required("topic")
        return .command(.owner) {
            topic == "restore-identity"
                ? .logAnalytics(.contactSupport(cluster: $0.intern(cluster), topic: topic))
                : .sentinel(.contactSupport($0.intern(cluster), topic: topic))
        }
    }
}
