import VirtualTime

/// Where a template is deployed, as far as its text and its neighbors say.
struct TemplateScope {
    let subscription: String
    let group: String
    let tenant: String
    let location: String

    var groupPath: String { "/subscriptions/\(subscription)/resourceGroups/\(group)" }

    /// `[type, name, …]` as `resourceId` takes them: other subscriptions and groups may come first.
    func resourceID(_ parts: [String]) -> String? {
        guard let place = parts.firstIndex(where: { $0.contains("/") }), place <= 2 else { return nil }
        let before = parts[..<place]
        let group = before.last ?? self.group
        let subscription = before.count == 2 ? before[0] : self.subscription
        let scope = "/subscriptions/\(subscription)/resourceGroups/\(group)"
        return Self.id(below: scope, type: parts[place], names: Array(parts[(place + 1)...]))
    }

    /// `{scope}/providers/A/b/{b}/c/{c}`; nil when names and types do not pair.
    static func id(below scope: String, type: String, names: [String]) -> String? {
        let types = type.split(separator: "/").map(String.init)
        guard types.count == names.count + 1, !names.isEmpty else { return nil }
        let pairs = zip(types.dropFirst(), names).map { "/\($0)/\($1)" }.joined()
        return "\(scope)/providers/\(types[0])\(pairs)"
    }
}

/// What stands for the object id of an identity until it is made: only a world knows it.
enum IdentityToken {
    static func token(of path: String) -> String { "principalId(\(path.lowercased()))" }
}
