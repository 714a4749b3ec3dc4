/// A second model of key access, ingestion, retention and restoration, written apart and on purpose naively:
/// it keeps lists, goes on minute by minute, and knows nothing of the rooms.
///
/// One vault with one key; one cluster and one Cosmos DB account that use it; one workspace with Sentinel on
/// the cluster. Minutes count from the start of the history.
struct Oracle {
    struct Version: Equatable {
        var isEnabled = true
        var hasExpired = false
    }

    /// Where a store under the key stands.
    enum Standing: Equatable {
        case serving
        case losing(darkAt: Int)
        case dark
        case returning(backAt: Int)
    }

    struct Store {
        var standing = Standing.serving
        /// Place of the version that wraps its data key.
        var versionInUse = 0
        /// A newer version to move to, and when.
        var move: (version: Int, at: Int)?
        /// By an access policy, and by a role.
        var isGranted = true
        var hasRole = false

        var isDark: Bool {
            switch standing {
            case .serving, .losing: false
            case .dark, .returning: true
            }
        }
    }

    struct Record {
        let minute: Int
        let count: Int
        let wasKept: Bool
        var wasPurged = false
        var wasPurgedUnseen = false
    }

    let setting: OracleSetting
    private(set) var minute = 0
    private(set) var versions = [Version()]
    private(set) var keyDeletedAt: Int?
    private(set) var vaultDeletedAt: Int?
    /// Purged at the end of the vault's retention: the key, or the vault with the key in it.
    private(set) var keyIsDestroyed = false
    private(set) var vaultIsDestroyed = false
    private(set) var usesRoles = false
    private(set) var isClosed = false
    /// Nobody gets an answer from the vault: no news, for stores as for people.
    private(set) var isSilent = false
    private(set) var roleGivenAt: Int?
    private(set) var cluster = Store()
    private(set) var cosmos = Store()
    private(set) var update: (version: Int, endsAt: Int)?
    private(set) var records: [Record] = []

    init(_ setting: OracleSetting) { self.setting = setting }

    var latest: Int { versions.count - 1 }
    private var keyIsDeleted: Bool { keyDeletedAt != nil || keyIsDestroyed }
    private var vaultIsDeleted: Bool { vaultDeletedAt != nil || vaultIsDestroyed }

    // MARK: - Time

    /// One minute goes by: retention first looks at what is too old, then what is due happens.
    mutating func goOn() {
        minute += 1
        purge()
        destroy()
        moveDue(\.cosmos)
        accessDue(\.cosmos)
        updateDue()
        moveDue(\.cluster)
        accessDue(\.cluster)
        settle()
    }

    /// A record goes when it is older than the retention, whether or not anybody can read it.
    private mutating func purge() {
        let oldest = minute - setting.retentionDays * 24 * 60
        for place in records.indices where records[place].wasKept && !records[place].wasPurged {
            guard records[place].minute < oldest else { continue }
            records[place].wasPurged = true
            records[place].wasPurgedUnseen = cluster.isDark
        }
    }

    /// What was deleted is kept for the vault's retention, and then gone with all that it closed.
    private mutating func destroy() {
        let kept = Self.vaultRetentionDays * 24 * 60
        if let since = vaultDeletedAt, minute - since >= kept { vaultIsDestroyed = true }
        if let since = keyDeletedAt, minute - since >= kept { keyIsDestroyed = true }
        if vaultIsDestroyed {
            keyIsDestroyed = true
            isSilent = false
        }
    }

    static let vaultRetentionDays = 7

    private mutating func accessDue(_ store: WritableKeyPath<Oracle, Store>) {
        switch self[keyPath: store].standing {
        case .losing(let darkAt) where darkAt <= minute: self[keyPath: store].standing = .dark
        case .returning(let backAt) where backAt <= minute:
            self[keyPath: store].standing = .serving
            considerMoving(store, isNew: false)
        case .serving, .dark, .losing, .returning: return
        }
        settle()
    }

    private mutating func moveDue(_ store: WritableKeyPath<Oracle, Store>) {
        guard let move = self[keyPath: store].move, move.at <= minute else { return }
        self[keyPath: store].move = nil
        // A dark account takes up no rotation.
        let isTakenUp = store != \.cosmos || !self[keyPath: store].isDark
        if isTakenUp, canMove(self[keyPath: store], to: move.version) {
            self[keyPath: store].versionInUse = move.version
        }
        settle()
    }

    private mutating func updateDue() {
        guard let update, update.endsAt <= minute else { return }
        self.update = nil
        if canMove(cluster, to: update.version) { cluster.versionInUse = update.version }
        settle()
    }

    // MARK: - What a store can do with the key

    private func isReachable(by store: Store) -> Bool {
        !vaultIsDeleted && !keyIsDeleted && !isClosed && (usesRoles ? store.hasRole : store.isGranted)
    }

