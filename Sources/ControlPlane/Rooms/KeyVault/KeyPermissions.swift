/// What may be done with a key, and the permission each needs in an access policy (KV-ACC-02, KV-ACC-03).
public enum KeyOperation: String, CaseIterable, Codable, Sendable {
    case get, list, create, update, delete, recover, purge
    case `import`, backup, restore, release, rotate
    case decrypt, encrypt, sign, verify
    case wrapKey, unwrapKey
    case getRotationPolicy = "getrotationpolicy"
    case setRotationPolicy = "setrotationpolicy"

    /// The permission of that name in any casing.
    public init?(anyCase text: String) {
        let text = text.lowercased()
        guard let found = Self.allCases.first(where: { $0.rawValue.lowercased() == text }) else { return nil }
        self = found
    }

    /// The data action that a role must have for it, below `Microsoft.KeyVault/vaults/` (KV-ACC-03).
    public var dataAction: String {
        switch self {
        case .get, .list: "keys/read"
        case .delete: "keys/delete"
        case .wrapKey: "keys/wrap/action"
        case .unwrapKey: "keys/unwrap/action"
        case .create, .update, .recover, .purge, .import, .backup, .restore, .release, .rotate, .decrypt,
            .encrypt, .sign, .verify:
            "keys/\(rawValue)/action"
        case .getRotationPolicy: "keyrotationpolicies/read"
        case .setRotationPolicy: "keyrotationpolicies/write"
        }
    }

    /// Operations of the key itself, as `key_ops` lists them.
    public static let cryptographic: [KeyOperation] = [
        .encrypt, .decrypt, .sign, .verify, .wrapKey, .unwrapKey,
    ]
}

/// A set of key permissions that keeps the order they were given in, as the vault shows them.
public struct KeyPermissions: Equatable, Codable, Sendable {
    public private(set) var granted: [KeyOperation]
    /// `all` was given, with so many others before it: every permission but `purge` (KV-ACC-02).
    private var allAfter: Int?

    public init(_ granted: [KeyOperation] = [], all: Bool = false) {
        self.granted = granted
        allAfter = all ? 0 : nil
    }

    /// What Log Analytics, Cosmos DB and therefore Sentinel need (KV-CMK-02).
    public static let encryption = KeyPermissions([.get, .wrapKey, .unwrapKey])

    public var all: Bool { allAfter != nil }
    public var isEmpty: Bool { granted.isEmpty && !all }
    /// As access policies list them.
    public var words: [String] {
        var words = granted.map(\.rawValue)
        if let allAfter { words.insert("all", at: min(allAfter, words.count)) }
        return words
    }

    public func contains(_ operation: KeyOperation) -> Bool {
        granted.contains(operation) || (all && operation != .purge)
    }
    /// Adds a permission behind the others.
    public mutating func insert(_ operation: KeyOperation) {
        if !granted.contains(operation) { granted.append(operation) }
    }
    /// Adds `all` behind the others.
    public mutating func insertAll() { allAfter = allAfter ?? granted.count }

    mutating func formUnion(_ other: KeyPermissions) {
        if other.all { insertAll() }
        other.granted.forEach { insert($0) }
    }
    mutating func subtract(_ other: KeyPermissions) {
        if other.all {
            allAfter = nil
            granted.removeAll { $0 != .purge }
        }
        granted.removeAll { other.granted.contains($0) }
    }
}
