public import VirtualTime

extension LogAnalytics {
    /// To whom the commitment is billed.
    public enum BillingType: String, CaseIterable, Codable, Sendable {
        case cluster = "Cluster"
        case workspaces = "Workspaces"
    }

    /// A stretch of time in which one commitment was billed, used or not (LA-CLUSTER-12).
    public struct MeterInterval: Equatable, Codable, Sendable {
        /// GB a day.
        public let capacity: Int
        public let from: Instant
        /// Nil while it runs.
        public internal(set) var until: Instant?
    }

    /// Which version of the key a cluster used, and whether it was let, over a stretch of time: what the
    /// vault's audit log of its polls is derived from (LA-AEK-05).
    public struct KeyUse: Equatable, Codable, Sendable {
        public let key: ResourceID
        public let version: String
        public let isGranted: Bool
        public let from: Instant
        public internal(set) var until: Instant?
    }
}

extension LogAnalytics.Cluster {
    /// What the commitment has come to up to `now`: GB a day times whole days, interval by interval.
    public func billedGigabyteDays(at now: Instant) -> Int64 {
        let day = Duration.days(1).wholeMilliseconds
        return meter.reduce(0) {
            let milliseconds = ($1.until ?? now).milliseconds - $1.from.milliseconds
            return $0 + Int64($1.capacity) * milliseconds / day
        }
    }

    /// The meter runs on at another rate, or stops.
    mutating func meter(_ capacity: Int?, at now: Instant) {
        if let last = meter.indices.last, meter[last].until == nil { meter[last].until = now }
        if let capacity { meter.append(LogAnalytics.MeterInterval(capacity: capacity, from: now)) }
    }

    /// The stretches of use that are kept: the newest ones.
    private static let usesKept = 32

    /// From `now` on the present version is used, or asked for in vain.
    mutating func noteKeyUse(at now: Instant) {
        let granted =
            switch access {
            case .held, .revoking, .restoring: true
            case .revoked, .lost: false
            }
        if let last = keyUses.indices.last, keyUses[last].until == nil {
            if let key, keyUses[last].key == key.key, keyUses[last].version == key.wrappedWith,
                keyUses[last].isGranted == granted
            {
                return
            }
            keyUses[last].until = now
        }
        guard let key, deletion == nil else { return }
        keyUses.append(
            LogAnalytics.KeyUse(key: key.key, version: key.wrappedWith, isGranted: granted, from: now))
        if keyUses.count > Self.usesKept { keyUses.removeFirst(keyUses.count - Self.usesKept) }
    }
}

/// What is asked in every turn, of the parts it is made of.
extension RowView<LogAnalytics.Cluster> {
    @inline(__always)
    var isDark: Bool { whole.key != nil && whole.access.isDark }

    @inline(__always)
    var nextDeadline: (at: Instant, kind: LogAnalytics.ClusterDeadline)? {
        var least: (at: Instant, kind: LogAnalytics.ClusterDeadline)?
        eachDeadline { at, kind in if at < least?.at ?? .distantFuture { least = (at, kind) } }
        return least
    }

    var deadlines: [(at: Instant, kind: LogAnalytics.ClusterDeadline)] {
        var all: [(at: Instant, kind: LogAnalytics.ClusterDeadline)] = []
        eachDeadline { all.append(($0, $1)) }
        return all
    }

    /// Among equals the first rings first.
    @inline(__always)
    private func eachDeadline(_ body: (Instant, LogAnalytics.ClusterDeadline) -> Void) {
        if let deletion = whole.deletion { return body(deletion.until, .reservation) }
        if let at = whole.state.until { body(at, .provisioning) }
        if let at = whole.access.deadline { body(at, .access) }
        if let at = whole.rewrap?.by { body(at, .rewrap) }
        if let at = whole.outage?.until { body(at, .outage) }
        if let at = whole.staleness?.until { body(at, .staleness) }
    }
}
