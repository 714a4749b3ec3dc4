/// The body of an answer that is written bit by bit. It runs in the task that writes: a client that reads
/// slowly holds it up, one that is gone ends it.
public final class WireStream: Sendable, Hashable {
    /// Sends bytes; returns when there is room for more, and throws when nobody is there any more.
    public typealias Write = ([UInt8]) async throws -> Void

    public let run: @Sendable (_ write: Write) async throws -> Void

    public init(_ run: @escaping @Sendable (_ write: Write) async throws -> Void) { self.run = run }

    public static func == (one: WireStream, other: WireStream) -> Bool { one === other }
    public func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}
