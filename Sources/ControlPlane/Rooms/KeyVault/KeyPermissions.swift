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
    /// `all` was given: every permission but `purge` (KV-ACC-02).
    public private(set) var all: Bool

    public init(_ granted: [KeyOperation] = [], all: Bool = false) {
        self.granted = granted
        self.all = all
    }

    /// What Log Analytics, Cosmos DB and therefore Sentinel need (KV-CMK-02).
    public static let encryption = KeyPermissions([.get, .wrapKey, .unwrapKey])

    public var isEmpty: Bool { granted.isEmpty && !all }

    public func contains(_ operation: KeyOperation) -> Bool {
        granted.contains(operation) || (all && operation != .purge)
    }
    mutating func formUnion(_ other: KeyPermissions) {
        all = all || other.all
        granted += other.granted.filter { !granted.contains($0) }
    }
    mutating func subtract(_ other: KeyPermissions) {
        if other.all {
            all = false
            granted.removeAll { $0 != .purge }
        }
        granted.removeAll { other.granted.contains($0) }
    }
}
