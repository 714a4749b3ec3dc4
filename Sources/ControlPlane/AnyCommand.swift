/// Everything that may be asked, over all rooms.
public enum AnyCommand: Equatable, Codable, Sendable {
    case resources(Resources.Command)
    case identity(Identity.Command)
    case keyVault(KeyVault.Command)
    case logAnalytics(LogAnalytics.Command)
    case cosmosDB(CosmosDB.Command)
    case sentinel(Sentinel.Command)
}
