import VirtualTime

/// Which members of a resource there are in which api-versions: what differs between versions, as data.
///
/// A member is named by its path, `properties.sku.name`; `[]` behind a name stands for the items of an array.
public struct MemberHistory: Sendable {
    /// A member that some versions do not have. Previews and stable versions have histories of their own.
    struct Member: Sendable {
        let path: [String]
        /// nil: never in stable versions.
        let stable: APIVersion?
        /// nil: as in stable versions.
        let preview: APIVersion?
        /// The first version without it, of either kind.
        let until: APIVersion?
        /// One more version that has it.
        let also: APIVersion?

        func isIn(_ version: APIVersion) -> Bool {
            if version == also { return true }
            if let until, version >= until { return false }
            let since = version.isPreview ? preview ?? stable : stable
            return since.map { version >= $0 } ?? false
        }
    }

    let members: [Member]

    init(_ periods: Period...) {
        members = periods.flatMap(\.members)
    }

    /// Members that came together.
    struct Period: Sendable {
        let members: [Member]

        /// Since a stable version; in previews since one of their own, if it is named.
        static func since(
            _ stable: String, preview: String? = nil, until: String? = nil, also: String? = nil,
            _ paths: String
        ) -> Period {
            Period(stable, preview, until, also, paths)
        }
        /// In previews alone.
        static func inPreviews(since preview: String, until: String? = nil, _ paths: String) -> Period {
            Period(nil, preview, until, nil, paths)
        }

        private init(
            _ stable: String?, _ preview: String?, _ until: String?, _ also: String?, _ paths: String
        ) {
            members = paths.split(separator: " ").map { path in
                Member(
                    path: path.split(separator: ".").map(String.init), stable: stable.map(APIVersion.known),
                    preview: preview.map(APIVersion.known), until: until.map(APIVersion.known),
                    also: also.map(APIVersion.known))
            }
        }
    }

    /// What is known of a type, named with its namespace; nil where no version differs from another.
    public static func of(type: String) -> MemberHistory? { MemberHistoryCatalog.history(of: type) }

    /// The members that some versions do not have.
    public var paths: [String] { members.map { $0.path.joined(separator: ".") } }

    /// Whether a version has a member; one without a history is in all.
    public func has(_ path: String, in version: APIVersion) -> Bool {
        let path = path.split(separator: ".").map(String.init)
        return members.allSatisfy { !path.starts(with: $0.path) || $0.isIn(version) }
    }

    /// A resource, or a list of them, as a version shows it.
    func shown(_ body: Document, in version: APIVersion) -> Document {
        let absent = members.filter { !$0.isIn(version) }
        guard !absent.isEmpty else { return body }
        guard let items = body["value"]?.items else { return Self.without(absent, body) }
        var list = body
        list["value"] = .array(items.map { Self.without(absent, $0) })
        return list
    }

    private static func without(_ absent: [Member], _ resource: Document) -> Document {
        var resource = resource
        for member in absent { remove(member.path[...], from: &resource) }
        return resource
    }

    private static func remove(_ path: ArraySlice<String>, from document: inout Document) {
        guard let name = path.first else { return }
        let isList = name.hasSuffix("[]")
        let member = isList ? String(name.dropLast(2)) : name
        guard var value = document[member] else { return }
        guard path.count > 1 else {
            document[member] = nil
            return
        }
        if isList {
            value = .array(
                (value.items ?? []).map { item in
                    var item = item
                    remove(path.dropFirst(), from: &item)
                    return item
                })
        } else {
            remove(path.dropFirst(), from: &value)
        }
        document[member] = value
    }
}

extension WireResponse {
    /// An answer as the version asked for shows it. One newer than any known is taken, and the answer says
    /// so, as what has come since is not known here.
    func shown(_ exchange: Exchange, _ operation: Operation) -> WireResponse {
        guard let version = exchange.version else { return self }
        var response = self
        if let history = operation.history, status < 300, case .document(let document) = body {
            response.body = .document(history.shown(document, in: version))
        }
        if !exchange.isFaithful, let newest = operation.versions?.versions.last, version > newest {
            response.headers["x-lockstep-api-version"] =
                "\(version) is newer than \(newest), the newest known"
        }
        return response
    }
}
