extension Identity {
    public enum Event: Equatable, Codable, Sendable {
        case principalAppeared(DirectoryEntry)
        case principalRemoved(objectID: String)
    }
}
