public import VirtualTime

extension Identity {
    public enum Event: Equatable, Codable, Sendable {
        case principalAppeared(DirectoryEntry)
        case principalRemoved(objectID: String)
        indirect case roleAssigned(RoleAssignment)
        /// Taken away; until `until` it may still be honored.
        case roleRemoved(String, until: Instant)
        /// The grant has arrived everywhere.
        case roleEffective(String)
        /// The assignment is no more: its removal has arrived, or its scope is gone.
        case roleGone(String)
        indirect case identityWritten(UserAssignedIdentity)
        case identityDeleted(ResourceID, objectID: String)
    }
}
