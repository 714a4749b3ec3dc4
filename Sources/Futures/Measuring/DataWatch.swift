import ControlPlane
import VirtualTime

/// What the rules say of records while a cluster is dark: nothing that is sent is kept, nothing that is kept
/// can be read, nothing but retention takes any away.
struct DataWatch: Sendable {
    private var seen: [Sight] = []
    private var lookedAt: Instant?

    private struct Sight: Sendable {
        let id: ResourceID
        let wasDark: Bool
        let data: DataLedger
    }

    mutating func look(at world: World) -> [Complaint] {
        var complaints: [Complaint] = []
        var sights: [Sight] = []
        for row in world.logAnalytics.workspaces where !row.isDeleted {
            let isDark = LogAnalytics.cluster(of: row, in: world)?.isDark ?? false
            sights.append(Sight(id: row.id, wasDark: isDark, data: row.data))
            guard let last = seen.first(where: { $0.id == row.id }), let lookedAt, last.wasDark else {
                continue
            }
            // What was there before and has not changed since tells how much was kept of what was sent.
            let sent = row.data.sent(at: world.now) - last.data.sent(at: lookedAt)
            let dropped = row.data.dropped(at: world.now) - last.data.dropped(at: lookedAt)
            if sent != dropped {
                let name = "workspace/\(world.names[row.id].name)"
                complaints.append(
                    Complaint(
                        "LA-REVOKE-03", "\(name) kept \(sent - dropped) records while its cluster was dark"))
            }
        }
        seen = sights
        lookedAt = world.now
        return complaints
    }
}
