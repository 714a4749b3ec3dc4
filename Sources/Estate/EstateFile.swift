/// One file of JSON, with its name for the places in it.
public struct EstateFile: Sendable {
    public let name: String
    public let bytes: [UInt8]

    public init(name: String, bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
    }
    public init(name: String, text: String) { self.init(name: name, bytes: Array(text.utf8)) }
}

/// Why files could not be read as an estate: one sentence for each fault, with the file it is in.
public struct EstateProblems: Error, Equatable, Sendable, CustomStringConvertible {
    public let sentences: [String]
    public var description: String { sentences.joined(separator: "\n") }
}
