public import VirtualTime

extension Resources {
    public enum Command: Equatable, Codable, Sendable {
        case createOrUpdateGroup(ResourceID, location: String, carried: Document)
        case updateGroup(ResourceID, carried: Document)
        case deleteGroup(ResourceID)
        /// Opts the subscription in to a namespace (ARM-RP-01).
        case register(ResourceID, namespace: String)
        case unregister(ResourceID, namespace: String)
    }
}
