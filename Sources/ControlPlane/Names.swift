public import VirtualTime

/// The texts behind the handles: every ARM path and data-plane path the world has heard of.
///
/// Paths compare without case, as ARM's do; the spelling first seen is the one shown.
public struct Names: Equatable, Sendable {
    private var named = Table<Name>()
    private var folded = Table<FoldedName>()
    /// Texts given a handle since the last entry, in order: the next entry journals them.
    public private(set) var fresh: [String] = []

    public init() {}

    /// One handle's text and its place in ARM's hierarchy.
    public struct Name: TableRow {
        public let id: ResourceID
        /// The path as first spelled, such as `/subscriptions/…/resourceGroups/sec-rg`.
        public let path: String
        /// The last segment of the path.
        public let name: String
        public let subscription: ResourceID?
        public let group: ResourceID?
        /// The resource this one hangs off: a workspace for an alert rule, a vault for a key.
        public let parent: ResourceID?
        public var deadline: Instant? { nil }
    }

    private struct FoldedName: TableRow {
        let id: String
        let handle: ResourceID
        var deadline: Instant? { nil }
    }

    public var count: Int { named.count }

    /// The handle of a path the world has met, in any casing; `nil` for one it has not.
    public func find(_ path: String) -> ResourceID? { folded[path.lowercased()]?.handle }

    public subscript(id: ResourceID) -> Name {
        guard let name = named[id] else { preconditionFailure("handle \(id.handle) was never given out") }
        return name
    }

    public func contains(_ id: ResourceID) -> Bool { named[id] != nil }

    /// What hangs off a resource, in the order of first appearance.
    public func children(of id: ResourceID) -> [ResourceID] {
        named.filter { $0.parent == id }.map(\.id)
    }

    /// The handle of `path`, given out now if need be, along with those of the scopes above it.
    public mutating func intern(_ path: String) -> ResourceID {
        if let known = find(path) { return known }
        let scopes = Scopes(of: path, in: &self)
        let id = ResourceID(handle: Int32(named.count))
        named.put(
            Name(
                id: id, path: path, name: Self.lastSegment(of: path), subscription: scopes.subscription,
                group: scopes.group,
                parent: scopes.parent))
        folded.put(FoldedName(id: path.lowercased(), handle: id))
        fresh.append(path)
        return id
    }

    private static func lastSegment(of path: String) -> String {
        guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return path }
        return String(path[path.utf8.index(after: slash)...])
    }

    /// Called once per turn, when the entry that names them has been made.
    mutating func seal() {
        if !fresh.isEmpty { fresh.removeAll(keepingCapacity: true) }
    }

    private struct Scopes {
        var subscription: ResourceID?
        var group: ResourceID?
        var parent: ResourceID?

        init(of path: String, in names: inout Names) {
            let segments = path.split(separator: "/")
            func prefix(_ count: Int) -> String { String(path[..<segments[count - 1].endIndex]) }
            if segments.count > 2, segments[0].lowercased() == "subscriptions" {
                subscription = names.intern(prefix(2))
            }
            if segments.count > 4, segments[2].lowercased() == "resourcegroups" {
                group = names.intern(prefix(4))
            }
            // `…/vaults/v/keys/k` and `…/workspaces/w/providers/Microsoft.SecurityInsights/incidents/i` hang
            // off a resource; `…/providers/NS/vaults/v` hangs off its group alone.
            if segments.count > 8 {
                let extends = segments.count > 11 && segments[segments.count - 4].lowercased() == "providers"
                parent = names.intern(prefix(segments.count - (extends ? 4 : 2)))
            }
        }
    }
}

/// Stored as columns: the names of a large world are most of its checkpoint, and half of them follows from
/// the rest.
extension Names: Codable {
    private enum CodingKeys: String, CodingKey {
        case paths, subscriptions, groups, parents
    }

    public func encode(to encoder: any Encoder) throws {
        precondition(fresh.isEmpty, "names are stored between turns")
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(named.map(\.path), forKey: .paths)
        try container.encode(named.map { $0.subscription?.handle ?? -1 }, forKey: .subscriptions)
        try container.encode(named.map { $0.group?.handle ?? -1 }, forKey: .groups)
        try container.encode(named.map { $0.parent?.handle ?? -1 }, forKey: .parents)
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let paths = try container.decode([String].self, forKey: .paths)
        let subscriptions = try container.decode([Int32].self, forKey: .subscriptions)
        let groups = try container.decode([Int32].self, forKey: .groups)
        let parents = try container.decode([Int32].self, forKey: .parents)
        guard [subscriptions.count, groups.count, parents.count].allSatisfy({ $0 == paths.count }) else {
            throw DecodingError.dataCorruptedError(
                forKey: .paths, in: container, debugDescription: "the columns of names differ in length")
        }
        func scope(_ handle: Int32) -> ResourceID? { handle < 0 ? nil : ResourceID(handle: handle) }
        named = Table(
            paths.indices.map { position in
                Name(
                    id: ResourceID(handle: Int32(position)), path: paths[position],
                    name: Self.lastSegment(of: paths[position]), subscription: scope(subscriptions[position]),
                    group: scope(groups[position]), parent: scope(parents[position]))
            })
        folded = Table(
            named.map { FoldedName(id: $0.path.lowercased(), handle: $0.id) }.sorted { $0.id < $1.id })
    }
}

extension Names {
    /// Whether `scope` is the thing itself or a scope above it: what is held there reaches it (KV-ACC-06).
    func covers(_ scope: ResourceID, _ id: ResourceID) -> Bool {
        var place: ResourceID? = id
        while let present = place {
            if present == scope { return true }
            let above = named.read(present) {
                (parent: $0.parent, group: $0.group, subscription: $0.subscription)
            }
            guard let above else { return false }
            if above.group == scope || above.subscription == scope { return true }
            place = above.parent
        }
        return false
    }
}
