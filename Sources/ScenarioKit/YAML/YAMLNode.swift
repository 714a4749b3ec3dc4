/// A node of a YAML file with the place where it stands. Scalars are text; nothing is guessed from them here.
struct YAMLNode: Sendable {
    enum Style: Sendable { case plain, quoted, block }

    struct Pair: Sendable {
        let key: String
        let keyPlace: SourcePlace
        let value: YAMLNode
    }

    enum Content: Sendable {
        case scalar(String, Style)
        case sequence([YAMLNode])
        case mapping([Pair])
    }

    let content: Content
    let place: SourcePlace

    var scalar: String? {
        if case .scalar(let text, _) = content { text } else { nil }
    }

    /// A scalar without quotes, whose text may stand for a number, a truth value or null.
    var plain: String? {
        if case .scalar(let text, .plain) = content { text } else { nil }
    }

    var items: [YAMLNode]? {
        if case .sequence(let items) = content { items } else { nil }
    }

    var pairs: [Pair]? {
        if case .mapping(let pairs) = content { pairs } else { nil }
    }

    /// An empty plain scalar, `null` or `~`.
    var isNull: Bool {
        guard let plain else { return false }
        return plain.isEmpty || plain == "~" || plain == "null"
    }

    /// What it is, for messages.
    var kind: String {
        switch content {
        case .scalar: "a single value"
        case .sequence: "a list"
        case .mapping: "a mapping"
        }
    }
}
