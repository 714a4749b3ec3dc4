public import VirtualTime

/// What a world starts from: enough to make the same first world in any process.
public struct Genesis: Equatable, Codable, Sendable {
    public let start: Instant
    public let settings: Settings
    /// The one subscription and tenant, as lower-case GUIDs.
    public let subscription: String
    public let tenant: String

    public init(
        start: Instant, settings: Settings = Settings(), subscription: String = Genesis.defaultSubscription,
        tenant: String = Genesis.defaultTenant
    ) {
        self.start = start
        self.settings = settings
        self.subscription = subscription
        self.tenant = tenant
    }

    public static let defaultSubscription = "00000000-0000-0000-0000-000000000000"
    public static let defaultTenant = "11111111-1111-1111-1111-111111111111"
    /// The date of the article the seed profile enforces.
    public static let defaultStart = Instant(milliseconds: 1_708_074_000_000)  // 2024-02-16T09:00:00Z
}
