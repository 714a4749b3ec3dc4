import ControlPlane
import VirtualTime

/// A history drawn by a number: the same number, the same history, in any process.
struct OracleHistory: CustomStringConvertible {
    let seed: Int
    var setting: OracleSetting
    var acts: [OracleAct]

    init(seed: Int) {
        self.seed = seed
        var draw = Draw(seed: UInt64(seed), key: "oracle")
        func one<Value>(of values: [Value]) -> Value {
            values[Int(draw.uniform(in: 0...Int64(values.count - 1)))]
        }
        setting = OracleSetting(
            delay: one(of: [nil, nil, 0, 20]), isPinned: one(of: [true, false]),
            clusterRestore: one(of: [60, 30]), retentionDays: 30)
        let waits = [1, 5, 10, 20, 30, 59, 60, 61, 120]
        let count = Int(draw.uniform(in: 4...14))
        acts = (0..<count).map { _ in
            guard draw.uniform(in: 0...2) > 0 else { return .wait(minutes: one(of: waits)) }
            return one(of: Self.alphabet)
        }
        // Now and then days go by, so that retention has something to purge.
        if draw.uniform(in: 1...64) == 1, let place = acts.indices.last {
            acts.insert(.wait(minutes: 30 * 24 * 60 - 30), at: place)
            acts += [.ingest(3), .wait(minutes: 90)]
        }
    }

    private static let alphabet: [OracleAct] = [
        .disableLatest, .enableLatest, .enableLatest, .disableUsed, .enableUsed, .enableUsed, .rotate,
        .expireLatest, .extendLatest, .deleteKey, .recoverKey, .recoverKey, .deleteVault, .recoverVault,
        .recoverVault, .revokeCluster, .grantCluster, .grantCluster, .revokeCosmos, .grantCosmos,
        .grantCosmos, .useRoles, .usePolicies, .usePolicies, .assignCluster, .assignCosmos, .unassignCluster,
        .unassignCosmos, .closeNetwork, .openNetwork, .openNetwork, .silence, .answerAgain, .answerAgain,
        .pinToLatest, .ingest(1), .ingest(7),
        .incident, .query,
    ]

    var description: String {
        "seed \(seed) (\(setting)): \(acts.map(\.description).joined(separator: ", "))"
    }
}

/// Runs one history in the rooms and in the oracle, and compares them after every act and every minute.
struct OracleComparison {
    private var rooms: Timeline
    private var oracle: Oracle
    private let start: Instant
    private let firstPurge: Int
    /// What the rooms showed last: it stands until something falls due or a record can be too old.
    private var shown: OracleView

    /// - Parameter other: circumstances that only the oracle is told, to see that it notices.
    /// - Returns: what is different and when, or nil.
    static func difference(in history: OracleHistory, telling other: OracleSetting? = nil) -> String? {
        var comparison = OracleComparison(history.setting, oracle: other ?? history.setting)
        for (place, act) in history.acts.enumerated() {
            if let difference = comparison.take(act) { return "act \(place + 1), \(act): \(difference)" }
        }
        return nil
    }

    /// The shortest history found by leaving acts out that still shows a difference.
    static func shrunk(_ history: OracleHistory, telling other: OracleSetting? = nil) -> OracleHistory {
        var history = history
        var place = 0
        while place < history.acts.count {
            var shorter = history
            shorter.acts.remove(at: place)
            if difference(in: shorter, telling: other) != nil { history = shorter } else { place += 1 }
        }
        return history
    }

    private init(_ setting: OracleSetting, oracle other: OracleSetting) {
        rooms = Self.story(setting)
        oracle = Oracle(other)
        start = rooms.now
        firstPurge = setting.retentionDays * 24 * 60
        shown = Self.view(of: rooms)
    }

    /// The whole set-up takes as long as it takes; then the history's own moments are chosen.
    private static func story(_ setting: OracleSetting) -> Timeline {
        var timeline = Timeline(
            stories.first { $0.isPinned == setting.isPinned }?.story.world ?? empty.world, keepsEntries: false
        )
        timeline.submit {
            .logAnalytics(
                .updateWorkspace(
                    $0.intern(Contoso.workspace),
                    LogAnalytics.WorkspaceChanges(retentionDays: setting.retentionDays)))
        }
        var settings = timeline.world.settings
        if let delay = setting.delay {
            settings.choices.exact = [
                Choices.Exact(glob: "*", value: .after(milliseconds: Int64(delay) * 60_000))
            ]
        }
        let isKnown = settings.setTiming(
            "cluster.restore", from: 0, to: Int64(setting.clusterRestore) * 60_000)
        precondition(isKnown)
        timeline.choose(settings)
        return timeline
    }

    private static let empty = Timeline.contosoCMK()
    private static let stories = [KeyMode.pinned, .automatic].map { mode in
        (
            isPinned: mode == .pinned,
            story: Timeline.contoso(
                .onboarded, Settings(), key: mode, vaultRetentionDays: Oracle.vaultRetentionDays)
        )
    }

