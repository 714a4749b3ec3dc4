/// A thing in the world as files name it: `workspace/contoso-soc`, `keyversion/contoso-kv/cmk/3`.
public struct Reference: Hashable, Sendable, CustomStringConvertible {
    public let kind: String
    /// Everything after the first slash.
    public let name: String

    public init(kind: String, name: String) {
        self.kind = kind
        self.name = name
    }

    /// Nil unless the text is `kind/name` with a known kind.
    public init?(_ text: some StringProtocol) {
        guard let slash = text.firstIndex(of: "/") else { return nil }
        let kind = String(text[..<slash]), name = String(text[text.index(after: slash)...])
        guard Vocabulary.kinds[kind] != nil, !name.isEmpty, !name.contains(where: \.isWhitespace) else {
            return nil
        }
        self.init(kind: kind, name: name)
    }

    public var description: String { "\(kind)/\(name)" }

    /// The name's parts between slashes.
    public var segments: [String] {
        name.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    }
}
