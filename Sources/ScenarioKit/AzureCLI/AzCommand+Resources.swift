import VirtualTime

extension AzCommand {
    static let resourceCommands: [AzCommand] = [
        AzCommand(
            words: "group create", summary: "make a resource group",
            options: [
                AzOption("--name", "-n", "--resource-group", "-g", required: true),
                AzOption("--location", "-l", required: true),
            ]
        ) { line, world in
            .call(
                world.arm(
                    "PUT", world.groupPath(line["--name"] ?? ""), AzVersion.resources,
                    ["location": .string(line["--location"] ?? "")]))
        },
        AzCommand(
            words: "provider register", summary: "register a resource provider",
            options: [AzOption("--namespace", "-n", required: true), AzOption("--wait", kind: .flag)]
        ) { line, world in
            let path =
                "/subscriptions/\(world.subscriptionID)/providers/\(line["--namespace"] ?? "")/register"
            return .call(world.arm("POST", path, AzVersion.resources))
        },
    ]

    static let logAnalyticsCommands: [AzCommand] = [
        AzCommand(
            words: "monitor log-analytics cluster create", summary: "make a dedicated cluster",
            options: [
                AzOption("--resource-group", "-g", required: true),
                AzOption("--name", "-n", "--cluster-name", required: true),
                AzOption("--location", "-l", required: true),
                AzOption("--sku-capacity", kind: .integer, required: true), AzOption("--sku-name"),
                AzOption("--identity-type", "--type"), AzOption("--no-wait", kind: .flag),
            ]
        ) { line, world in
            var body: Document = ["location": .string(line["--location"] ?? "")]
            if let identity = line["--identity-type"] { body["identity"] = ["type": .string(identity)] }
            body["sku"] = [
                "name": .string(line["--sku-name"] ?? "CapacityReservation"),
                "capacity": .integer(line.integer("--sku-capacity") ?? 0),
            ]
            return .call(world.arm("PUT", clusterPath(line, world), AzVersion.logAnalytics, body))
        },
        AzCommand(
            words: "monitor log-analytics cluster update",
            summary: "change a cluster's key, tier or identity",
            options: [
                AzOption("--resource-group", "-g", required: true),
                AzOption("--name", "-n", "--cluster-name", required: true), AzOption("--key-vault-uri"),
                AzOption("--key-name"), AzOption("--key-version"), AzOption("--sku-capacity", kind: .integer),
                AzOption("--identity-type", "--type"), AzOption("--no-wait", kind: .flag),
            ]
        ) { line, world in
            let path = clusterPath(line, world)
            return .readThenCall(world.arm("GET", path, AzVersion.logAnalytics)) { cluster in
                world.arm("PUT", path, AzVersion.logAnalytics, updated(cluster, line))
            }
        },
        AzCommand(
            words: "monitor log-analytics workspace create", summary: "make a workspace",
            options: [
                AzOption("--resource-group", "-g", required: true),
                AzOption("--name", "-n", "--workspace-name", required: true), AzOption("--location", "-l"),
                AzOption("--retention-time", kind: .integer), AzOption("--sku"),
            ]
        ) { line, world in
            let group = world.groupPath(line["--resource-group"] ?? "")
            let path = "\(group)/providers/Microsoft.OperationalInsights/workspaces/\(line["--name"] ?? "")"
            let body: Document = [
                "location": .string(line["--location"] ?? world.location),
                "properties": [
                    "sku": ["name": .string(line["--sku"] ?? "PerGB2018")],
                    "retentionInDays": .integer(line.integer("--retention-time") ?? 30),
                ],
            ]
            return .call(world.arm("PUT", path, AzVersion.logAnalytics, body))
        },
    ]

    private static func clusterPath(_ line: AzArguments, _ world: AzSurroundings) -> String {
        let group = world.groupPath(line["--resource-group"] ?? "")
        return "\(group)/providers/Microsoft.OperationalInsights/clusters/\(line["--name"] ?? "")"
    }

    /// The whole cluster as az sends it back: what cannot be written is left out, what was asked for is
    /// changed.
    private static func updated(_ cluster: Document, _ line: AzArguments) -> Document {
        let readOnly = [
            "provisioningState", "clusterId", "createdDate", "lastModifiedDate", "associatedWorkspaces",
            "capacityReservationProperties",
        ]
        var properties = cluster["properties"] ?? [:]
        for name in readOnly { properties[name] = nil }
        let options = [
            "keyVaultUri": "--key-vault-uri", "keyName": "--key-name", "keyVersion": "--key-version",
        ]
        var key = properties["keyVaultProperties"] ?? [:]
        for name in ["keyVaultUri", "keyName", "keyVersion"] {
            if let value = options[name].flatMap({ line[$0] }) { key[name] = .string(value) }
        }
        if key.members?.isEmpty == false { properties["keyVaultProperties"] = key }
        var body: Document = ["location": cluster["location"] ?? .null]
        if let identity = line["--identity-type"] {
            body["identity"] = ["type": .string(identity)]
        } else if let type = cluster["identity"]?["type"] {
            body["identity"] = ["type": type]
        }
        var sku = cluster["sku"] ?? [:]
        if let capacity = line.integer("--sku-capacity") { sku["capacity"] = .integer(capacity) }
        body["sku"] = sku
        if let tags = cluster["tags"] { body["tags"] = tags }
        body["properties"] = properties
        return body
    }
}