    private mutating func take(_ act: OracleAct) -> String? {
        if case .wait(let minutes) = act {
            for _ in 0..<minutes {
                oracle.goOn()
                let now = start + .minutes(oracle.minute)
                if let due = rooms.world.next, due.at <= now {
                    rooms.advance(to: now)
                    shown = Self.view(of: rooms)
                } else if oracle.minute > firstPurge {
                    shown = Self.view(of: rooms, at: now)
                }
                if let difference = compare() { return difference }
            }
            return nil
        }
        let now = start + .minutes(oracle.minute)
        rooms.advance(to: now)
        let isLetThrough = oracle.take(act)
        let wasLetThrough = perform(act)
        if isLetThrough != wasLetThrough {
            return "the oracle \(isLetThrough ? "lets it through" : "refuses it"), the rooms do not agree"
        }
        shown = Self.view(of: rooms)
        return compare()
    }

    private func compare() -> String? {
        let expected = oracle.view
        guard expected != shown else { return nil }
        return "at minute \(oracle.minute) the oracle has \(expected), the rooms have \(shown)"
    }

    /// - Returns: whether the rooms let it through.
    private mutating func perform(_ act: OracleAct) -> Bool {
        let used = rooms.cluster?.key?.wrappedWith
        let entry: Entry
        switch act {
        case .disableLatest: entry = rooms.disableKey()
        case .enableLatest: entry = rooms.enableKey()
        case .disableUsed: entry = rooms.disableKey(version: used)
        case .enableUsed: entry = rooms.enableKey(version: used)
        case .rotate: entry = rooms.rotateKey()
        case .expireLatest: entry = rooms.updateKey(KeyVault.VersionChanges(expires: rooms.now))
        case .extendLatest:
            entry = rooms.updateKey(KeyVault.VersionChanges(expires: rooms.now + .days(3_650)))
        case .deleteKey: entry = rooms.deleteKey()
        case .recoverKey: entry = rooms.recoverKey()
        case .deleteVault: entry = rooms.deleteVault()
        case .recoverVault: entry = rooms.recoverVault()
        case .revokeCluster: entry = rooms.removeGrant(of: rooms.clusterObjectID)
        case .grantCluster: entry = rooms.grant(rooms.clusterObjectID)
        case .revokeCosmos: entry = rooms.removeGrant(of: Contoso.cosmosObjectID)
        case .grantCosmos: entry = rooms.grant(Contoso.cosmosObjectID)
        case .silence: entry = rooms.setFault(.outage)
        case .answerAgain: entry = rooms.setFault(nil)
        case .useRoles: entry = rooms.updateVault(KeyVault.VaultChanges(usesRoles: true))
        case .usePolicies: entry = rooms.updateVault(KeyVault.VaultChanges(usesRoles: false))
        case .closeNetwork:
            entry = rooms.setNetwork(KeyVault.NetworkSettings(deniesByDefault: true, bypassesTrusted: false))
        case .openNetwork:
            entry = rooms.setNetwork(KeyVault.NetworkSettings(deniesByDefault: false, bypassesTrusted: true))
        case .assignCluster: entry = rooms.assign(to: rooms.clusterObjectID, named: "cluster")
        case .unassignCluster: entry = rooms.removeRole("cluster")
        case .assignCosmos: entry = rooms.assign(to: Contoso.cosmosObjectID, named: "cosmos")
        case .unassignCosmos: entry = rooms.removeRole("cosmos")
        case .pinToLatest:
            guard rooms.cluster?.key?.followsLatest == false else { return false }
            entry = rooms.setClusterKey(version: rooms.latestVersion)
        case .ingest(let records): entry = rooms.ingest(Int64(records))
        case .incident: entry = rooms.putIncident()
        case .query: return rooms.queryRefusal.isEmpty
        case .wait: return true
        }
        return entry.refusal == nil
    }

    private static func view(of rooms: Timeline, at now: Instant? = nil) -> OracleView {
        let world = rooms.world, now = now ?? rooms.now
        let versions = rooms.key?.versions.map(\.name) ?? []
        func place(_ name: String?) -> Int { versions.firstIndex { $0 == name } ?? -1 }
        let stores = Sentinel.stores(behind: rooms.id(Contoso.workspace), in: world)
        let data = rooms.workspace?.data
        let stored = data?.stored(at: now) ?? 0
        return OracleView(
            clusterIsDark: stores.clusterIsDark, cosmosIsDark: stores.accountIsDark,
            clusterVersion: place(rooms.cluster?.key?.wrappedWith),
            cosmosVersion: place(rooms.account?.wrappedWith),
            sentinel: rooms.availability?.rawValue ?? "none", stored: Int(stored),
            accessible: stores.clusterIsDark ? 0 : Int(stored), dropped: Int(data?.dropped(at: now) ?? 0),
            purged: Int(data?.purged(at: now) ?? 0), purgedUnseen: Int(data?.purgedUnseen(at: now) ?? 0))
    }
}