    /// Unwrapping asks that the version is enabled; it may have expired.
    private func canUnwrap(_ version: Int, by store: Store) -> Bool {
        isReachable(by: store) && versions[version].isEnabled
    }

    private func canWrap(_ version: Int, by store: Store) -> Bool {
        canUnwrap(version, by: store) && !versions[version].hasExpired
    }

    private func canMove(_ store: Store, to version: Int) -> Bool {
        if isSilent { return false }
        return bothCanBeUsed(by: store, version)
    }

    private func bothCanBeUsed(by store: Store, _ version: Int) -> Bool {
        canUnwrap(store.versionInUse, by: store) && canWrap(version, by: store)
    }

    /// The cluster needs the version it uses. Cosmos DB needs the latest too, and unexpired.
    private func clusterHasKey() -> Bool { canUnwrap(cluster.versionInUse, by: cluster) }
    private func cosmosHasKey() -> Bool {
        canUnwrap(cosmos.versionInUse, by: cosmos) && canWrap(latest, by: cosmos)
    }

    /// Looks at both stores until nothing changes any more.
    private mutating func settle() {
        for _ in 0..<8 {
            let before = (cosmos.standing, cluster.standing)
            look(\.cosmos, hasKey: cosmosHasKey(), restore: 60)
            look(\.cluster, hasKey: clusterHasKey(), restore: setting.clusterRestore)
            if before == (cosmos.standing, cluster.standing) { return }
        }
    }

    private mutating func look(_ store: WritableKeyPath<Oracle, Store>, hasKey: Bool, restore: Int) {
        if isSilent { return }
        switch (self[keyPath: store].standing, hasKey) {
        case (.serving, false):
            let wait = setting.wait(60)
            self[keyPath: store].standing = wait == 0 ? .dark : .losing(darkAt: minute + wait)
        case (.losing, true):
            self[keyPath: store].standing = .serving
            considerMoving(store, isNew: false)
        case (.dark, true):
            let wait = setting.wait(restore)
            self[keyPath: store].standing = wait == 0 ? .serving : .returning(backAt: minute + wait)
            if wait == 0 { considerMoving(store, isNew: false) }
        case (.returning, false): self[keyPath: store].standing = .dark
        case (.serving, true), (.losing, false), (.dark, false), (.returning, true): return
        }
    }

    // MARK: - Moving to a new version

    /// A new version is taken up within the hour; one that could not be, as soon as both can be used.
    private mutating func considerMoving(_ store: WritableKeyPath<Oracle, Store>, isNew: Bool) {
        if store == \.cluster, setting.isPinned { return }
        let row = self[keyPath: store]
        // A dark account takes up no rotation: it looks for the latest when it is back.
        if store == \.cosmos, row.isDark { return }
        if !isNew {
            guard row.move == nil, row.standing == .serving, latest != row.versionInUse,
                canMove(row, to: latest)
            else { return }
        }
        let wait = setting.wait(60)
        self[keyPath: store].move = (version: latest, at: minute + wait)
        if wait == 0 { moveDue(store) }
    }

    /// Something in the vault changed: whoever could not move before may be able to now.
    private mutating func vaultChanged() {
        considerMoving(\.cosmos, isNew: false)
        considerMoving(\.cluster, isNew: false)
        settle()
    }

    // MARK: - Acts

    /// - Returns: whether it is let through.
    mutating func take(_ act: OracleAct) -> Bool {
        switch act {
        case .disableLatest, .enableLatest, .expireLatest, .extendLatest: return changeVersion(latest, act)
        case .disableUsed, .enableUsed: return changeVersion(cluster.versionInUse, act)
        case .rotate: return rotate()
        case .deleteKey: return changeKey(isDeleted: true)
        case .recoverKey: return changeKey(isDeleted: false)
        case .deleteVault: return changeVault(isDeleted: true)
        case .recoverVault: return changeVault(isDeleted: false)
        case .silence: return changeVault { $0.isSilent = true }
        case .answerAgain: return changeVault { $0.isSilent = false }
        case .useRoles: return changeVault { $0.usesRoles = true }
        case .usePolicies: return changeVault { $0.usesRoles = false }
        case .closeNetwork: return changeVault { $0.isClosed = true }
        case .openNetwork: return changeVault { $0.isClosed = false }
        case .assignCluster: return changeRole(\.cluster, true)
        case .unassignCluster: return changeRole(\.cluster, false)
        case .assignCosmos: return changeRole(\.cosmos, true)
        case .unassignCosmos: return changeRole(\.cosmos, false)
        case .revokeCluster: return changeGrant(\.cluster, false)
        case .grantCluster: return changeGrant(\.cluster, true)
        case .revokeCosmos: return changeGrant(\.cosmos, false)
        case .grantCosmos: return changeGrant(\.cosmos, true)
        case .pinToLatest: return pin()
        case .ingest(let count):
            records.append(Record(minute: minute, count: count, wasKept: !cluster.isDark))
            return true
        case .incident: return !cosmos.isDark
        case .query: return !cluster.isDark
        case .wait: return true
        }
    }

