import VirtualTime

extension YAMLNode {
    private static let nowhere = SourcePlace(line: 1, column: 1)

    /// A JSON value as a file would have it; a text stays one, whatever it looks like.
    init(_ document: Document) {
        switch document {
        case .string(let text): self = .quoted(text)
        case .null, .bool, .number:
            self.init(content: .scalar(document.json, .plain), place: Self.nowhere)
        case .array(let items): self.init(content: .sequence(items.map(YAMLNode.init)), place: Self.nowhere)
        case .object(let members): self = .mapping(members.map { ($0.name, YAMLNode($0.value)) })
        }
    }

    static func quoted(_ text: String) -> YAMLNode {
        YAMLNode(content: .scalar(text, .quoted), place: nowhere)
    }

    static func mapping(_ pairs: [(String, YAMLNode)]) -> YAMLNode {
        let pairs = pairs.map { YAMLNode.Pair(key: $0.0, keyPlace: nowhere, value: $0.1) }
        return YAMLNode(content: .mapping(pairs), place: nowhere)
    }
}
