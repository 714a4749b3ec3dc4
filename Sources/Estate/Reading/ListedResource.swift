import VirtualTime

/// One resource as one document shows it.
struct ListedResource {
    let place: Place
    /// As written.
    let raw: Document
    let kind: ResourceKind
    /// ARM id, or for keys the URL without its version: equal ids are one resource.
    let id: String
    /// In the service's own spelling, expressions worked out.
    let shaped: Document
    let shape: Shape
    /// What a template says in words that are not worked out here, by pointer as written.
    var unread: [[String]: String] = [:]
    /// What stands for something that Azure alone works out.
    var supposed: [[String]: String] = [:]
    /// Members of the document that are resources of their own.
    var nested: [[String]] = []
    var isTemplate = false

    init(place: Place, raw: Document, kind: ResourceKind, id: String) {
        self.place = place
        self.raw = raw
        self.kind = kind
        self.id = id
        shape = Shape(of: raw, kind)
        shaped = shape.shaped(raw)
    }

    /// - Parameters:
    ///   - evaluated: the document with its expressions worked out.
    ///   - renamed: members whose names are expressions, by pointer as written.
    init(
        place: Place, raw: Document, evaluated: Document, renamed: [Shape.Move], kind: ResourceKind,
        id: String
    ) {
        self.place = place
        self.raw = raw
        self.kind = kind
        self.id = id
        let spelling = Shape(of: evaluated, kind)
        shaped = spelling.shaped(evaluated)
        shape = spelling.adding(renamed.map { Shape.Move(from: $0.from, to: spelling.place(of: $0.to)) })
        isTemplate = true
    }

    /// What the document's own values are, without those of resources nested in it.
    var leaves: [JSONLeaf] {
        raw.leaves().filter { leaf in !nested.contains { leaf.pointer.starts(with: $0) } }
    }

    /// What a whole document is told by, without its file's name.
    static func recognized(_ document: Document, at place: Place) -> ListedResource? {
        guard document.members != nil else { return nil }
        let id = document["id"]?.text
        if let kid = document["kid"]?.text ?? document["key"]?["kid"]?.text ?? id, let url = KeyURL(kid) {
            return ListedResource(place: place, raw: document, kind: .key, id: url.folded)
        }
        if let id, id.hasPrefix("https://"), id.hasSuffix("/rotationpolicy") {
            return ListedResource(place: place, raw: document, kind: .other("rotationPolicy"), id: id)
        }
        if document["appId"]?.text != nil, let object = id ?? document["objectId"]?.text {
            return ListedResource(place: place, raw: document, kind: .servicePrincipal, id: object)
        }
        if let id, let path = ResourcePath(id) {
            let kind = ResourceKind(path)
            return ListedResource(place: place, raw: document, kind: kind, id: Self.id(of: path, kind))
        }
        if let namespace = document["namespace"]?.text, document["registrationState"] != nil {
            return ListedResource(
                place: place, raw: document, kind: .provider, id: "/providers/\(namespace)")
        }
        if let id, document["tenantId"]?.text != nil, document["state"] != nil {
            return ListedResource(
                place: place, raw: document, kind: .subscription, id: "/subscriptions/\(id)")
        }
        return nil
    }

    /// A key's ARM id becomes its URL, so that both spellings are one key.
    static func id(of path: ResourcePath, _ kind: ResourceKind) -> String {
        switch kind {
        case .key:
            let isVersion = path.type?.lowercased().hasSuffix("/versions") == true
            let key = isVersion ? ResourcePath(path.parent()) ?? path : path
            let vault = ResourcePath(key.parent())?.name.lowercased() ?? ""
            return "https://\(vault).vault.azure.net/keys/\(key.name.lowercased())"
        // `…/linkedServices/Cluster` and `…/linkedservices/cluster` are one.
        default: return path.text
        }
    }
}
