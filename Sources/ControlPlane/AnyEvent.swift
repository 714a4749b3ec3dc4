/// Everything that can have happened, over all rooms.
public enum AnyEvent: Equatable, Codable, Sendable {
    case resources(Resources.Event)
    case identity(Identity.Event)
    case keyVault(KeyVault.Event)
    case logAnalytics(LogAnalytics.Event)
    case cosmosDB(CosmosDB.Event)
    case sentinel(Sentinel.Event)
}
