import VirtualTime

/// The order in which ARM judges a request (ARM-ERR-ORDER): of several faults the first one here is answered.
///
/// The first seven can be judged from the request and the catalogue alone: the wire does. The rest need the
/// world, and are written here. What a provider has to say comes after all of them.
extension Resources {
    public enum Checkpoint: Int, CaseIterable, Codable, Sendable {
        case path, authentication, versionGiven, subscription, type, version, location
        case registration, authorization, group, lock, throttle

        /// Whether it needs the state of the cloud, and its "no" is journaled.
        public var isOfTheWorld: Bool { rawValue >= Checkpoint.registration.rawValue }
    }

    /// A write on its way to its provider: all that ARM knows of it.
    public struct Arrival: Equatable, Codable, Sendable {
        /// As sent.
        public let path: String
        /// Of the last provider in the path, nil for groups and subscriptions.
        public let namespace: String?
        /// The group it is in, nil for a group itself and for what is in none.
        public let group: String?
        public let operation: ScopedOperation

        public init(path: String, namespace: String?, group: String?, operation: ScopedOperation) {
            self.path = path
            self.namespace = namespace
            self.group = group
            self.operation = operation
        }

        /// Told by what stands before the name, without looking through every path that comes in.
        var isLock: Bool {
            guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return false }
            let type = path.utf8[...slash].suffix(locksType.utf8.count)
            return type.elementsEqual(locksType.utf8) { $0.asciiLowercased == $1.asciiLowercased }
        }
    }

    /// One step of the order. Those that the wire has judged pass.
    public static func check(
        _ checkpoint: Checkpoint, _ arrival: Arrival, by principal: Principal, in world: World
    ) throws(Refusal) {
        switch checkpoint {
        case .path, .authentication, .versionGiven, .subscription, .type, .version, .location: return
        case .registration:
            guard arrival.operation != .delete, let namespace = arrival.namespace else { return }
            try requireRegistered(namespace, in: world)
        case .authorization:
            guard arrival.isLock else { return }
            try requireLockAuthority(of: principal, over: arrival.path, in: world)
        case .group:
            guard let path = arrival.group else { return }
            guard let id = world.names.find(path), world.resources.groups[id] != nil else {
                let name = path.split(separator: "/").last.map(String.init) ?? path
                throw Refusal(.groupNotFound(name), because: Rule.groupExists)
            }
            // What goes with the group may as well be deleted by hand (as recorded).
            if arrival.operation != .delete { try requireStanding(id, in: world) }
        case .lock:
            // A lock does not keep itself or others from being taken off.
            guard !arrival.isLock else { return }
            try requireUnlocked(arrival.path, for: arrival.operation, in: world)
        case .throttle:
            try requireAllowance(for: RequestKind(arrival.operation), of: principal, in: world)
        }
    }

    static func checkAll(_ arrival: Arrival, by principal: Principal, in world: World) throws(Refusal) {
        for checkpoint in Checkpoint.allCases { try check(checkpoint, arrival, by: principal, in: world) }
    }

    static func requireRegistered(_ namespace: String, in world: World) throws(Refusal) {
        guard registration(of: namespace, in: world).allowsWrites else {
            throw Refusal(
                .providerNotRegistered(namespace: namespace),
                because: [Rule.registrationRequired.id, Rule.registeredToWrite.id])
        }
    }

    /// The group is not on its way out.
    static func requireStanding(_ group: ResourceID, in world: World) throws(Refusal) {
        guard let deletion = world.resources.groups[group]?.deletion else { return }
        throw Refusal(
            .groupBeingDeleted(world.names[group].name), because: [Rule.groupIsGoing.id, Rule.groupNames.id],
            causes: [deletion.since.entry])
    }
}
