import VirtualTime

/// A member that a resource shows in some api-versions: what differs between versions is data beside the
/// view, in the order in which Azure writes it.
struct VersionedMember<Row>: Sendable {
    let name: String
    /// The first version that shows it; nil for all.
    let since: APIVersion?
    /// The first version that does not show it any more; nil for none.
    let until: APIVersion?
    /// nil where the resource has nothing to show.
    let value: @Sendable (Row) -> Document?

    init(
        _ name: String, since: String? = nil, until: String? = nil,
        _ value: @escaping @Sendable (Row) -> Document?
    ) {
        self.name = name
        self.since = since.map(APIVersion.known)
        self.until = until.map(APIVersion.known)
        // `nil` in a conditional may have become JSON's null on its way: a member that is null is not shown.
        self.value = { row in
            guard let shown = value(row), !shown.isNull else { return Document?.none }
            return shown
        }
    }

    /// - Parameter version: nil asks for the newest.
    func isShown(in version: APIVersion?) -> Bool {
        guard let version else { return until == nil }
        if let since, version < since { return false }
        if let until, version >= until { return false }
        return true
    }
}
