import ControlPlane
import VirtualTime

/// How data and what holds it are shown.
enum CosmosDBDataViews {
    /// What a client asks first: where it may read and write. The account's own name leads here.
    static func account(_ account: CosmosDB.DatabaseAccount, in world: World) -> Document {
        let name = world.names[account.id].name.lowercased()
        let places = account.regions.map { region -> Document in
            [
                "name": .string(Regions.display(of: region)),
                "databaseAccountEndpoint": .string("https://\(name).documents.azure.com:443/"),
            ]
        }
        let replicas: Document = ["minReplicaSetSize": 3, "maxReplicasetSize": 4]
        return [
            "_self": "", "id": .string(name), "_rid": .string("\(name).documents.azure.com"),
            "media": "//media/", "addresses": "//addresses/", "_dbs": "//dbs/",
            "writableLocations": .array(Array(places.prefix(1))), "readableLocations": .array(places),
            "enableMultipleWriteLocations": false, "userReplicationPolicy": replicas,
            "userConsistencyPolicy": ["defaultConsistencyLevel": "Session"],
            "systemReplicationPolicy": replicas,
            "readPolicy": ["primaryReadCoefficient": 1, "secondaryReadCoefficient": 1],
            "queryEngineConfiguration": "{}",
        ]
    }

    static func answer(
        _ status: Int, _ item: CosmosDB.StoredItem, _ kind: CosmosDBDataKind, in world: World
    ) -> WireResponse {
        .json(
            status, document(of: item, kind, in: world),
            headers: [
                "etag": tag(of: item, in: world), "x-ms-request-charge": "1",
                "x-ms-session-token": "0:-1#\(world.sequence)",
            ])
    }

    static func list(
        _ items: [CosmosDB.StoredItem], _ kind: CosmosDBDataKind, under parent: String, in world: World
    ) -> Document {
        [
            "_rid": .string(parent.isEmpty ? "" : rid(of: parent, in: world)),
            kind.listName: .array(items.map { document(of: $0, kind, in: world) }),
            "_count": .integer(items.count),
        ]
    }

    /// One range holds all keys.
    static func ranges(of container: String, in world: World) -> Document {
        [
            "_rid": .string(rid(of: container, in: world)),
            "PartitionKeyRanges": [
                [
                    "id": "0", "minInclusive": "", "maxExclusive": "FF", "ridPrefix": 0,
                    "throughputFraction": 1, "status": "online", "parents": [],
                    "_rid": .string(rid(of: "\(container)/pkranges", in: world)),
                ]
            ], "_count": 1,
        ]
    }

    static func tag(of item: CosmosDB.StoredItem, in world: World) -> String {
        "\"\(NamedGUID.text("item/\(item.id.path)@\(item.revision)", in: world.tenant))\""
    }

    private static func document(
        of item: CosmosDB.StoredItem, _ kind: CosmosDBDataKind, in world: World
    ) -> Document {
        var document = item.body
        document["_rid"] = .string(rid(of: item.id.path, in: world))
        document["_self"] = .string("\(item.id.path)/")
        document["_etag"] = .string(tag(of: item, in: world))
        document["_ts"] = .integer(item.writtenAt.milliseconds / 1_000)
        switch kind {
        case .database:
            document["_colls"] = "colls/"
            document["_users"] = "users/"
        case .container:
            document["_docs"] = "docs/"
            document["_sprocs"] = "sprocs/"
            document["_triggers"] = "triggers/"
            document["_udfs"] = "udfs/"
            document["_conflicts"] = "conflicts/"
        case .document: document["_attachments"] = "attachments/"
        }
        return document
    }

    /// Four bytes for a database, four more for a container, eight more for a document.
    private static func rid(of path: String, in world: World) -> String {
        let parts = path.split(separator: "/")
        var bytes: [UInt8] = []
        for (end, count) in [(2, 4), (4, 4), (parts.count, 8)] where parts.count >= end && end > 0 {
            if end == parts.count, parts.count <= 4, count == 8 { continue }
            let key = parts.prefix(end).joined(separator: "/")
            bytes += Digest.sha256("\(world.tenant)/\(key)").bytes.prefix(count)
        }
        return base64Encoded(bytes).replacing("/", with: "-")
    }
}
