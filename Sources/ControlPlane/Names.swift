public import VirtualTime

/// The texts behind the handles: every ARM path and data-plane path the world has heard of.
///
/// Paths compare without case, as ARM's do; the spelling first seen is the one shown.
public struct Names: Equatable, Codable, Sendable {
    private var named = Table<Name>()
    private var folded = Table<FoldedName>()
    /// Texts given a handle since the last entry, in order: the next entry journals them.
    public private(set) var fresh: [String] = []

    public init() {}

    /// One handle's text and its place in ARM's hierarchy.
    public struct Name: TableRow, Codable {
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

    private struct FoldedName: TableRow, Codable {
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

    /// The handle of `path`, given out now if need be, along with those of the scopes above it.
    public mutating func intern(_ path: String) -> ResourceID {
        if let known = find(path) { return known }
        let scopes = Scopes(of: path, in: &self)
        let id = ResourceID(handle: Int32(named.count))
        let name = path.split(separator: "/").last.map(String.init) ?? path
        named.put(
            Name(
                id: id, path: path, name: name, subscription: scopes.subscription, group: scopes.group,
                parent: scopes.parent))
        folded.put(FoldedName(id: path.lowercased(), handle: id))
        fresh.append(path)
        return id
    }

    /// Called once per turn, when the entry that names them has been made.
    mutating func seal() { fresh.removeAll(keepingCapacity: true) }

    private struct Scopes {
        var subscription: ResourceID?
        var group: ResourceID?
        var parent: ResourceID?

        init(of path: String, in names: inout Names) {
            let segments = path.split(separator: "/")
            func prefix(_ count: Int) -> String { "/" + segments.prefix(count).joined(separator: "/") }
            if segments.count > 2, segments[0].lowercased() == "subscriptions" {
                subscription = names.intern(prefix(2))
            }
            if segments.count > 4, segments[2].lowercased() == "resourcegroups" {
                group = names.intern(prefix(4))
            }
            // `…/vaults/v/keys/k` and `…/workspaces/w/providers/Microsoft.SecurityInsights/incidents/i` hang off
            // a resource; `…/providers/NS/vaults/v` hangs off its group alone.
            if segments.count > 8 {
                let extends = segments.count > 11 && segments[segments.count - 4].lowercased() == "providers"
                parent = names.intern(prefix(segments.count - (extends ? 4 : 2)))
            }
        }
    }
}
