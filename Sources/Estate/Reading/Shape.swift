import VirtualTime

/// How a document's spelling of a resource becomes the service's own: which members stand elsewhere there.
///
/// Some commands of `az` print a resource with its `properties` lifted to the top, Key Vault's print keys in
/// words of their own, and ARM has a third spelling for keys.
struct Shape {
    struct Move {
        let from: [String]
        let to: [String]
    }

    private(set) var moves: [Move]

    init(_ moves: [Move] = []) { self.moves = moves }

    /// Where a value of the document stands in the service's spelling.
    func place(of pointer: [String]) -> [String] {
        let longest = moves.filter { pointer.starts(with: $0.from) }.max { $0.from.count < $1.from.count }
        guard let longest else { return pointer }
        return longest.to + pointer.dropFirst(longest.from.count)
    }

    func shaped(_ document: Document) -> Document {
        var result: Document = [:]
        func put(_ value: Document, at pointer: [String]) {
            let isOnTheWay = moves.contains { $0.from.count > pointer.count && $0.from.starts(with: pointer) }
            guard isOnTheWay, let members = value.members, !members.isEmpty else {
                result = result.setting(value, at: place(of: pointer))
                return
            }
            for member in members { put(member.value, at: pointer + [member.name]) }
        }
        put(document, at: [])
        return result
    }
}

extension Shape {
    /// The spelling of a document of that kind.
    init(of document: Document, _ kind: ResourceKind) {
        switch kind {
        case .key: self.init(Self.keys)
        case .subscription, .group, .provider, .servicePrincipal: self.init()
        case .identity, .vault, .deletedVault, .cluster, .workspace, .linkedService, .databaseAccount,
            .roleAssignment, .onboardingState, .other:
            self.init(Self.lifts(of: document, kind))
        }
    }

    /// A second spelling on top of this one: names of members that only turned out on reading.
    func adding(_ more: [Move]) -> Shape { Shape(moves + more) }

    /// Members that every resource has beside its properties.
    private static let envelope = [
        "id", "name", "type", "location", "tags", "etag", "eTag", "systemData", "resourceGroup", "kind",
        "sku",
        "plan", "zones", "identity", "managedBy", "extendedLocation", "properties", "apiVersion", "scope",
        "dependsOn", "comments", "condition", "copy", "resources",
    ]

    /// Members that `az` lifted out of `properties`.
    private static func lifts(of document: Document, _ kind: ResourceKind) -> [Move] {
        guard let members = document.members, members["properties"]?.members == nil else { return [] }
        var ownLevel = envelope
        switch kind {
        // A workspace's tier is one of its properties; a role's scope too.
        case .workspace: ownLevel.removeAll { $0 == "sku" }
        case .roleAssignment: ownLevel.removeAll { $0 == "scope" }
        default: break
        }
        return members.filter { !ownLevel.contains($0.name) }.map {
            Move(from: [$0.name], to: ["properties", $0.name])
        }
    }

    /// Keys as the vault's own host shows them, from what `az` prints and from ARM's spelling.
    private static let keys = [
        Move(from: ["kid"], to: ["key", "kid"]),
        Move(from: ["key", "keyOps"], to: ["key", "key_ops"]),
        Move(from: ["attributes", "expires"], to: ["attributes", "exp"]),
        Move(from: ["attributes", "notBefore"], to: ["attributes", "nbf"]),
        Move(from: ["properties", "attributes"], to: ["attributes"]),
        Move(from: ["properties", "kty"], to: ["key", "kty"]),
        Move(from: ["properties", "keyOps"], to: ["key", "key_ops"]),
        Move(from: ["properties", "keySize"], to: ["key", "key_size"]),
        Move(from: ["properties", "curveName"], to: ["key", "crv"]),
        Move(from: ["properties", "keyUri"], to: ["keyUri"]),
        Move(from: ["properties", "keyUriWithVersion"], to: ["key", "kid"]),
    ]
}
