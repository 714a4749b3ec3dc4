import ControlPlane
import VirtualTime

/// What Log Analytics accepts, split into what rules read and what is carried.
enum LogAnalyticsBodies {
    private static let envelope = ["location", "id", "name", "type", "etag", "systemData"]
    private static let clusterTyped = [
        "keyVaultProperties", "provisioningState", "clusterId", "createdDate", "lastModifiedDate",
        "associatedWorkspaces", "capacityReservationProperties", "billingType", "isDoubleEncryptionEnabled",
        "isAvailabilityZonesEnabled",
    ]
    /// Members that only the service sets: ignored wherever they are sent (LA-CLUSTER-04).
    private static let readOnly = [
        "provisioningState", "clusterId", "createdDate", "lastModifiedDate", "capacityReservationProperties",
    ]
    private static let workspaceTyped = [
        "customerId", "provisioningState", "retentionInDays", "createdDate", "modifiedDate", "source",
    ]

    static func cluster(
        _ exchange: Exchange, in world: World
    ) throws(WireFailure) -> (inout Names) -> LogAnalytics.ClusterSettings {
        let body = try clusterBody(exchange)
        let location = try body.location()
        let given = try Given(body, in: world)
        let carried = carried(body, given.properties, clusterTyped)
        return { names in
            LogAnalytics.ClusterSettings(
                location: location, skuName: given.skuName, capacity: given.capacity,
                billingType: given.billingType, isDoubleEncrypted: given.isDoubleEncrypted,
                usesZones: given.usesZones, identity: given.identity, key: given.key?(&names),
                carried: carried)
        }
    }

    /// - Parameter row: the cluster that is changed; nil for one that is being removed.
    static func clusterChanges(
        _ exchange: Exchange, of row: LogAnalytics.Cluster?, in world: World
    ) throws(WireFailure) -> (inout Names) -> LogAnalytics.ClusterChanges {
        let body = try clusterBody(exchange)
        let given = try Given(body, in: world)
        let patch = carried(body, given.properties, clusterTyped)
        let isEmpty = patch == [:] || patch == ["properties": [:]]
        let merged = isEmpty ? Document?.none : row?.carried.patched(with: patch)
        return { names in
            LogAnalytics.ClusterChanges(
                skuName: given.skuName, capacity: given.capacity, billingType: given.billingType,
                isDoubleEncrypted: given.isDoubleEncrypted, usesZones: given.usesZones,
                identity: given.identity, key: given.key?(&names), carried: merged)
        }
    }

    /// What a body says of a cluster, with what is the service's own left out.
    private struct Given {
        let properties: RequestBody?
        let skuName: String?
        let capacity: Int?
        let billingType: String?
        let isDoubleEncrypted: Bool?
        let usesZones: Bool?
        let identity: LogAnalytics.IdentityRequest?
        let key: ((inout Names) -> LogAnalytics.KeyRequest)?

        init(_ body: RequestBody, in world: World) throws(WireFailure) {
            let properties = try body.object("properties")
            try LogAnalyticsBodies.refuseReadOnly(properties)
            let sku = try body.object("sku")
            self.properties = properties
            skuName = try sku?.text("name")
            capacity = try sku?.integer("capacity")
            billingType = try properties?.text("billingType")
            isDoubleEncrypted = try properties?.flag("isDoubleEncryptionEnabled")
            usesZones = try properties?.flag("isAvailabilityZonesEnabled")
            identity = try LogAnalyticsBodies.identity(body)
            key = try LogAnalyticsBodies.key(properties, in: world)
        }
    }

    /// Empty or malformed: the catalog of errors has a line for it.
    private static func clusterBody(_ exchange: Exchange) throws(WireFailure) -> RequestBody {
        do throws(WireFailure) {
            return try RequestBody(of: exchange)
        } catch {
            var failure = error
            failure.rules.append(LogAnalytics.ErrorRule.bodyMalformed.id)
            throw failure
        }
    }

    /// Whether the body sent what only the service sets.
    static func sendsReadOnly(_ exchange: Exchange) -> Bool {
        guard let body = try? RequestBody(of: exchange), let properties = try? body.object("properties")
        else { return false }
        return readOnly.contains { properties[$0] != nil }
    }

    /// - Parameter present: the workspace that is there or was deleted: what is not sent stays (WS-DEL-05).
    static func workspace(
        _ exchange: Exchange, over present: LogAnalytics.Workspace?
    ) throws(WireFailure) -> LogAnalytics.WorkspaceSettings {
        let body = try RequestBody(of: exchange)
        let properties = try body.object("properties")
        var settings = LogAnalytics.WorkspaceSettings(location: try body.location())
        settings.changes = try changes(body, properties, over: present?.carried ?? [:])
        WorkspaceWriting.note(exchange.version, in: &settings.changes.carried)
        return settings
    }

    static func workspaceChanges(
        _ exchange: Exchange, of row: LogAnalytics.Workspace
    ) throws(WireFailure) -> LogAnalytics.WorkspaceChanges {
        let body = try RequestBody(of: exchange)
        var changes = try changes(body, try body.object("properties"), over: row.carried)
        WorkspaceWriting.note(exchange.version, in: &changes.carried)
        return changes
    }

    private static func changes(
        _ body: RequestBody, _ properties: RequestBody?, over present: Document
    ) throws(WireFailure) -> LogAnalytics.WorkspaceChanges {
        let sku = try properties?.object("sku")
        return LogAnalytics.WorkspaceChanges(
            sku: try sku?.text("name").map(offered),
            capacityLevel: try sku?.integer("capacityReservationLevel"),
            retentionDays: try properties?.looseInteger("retentionInDays"),
            forcesCustomerStorage: try properties?.flag("forceCmkForQuery"),
            purgesOnDay30: try properties?.object("features")?.flag("immediatePurgeDataOn30Days"),
            carried: present.patched(with: carried(body, properties, workspaceTyped)))
    }

    /// The service takes the old sku `Standalone` for what took its place (WS-04, docs/decisions/0018).
    private static func offered(_ sku: String) -> String {
        sku.lowercased() == "standalone" ? "PerGB2018" : sku
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

    private static func identity(_ body: RequestBody) throws(WireFailure) -> LogAnalytics.IdentityRequest? {
        guard let identity = try body.object("identity") else { return nil }
        guard let type = try identity.text("type"), !type.isEmpty else {
            var failure = WireFailure(
                400, "InvalidParameter", "The identity is empty: set its type, SystemAssigned for one.")
            failure.rules = [
                LogAnalytics.Rule.identityTypes.id, LogAnalytics.ErrorRule.identityEmpty.id,
            ]
            throw failure
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
