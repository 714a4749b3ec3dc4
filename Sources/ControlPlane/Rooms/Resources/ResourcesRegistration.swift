public import VirtualTime

extension Resources {
    /// A machine: not registered → registering → registered (ARM-RP-01).
    public enum RegistrationState: Hashable, Codable, Sendable {
        case notRegistered
        case registering(since: Stamp, until: Instant)
        case registered

        public var deadline: Instant? {
            if case .registering(_, let until) = self { until } else { nil }
        }
        /// Azure's word for it.
        public var text: String {
            switch self {
            case .notRegistered: "NotRegistered"
            case .registering: "Registering"
            case .registered: "Registered"
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
