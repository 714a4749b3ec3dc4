public import VirtualTime

extension KeyVault {
    public struct Key: TableRow, Codable {
        /// `{vault}/keys/{name}`
        public let id: ResourceID
        public let vault: ResourceID
        /// In order of creation: the last one is the latest, enabled or not (KV-KEY-04).
        public internal(set) var versions: [KeyVersion]
        public internal(set) var deletion: SoftDeletion?

        public internal(set) var policy: RotationPolicy?
        /// Until when it is being deleted or recovered, where that takes a moment (KV-KEY-13).
        public internal(set) var transition: Instant?
        /// What falls due in it, while it and its vault are live.
        var agenda = Agenda()
        /// Its vault is deleted: nothing happens to it by itself but its own purge.
        var isSuspended = false
        /// The version of which the near expiry has been told.
        var noticed: String?

        public var deadline: Instant? { deletion?.scheduledPurge ?? agenda.next }
        public var latest: KeyVersion { versions[versions.count - 1] }

        public func version(_ name: String?) -> KeyVersion? { place(of: name).map { versions[$0] } }

        /// Whether this version was disabled while a newer one is the latest: before its user had moved on.
        func hasDisabledOlder(_ name: String) -> Bool {
            guard deletion == nil, latest.name != name, let place = place(of: name) else { return false }
            return !versions[place].enabled
        }

        /// Where among `versions` this one stands: the latest when no name is given.
        func place(of name: String?) -> Int? {
            guard let name, !name.isEmpty else { return versions.count - 1 }
            return versions.indices.last { versions[$0].name == name }
                ?? versions.indices.last { versions[$0].name == name.lowercased() }
        }
    }

    public struct KeyVersion: Equatable, Codable, Sendable {
        public let name: String
        public let createdAt: Instant
        public var updatedAt: Instant
        public var enabled: Bool
        public var notBefore: Instant?
        public var expires: Instant?
        public let type: KeyType
        public let sizeBits: Int
        /// Of elliptic-curve keys.
        public let curve: Curve?
        /// How much the window of validity is stretched at both ends, if at all (KV-KEY-07).
        public internal(set) var leewayMilliseconds: Int64?
        public var operations: [KeyOperation]
        /// `tags` and what else was sent.
        public var carried: Document
        /// nil where it follows from the version's own identifier.
        public internal(set) var material: KeyMaterial?
        /// What last changed `enabled`: why a consumer went dark or came back.
        public internal(set) var changedBy: EntryNumber
    }

    public enum KeyType: String, CaseIterable, Codable, Sendable {
        case rsa = "RSA"
        case rsaHSM = "RSA-HSM"
        case ec = "EC"
        case ecHSM = "EC-HSM"
        case octHSM = "oct-HSM"

        public var isRSA: Bool { self == .rsa || self == .rsaHSM }
        public var isEC: Bool { self == .ec || self == .ecHSM }
        public var isHSM: Bool {
            switch self {
            case .rsaHSM, .ecHSM, .octHSM: true
            case .rsa, .ec: false
            }
        }
        /// The sizes it comes in; of a curve, what the curve says (KV-KEY-02).
        public var sizes: [Int] {
            switch self {
            case .rsa, .rsaHSM: [2048, 3072, 4096]
            case .ec, .ecHSM: [256, 384, 521]
            case .octHSM: [128, 192, 256]
            }
        }
        /// What keys of this kind can do at all, and do unless told otherwise (KV-KEY-09).
        public var operations: [KeyOperation] {
            switch self {
            case .rsa, .rsaHSM: KeyOperation.cryptographic
            case .ec, .ecHSM: [.sign, .verify]
            case .octHSM: [.encrypt, .decrypt, .wrapKey, .unwrapKey]
            }
        }
    }

    public enum Curve: String, CaseIterable, Codable, Sendable {
        case p256 = "P-256"
        case p256K = "P-256K"
        case p384 = "P-384"
        case p521 = "P-521"

        public var bits: Int {
            switch self {
            case .p256, .p256K: 256
            case .p384: 384
            case .p521: 521
            }
        }
    }
}
