import VirtualTime

/// Something that may come next at an instant: an alarm, or the next command of whoever plays a future.
public enum Happening: Equatable, Sendable {
    case alarm(AnyAlarm)
    case command

    /// Whether the two lead to the same in either order. Nothing is known of a command, so it does with none.
    /// - Parameter isJoint: whether somebody looks at several stores at once, and would see the difference.
    public func commutes(with other: Happening, isJoint: Bool) -> Bool {
        guard !isJoint, case .alarm(let one) = self, case .alarm(let other) = other else { return false }
        guard let store = one.store, let second = other.store else { return false }
        return store != second
    }

    /// `cluster-access@contoso-la`, or `command`.
    public func name(in names: Names) -> String {
        switch self {
        case .command: "command"
        case .alarm(let alarm): alarm.name(in: names)
        }
    }
}

extension AnyAlarm {
    /// The store whose access or data key it is about. Two stores do nothing to each other: which comes first
    /// of theirs changes nothing else. Nil for everything that reaches further.
    public var store: ResourceID? {
        switch self {
        case .logAnalytics(.clusterDue(let id, .access)), .logAnalytics(.clusterDue(let id, .rewrap)): id
        case .cosmosDB(.accountDue(let id, .access)), .cosmosDB(.accountDue(let id, .rewrap)): id
        default: nil
        }
    }

    /// What it is called where the order of alarms is told: what is due, and of what.
    fileprivate func name(in names: Names) -> String {
        func name(_ what: String, _ id: ResourceID) -> String { "\(what)@\(names[id].name)" }
        return switch self {
        case .resources(.registrationDue(let id)): name("registration", id)
        case .resources(.groupDeletionDue(let id, _)): name("group-deletion", id)
        case .keyVault(.vaultDue(let id)): name("vault", id)
        case .keyVault(.keyPurgeDue(let id)): name("key-purge", id)
        case .keyVault(.keyDue(let id)): name("key", id)
        case .identity(.roleDue(let id)): "role@\(id)"
        case .cosmosDB(.accountDue(let id, let kind)): name("cosmos-\(kind.rawValue)", id)
        case .cosmosDB(.databaseAccountDue(let id)): name("cosmos-operation", id)
        case .logAnalytics(.clusterDue(let id, let kind)): name("cluster-\(kind.rawValue)", id)
        case .logAnalytics(.workspaceDue(let id, let kind)): name("workspace-\(kind.rawValue)", id)
        case .logAnalytics(.tableDue(let id)): name("table", id)
        case .logAnalytics(.departureDue(let customer)): "departure@\(customer)"
        case .sentinel(.onboardingDue(let id)): name("sentinel", id)
        }
    }
}
