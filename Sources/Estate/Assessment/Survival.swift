import ControlPlane
import VirtualTime

/// What comes after a store went dark: until when it can be had back, how soon, and what is gone by then.
struct Survival {
    private(set) var sentences: [String] = []
    private(set) var details: Members = [:]
    private(set) var rules: [RuleID] = []
    private(set) var evidence: [Finding.Evidence] = []

    init(
        of store: KeyedStore, _ key: ResourceID, _ way: KeyLoss, _ latest: LossMeasure, at instant: Instant,
        assessor: Assessor
    ) {
        let dark = latest.client
        if latest.isLost {
            sentences.append("nothing brings it back: what it holds is lost, and only its deletion is left")
            rules.append(
                store.kind == .cluster
                    ? LogAnalytics.KeyRule.lostForGood.id : CosmosDB.Rule.lostForGood.id)
        } else {
            tell(of: way.deadline(of: key, of: store, in: dark.world), store, way, dark)
            tellReturn(of: key, store, way, dark, assessor.rehearsal.restoration)
        }
        tellRetention(
            of: store, until: way.deadline(of: key, of: store, in: dark.world), from: instant, assessor)
    }

    /// What a deletion leaves is purged by itself, and the store with it.
    private mutating func tell(
        of deadline: Instant?, _ store: KeyedStore, _ way: KeyLoss, _ dark: WireClient
    ) {
        guard let deadline else {
            sentences.append("\(way.remedy), at any time")
            return
        }
        details.append("recoverableUntil", .string(deadline.iso8601))
        var later = dark
        if later.world.now < deadline { later.timeline.advance(to: deadline) }
        later.timeline.advance(by: .hours(2))
        let isLost = store.access(in: later.world)?.isLost ?? false
        details.append("lostAtDeadline", .bool(isLost))
        sentences.append(
            "\(way.remedy) until \(deadline.iso8601)" + (isLost ? ", or it is lost for good" : ""))
        rules.append(
            way == .deleted ? KeyVault.Rule.keyPurgedAtEnd.id : KeyVault.Rule.purgedAtEnd.id)
    }

    private mutating func tellReturn(
        of key: ResourceID, _ store: KeyedStore, _ way: KeyLoss, _ dark: WireClient, _ horizon: Duration
    ) {
        var client = dark
        guard let answer = way.undo(of: key, of: store, in: &client) else { return }
        guard !answer.isRefused else {
            sentences.append("that is refused: \(answer.code)")
            rules += answer.rules
            return
        }
        let undone = client.world.now
        while store.isDark(in: client.world), let next = client.world.next?.at, next <= undone + horizon {
            client.timeline.advance(to: next)
        }
        guard !store.isDark(in: client.world) else {
            details.append("backAfter", nil)
            sentences.append("that alone does not bring it back: its access has to be granted anew")
            if way == .vaultDeleted { rules.append(KeyVault.AccessRule.rolesGoWithVault.id) }
            return
        }
        let after = (client.world.now - undone).text
        details.append("backAfter", .string(after))
        sentences.append("then it is back within \(after)")
        rules.append(
            store.kind == .cluster ? LogAnalytics.Rule.accessRestored.id : CosmosDB.Rule.accessRestored.id)
    }

    /// Retention runs on in the dark: whether what was stored is gone before anybody can read it again.
    private mutating func tellRetention(
        of store: KeyedStore, until deadline: Instant?, from instant: Instant, _ assessor: Assessor
    ) {
        guard store.kind == .cluster else { return }
        var rows: [Document] = []
        for workspace in store.workspaces(in: assessor.world) {
            let name = assessor.workspaceName(workspace)
            let empty = Self.emptied(workspace, from: instant)
            let isBefore = deadline.map { empty < $0 } ?? false
            rows.append([
                "workspace": .string(name), "retentionDays": .integer(workspace.retentionDays),
                "emptyAt": .string(empty.iso8601), "beforeDeadline": .bool(isBefore),
            ])
            evidence.append(
                Finding.Evidence(name, "retentionInDays", .integer(workspace.retentionDays)))
            if isBefore {
                sentences.append("retention empties \(name) by \(empty.iso8601), before that day")
            } else if deadline == nil {
                sentences.append("retention empties \(name) by \(empty.iso8601) if it stays dark")
            }
        }
        guard !rows.isEmpty else { return }
        details.append("retention", .array(rows))
        rules.append(LogAnalytics.Rule.retentionRuns.id)
    }

    /// The day by which a record that came in at `instant` is gone.
    private static func emptied(_ workspace: LogAnalytics.Workspace, from instant: Instant) -> Instant {
        var (low, high) = (0, 4_400)
        while low < high {
            let day = (low + high) / 2
            if workspace.data.line(at: instant + .days(day)) >= instant { high = day } else { low = day + 1 }
        }
        return instant + .days(low)
    }
}
