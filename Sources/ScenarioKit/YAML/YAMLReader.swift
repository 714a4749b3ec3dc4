import Yams

/// Reads one YAML document into nodes, within bounds.
struct YAMLReader {
    static let maximumBytes = 1 << 20
    static let maximumDepth = 64
    static let maximumNodes = 100_000

    let source: SourceText
    /// What places name as their file: nothing in the file that was asked for.
    private let file: String?
    private var nodes = 0

    private init(source: SourceText, isIncluded: Bool) {
        self.source = source
        file = isIncluded ? source.file : nil
    }

    /// Throws the one problem that keeps the file from being read at all.
    static func read(_ source: SourceText, isIncluded: Bool = false) throws(Problem) -> YAMLNode {
        var reader = YAMLReader(source: source, isIncluded: isIncluded)
        return try reader.read()
    }

    private mutating func read() throws(Problem) -> YAMLNode {
        try checkBounds()
        let root: Node?
        do {
            root = try Parser(yaml: source.text, encoding: .utf8).singleRoot()
        } catch let error as YamlError {
            throw problem(for: error)
        } catch {
            throw problem(.notYAML, "this is not YAML", at: SourcePlace(line: 1, column: 1))
        }
        guard let root else {
            throw problem(.notYAML, "the file is empty", at: SourcePlace(line: 1, column: 1))
        }
        return try convert(root, depth: 0)
    }

    private func checkBounds() throws(Problem) {
        let start = SourcePlace(line: 1, column: 1)
        guard source.text.utf8.count <= Self.maximumBytes else {
            throw problem(.fileTooLarge, "the file is larger than 1 MiB", at: start)
        }
        if let (place, name) = YAMLPrescan.controlCharacter(in: source) {
            throw problem(.notYAML, "a control character (\(name)) is not text", at: place)
        }
        // The parser below recurses and hashes keys, so both are bounded before it sees the text.
        if let place = YAMLPrescan.nestingBeyond(Self.maximumDepth, in: source) {
            throw problem(.tooDeep, "nested deeper than \(Self.maximumDepth) levels", at: place)
        }
        if let place = YAMLPrescan.aliasAsKey(in: source) {
            throw problem(.wrongShape, "an alias cannot be a key", at: place)
        }
    }

    private mutating func convert(_ node: Node, depth: Int) throws(Problem) -> YAMLNode {
        let place = SourcePlace(line: node.mark?.line ?? 1, column: node.mark?.column ?? 1, file: file)
        nodes += 1
        guard nodes <= Self.maximumNodes else {
            let message = "more than \(Self.maximumNodes) values after aliases are expanded"
            throw problem(.tooManyNodes, message, at: place)
        }
        guard depth <= Self.maximumDepth else {
            throw problem(.tooDeep, "nested deeper than \(Self.maximumDepth) levels", at: place)
        }
        switch node {
        case .scalar(let scalar): return convert(scalar, at: place)
        case .sequence(let sequence):
            var items: [YAMLNode] = []
            for item in sequence { items.append(try convert(item, depth: depth + 1)) }
            return YAMLNode(content: .sequence(items), place: place)
        case .mapping(let mapping):
            var pairs: [YAMLNode.Pair] = []
            for (key, value) in mapping { pairs.append(try pair(key, value, depth: depth)) }
            return YAMLNode(content: .mapping(pairs), place: place)
        case .alias:
            throw problem(.notYAML, "an alias that leads nowhere", at: place)
        }
    }

    private func convert(_ scalar: Node.Scalar, at place: SourcePlace) -> YAMLNode {
        let style: YAMLNode.Style =
            switch scalar.style {
            case .any, .plain: .plain
            case .singleQuoted, .doubleQuoted: .quoted
            case .literal, .folded: .block
            }
        let quotes = style == .quoted ? 2 : 0
        let firstLine = scalar.string.prefix { $0 != "\n" }
        let rest = source.line(place.line).unicodeScalars.count - place.column + 1
        let length = style == .block ? 1 : min(firstLine.unicodeScalars.count + quotes, max(1, rest))
        return YAMLNode(
            content: .scalar(scalar.string, style),
            place: SourcePlace(line: place.line, column: place.column, length: length, file: file))
    }

    private mutating func pair(_ key: Node, _ value: Node, depth: Int) throws(Problem) -> YAMLNode.Pair {
        let place = SourcePlace(line: key.mark?.line ?? 1, column: key.mark?.column ?? 1, file: file)
        guard case .scalar(let name) = key else {
            throw problem(.wrongShape, "a key must be a single word", at: place)
        }
        let node = convert(name, at: place)
        if name.string == "<<", name.style == .plain {
            throw problem(.mergeKey, "merge keys ('<<') are not part of the format", at: node.place)
        }
        return YAMLNode.Pair(
            key: name.string, keyPlace: node.place, value: try convert(value, depth: depth + 1))
    }

    private func problem(_ code: ProblemCode, _ message: String, at place: SourcePlace) -> Problem {
        Problem(code, message, file: source.file, label: .init(place))
    }

    private func problem(for error: YamlError) -> Problem {
        switch error {
        case .scanner(_, let text, let mark, _), .parser(_, let text, let mark, _),
            .composer(_, let text, let mark, _):
            return problem(.notYAML, "this is not YAML: \(text)", at: SourcePlace(mark))
        case .duplicatedKeysInMapping(let names, let context):
            return sameKeyTwice(names.first ?? "", first: SourcePlace(context.mark))
        case .reader(let text, _, _, _), .representer(let text), .writer(let text), .emitter(let text):
            return problem(.notYAML, "this is not YAML: \(text)", at: SourcePlace(line: 1, column: 1))
        case .no, .memory, .dataCouldNotBeDecoded:
            return problem(.notYAML, "this is not YAML", at: SourcePlace(line: 1, column: 1))
        }
    }

    private func sameKeyTwice(_ name: String, first: SourcePlace) -> Problem {
        let length = name.unicodeScalars.count
        let earlier = SourcePlace(line: first.line, column: first.column, length: length)
        guard let again = YAMLPrescan.secondKey(name, after: earlier, in: source) else {
            return Problem(.sameKeyTwice, "the same key twice", file: source.file, label: .init(earlier))
        }
        return Problem(
            .sameKeyTwice, "the same key twice", file: source.file,
            label: .init(again, "again here; put both under one '\(name)'"),
            earlier: .init(earlier, "first here"))
    }
}

extension SourcePlace {
    fileprivate init(_ mark: Mark) { self.init(line: max(1, mark.line), column: max(1, mark.column)) }
}
