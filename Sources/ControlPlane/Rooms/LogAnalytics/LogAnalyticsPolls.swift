public import VirtualTime

/// The vault's audit log of a cluster's visits: derived when it is read, never stepped (LA-AEK-05).
extension LogAnalytics {
    /// One visit to the vault: an attempt to unwrap with the version in use.
    public struct Poll: Equatable, Sendable {
        public let at: Instant
        public let key: ResourceID
        public let version: String
        public let isGranted: Bool
    }

    /// Visits of the cluster behind a workspace up to now, within what the workspace keeps.
    public static func pollCount(of workspace: Workspace, in world: World) -> Int64 {
        stretches(behind: workspace, in: world).reduce(0) { $0 + $1.count }
    }

    /// The newest visits, newest first.
    public static func newestPolls(of workspace: Workspace, limit: Int, in world: World) -> [Poll] {
        let period = world.settings.fixed(.clusterPoll)
        var polls: [Poll] = []
        for stretch in stretches(behind: workspace, in: world).reversed() {
            var place = stretch.count
            while place > 0, polls.count < limit {
                place -= 1
                let at = Instant(
                    milliseconds: stretch.first.milliseconds + place * period.wholeMilliseconds)
                polls.append(
                    Poll(
                        at: at, key: stretch.use.key, version: stretch.use.version,
                        isGranted: stretch.use.isGranted))
            }
        }
        return polls
    }

    /// A stretch of use with its first visit and how many there were.
    private struct Stretch {
        let use: KeyUse
        let first: Instant
        let count: Int64
    }

    private static func stretches(behind workspace: Workspace, in world: World) -> [Stretch] {
        guard let cluster = cluster(of: workspace, in: world) else { return [] }
        let period = max(world.settings.fixed(.clusterPoll).wholeMilliseconds, 1)
        let line = workspace.data.line(at: world.now)
        return cluster.keyUses.compactMap { use in
            // The first visit of a stretch is the change itself; from then on one each period.
            let skipped = max(0, (line.milliseconds - use.from.milliseconds + period - 1) / period)
            let first = Instant(milliseconds: use.from.milliseconds + skipped * period)
            // The end belongs to the next stretch; what runs includes now.
            let end = use.until?.milliseconds ?? world.now.milliseconds + 1
            guard first.milliseconds < end else { return nil }
            return Stretch(use: use, first: first, count: (end - 1 - first.milliseconds) / period + 1)
        }
    }
}
