import VirtualTime

extension World {
    /// The earliest alarm over all rooms; among equals ARM → KeyVault → Identity → Cosmos DB → Log Analytics
    /// → Sentinel (TIME-01, P-02), then the order of their ids.
    public var next: Pending<AnyAlarm>? {
        var least: Pending<AnyAlarm>?
        func offer<Alarm>(_ pending: Pending<Alarm>?, _ sum: (Alarm) -> AnyAlarm) {
            guard let pending, pending.at < (least?.at ?? .distantFuture) else { return }
            least = Pending(at: pending.at, alarm: sum(pending.alarm))
        }
        offer(Resources.next(in: resources), AnyAlarm.resources)
        offer(KeyVault.next(in: keyVault), AnyAlarm.keyVault)
        offer(Identity.next(in: identity), AnyAlarm.identity)
        offer(CosmosDB.next(in: cosmosDB), AnyAlarm.cosmosDB)
        offer(LogAnalytics.next(in: logAnalytics), AnyAlarm.logAnalytics)
        offer(Sentinel.next(in: sentinel), AnyAlarm.sentinel)
        return least
    }
}
