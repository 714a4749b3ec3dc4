/// Everything that can fall due, over all rooms.
public enum AnyAlarm: Equatable, Codable, Sendable {
    case resources(Resources.Alarm)
    case identity(Identity.Alarm)
    case keyVault(KeyVault.Alarm)
    case logAnalytics(LogAnalytics.Alarm)
    case cosmosDB(CosmosDB.Alarm)
    case sentinel(Sentinel.Alarm)
}
