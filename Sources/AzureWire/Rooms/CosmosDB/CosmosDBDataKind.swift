import ControlPlane
import VirtualTime

/// What stands in an account: databases, in them containers, in these documents.
enum CosmosDBDataKind: String, CaseIterable {
    case database, container, document

    /// The template of its list.
    var list: String {
        switch self {
        case .database: "/dbs"
        case .container: "/dbs/{database}/colls"
        case .document: "/dbs/{database}/colls/{container}/docs"
        }
    }

    var segment: String {
        switch self {
        case .database: "dbs"
        case .container: "colls"
        case .document: "docs"
        }
    }

    /// The member that holds them in a list.
    var listName: String {
        switch self {
        case .database: "Databases"
        case .container: "DocumentCollections"
        case .document: "Documents"
        }
    }

    /// Whether a path below the list is one of the list's own, and not of what they hold.
    func isOwn(_ path: String) -> Bool {
        let levels: Int =
            switch self {
            case .database: 2
            case .container: 4
            case .document: 7
            }
        return path.utf8.count { $0 == UInt8(ascii: "/") } == levels - 1
    }

    // MARK: Paths, in which ids are written so that they have no slash

    func parentPath(of exchange: Exchange) throws(WireFailure) -> String {
        switch self {
        case .database: ""
        case .container: try Self.database.path(of: exchange)
        case .document: try Self.container.path(of: exchange)
        }
    }

    func path(of exchange: Exchange) throws(WireFailure) -> String {
        let parent = try parentPath(of: exchange)
        let id = Self.segment(of: exchange.parameters[rawValue])
        switch self {
        case .database: return "dbs/\(id)"
        case .container: return "\(parent)/colls/\(id)"
        case .document:
            guard let key = exchange.request.headers["x-ms-documentdb-partitionkey"] else {
                throw WireFailure(
                    400, "BadRequest", "PartitionKey value must be supplied for this operation.")
            }
            return "\(parent)/docs/\(Self.segment(of: Self.canonical(key)))/\(id)"
        }
    }

    /// Where a body is put that is sent to a list.
    func path(
        of body: RequestBody, below parent: String, _ exchange: Exchange,
        _ account: CosmosDB.DatabaseAccount, in world: World
    ) throws(WireFailure) -> String {
        guard let id = try body.text("id"), !id.isEmpty, id.utf8.count <= 255,
            !id.contains(where: { "/\\?#".contains($0) })
        else {
            throw WireFailure(
                400, "BadRequest",
                "The input content is invalid because the required properties - 'id; ' - are missing or "
                    + "contain one of / \\ ? #.")
        }
        switch self {
        case .database: return "dbs/\(Self.segment(of: id))"
        case .container:
            guard body.document.at(pointer: ["partitionKey", "paths"])?.items?.isEmpty == false else {
                throw WireFailure(
                    400, "BadRequest", "The partitionKey of a container names at least one path.")
            }
            return "\(parent)/colls/\(Self.segment(of: id))"
        case .document:
            let key =
                exchange.request.headers["x-ms-documentdb-partitionkey"].map(Self.canonical)
                ?? Self.partitionKey(of: body.document, container: parent, account, in: world)
            return "\(parent)/docs/\(Self.segment(of: key))/\(Self.segment(of: id))"
        }
    }

    /// The values at the container's paths, as clients write them: `["a"]`.
    private static func partitionKey(
        of body: Document, container: String, _ account: CosmosDB.DatabaseAccount, in world: World
    ) -> String {
        let definition = CosmosDB.item(container, of: account.id, in: world)?.body
        let paths = definition?.at(pointer: ["partitionKey", "paths"])?.items?.compactMap(\.text) ?? []
        let values = paths.map { path in
            body.at(pointer: path.split(separator: "/").map(String.init)) ?? [:]
        }
        return Document.array(values).json
    }

    /// However it is spaced.
    private static func canonical(_ key: String) -> String {
        (try? Document(json: Array(key.utf8), maximumDepth: 8))?.json ?? key
    }

    private static func segment(of text: String) -> String {
        text.replacing("%", with: "%25").replacing("/", with: "%2F")
    }

    // MARK: Bodies

    /// What a client sets; the service adds its own when it answers.
    func kept(of body: Document) -> Document {
        var kept = body
        for name in ["_rid", "_self", "_etag", "_ts", "_colls", "_users", "_docs", "_attachments"] {
            kept[name] = nil
        }
        guard self == .container, kept["indexingPolicy"] == nil else { return kept }
        kept["indexingPolicy"] = [
            "indexingMode": "consistent", "automatic": true, "includedPaths": [["path": "/*"]],
            "excludedPaths": [["path": "/\"_etag\"/?"]],
        ]
        return kept
    }
}
