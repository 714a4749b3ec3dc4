import VirtualTime

/// A key of the estate: its versions in the order of their making, as far as documents show them.
struct ListedKey {
    let subject: ImportSubject
    let vault: String
    let name: String
    let versions: [Version]
    /// Since when it is deleted, if it is.
    let deletion: Instant?
    let isDeleted: Bool

    struct Version {
        /// nil for one that is only known as the latest.
        let name: String?
        let body: Document

        var isEnabled: Bool { body["attributes"]?["enabled"]?.flag ?? true }
        var expires: Instant? { body["attributes"]?["exp"].flatMap { DateText.instant($0) } }
        var notBefore: Instant? { body["attributes"]?["nbf"].flatMap { DateText.instant($0) } }
        var created: Instant? { body["attributes"]?["created"].flatMap { DateText.instant($0) } }
        var updated: Instant? { body["attributes"]?["updated"].flatMap { DateText.instant($0) } }
        var type: String { body["key"]?["kty"]?.text ?? "RSA" }

        /// From the size itself, or from how long the public number is.
        var sizeBits: Int? {
            if let bits = body["key"]?["key_size"]?.integer { return Int(bits) }
            guard let number = body["key"]?["n"]?.text else { return nil }
            let digits =
                number.hasPrefix("OPAQUE:") ? Int(number.split(separator: ":")[1]) : number.utf8.count
            return digits.flatMap { count in [2048, 3072, 4096].first { count * 6 <= $0 + 16 } }
        }
    }

    init?(_ subject: ImportSubject) {
        guard subject.kind == .key, let url = KeyURL(subject.id) else { return nil }
        self.subject = subject
        vault = url.vault
        var named: [(name: String, body: Document)] = []
        var unnamed: Document = [:]
        var spelled: String?
        var deletion: Instant?
        var isDeleted = false
        for listing in subject.listings {
            let body = listing.shaped
            let kid = body["key"]?["kid"]?.text.flatMap(KeyURL.init)
            spelled = spelled ?? kid?.key ?? body["id"]?.text.flatMap(ResourcePath.init)?.name
            if body["recoveryId"]?.isBlank == false || kid?.isDeleted == true {
                isDeleted = true
                deletion = deletion ?? body["deletedDate"].flatMap { DateText.instant($0) }
            }
            guard let version = kid?.version ?? Self.version(in: body) else {
                unnamed = unnamed.joined(with: body)
                continue
            }
            if let place = named.firstIndex(where: { $0.name.lowercased() == version.lowercased() }) {
                named[place].body = named[place].body.joined(with: body)
            } else {
                named.append((version, body))
            }
        }
        name = spelled ?? url.key
        self.deletion = deletion
        self.isDeleted = isDeleted
        versions = Self.ordered(named, latest: unnamed)
    }

    /// The last part of a version's ARM id.
    private static func version(in body: Document) -> String? {
        guard let path = body["id"]?.text.flatMap(ResourcePath.init),
            path.type?.lowercased().hasSuffix("/versions") == true
        else { return nil }
        return path.name
    }

    /// By their dates; what is said of the key as a whole is said of the latest.
    private static func ordered(
        _ named: [(name: String, body: Document)], latest: Document
    ) -> [Version] {
        let versions = named.map { Version(name: $0.name, body: $0.body) }
        let sorted = versions.enumerated().sorted { one, other in
            let (first, second) = (one.element.created, other.element.created)
            guard let first, let second, first != second else { return one.offset < other.offset }
            return first < second
        }.map(\.element)
        guard let last = sorted.last else { return [Version(name: nil, body: latest)] }
        return sorted.dropLast() + [Version(name: last.name, body: latest.joined(with: last.body))]
    }
}

/// A store's word for its key: `keyVaultProperties` of a cluster, `keyVaultKeyUri` of an account.
struct KeyMention {
    let store: String
    let vault: String
    let key: String
    /// Empty, or nil: the latest.
    let version: String?
    let minimumBits: Int?
    /// Who is to reach it.
    let isAccount: Bool

    var url: String { "https://\(vault).vault.azure.net/keys/\(key.lowercased())" }

    init?(_ subject: ImportSubject) {
        let properties = subject.body["properties"] ?? [:]
        switch subject.kind {
        case .cluster:
            let given = properties["keyVaultProperties"]
            guard let uri = given?["keyVaultUri"]?.text, let key = given?["keyName"]?.text, !key.isEmpty,
                let vault = Self.vault(in: uri)
            else { return nil }
            (self.vault, self.key) = (vault, key)
            version = given?["keyVersion"]?.text.flatMap { $0.isEmpty ? nil : $0 }
            minimumBits = given?["keyRsaSize"]?.integer.map { Int($0) }
            isAccount = false
        case .databaseAccount:
            guard let url = properties["keyVaultKeyUri"]?.text.flatMap(KeyURL.init) else { return nil }
            (vault, key, version, minimumBits, isAccount) = (url.vault, url.key, url.version, nil, true)
        default: return nil
        }
        store = subject.id
    }

    /// `kv` in `https://kv.vault.azure.net:443/`.
    private static func vault(in uri: String) -> String? {
        guard uri.lowercased().hasPrefix("https://") else { return nil }
        let host = uri.dropFirst("https://".count).prefix { $0 != "/" && $0 != ":" }
        return host.split(separator: ".").first.map { $0.lowercased() }
    }
}
