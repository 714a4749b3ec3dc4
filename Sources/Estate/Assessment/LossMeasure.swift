import ControlPlane
import VirtualTime

/// What a loss does to one store, under one policy: found by letting it happen in a fork.
struct LossMeasure {
    /// When the store went dark, counted from the loss; nil if it did not.
    var darkAfter: Duration?
    /// Whether it is dark for good at the end of the rehearsal.
    var isLost = false
    /// Rules by which it went dark.
    var rules: [RuleID] = []
    /// The fork, right after the store's bound.
    var client: WireClient

    /// - Parameter start: a fork in which the loss has just happened, at `instant`.
    static func take(
        of stores: [KeyedStore], after start: WireClient, lostAt instant: Instant, entry: EntryNumber,
        within horizon: Duration
    ) -> [LossMeasure] {
        var client = start
        var dark: [Instant?] = stores.map { $0.isDark(in: client.world) ? instant : nil }
        let end = client.world.now + horizon
        while dark.contains(where: { $0 == nil }), let next = client.world.next?.at, next <= end {
            client.timeline.advance(to: next)
            for (place, store) in stores.enumerated() where dark[place] == nil {
                if store.isDark(in: client.world) { dark[place] = client.world.now }
            }
        }
        if client.world.now < end { client.timeline.advance(to: end) }
        return stores.enumerated().map { place, store in
            LossMeasure(
                darkAfter: dark[place].map { $0 - instant },
                isLost: store.access(in: client.world)?.isLost ?? false,
                rules: rules(of: store, after: entry, in: client.timeline), client: client)
        }
    }

    /// What the journal says of the store's way.
    private static func rules(
        of store: KeyedStore, after entry: EntryNumber, in timeline: Timeline
    ) -> [RuleID] {
        var rules: [RuleID] = []
        for entry in timeline.entries.entries(after: entry) {
            for ruling in entry.rulings {
                switch ruling.event {
                case .logAnalytics(.keyAccessChanged(store.id, _)), .cosmosDB(.keyAccessChanged(store.id, _)):
                    rules += [ruling.because] + ruling.also
                default: continue
                }
            }
        }
        return rules.unique
    }
}
