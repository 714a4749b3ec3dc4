public import VirtualTime

extension KeyVault {
    /// Where the material of a version comes from when it does not follow from the version's own identifier.
    /// Rules do not look into it: they ask which version it is, and who may use it.
    public indirect enum KeyMaterial: Equatable, Codable, Sendable {
        /// Sent by a client: the members of its JSON Web Key, as they came.
        case imported(Document)
        /// Following from another identifier, that of the version that was backed up.
        case following(String)

        public var isImported: Bool {
            switch self {
            case .imported: true
            case .following: false
            }
        }
    }

    /// A version as a backup has it, under the name it keeps.
    public struct BackedUpVersion: Equatable, Codable, Sendable {
        public let name: String
        public let createdAt: Instant
        public let updatedAt: Instant
        public let settings: KeySettings

        public init(name: String, createdAt: Instant, updatedAt: Instant, settings: KeySettings) {
            self.name = name
            self.createdAt = createdAt
            self.updatedAt = updatedAt
            self.settings = settings
        }
    }
}
