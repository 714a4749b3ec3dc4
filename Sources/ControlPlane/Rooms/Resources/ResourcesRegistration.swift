public import VirtualTime

extension Resources {
    /// A machine: not registered → registering → registered → unregistering → unregistered (ARM-RP-01).
    public enum RegistrationState: Hashable, Codable, Sendable {
        case notRegistered
        case registering(since: Stamp, until: Instant)
        case registered
        case unregistering(since: Stamp, until: Instant)
        case unregistered

        public var deadline: Instant? {
            switch self {
            case .registering(_, let until), .unregistering(_, let until): until
            case .notRegistered, .registered, .unregistered: nil
            }
        }
        /// Whether resources of the namespace may be written (ARM-RP-02, P-44).
        public var allowsWrites: Bool {
            switch self {
            case .registering, .registered: true
            case .notRegistered, .unregistering, .unregistered: false
            }
        }
        /// Azure's word for it.
        public var text: String {
            switch self {
            case .notRegistered: "NotRegistered"
            case .registering: "Registering"
            case .registered: "Registered"
            case .unregistering: "Unregistering"
            case .unregistered: "Unregistered"
            }
        }
    }

    /// Where a provider stands in the world's subscription.
    public static func registration(of namespace: String, in world: World) -> RegistrationState {
        let path = "/subscriptions/\(world.subscription)/providers/\(namespace)"
        if let id = world.names.find(path), let row = world.resources.registrations[id] { return row.state }
        let folded = namespace.lowercased()
        return preregistered.contains { $0.lowercased() == folded } ? .registered : .notRegistered
    }
}
