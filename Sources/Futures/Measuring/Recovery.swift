import ControlPlane
import VirtualTime

/// Everything that a customer may do to get a key back, done at once: recover what was deleted, enable what
/// was disabled, grant what was taken, let in who was shut out. What is refused changes nothing.
struct Recovery: Sendable {
    /// How things were, and are to be again.
    let model: World

    /// Does it now, and lets the stores come back as early as the documents allow.
    func perform(in timeline: inout Timeline) {
        var settings = timeline.world.settings
        settings.choices.policy = .earliest
        settings.choices.exact = []
        timeline.choose(settings)
        recoverDeleted(&timeline)
        for vault in model.keyVault.vaults where vault.deletion == nil {
            grant(vault, &timeline)
        }
        for assignment in model.identity.assignments
        where timeline.world.identity.assignments[assignment.id].map(\.isFading) ?? true {
            let request = Identity.RoleRequest(
                path: assignment.path, scope: assignment.scope, role: assignment.role.rawValue,
                principal: assignment.principal, principalType: assignment.principalType)
            timeline.submit { _ in .identity(.assignRole(request)) }
        }
        enable(&timeline)
    }

    private func recoverDeleted(_ timeline: inout Timeline) {
        for vault in timeline.world.keyVault.vaults where vault.deletion != nil {
            timeline.submit { _ in .keyVault(.recoverVault(vault.id, location: vault.location)) }
        }
        for key in timeline.world.keyVault.keys where key.deletion != nil {
            timeline.submit { _ in .keyVault(.recoverKey(key.id)) }
        }
    }

    private func grant(_ vault: KeyVault.Vault, _ timeline: inout Timeline) {
        guard let present = timeline.world.keyVault.vaults[vault.id], present.deletion == nil else { return }
        if present.accessPolicies != vault.accessPolicies {
            timeline.submit { _ in .keyVault(.editPolicies(vault.id, .add, vault.accessPolicies)) }
        }
        if present.network != vault.network {
            let network = KeyVault.NetworkSettings(
                publicAccess: vault.network.publicAccess, deniesByDefault: vault.network.deniesByDefault,
                bypassesTrusted: vault.network.bypassesTrusted)
            timeline.submit { _ in
                .keyVault(.updateVault(vault.id, KeyVault.VaultChanges(network: network)))
            }
        }
    }

    private func enable(_ timeline: inout Timeline) {
        for key in timeline.world.keyVault.keys where key.deletion == nil {
            for version in key.versions where !version.enabled {
                let wasEnabled = model.keyVault.keys[key.id]?.version(version.name)?.enabled ?? true
                guard wasEnabled else { continue }
                timeline.submit { _ in
                    .keyVault(
                        .updateVersion(
                            key.id, version: version.name, KeyVault.VersionChanges(enabled: true)))
                }
            }
        }
    }
}

/// Until when something can still be done, found by doing it: a fork at each instant that matters, and
/// halving between two of them. Losing is monotone: what cannot be saved now cannot be saved later.
struct Recoverability {
    /// The world of the future right after each thing that happened.
    let moments: [Timeline]
    let horizon: Instant
    private let recovery: Recovery
    private let origin: Instant
    /// What is lost without any intervention.
    private let baseline: Int64
    /// Destroyed before the future begins.
    private let before: Int64

    init(start: Timeline, moments: [Timeline], horizon: Instant) {
        self.moments = moments
        self.horizon = horizon
        origin = start.now
        recovery = Recovery(model: start.world)
        before = Self.unrecoverable(start.world)
        var untouched = start.following(keepsEntries: false)
        untouched.advance(to: horizon)
        baseline = Self.lost(untouched.world)
    }

    /// Longer than a store takes to come back under the earliest policy.
    private static let patience = Duration.hours(1)

    /// Fills in the three measures that are found by forking.
    func measure(into outcome: inout FutureOutcome) {
        outcome.accessRecoverableUntil = last(restoresAccess)
        outcome.losslessUntil = last(losesNothing)
        let ruined = last { !ruins($0) }
        let nothingLeft = outcome.accessRecoverableUntil
        outcome.irreversibleAt = [ruined, nothingLeft].compactMap { $0 }.min().map { $0 + 1 }
    }

    /// The last instant at which something holds, in milliseconds from the fork point: -1 when it never does,
    /// nil when it still does at the horizon.
    private func last(_ holds: (Timeline) -> Bool) -> Int64? {
        guard !holds(world(at: horizon)) else { return nil }
        var low = moments.count - 1
        while low >= 0, !holds(moments[low]) { low -= 1 }
        guard low >= 0 else { return -1 }
        let end = low + 1 < moments.count ? moments[low + 1].now : horizon
        var good = moments[low].now.milliseconds, bad = end.milliseconds
        // Mostly it ends with what happens next, a millisecond after it could still be done.
        if bad - good > 1, holds(world(at: Instant(milliseconds: bad - 1))) { good = bad - 1 }
        while bad - good > 1 {
            let middle = good + (bad - good) / 2
            if holds(world(at: Instant(milliseconds: middle))) { good = middle } else { bad = middle }
        }
        return good - origin.milliseconds
    }

    func world(at instant: Instant) -> Timeline {
        var timeline = moments.last { $0.now <= instant } ?? moments[0]
        timeline.advance(to: instant)
        return timeline
    }

    private func recovered(_ timeline: Timeline, through end: Instant? = nil) -> Timeline {
        var fork = timeline
        recovery.perform(in: &fork)
        fork.advance(to: max(fork.now, end ?? (fork.now + Self.patience)))
        return fork
    }

    /// Whether a workspace shows records that were there at that instant.
    func restoresAccess(_ timeline: Timeline) -> Bool {
        let world = recovered(timeline).world
        return world.logAnalytics.workspaces.contains { row in
            guard !row.isDeleted, LogAnalytics.accessible(row, in: world) > 0 else { return false }
            return row.data.oldest(at: world.now).map { $0 < timeline.now } ?? false
        }
    }

    func losesNothing(_ timeline: Timeline) -> Bool {
        Self.lost(recovered(timeline, through: horizon).world) <= baseline
    }

    /// Whether records that are held stay dark whatever is done, or were destroyed already.
    func ruins(_ timeline: Timeline) -> Bool {
        let world = recovered(timeline).world
        if Self.unrecoverable(world) > before { return true }
        return world.logAnalytics.workspaces.contains { row in
            guard !row.isDeleted, LogAnalytics.isDark(row, in: world) else { return false }
            return row.data.stored(at: world.now) > 0
        }
    }

    private static func unrecoverable(_ world: World) -> Int64 {
        world.logAnalytics.workspaces.reduce(0) { $0 + $1.data.unrecoverable }
    }
    private static func lost(_ world: World) -> Int64 {
        world.logAnalytics.workspaces.reduce(0) {
            $0 + $1.data.unrecoverable + $1.data.dropped(at: world.now)
        }
    }
}