    private mutating func changeVersion(_ version: Int, _ act: OracleAct) -> Bool {
        guard !vaultIsDeleted, !keyIsDeleted, !isClosed, !isSilent else { return false }
        switch act {
        case .disableLatest, .disableUsed: versions[version].isEnabled = false
        case .enableLatest, .enableUsed: versions[version].isEnabled = true
        case .expireLatest: versions[version].hasExpired = true
        default: versions[version].hasExpired = false
        }
        vaultChanged()
        return true
    }

    private mutating func rotate() -> Bool {
        guard !vaultIsDeleted, !keyIsDeleted, !isClosed, !isSilent else { return false }
        versions.append(Version())
        considerMoving(\.cosmos, isNew: true)
        considerMoving(\.cluster, isNew: true)
        settle()
        return true
    }

    private mutating func changeKey(isDeleted: Bool) -> Bool {
        guard !vaultIsDeleted, !keyIsDestroyed, !isClosed, !isSilent, keyIsDeleted != isDeleted else {
            return false
        }
        keyDeletedAt = isDeleted ? minute : nil
        vaultChanged()
        return true
    }

    private mutating func changeVault(isDeleted: Bool) -> Bool {
        guard !vaultIsDestroyed, vaultIsDeleted != isDeleted else { return false }
        vaultDeletedAt = isDeleted ? minute : nil
        // Roles at the vault go with it, and do not come back.
        if isDeleted {
            roleGivenAt = nil
            cluster.hasRole = false
            cosmos.hasRole = false
        }
        vaultChanged()
        return true
    }

    /// A setting of the vault, made where its network does not matter.
    private mutating func changeVault(_ change: (inout Oracle) -> Void) -> Bool {
        guard !vaultIsDeleted else { return false }
        change(&self)
        vaultChanged()
        return true
    }

    /// A role is the directory's: whether the vault is there does not matter, nor does taking what was not
    /// given.
    private mutating func changeRole(_ store: WritableKeyPath<Oracle, Store>, _ hasRole: Bool) -> Bool {
        if store == \.cluster, !hasRole { roleGivenAt = nil }
        // Given anew, it is on its way anew.
        if store == \.cluster, hasRole { roleGivenAt = minute }
        self[keyPath: store].hasRole = hasRole
        vaultChanged()
        return true
    }

    private mutating func changeGrant(_ store: WritableKeyPath<Oracle, Store>, _ isGranted: Bool) -> Bool {
        guard !vaultIsDeleted else { return false }
        self[keyPath: store].isGranted = isGranted
        vaultChanged()
        return true
    }

    /// Another version can be set while the old version can be unwrapped and the new one can wrap.
    private mutating func pin() -> Bool {
        guard setting.isPinned, update == nil, !keyIsDestroyed else { return false }
        // What is set already is no change.
        if latest == cluster.versionInUse { return true }
        guard canMove(cluster, to: latest), !usesRoles || roleHasArrived else { return false }
        let wait = setting.wait(10)
        update = (version: latest, endsAt: minute + wait)
        if wait == 0 { updateDue() }
        return true
    }

    /// Setting a key asks as any caller does, and a role takes up to ten minutes to arrive.
    private var roleHasArrived: Bool { roleGivenAt.map { minute - $0 >= setting.wait(10) } ?? false }

    // MARK: - What can be seen

    var view: OracleView {
        let kept = records.filter { $0.wasKept && !$0.wasPurged }.reduce(0) { $0 + $1.count }
        return OracleView(
            clusterIsDark: cluster.isDark, cosmosIsDark: cosmos.isDark,
            clusterVersion: keyIsDestroyed ? -1 : cluster.versionInUse,
            cosmosVersion: keyIsDestroyed ? -1 : cosmos.versionInUse,
            sentinel: cluster.isDark && cosmos.isDark
                ? "unavailable" : cluster.isDark || cosmos.isDark ? "degraded" : "available",
            stored: kept, accessible: cluster.isDark ? 0 : kept,
            dropped: records.filter { !$0.wasKept }.reduce(0) { $0 + $1.count },
            purged: records.filter(\.wasPurged).reduce(0) { $0 + $1.count },
            purgedUnseen: records.filter(\.wasPurgedUnseen).reduce(0) { $0 + $1.count })
    }
}

/// What oracle and rooms are compared by.
struct OracleView: Equatable {
    var clusterIsDark: Bool
    var cosmosIsDark: Bool
    /// Places of the versions in use, in the order of creation; -1 once the key is destroyed.
    var clusterVersion: Int
    var cosmosVersion: Int
    var sentinel: String
    var stored: Int
    var accessible: Int
    var dropped: Int
    var purged: Int
    var purgedUnseen: Int
}
