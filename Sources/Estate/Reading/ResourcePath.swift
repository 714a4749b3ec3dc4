import VirtualTime

/// An ARM id, taken apart.
struct ResourcePath: Hashable {
    let text: String
    private let segments: [String]

    /// nil for a text that is no id of a subscription or of something in one.
    init?(_ text: String) {
        let segments = text.split(separator: "/").map(String.init)
        guard text.hasPrefix("/"), segments.count >= 2 else { return nil }
        let isBelowSubscription = segments[0].lowercased() == "subscriptions"
        guard isBelowSubscription || segments[0].lowercased() == "providers" else { return nil }
        self.text = text.hasSuffix("/") ? String(text.dropLast()) : text
        self.segments = segments
    }

    var folded: String { text.lowercased() }
    var name: String { segments[segments.count - 1] }
    var subscription: String? { segments[0].lowercased() == "subscriptions" ? segments[1] : nil }
    var group: String? {
        segments.count > 3 && segments[2].lowercased() == "resourcegroups" ? segments[3] : nil
    }
    /// The group's own id.
    var groupPath: String? { group.map { "/subscriptions/\(segments[1])/resourceGroups/\($0)" } }

    /// Where the namespace stands that the id names last: extensions name two.
    private var namespacePlace: Int? {
        segments.indices.last { segments[$0].lowercased() == "providers" && $0 + 1 < segments.count }
            .map { $0 + 1 }
    }
    /// `Microsoft.OperationalInsights/workspaces/tables`; nil for a subscription and a group.
    var type: String? {
        guard let place = namespacePlace else { return nil }
        let types = segments[(place + 1)...].enumerated().filter { $0.offset % 2 == 0 }.map(\.element)
        return ([segments[place]] + types).joined(separator: "/")
    }
    /// What an extension is held at, and every other resource lies in: a group or subscription.
    var scope: String? {
        guard let place = namespacePlace, place > 1 else { return nil }
        return "/" + segments[..<(place - 1)].joined(separator: "/")
    }
    /// The id of the resource `levels` pairs of type and name above this one.
    func parent(_ levels: Int = 1) -> String {
        "/" + segments.dropLast(2 * levels).joined(separator: "/")
    }

    var isGroup: Bool { segments.count == 4 && group != nil }
    var isSubscription: Bool { segments.count == 2 && subscription != nil }
    /// `/subscriptions/…/providers/Microsoft.KeyVault`
    var isProvider: Bool {
        guard let place = namespacePlace else { return false }
        return place == segments.count - 1 && group == nil
    }
}

/// The URL of a key, `https://{vault}.vault.azure.net/keys/{key}` with or without a version.
struct KeyURL: Hashable {
    let vault: String
    let key: String
    let version: String?
    let isDeleted: Bool

    init?(_ text: String) {
        let scheme = "https://"
        guard text.lowercased().hasPrefix(scheme) else { return nil }
        let segments = text.dropFirst(scheme.count).split(separator: "/").map(String.init)
        let host = segments.first.map { String($0.prefix { $0 != ":" }).lowercased() } ?? ""
        let labels = host.split(separator: ".")
        guard (3...4).contains(segments.count), labels.count > 2, labels[1] == "vault",
            ["keys", "deletedkeys"].contains(segments[1].lowercased()),
            segments.last?.lowercased() != "rotationpolicy"
        else { return nil }
        vault = String(labels[0])
        key = segments[2]
        version = segments.count == 4 ? segments[3] : nil
        isDeleted = segments[1].lowercased() == "deletedkeys"
    }

    /// What all documents of one key have in common.
    var folded: String { "https://\(vault).vault.azure.net/keys/\(key.lowercased())" }
}
