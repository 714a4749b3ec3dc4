/// A world that a step saved: the name of its file, and the file's lines.
public struct SavedWorld: Equatable, Sendable {
    public let name: String
    public let lines: [String]
}
