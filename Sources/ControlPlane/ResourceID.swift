/// A resource, as a dense 32-bit handle into the world's table of names.
///
/// Handles are given out in order of first appearance in the journal, so they are the same in every process
/// and ties fall in order of creation. Text is resolved at the edges: `World.names`.
public struct ResourceID: Hashable, Comparable, Sendable {
    public let handle: Int32

    public static func < (a: ResourceID, b: ResourceID) -> Bool { a.handle < b.handle }
}

extension ResourceID: Codable {
    public init(from decoder: any Decoder) throws {
        handle = try decoder.singleValueContainer().decode(Int32.self)
    }
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(handle)
    }
}
