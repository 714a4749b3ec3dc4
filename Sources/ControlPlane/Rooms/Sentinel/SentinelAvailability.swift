import VirtualTime

extension Sentinel {
    /// What Sentinel can do, derived from its two stores (D-10, SENT-REVOKE-08).
    public enum Availability: String, CaseIterable, Codable, Sendable {
        case available, degraded, unavailable
    }

    /// Which of the two stores is dark.
    public struct Stores: Equatable, Sendable {
        public let clusterIsDark: Bool
        public let accountIsDark: Bool
    }

    public static func stores(behind workspace: ResourceID, in world: World) -> Stores {
        let cluster = world.logAnalytics.workspaces.read(workspace) { $0.link.cluster } ?? nil
        return Stores(
            clusterIsDark: cluster.flatMap { world.logAnalytics.clusters.read($0) { $0.isDark } } ?? false,
            accountIsDark: world.cosmosDB.accounts.read(workspace) { $0.isDark } ?? false)
    }

    static func availability(of workspace: ResourceID, in world: World) -> Availability {
        if world.has(.hidesOutage) { return .available }
        let stores = stores(behind: workspace, in: world)
        return switch (stores.clusterIsDark, stores.accountIsDark) {
        case (false, false): .available
        case (true, true): .unavailable
        case (true, false), (false, true):
            world.settings.isDefault(.partialRevocation) ? .degraded : .unavailable
        }
    }

    /// Whether rules, incidents and settings can be neither read nor changed: they live in Azure Cosmos DB.
    public static func configurationIsBlocked(_ onboarding: Onboarding, in world: World) -> Bool {
        guard onboarding.customerManagedKey else { return false }
        return onboarding.availability == .unavailable
            || stores(behind: onboarding.id, in: world).accountIsDark
    }
}
