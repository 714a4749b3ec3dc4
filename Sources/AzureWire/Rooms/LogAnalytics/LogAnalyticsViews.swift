import ControlPlane
import VirtualTime

/// What Log Analytics answers: typed fields, defaults and the carried part, in Azure's order.
enum LogAnalyticsViews {
    // MARK: Clusters

    static func cluster(
        _ cluster: LogAnalytics.Cluster, _ version: APIVersion?, in world: World
    ) -> Document {
        var properties: Members = [:]
        if let key = cluster.key { properties.append("keyVaultProperties", self.key(key)) }
        properties.append("provisioningState", .string(cluster.state.text))
        properties.append("clusterId", .string(cluster.clusterGUID))
        properties.append("billingType", .string(cluster.billingType.rawValue))
        properties.append("lastModifiedDate", .string(cluster.modifiedAt.httpDate))
        properties.append("createdDate", .string(cluster.createdAt.httpDate))
        properties.append("isDoubleEncryptionEnabled", .bool(cluster.isDoubleEncrypted))
        properties.append("isAvailabilityZonesEnabled", .bool(cluster.usesZones))
        let isOld = version.map { $0 < minimum500Since } ?? false
        var capacity: Members = [
            "lastSkuUpdate": .string(cluster.lastSkuUpdate.httpDate),
            "minCapacity": .integer(minimumCapacity(in: version)),
        ]
        if isOld { capacity.append("maxCapacity", 10_000) }
        properties.append("capacityReservationProperties", .object(capacity))
        properties.append("associatedWorkspaces", .array(cluster.links.map { associated($0, in: world) }))
        for member in cluster.carried["properties"]?.members ?? [:] { properties[member.name] = member.value }
        let name = world.names[cluster.id]
        return [
            "sku": ["name": "CapacityReservation", "capacity": .integer(cluster.capacity)],
            "identity": identity(cluster.identity, tenant: world.tenant), "properties": .object(properties),
            "location": .string(isOld ? Regions.display(of: cluster.location) : cluster.location),
            "tags": cluster.carried["tags"] ?? [:],
            "id": .string(name.path), "name": .string(name.name),
            "type": .string(LogAnalyticsRoutes.clusterType),
        ]
    }

    /// The least tier was lowered over the years; each version shows the one of its time (as recorded).
    private static func minimumCapacity(in version: APIVersion?) -> Int {
        guard let version else { return 100 }
        if version < minimum500Since { return 1000 }
        return version < minimum100Since ? 500 : 100
    }
    private static let minimum500Since = APIVersion.known("2021-06-01")
    private static let minimum100Since = APIVersion.known("2022-10-01")

    private static func key(_ key: LogAnalytics.ClusterKey) -> Document {
        var members: Members = [
            "keyVaultUri": .string(key.vaultURI), "keyName": .string(key.name),
            "keyVersion": .string(key.version),
        ]
        if let bits = key.minimumBits { members.append("keyRsaSize", .integer(bits)) }
        return .object(members)
    }

    private static func identity(_ identity: LogAnalytics.ClusterIdentity, tenant: String) -> Document {
        switch identity {
        case .none: ["type": "None"]
        case .systemAssigned(let objectID):
            ["type": "SystemAssigned", "tenantId": .string(tenant), "principalId": .string(objectID)]
        case .userAssigned(let id):
            ["type": "UserAssigned", "userAssignedIdentities": .object([id: [:]])]
        }
    }

    private static func associated(_ link: LogAnalytics.ClusterLink, in world: World) -> Document {
        let name = world.names[link.workspace]
        return [
            "workspaceId": .string(world.logAnalytics.workspaces[link.workspace]?.customerID ?? ""),
            "workspaceName": .string(name.name), "resourceId": .string(name.path),
            "associateDate": .string(link.at.httpDate),
        ]
    }

    // MARK: Workspaces

    static func workspace(_ workspace: LogAnalytics.Workspace, _ version: APIVersion?, in world: World)
        -> Document
    {
        let isOld = version.map { $0 < isoDatesSince } ?? false
        func date(_ instant: Instant) -> Document {
            .string(isOld ? instant.httpDate : instant.iso8601(fractionDigits: 7))
        }
        let carried = workspace.carried["properties"]?.members ?? [:]
        var properties: Members = [:]
        let isOfOldBackEnd = version?.description == "2021-12-01-preview"
        if isOfOldBackEnd { properties.append("source", "Azure") }
        properties.append("customerId", .string(workspace.customerID))
        properties.append("provisioningState", .string(state(of: workspace)))
        properties.append("sku", sku(of: workspace, carried, lowered: isOld, date(workspace.createdAt)))
        properties.append("retentionInDays", .integer(workspace.retentionDays))
        properties.append("features", features(of: workspace, carried["features"], in: world))
        properties.append(
            "workspaceCapping",
            // The older back end does not know of a quota until the workspace is there (as recorded).
            capping(
                isOfOldBackEnd && workspace.state.isCreating ? nil : carried["workspaceCapping"],
                date(nextReset(after: workspace.createdAt))))
        properties.append("publicNetworkAccessForIngestion", "Enabled")
        properties.append("publicNetworkAccessForQuery", "Enabled")
        properties.append("createdDate", date(workspace.createdAt))
        properties.append("modifiedDate", date(workspace.modifiedAt))
        for member in carried where !["sku", "features", "workspaceCapping"].contains(member.name) {
            properties[member.name] = member.value
        }
        let name = world.names[workspace.id]
        var members: Members = ["properties": .object(properties), "location": .string(workspace.location)]
        if let tags = workspace.carried["tags"] { members.append("tags", tags) }
        members.append("id", .string(name.path))
        members.append("name", .string(name.name))
        members.append("type", .string(LogAnalyticsRoutes.workspaceType))
        if WorkspaceWriting(workspace, in: world).showsEtag(in: version) {
            let etag = NamedGUID.text("etag/\(name.path)/\(workspace.revision)", in: world.tenant)
            members.append("etag", .string("\"\(etag)\""))
        }
        return .object(members)
    }

