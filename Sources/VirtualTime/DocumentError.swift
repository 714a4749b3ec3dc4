/// Why a text is not the JSON it should be, and where. `line` and `column` count from 1; a column is a
/// Unicode scalar.
public struct DocumentError: Error, Hashable, Sendable, CustomStringConvertible {
    /// In bytes from the start of the text.
    public let offset: Int
    public let line: Int
    public let column: Int
    /// A plain sentence without the place.
    public let problem: String

    public var description: String { "Line \(line), column \(column): \(problem)" }

    init(_ problem: String, at offset: Int, in bytes: UnsafeBufferPointer<UInt8>) {
        self.problem = problem
        self.offset = offset
        let before = bytes.prefix(offset)
        let lineStart = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        line = 1 + before.count { $0 == UInt8(ascii: "\n") }
        column = 1 + before[lineStart...].count { $0 & 0xC0 != 0x80 }
    }
}
