import ControlPlane
import VirtualTime

/// What an account accepts: the properties that rules read, and everything else as sent.
enum CosmosDBBodies {
    /// A key needs a version of the API from this one on (COSMOS-CMK-05).
    private static let firstWithKeys = APIVersion("2019-12-12")

    typealias Settings = (inout Names) -> CosmosDB.AccountSettings

    static func settings(
        _ exchange: Exchange, changing row: CosmosDB.DatabaseAccount?, in world: World
    ) throws(WireFailure) -> Settings {
        let body = try RequestBody(of: exchange)
        let properties = try body.object("properties") ?? RequestBody([:])
        var settings = CosmosDB.AccountSettings(
            location: try body.text("location").map(Regions.normalized),
            regions: try regions("locations", in: properties), identity: try identity(in: body),
            defaultIdentity: try properties.text("defaultIdentity"),
            continuousBackup: try properties.object("backupPolicy")?.text("type").map {
                $0.lowercased() == "continuous"
            },
            capabilities: try properties.items("capabilities")?.compactMap { item in
                item.document.member(anyCase: "name")?.text
            },
            carried: carried(body, properties, changing: row))
        let source = try restoreSource(in: properties, in: world)
        if source?.continuousBackup == true { settings.continuousBackup = true }
        let key = try reference(
            to: source?.key.map { .string($0.uri) } ?? properties.document.member(anyCase: "keyVaultKeyUri"),
            exchange, in: world)
        settings.clearsKey = key.isCleared
        return { names in
            var settings = settings
            settings.key = key.make?(&names)
            return settings
        }
    }

    /// - Parameter row: what a PATCH adds to; nil for a PUT, which states everything.
    private static func carried(
        _ body: RequestBody, _ properties: RequestBody, changing row: CosmosDB.DatabaseAccount?
    ) -> Document? {
        var kept = body.without(["location", "id", "name", "type", "identity", "properties", "systemData"])
        let rest = properties.without([
            "keyVaultKeyUri", "defaultIdentity", "capabilities", "provisioningState", "documentEndpoint",
            "customerManagedKeyStatus", "keyVaultKeyUriVersion", "instanceId", "keysMetadata",
            "writeLocations", "readLocations", "failoverPolicies",
        ])
        if rest.members?.isEmpty == false { kept["properties"] = rest }
        guard let row else { return kept }
        return kept.members?.isEmpty == false ? row.carried.patched(with: kept) : nil
    }

    /// Regions by their priority, the one written to first.
    static func regions(
        _ member: String, in properties: RequestBody
    ) throws(WireFailure) -> [String]? {
        guard let items = try properties.items(member) else { return nil }
        var regions: [(priority: Int, name: String)] = []
        for (place, item) in items.enumerated() {
            guard let name = try item.text("locationName") else {
                throw item.wrong("locationName", "a region")
            }
            regions.append((try item.integer("failoverPriority") ?? place, Regions.normalized(name)))
        }
        return regions.enumerated().sorted {
            ($0.element.priority, $0.offset) < ($1.element.priority, $1.offset)
        }
        .map(\.element.name)
    }

    private static func identity(
        in body: RequestBody
    ) throws(WireFailure) -> CosmosDB.IdentityRequest? {
        guard let identity = try body.object("identity"), let type = try identity.text("type") else {
            return nil
        }
        let types = type.lowercased().split(separator: ",").map { $0.filter { $0 != " " } }
        let assigned = try identity.object("userAssignedIdentities")?.document.members?.map(\.name) ?? []
        guard types.allSatisfy({ ["none", "systemassigned", "userassigned"].contains($0) }) else {
            throw identity.wrong("type", "None, SystemAssigned, UserAssigned or both")
        }
        return CosmosDB.IdentityRequest(
            isSystemAssigned: types.contains("systemassigned"),
            userAssigned: types.contains("userassigned") ? assigned : [])
    }

    private struct KeyField {
        var isCleared = false
        var make: ((inout Names) -> CosmosDB.KeyReference)?
    }

    /// The account that this one is restored from, known by its instance; nil when it is not restored.
    private static func restoreSource(
        in properties: RequestBody, in world: World
    ) throws(WireFailure) -> CosmosDB.DatabaseAccount? {
        guard try properties.text("createMode")?.lowercased() == "restore" else { return nil }
        guard let source = try properties.object("restoreParameters")?.text("restoreSource"),
            let row = CosmosDBMembers.account(ofInstance: source, in: world)
        else {
            throw WireFailure(
                400, "BadRequest",
                "restoreParameters.restoreSource must name an account of this subscription by its instanceId."
            )
        }
        return row
    }

    private static func reference(
        to sent: Document?, _ exchange: Exchange, in world: World
    ) throws(WireFailure) -> KeyField {
        guard let sent else { return KeyField() }
        guard let uri = sent.isNull ? "" : sent.text else {
            throw .unreadable("properties.keyVaultKeyUri must be a string")
        }
        if let version = exchange.version, let first = firstWithKeys, version < first {
            // An older contract has no such property: it is not taken, and not pretended to be.
            throw WireFailure(
                400, "BadRequest", "Updating KeyVaultKeyUri is not supported",
                because: [CosmosDB.Rule.statesLocations.id])
        }
        if sent.isNull || uri.isEmpty { return KeyField(isCleared: true) }
        let parts = parts(of: uri)
        return KeyField(make: { names in
            let vault = parts.flatMap { world.keyVault.vaultNames[$0.vault.lowercased()]?.vault }
            let key = vault.flatMap { vault in
                parts.map { names.intern("\(names[vault].path)/keys/\($0.key)") }
            }
            return CosmosDB.KeyReference(
                uri: uri, isWellFormed: parts != nil, version: parts?.version, vault: vault, key: key)
        })
    }

    /// `https://{vault}.vault.azure.net/keys/{key}`, with or without a version.
    private static func parts(of uri: String) -> (vault: String, key: String, version: String?)? {
        let scheme = "https://"
        guard uri.lowercased().hasPrefix(scheme) else { return nil }
        let segments = uri.dropFirst(scheme.count).split(separator: "/", omittingEmptySubsequences: false)
            .map(String.init)
        let suffix = ".vault.azure.net"
        guard (3...4).contains(segments.count), segments[0].lowercased().hasSuffix(suffix),
            segments[1].lowercased() == "keys", !segments[2].isEmpty, segments.last?.isEmpty == false
        else { return nil }
        return (
            String(segments[0].dropLast(suffix.count)), segments[2], segments.count == 4 ? segments[3] : nil
        )
    }
}
