public import ControlPlane
public import VirtualTime

/// The promises about a key that is taken away and given back, told from the acts alone: what the machine of
/// the two stores does is never asked. The policy that is removed and granted is the cluster's; the key
/// serves both.
public struct KeyAccessWatch: Watcher {
    private let workspace: ResourceID
    private let flow: Flow
    private let bound: Duration
    private var isEnabled = true
    private var isGranted = true
    private var cluster: Store
    private var account: Store
    private var dropped: Int64
    private var seen: Instant

    /// - Parameter flow: the only traffic of the workspace; nothing of it was dropped so far.
    public init(workspace: ResourceID, flow: Flow, at now: Instant, bound: Duration = .hours(1)) {
        self.workspace = workspace
        self.flow = flow
        self.bound = bound
        cluster = Store(name: "the cluster", since: nil)
        account = Store(name: "the account", since: nil)
        dropped = 0
        seen = now
    }

    /// When a store last lost the key or got it back.
    private struct Store: Sendable {
        let name: String
        var hasKey = true
        /// Of the last change; nil while there was none.
        var since: Instant?
        var wasDark = false

        mutating func take(hasKey now: Bool, at instant: Instant) {
            guard now != hasKey else { return }
            hasKey = now
            since = instant
        }

        func complaint(isDark: Bool, at now: Instant, bound: Duration) -> String? {
            guard let since else { return isDark ? "\(name) never lost the key and is dark" : nil }
            guard now - since >= bound, isDark == hasKey else { return nil }
            return hasKey
                ? "\(name) has had the key back for the whole bound and is dark"
                : "\(name) lost it and is not dark"
        }
    }

    public mutating func look(at timeline: Timeline, after tag: KeyAct?) -> String? {
        let now = timeline.now
        remember(tag, at: now)
        let stores = Sentinel.stores(behind: workspace, in: timeline.world)
        guard let row = timeline.world.logAnalytics.workspaces[workspace],
            let onboarding = timeline.world.sentinel.onboardings[workspace]
        else { return "the workspace is gone" }
        let found =
            cluster.complaint(isDark: stores.clusterIsDark, at: now, bound: bound)
            ?? account.complaint(isDark: stores.accountIsDark, at: now, bound: bound)
            ?? complaint(on: onboarding.availability, stores)
            ?? complaint(on: row.data, at: now)
        cluster.wasDark = stores.clusterIsDark
        account.wasDark = stores.accountIsDark
        seen = now
        return found
    }

    private mutating func remember(_ tag: KeyAct?, at now: Instant) {
        switch tag {
        case .disable: isEnabled = false
        case .enable: isEnabled = true
        case .removePolicy: isGranted = false
        case .grant: isGranted = true
        case .twentyMinutes, .hour, nil: break
        }
        cluster.take(hasKey: isEnabled && isGranted, at: now)
        account.take(hasKey: isEnabled, at: now)
    }

    private func complaint(on availability: Sentinel.Availability, _ stores: Sentinel.Stores) -> String? {
        let expected: Sentinel.Availability =
            switch (stores.clusterIsDark, stores.accountIsDark) {
            case (false, false): .available
            case (true, true): .unavailable
            case (true, false), (false, true): .degraded
            }
        return availability == expected
            ? nil : "Sentinel is \(availability) and its stores make it \(expected)"
    }

    /// Between two looks nothing changes, so what was sent in between was dropped whole or not at all.
    private mutating func complaint(on data: DataLedger, at now: Instant) -> String? {
        if cluster.wasDark { dropped += flow.count(from: seen, to: now) }
        let sent = flow.count(before: now)
        let counted =
            data.stored(at: now) + data.dropped(at: now) + data.purged(at: now) + data.unrecoverable
        if counted != sent { return "\(sent) records were sent and \(counted) are accounted for" }
        let actual = data.dropped(at: now)
        return actual == dropped
            ? nil : "\(actual) records were dropped and \(dropped) were sent to a dark cluster"
    }
}
