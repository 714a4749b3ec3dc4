/// Reads one YAML document into nodes, within bounds.
struct YAMLReader {
    static let maximumBytes = 1 << 20
    static let maximumDepth = 64
    static let maximumNodes = 100_000

    let source: SourceText
    /// What places name as their file: nothing in the file that was asked for.
    private let file: String?
    private var nodes = 0
    private var deepest = 0
    private var anchors: [String: Anchored] = [:]

    /// What an alias stands for. Nodes are shared; what they would come to written out is counted.
    private struct Anchored {
        let node: YAMLNode
        let count: Int
        let height: Int
    }

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
        let start = SourcePlace(line: 1, column: 1, file: file)
        guard source.text.utf8.count <= Self.maximumBytes else {
            throw problem(.fileTooLarge, "the file is larger than 1 MiB", at: start)
        }
        if let (place, name) = controlCharacter() {
            throw problem(.notYAML, "a control character (\(name)) is not text", at: place)
        }
        let events: YAMLEvents
        do {
            events = try YAMLEvents(source.text)
        } catch {
            throw notYAML(error)
        }
        guard case .document = try next(events).kind else {
            throw problem(.notYAML, "the file is empty", at: start)
        }
        let root = try node(try next(events), events, depth: 0)
        _ = try next(events)
        let last = try next(events)
        guard case .streamEnd = last.kind else {
            throw problem(.notYAML, "this is not YAML: but found another document", at: place(of: last))
        }
        return root
    }

    /// The first character that YAML does not allow, and its number. The parser tells no place of it.
    private func controlCharacter() -> (SourcePlace, String)? {
        for (number, line) in source.lines.map(\.text).enumerated() {
            // Nearly every line is free of them, and bytes are looked at faster than characters.
            guard line.utf8.contains(where: { $0 < 0x20 && $0 != 0x09 || $0 == 0x7F }) else { continue }
            for (column, scalar) in line.unicodeScalars.enumerated()
            where scalar.value < 0x20 && scalar != "\t" || scalar.value == 0x7F {
                let digits = String(scalar.value, radix: 16, uppercase: true)
                let name = "U+" + String(repeating: "0", count: 4 - digits.count) + digits
                return (SourcePlace(line: number + 1, column: column + 1, file: file), name)
            }
        }
        return nil
    }

    private func next(_ events: YAMLEvents) throws(Problem) -> YAMLEvents.Event {
        do {
            return try events.next()
        } catch {
            throw notYAML(error)
        }
    }

    private func notYAML(_ fault: YAMLEvents.Fault) -> Problem {
        let place = SourcePlace(line: fault.line, column: fault.column, file: file)
        guard !fault.isTooDeep else { return tooDeep(at: place) }
        return problem(.notYAML, "this is not YAML" + (fault.text.map { ": \($0)" } ?? ""), at: place)
    }

    private func tooDeep(at place: SourcePlace) -> Problem {
        problem(.tooDeep, "nested deeper than \(Self.maximumDepth) levels", at: place)
    }

    private func problem(_ code: ProblemCode, _ message: String, at place: SourcePlace) -> Problem {
        Problem(code, message, file: source.file, label: .init(place))
    }

    private func place(of event: YAMLEvents.Event, length: Int = 1) -> SourcePlace {
        SourcePlace(line: event.line, column: event.column, length: length, file: file)
    }

    // MARK: Nodes

    private mutating func node(
        _ event: YAMLEvents.Event, _ events: YAMLEvents, depth: Int
    ) throws(Problem) -> YAMLNode {
        guard let anchor = event.anchor else { return try value(event, events, depth: depth) }
        let (before, outside) = (nodes, deepest)
        deepest = depth
        let node = try value(event, events, depth: depth)
        anchors[anchor] = Anchored(node: node, count: nodes - before, height: deepest - depth)
        deepest = max(outside, deepest)
        return node
    }

    private mutating func value(
        _ event: YAMLEvents.Event, _ events: YAMLEvents, depth: Int
    ) throws(Problem) -> YAMLNode {
        let place = place(of: event)
        if case .alias(let name) = event.kind {
            guard let target = anchors[name] else {
                throw problem(.notYAML, "this is not YAML: found undefined alias", at: place)
            }
            try count(target.count, depth: depth + target.height, at: place)
            return target.node
        }
        try count(1, depth: depth, at: place)
        switch event.kind {
        case .scalar(let text, let style): return scalar(text, style, event)
        case .sequence:
            var items: [YAMLNode] = []
            while true {
                let event = try next(events)
                if case .end = event.kind { return YAMLNode(content: .sequence(items), place: place) }
                items.append(try node(event, events, depth: depth + 1))
            }
        case .mapping:
            return YAMLNode(content: .mapping(try pairs(events, depth: depth + 1)), place: place)
        case .alias, .end, .document, .documentEnd, .streamEnd:
            preconditionFailure("the parser tells a node where one is due")
        }
    }

    private mutating func count(_ values: Int, depth: Int, at place: SourcePlace) throws(Problem) {
        nodes += values
        deepest = max(deepest, depth)
        guard nodes <= Self.maximumNodes else {
            let message = "more than \(Self.maximumNodes) values after aliases are expanded"
            throw problem(.tooManyNodes, message, at: place)
        }
        guard depth <= Self.maximumDepth else { throw tooDeep(at: place) }
    }

    private func scalar(_ text: String, _ style: YAMLNode.Style, _ event: YAMLEvents.Event) -> YAMLNode {
        let quotes = style == .quoted ? 2 : 0
        let firstLine = text.unicodeScalars.prefix { $0 != "\n" }.count + quotes
        let rest = source.line(event.line).count - event.column + 1
        let length = style == .block ? 1 : min(firstLine, max(1, rest))
        return YAMLNode(content: .scalar(text, style), place: place(of: event, length: length))
    }

    // MARK: Mappings

    private mutating func pairs(_ events: YAMLEvents, depth: Int) throws(Problem) -> [YAMLNode.Pair] {
        var pairs: [YAMLNode.Pair] = []
        var places: [String: SourcePlace] = [:]
        while true {
            let event = try next(events)
            if case .end = event.kind { return pairs }
            let (name, place) = try key(event)
            if let first = places.updateValue(place, forKey: name) {
                throw sameKeyTwice(name, first: first, again: place)
            }
            let value = try node(try next(events), events, depth: depth)
            pairs.append(YAMLNode.Pair(key: name, keyPlace: place, value: value))
        }
    }

    private mutating func key(_ event: YAMLEvents.Event) throws(Problem) -> (String, SourcePlace) {
        let start = place(of: event)
        if case .alias = event.kind { throw problem(.wrongShape, "an alias cannot be a key", at: start) }
        guard case .scalar(let name, let style) = event.kind else {
            throw problem(.wrongShape, "a key must be a single word", at: start)
        }
        let node = scalar(name, style, event)
        if name == "<<", style == .plain {
            throw problem(.mergeKey, "merge keys ('<<') are not part of the format", at: node.place)
        }
        if let anchor = event.anchor { anchors[anchor] = Anchored(node: node, count: 1, height: 0) }
        return (name, node.place)
    }

    private func sameKeyTwice(_ name: String, first: SourcePlace, again: SourcePlace) -> Problem {
        Problem(
            .sameKeyTwice, "the same key twice", file: source.file,
            label: .init(again, "again here; put both under one '\(name)'"),
            earlier: .init(first, "first here"))
    }
}
