import ControlPlane
import VirtualTime

/// What Azure Monitor answers of data collection rules and endpoints.
enum DataCollectionViews {
    static func resource(_ row: Resources.PlainResource, in world: World) -> Document {
        let name = world.names[row.id]
        let isRule = row.type == DataCollectionRoutes.ruleType
        var members: Members = [
            "properties": .object(isRule ? rule(row, in: world) : endpoint(row, in: world)),
            "location": .string(row.location),
        ]
        for member in row.carried.members ?? [:] where member.name != "properties" {
            members.append(member.name, member.value)
        }
        members.append("id", .string(name.path))
        members.append("name", .string(name.name))
        members.append("type", .string(row.type))
        let etag = NamedGUID.text("etag/\(name.path)/\(row.revision)", in: world.tenant)
        members.append("etag", .string("\"\(etag)\""))
        members.append("systemData", systemData(row))
        return .object(members)
    }

    /// `dcr-` or `dce-` and 32 digits: another one for a resource that is made anew under the name.
    static func immutableID(of row: Resources.PlainResource, in world: World) -> String {
        let path = world.names[row.id].path.lowercased()
        let guid = NamedGUID.text("immutable/\(path)@\(row.createdAt.milliseconds)", in: world.tenant)
        let prefix = row.type == DataCollectionRoutes.ruleType ? "dcr" : "dce"
        return "\(prefix)-\(guid.filter { $0 != "-" })"
    }

    private static func rule(_ row: Resources.PlainResource, in world: World) -> Members {
        var properties: Members = ["immutableId": .string(immutableID(of: row, in: world))]
        for member in row.carried["properties"]?.members ?? [:] {
            properties.append(
                member.name,
                member.name == "destinations" ? destinations(member.value, in: world) : member.value)
        }
        if row.carried["kind"]?.text?.lowercased() == "direct" {
            properties.append("endpoints", ["logsIngestion": .string(host(of: row, in: world, "ingest"))])
        }
        properties.append("provisioningState", "Succeeded")
        return properties
    }

    /// Workspaces by the id that queries know them by, too.
    private static func destinations(_ sent: Document, in world: World) -> Document {
        guard let workspaces = sent["logAnalytics"]?.items else { return sent }
        var shown = sent
        shown["logAnalytics"] = .array(
            workspaces.map { destination in
                let id = destination["workspaceResourceId"]?.text.flatMap(world.names.find)
                guard let customer = id.flatMap({ world.logAnalytics.workspaces[$0] })?.customerID else {
                    return destination
                }
                var destination = destination
                destination["workspaceId"] = .string(customer)
                return destination
            })
        return shown
    }

    private static func endpoint(_ row: Resources.PlainResource, in world: World) -> Members {
        var properties: Members = [
            "immutableId": .string(immutableID(of: row, in: world)),
            "configurationAccess": ["endpoint": .string(host(of: row, in: world, "handler.control"))],
            "logsIngestion": ["endpoint": .string(host(of: row, in: world, "ingest"))],
            "metricsIngestion": ["endpoint": .string(host(of: row, in: world, "metrics.ingest"))],
            "networkAcls": ["publicNetworkAccess": "Enabled"],
        ]
        for member in row.carried["properties"]?.members ?? [:] { properties[member.name] = member.value }
        properties.append("provisioningState", "Succeeded")
        return properties
    }

    private static func host(
        of row: Resources.PlainResource, in world: World, _ service: String
    ) -> String {
        let mark = immutableID(of: row, in: world).suffix(4)
        let name = world.names[row.id].name.lowercased()
        return "https://\(name)-\(mark).\(row.location)-1.\(service).monitor.azure.com"
    }

    private static func systemData(_ row: Resources.PlainResource) -> Document {
        [
            "createdBy": "operator", "createdByType": "User",
            "createdAt": .string(row.createdAt.iso8601(fractionDigits: 7)), "lastModifiedBy": "operator",
            "lastModifiedByType": "User",
            "lastModifiedAt": .string(row.modifiedAt.iso8601(fractionDigits: 7)),
        ]
    }
}
