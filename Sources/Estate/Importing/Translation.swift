import VirtualTime

/// What texts of the documents are called in the world: the same, except what a service makes up itself.
struct Translation {
    let subscription: String
    /// By the document's text in lower case.
    private var texts: [String: String] = [:]
    /// Key versions, by `{key URL}/{version}` in lower case.
    private var versions: [String: String] = [:]

    init(subscription: String) { self.subscription = subscription }

    mutating func learn(_ text: String?, as held: String?) {
        guard let text, let held, !text.isEmpty else { return }
        texts[text.lowercased()] = held
    }
    mutating func learn(version: String, of key: String, as held: String) {
        versions["\(key)/\(version)".lowercased()] = held
    }

    func knows(_ text: String) -> Bool { texts[text.lowercased()] != nil }
    func version(_ version: String, of key: String) -> String? {
        versions["\(key)/\(version)".lowercased()]
    }

    /// An ARM id as the world has it: all of an estate is held in one subscription.
    func path(_ path: String) -> String {
        let segments = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard segments.count > 2, segments[1].lowercased() == "subscriptions",
            segments[2].lowercased() != subscription
        else { return path }
        return "/subscriptions/\(subscription)"
            + segments.dropFirst(3).map { "/\($0)" }.joined()
    }

    func text(_ text: String) -> String {
        if let held = texts[text.lowercased()] { return held }
        if text.hasPrefix("/") { return path(text) }
        let identity = "UserAssignedIdentity="
        if text.lowercased().hasPrefix(identity.lowercased()) {
            return identity + path(String(text.dropFirst(identity.count)))
        }
        guard let url = KeyURL(text), let version = url.version,
            let held = versions["\(url.folded)/\(version)".lowercased()]
        else { return text }
        return text.replacing(version, with: held)
    }

    func document(_ document: Document) -> Document { document.mapTexts(text) }
}
