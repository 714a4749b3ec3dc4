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

    /// Nothing of the namespace is left in the subscription, and it is not one of those always registered.
    static func requireUnused(_ namespace: String, in world: World) throws(Refusal) {
        let folded = namespace.lowercased()
        guard !registrationFree.contains(where: { $0.lowercased() == folded }) else {
            throw Refusal(.registrationFixed(namespace), because: Rule.registrationPolicy)
        }
        guard hasResources(of: folded, in: world) else { return }
        throw Refusal(.providerInUse(namespace), because: Rule.unregistering)
    }

    /// Whether the subscription has resources of a namespace. The account behind Sentinel is Microsoft's.
    private static func hasResources(of folded: String, in world: World) -> Bool {
        switch folded {
        case "microsoft.keyvault": world.keyVault.vaults.contains { $0.deletion == nil }
        case "microsoft.operationalinsights":
            world.logAnalytics.clusters.contains { !$0.isDeleted }
                || world.logAnalytics.workspaces.contains { !$0.isDeleted }
        case "microsoft.securityinsights": world.sentinel.onboardings.contains(where: \.isOnboarded)
        default: false
        }
    }
}
