import ControlPlane
import VirtualTime

/// What Log Analytics accepts, split into what rules read and what is carried.
enum LogAnalyticsBodies {
    private static let envelope = ["location", "id", "name", "type", "etag", "systemData"]
    private static let clusterTyped = [
        "keyVaultProperties", "provisioningState", "clusterId", "createdDate", "lastModifiedDate",
        "associatedWorkspaces", "capacityReservationProperties",
    ]
    private static let workspaceTyped = [
        "customerId", "provisioningState", "retentionInDays", "createdDate", "modifiedDate", "source",
    ]

    static func cluster(
        _ exchange: Exchange, in world: World
    ) throws(WireFailure) -> (inout Names) -> LogAnalytics.ClusterSettings {
        let body = try RequestBody(of: exchange)
        let location = try body.location()
        let properties = try body.object("properties")
        try refuseReadOnly(properties)
        let capacity = try capacity(body)
        let identity = try identity(body)
        let key = try key(properties, in: world)
        let carried = carried(body, properties, clusterTyped)
        return { names in
            LogAnalytics.ClusterSettings(
                location: location, capacity: capacity, identity: identity, key: key?(&names),
                carried: carried)
        }
    }

    static func clusterChanges(
        _ exchange: Exchange, of row: LogAnalytics.Cluster, in world: World
    ) throws(WireFailure) -> (inout Names) -> LogAnalytics.ClusterChanges {
        let body = try RequestBody(of: exchange)
        let properties = try body.object("properties")
        try refuseReadOnly(properties)
        let capacity = try capacity(body)
        let identity = try identity(body)
        let key = try key(properties, in: world)
        let patch = carried(body, properties, clusterTyped)
        let isEmpty = patch == [:] || patch == ["properties": [:]]
        let merged = isEmpty ? Document?.none : row.carried.patched(with: patch)
        return { names in
            LogAnalytics.ClusterChanges(
                capacity: capacity, identity: identity, key: key?(&names), carried: merged)
        }
    }

    /// - Parameter present: the workspace that is there or was deleted: what is not sent stays (WS-DEL-05).
    static func workspace(
        _ exchange: Exchange, over present: LogAnalytics.Workspace?
    ) throws(WireFailure) -> LogAnalytics.WorkspaceSettings {
        let body = try RequestBody(of: exchange)
        let properties = try body.object("properties")
        return LogAnalytics.WorkspaceSettings(
            location: try body.location(), sku: try properties?.object("sku")?.text("name"),
            retentionDays: try properties?.integer("retentionInDays"),
            carried: (present?.carried ?? [:]).patched(with: carried(body, properties, workspaceTyped)))
    }

    static func workspaceChanges(
        _ exchange: Exchange, of row: LogAnalytics.Workspace
    ) throws(WireFailure) -> LogAnalytics.WorkspaceChanges {
        let body = try RequestBody(of: exchange)
        let properties = try body.object("properties")
        return LogAnalytics.WorkspaceChanges(
            sku: try properties?.object("sku")?.text("name"),
            retentionDays: try properties?.integer("retentionInDays"),
            carried: row.carried.patched(with: carried(body, properties, workspaceTyped)))
    }

    /// The id in `writeAccessResourceId`, in any casing of the name.
    static func linkedCluster(_ exchange: Exchange) throws(WireFailure) -> String {
        guard let properties = try RequestBody(of: exchange).object("properties"),
            let id = try properties.text("writeAccessResourceId"), isClusterID(id)
        else { throw .unreadable("properties.writeAccessResourceId must be the id of a cluster") }
        return id
    }

    /// Every path the world hears of gets a handle, with those above it: no text but a cluster's id may
    /// come in.
    private static func isClusterID(_ id: String) -> Bool {
        let segments = id.split(separator: "/", maxSplits: 9, omittingEmptySubsequences: false).map {
            $0.lowercased()
        }
        guard segments.count == 9, segments.dropFirst().allSatisfy({ !$0.isEmpty }) else { return false }
        return [segments[0], segments[1], segments[3], segments[5], segments[6], segments[7]]
            == [
                "", "subscriptions", "resourcegroups", "providers", "microsoft.operationalinsights",
                "clusters",
            ]
    }

    private static func carried(_ body: RequestBody, _ properties: RequestBody?, _ typed: [String])
        -> Document
    {
        var carried = body.without(envelope + ["properties", "identity", "sku"])
        if let properties { carried["properties"] = properties.without(typed) }
        return carried
    }

    private static func refuseReadOnly(_ properties: RequestBody?) throws(WireFailure) {
        guard properties?["associatedWorkspaces"] != nil else { return }
        throw WireFailure(
            400, "InvalidParameter",
            "'properties.associatedWorkspaces' is a read only property and cannot be set.")
    }

    private static func capacity(_ body: RequestBody) throws(WireFailure) -> Int? {
        guard let sku = try body.object("sku") else { return nil }
        if let name = try sku.text("name"), name.lowercased() != "capacityreservation" {
            var failure = WireFailure(400, "InvalidParameter", "The sku name must be CapacityReservation.")
            failure.rules = [LogAnalytics.Rule.commitmentTier.id]
            throw failure
        }
        return try sku.integer("capacity")
    }

    private static func identity(_ body: RequestBody) throws(WireFailure) -> LogAnalytics.IdentityRequest? {
        guard let identity = try body.object("identity"), let type = try identity.text("type") else {
            return nil
        }
        let assigned = (try identity.object("userAssignedIdentities"))?.document.members?.names ?? []
        switch type.lowercased() {
        case "none": return LogAnalytics.IdentityRequest.none
        case "systemassigned": return .systemAssigned
        case "userassigned" where assigned.count == 1: return .userAssigned(assigned[0])
        default:
            var failure = WireFailure(
                400, "InvalidParameter",
                "The identity must be SystemAssigned, one UserAssigned identity, or None.")
            failure.rules = [LogAnalytics.Rule.identityTypes.id]
            throw failure
        }
    }

    /// `keyVaultProperties`; null or `{}` asks for nothing (P-18).
    private static func key(
        _ properties: RequestBody?, in world: World
    ) throws(WireFailure) -> ((inout Names) -> LogAnalytics.KeyRequest)? {
        guard let given = try properties?.object("keyVaultProperties"),
            given.document.members?.isEmpty == false
        else {
            return nil
        }
        let uri = try given.text("keyVaultUri") ?? ""
        let name = try given.text("keyName") ?? ""
        let version = try given.text("keyVersion") ?? ""
        let bits = try given.integer("keyRsaSize")
        let vault = vaultName(in: uri).flatMap { world.keyVault.vaultNames[$0]?.vault }
        return { names in
            // Any other name is no key's, and must not get a handle: the room refuses it.
            let key = vault.flatMap { vault in
                name.isEmpty || name.contains("/") ? nil : names.intern("\(names[vault].path)/keys/\(name)")
            }
            return LogAnalytics.KeyRequest(
                vaultURI: uri, name: name, version: version, minimumBits: bits, vault: vault, key: key)
        }
    }

    /// `kv` in `https://kv.vault.azure.net/`, in lower case.
    private static func vaultName(in uri: String) -> String? {
        let uri = uri.lowercased()
        guard uri.hasPrefix("https://") else { return nil }
        let host = uri.dropFirst("https://".count).prefix { $0 != "/" && $0 != ":" }
        return host.split(separator: ".").first.map(String.init)
    }
}
