public import VirtualTime

extension Resources {
    public enum Command: Equatable, Codable, Sendable {
        case createOrUpdateGroup(ResourceID, location: String, carried: Document)
        case updateGroup(ResourceID, carried: Document)
        case deleteGroup(ResourceID)
        /// Opts the subscription in to a namespace (ARM-RP-01).
        case register(ResourceID, namespace: String)
        case unregister(ResourceID, namespace: String)
        case putLock(ResourceID, scope: ResourceID, LockLevel, carried: Document)
        case deleteLock(ResourceID)
        /// A resource that no rule reads, of a type with its namespace.
        case writePlain(ResourceID, type: String, location: String, carried: Document)
        case deletePlain(ResourceID)
        /// A write that ARM turns away before its provider sees it: here for the journal to say so.
        case turnAway(ResourceID, Arrival)
        /// One more request, in a world that counts them (ARM-THR-02).
        case countRequest(ResourceID, RequestKind)
        /// No call of Azure's: a scenario takes a principal's allowance away.
        case drainAllowance(ResourceID, RequestKind, remaining: Int64)
        /// No call of Azure's: a scenario lets requests fail (ARM-ERR-23). One without hits ends it.
        indirect case armFault(ResourceID, RequestFault)
        /// A request that comes by such a failure.
        case strike(ResourceID, fault: String)
    }
}
