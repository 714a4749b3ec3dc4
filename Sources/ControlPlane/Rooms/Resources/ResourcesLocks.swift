public import VirtualTime

/// Management locks: what nobody may change or delete until the lock is taken off again.
///
/// A lock stands at a subscription, a group or a resource and holds for everything below. Every PUT, PATCH,
/// POST and DELETE to ARM is asked for them in one place, the front door's checkpoint `lock`, whatever its
/// provider: no room asks again. Data planes have no such door and do not know of locks (ARM-LOCK-02). The
/// deletion of a group asks once more, because an act can begin one without a request.
extension Resources {
    public enum LockLevel: String, CaseIterable, Codable, Sendable {
        case canNotDelete = "CanNotDelete"
        case readOnly = "ReadOnly"
    }

    /// What a request to ARM does to the scope it names.
    public enum ScopedOperation: String, CaseIterable, Codable, Sendable {
        case write, delete
        /// POST: to ARM a kind of write.
        case action
    }

    public struct Lock: TableRow, Codable {
        /// `{scope}/providers/Microsoft.Authorization/locks/{name}`
        public let id: ResourceID
        public let scope: ResourceID
        /// The scope's path in lower case: what the paths below begin with.
        let folded: String
        public let level: LockLevel
        /// The entry that put it there, for those it turns away.
        public let since: EntryNumber
        /// `notes` and `owners`, as sent.
        public let carried: Document
        public var deadline: Instant? { nil }
    }

    static let locksType = "/providers/microsoft.authorization/locks/"
    static let roleAssignmentsType = "/providers/microsoft.authorization/roleassignments/"

    /// Nothing at the resource, above it or, for a deletion, below it is locked against `operation`.
    static func requireUnlocked(
        _ id: ResourceID, for operation: ScopedOperation, in world: World
    ) throws(Refusal) {
        guard !world.resources.locks.isEmpty else { return }
        try requireUnlocked(world.names[id].path, for: operation, in: world)
    }

    /// The same for a path that the world may not have met.
    static func requireUnlocked(
        _ path: String, for operation: ScopedOperation, in world: World
    ) throws(Refusal) {
        guard !world.resources.locks.isEmpty else { return }
        let folded = path.lowercased()
        var standing: [Lock] = []
        var rules: [RuleID] = []
        func stands(_ lock: Lock, because rule: Rule) {
            standing.append(lock)
            if !rules.contains(rule.id) { rules.append(rule.id) }
        }
        for lock in world.resources.locks where lock.level.forbids(operation) {
            if folded == lock.folded || folded.hasPrefix(lock.folded + "/") {
                let isAssignment = operation == .delete && folded.contains(roleAssignmentsType)
                stands(
                    lock,
                    because: isAssignment
                        ? Rule.wholeScope : operation == .action ? Rule.controlPlaneOnly : Rule.inheritedLock)
            } else if operation == .delete, lock.folded.hasPrefix(folded + "/") {
                // One locked thing inside, and nothing of it is deleted.
                stands(lock, because: Rule.wholeScope)
            }
        }
        guard !standing.isEmpty else { return }
        throw Refusal(
            .scopeLocked(path, operation, locked: standing.map { world.names[$0.scope].path }),
            because: rules + LogAnalytics.rules(ofLockOver: folded) + [Rule.scopeLocked.id],
            causes: standing.map(\.since))
    }

    /// The locks at a scope or above it, of any level.
    static func locks(over id: ResourceID, in world: World) -> [Lock] {
        let folded = world.names[id].path.lowercased()
        return world.resources.locks.filter { folded == $0.folded || folded.hasPrefix($0.folded + "/") }
    }

    /// Locks are made and taken off by whoever may manage access: owners, as a rule.
    static func requireLockAuthority(
        of principal: Principal, over scope: String, in world: World
    ) throws(Refusal) {
        try Identity.require(
            "Microsoft.Authorization/locks/write", at: scope, by: principal, because: Rule.lockAuthority,
            in: world)
    }

    static func decideLock(
        _ id: ResourceID, at scope: ResourceID, _ level: LockLevel, _ carried: Document,
        by principal: Principal, in world: World, _ docket: inout Docket
    ) throws(Refusal) {
        let path = world.names[scope].path
        try requireLockAuthority(of: principal, over: path, in: world)
        guard isThere(scope, in: world) else { throw absent(scope) }
        let lock = Lock(
            id: id, scope: scope, folded: path.lowercased(), level: level, since: world.stamp.entry,
            carried: carried)
        docket.rule(.resources(.lockWritten(lock)), because: Rule.inheritedLock, also: [Rule.lockAuthority])
    }

    static func decideUnlocking(
        _ id: ResourceID, by principal: Principal, in world: World, _ docket: inout Docket
    ) throws(Refusal) {
        guard let lock = world.resources.locks[id] else { throw absent(id) }
        try requireLockAuthority(of: principal, over: world.names[lock.scope].path, in: world)
        docket.rule(.resources(.lockDeleted(id)), because: Rule.lockAuthority)
    }

    /// Whether a scope exists: types of rooms that keep no rows of it are taken at their word.
    private static func isThere(_ id: ResourceID, in world: World) -> Bool {
        let name = world.names[id]
        if id == world.resources.subscription { return true }
        guard let group = name.group else { return world.resources.groups[id] != nil }
        guard world.resources.groups[group] != nil else { return false }
        let folded = name.path.lowercased()
        if folded.contains("/providers/microsoft.keyvault/vaults/"), name.parent == nil {
            return world.keyVault.vaults.read(id) { $0.deletion == nil } == true
        }
        if folded.contains("/providers/microsoft.operationalinsights/clusters/") {
            return world.logAnalytics.clusters.read(id) { !$0.isDeleted } == true
        }
        if folded.contains("/providers/microsoft.operationalinsights/workspaces/"), name.parent == nil {
            return world.logAnalytics.workspaces.read(id) { !$0.isDeleted } == true
        }
        if folded.contains("/providers/microsoft.documentdb/databaseaccounts/"), name.parent == nil {
            return world.cosmosDB.databaseAccounts[id] != nil
        }
        return true
    }
}

extension Resources.LockLevel {
    /// The most restrictive of several wins: each says no for itself (ARM-LOCK-01).
    func forbids(_ operation: Resources.ScopedOperation) -> Bool {
        switch (self, operation) {
        case (.readOnly, _), (.canNotDelete, .delete): true
        case (.canNotDelete, .write), (.canNotDelete, .action): false
        }
    }
}