    /// Older versions write dates as RFC 1123 has them, and the sku in lower case.
    private static let isoDatesSince = APIVersion.known("2022-10-01")

    private static func state(of workspace: LogAnalytics.Workspace) -> String {
        workspace.isDeleted ? "Succeeded" : workspace.state.text
    }

    private static func sku(
        of workspace: LogAnalytics.Workspace, _ carried: Members, lowered: Bool, _ updated: Document
    ) -> Document {
        var members: Members = [
            "name": .string(lowered ? workspace.sku.lowercased() : workspace.sku)
        ]
        if let level = carried["sku"]?["capacityReservationLevel"], workspace.link.cluster == nil {
            members.append("capacityReservationLevel", level)
        }
        members.append("lastSkuUpdate", updated)
        return .object(members)
    }

    private static func features(
        of workspace: LogAnalytics.Workspace, _ carried: Document?, in world: World
    ) -> Document {
        var features: Document = [
            "legacy": 0, "searchVersion": 1, "enableLogAccessUsingOnlyResourcePermissions": true,
        ]
        var sent = carried ?? [:]
        for name in ["legacy", "searchVersion"] { sent[name] = nil }
        features = features.merging(patch: sent)
        // Set by linking alone (WS-03).
        features["clusterResourceId"] = workspace.link.cluster.map { .string(world.names[$0].path) }
        return features
    }

    private static func capping(_ carried: Document?, _ reset: Document) -> Document {
        [
            "dailyQuotaGb": carried?["dailyQuotaGb"] ?? .number("-1.0"), "quotaNextResetTime": reset,
            "dataIngestionStatus": "RespectQuota",
        ]
    }

    /// The next midnight UTC: when a daily quota starts anew.
    static func nextReset(after instant: Instant) -> Instant {
        let day: Int64 = 86_400_000
        return Instant(milliseconds: (instant.milliseconds / day + 1) * day)
    }

    // MARK: What is linked and saved beside the cluster

    static func service(_ service: LogAnalytics.LinkedService, of id: ResourceID, in world: World)
        -> Document
    {
        let name = world.names[id]
        var properties = service.carried
        properties["provisioningState"] = "Succeeded"
        return [
            "properties": properties, "id": .string("\(name.path)/linkedServices/\(service.name)"),
            "name": .string("\(name.name)/\(service.name)"),
            "type": "Microsoft.OperationalInsights/workspaces/linkedServices",
        ]
    }

    static func storage(_ storage: LogAnalytics.LinkedStorage, of id: ResourceID, in world: World)
        -> Document
    {
        let name = world.names[id]
        return [
            "properties": [
                "dataSourceType": .string(storage.kind.rawValue),
                "storageAccountIds": .array(storage.accounts.map { .string($0) }),
            ],
            "id": .string("\(name.path)/linkedStorageAccounts/\(storage.kind.rawValue.lowercased())"),
            "name": .string(storage.kind.rawValue.lowercased()),
            "type": "Microsoft.OperationalInsights/workspaces/linkedStorageAccounts",
        ]
    }

    static func search(_ search: LogAnalytics.SavedSearch, in world: World) -> Document {
        let name = world.names[search.id]
        let etag = NamedGUID.text("etag/\(name.path)/\(search.revision)", in: world.tenant)
        return [
            "id": .string(name.path), "etag": .string("\"\(etag)\""),
            "properties": search.carried["properties"] ?? [:], "name": .string(name.name),
            "type": "Microsoft.OperationalInsights/savedSearches",
        ]
    }

    // MARK: The link

    /// The linked service `cluster`, if the workspace is linked or about to be.
    static func link(of workspace: LogAnalytics.Workspace, in world: World) -> Document? {
        let cluster: ResourceID
        switch workspace.link {
        case .none: return nil
        case .linking(let to, _, _), .linked(let to, _): cluster = to
        case .unlinking(let from, _, _): cluster = from
        }
        let name = world.names[workspace.id]
        return [
            "properties": [
                "writeAccessResourceId": .string(world.names[cluster].path),
                "provisioningState": .string(workspace.link.text),
            ],
            "id": .string("\(name.path)/linkedServices/Cluster"), "name": .string("\(name.name)/Cluster"),
            "type": "Microsoft.OperationalInsights/workspaces/linkedServices",
        ]
    }
}
