import VirtualTime

/// Reads nodes by the type the grammar wants, and collects what is wrong. A method that returns nil has
/// reported.
final class FileDecoder {
    let source: SourceText
    let capabilities: Capabilities
    /// The files that this one includes, as they are read.
    var included: [SourceText] = []
    private(set) var problems: [Problem] = []
    /// The uses of blocks around what is being looked at, the outermost first.
    private var uses: [BlockUse] = []
    /// Problems beyond the limit are counted by their absence only.
    var isFull: Bool { problems.count >= ProblemList.limit }

    init(source: SourceText, capabilities: Capabilities) {
        self.source = source
        self.capabilities = capabilities
    }

    /// Hint and notes are made only if the problem is new: a block that is used often is wrong once.
    func report(
        _ code: ProblemCode, _ message: String, at place: SourcePlace,
        _ hint: @autoclosure () -> String = "", notes: @autoclosure () -> [String] = [],
        earlier: Problem.Label? = nil
    ) {
        guard !isFull else { return }
        let isKnown = problems.contains {
            $0.label.place == place && $0.code == code && $0.message == message
        }
        guard !isKnown else { return }
        let trail = uses.reversed().map {
            "in block \($0.block), used at \($0.place.file ?? source.file):\($0.place.line)"
        }
        let problem = Problem(
            code, message, file: place.file ?? source.file, label: .init(place, hint()), earlier: earlier,
            notes: notes() + trail)
        problems.append(problem)
    }

    func enter(_ use: BlockUse) { uses.append(use) }
    func leave() { uses.removeLast() }

    func notSupported(_ what: String, at place: SourcePlace, hint: String = "") {
        report(.notSupported, "`\(what)` is not supported by this version", at: place, hint)
    }

    /// The file as a tree; nil when it is no YAML.
    func root() -> YAMLNode? {
        do {
            return try YAMLReader.read(source)
        } catch {
            report(
                error.code, error.message, at: error.label.place, error.label.text, notes: error.notes,
                earlier: error.earlier)
            return nil
        }
    }

    // MARK: plain values

    /// A scalar in which nothing is filled in.
    func text(_ node: YAMLNode, _ what: String) -> String? {
        guard let text = node.scalar else {
            report(.wrongShape, "\(what) must be a single value, not \(node.kind)", at: node.place)
            return nil
        }
        return text
    }

    func texts(_ node: YAMLNode, _ what: String) -> [String] {
        guard let items = node.items else {
            report(.wrongShape, "\(what) must be a list, not \(node.kind)", at: node.place)
            return []
        }
        return items.compactMap { text($0, "an item of \(what)") }
    }

    /// One value, or a list of values.
    func oneOrMore(_ node: YAMLNode) -> [YAMLNode] { node.items ?? [node] }

    func truth(_ node: YAMLNode, _ what: String) -> Bool? {
        switch node.scalar {
        case "true": return true
        case "false": return false
        default:
            report(.notABoolean, "\(what) must be true or false", at: node.place)
            return nil
        }
    }

    func integer(_ node: YAMLNode, _ what: String, atLeast least: Int = .min) -> Int? {
        guard let text = node.scalar, let number = Int(text), number >= least else {
            let bound = least == .min ? "" : " of at least \(least)"
            report(.notANumber, "\(what) must be a whole number\(bound)", at: node.place)
            return nil
        }
        return number
    }

    func rational(_ node: YAMLNode, _ what: String) -> Rational? {
        guard let text = node.scalar, let number = Rational(text: text) else {
            report(.notANumber, "\(what) must be a number", at: node.place)
            return nil
        }
        return number
    }

    /// A word of a closed list.
    func word(_ node: YAMLNode, _ what: String, among known: [String]) -> String? {
        guard let word = text(node, what) else { return nil }
        guard known.contains(word) else {
            unknown(word, what, at: node.place, among: known)
            return nil
        }
        return word
    }

    func unknown(_ word: String, _ what: String, at place: SourcePlace, among known: [String]) {
        report(
            .unknownWord, "unknown \(what) '\(word)'", at: place, Suggestion.phrase(for: word, among: known),
            notes: known.count <= 12 ? ["allowed: \(known.joined(separator: ", "))"] : [])
    }

    // MARK: values with parts to fill in

    func template(_ node: YAMLNode, _ what: String) -> TemplateText? {
        guard let text = text(node, what) else { return nil }
        return TemplateReader(decoder: self, node: node).read(text)
    }

    func value(_ node: YAMLNode) -> Template {
        switch node.content {
        case .scalar(let text, .plain):
            if node.isNull { return .constant(.null) }
            if text == "true" || text == "false" { return .constant(.bool(text == "true")) }
            if let number = Rational(text: text) { return .constant(.number(number)) }
            return textValue(node)
        case .scalar: return textValue(node)
        case .sequence(let items): return .list(items.map(value))
        case .mapping(let pairs): return .record(pairs.map { field($0) })
        }
    }

    private func textValue(_ node: YAMLNode) -> Template {
        guard let text = template(node, "a value") else { return .constant(.null) }
        return text.constant.map { .constant(.string($0)) } ?? .text(text)
    }

    func field(_ pair: YAMLNode.Pair) -> Template.Field {
        let key = YAMLNode(content: .scalar(pair.key, .plain), place: pair.keyPlace)
        let name = template(key, "a key") ?? TemplateText(parts: [.text(pair.key)], place: pair.keyPlace)
        return Template.Field(name: name, value: value(pair.value))
    }

    func fields(_ node: YAMLNode, _ what: String) -> [Template.Field] {
        guard let pairs = node.pairs else {
            report(.wrongShape, "\(what) must be a mapping, not \(node.kind)", at: node.place)
            return []
        }
        return pairs.map { field($0) }
    }

    private func late<Ready>(_ node: YAMLNode, _ what: String, _ read: (String) -> Ready?) -> Late<Ready>? {
        guard let text = template(node, what) else { return nil }
        guard let constant = text.constant else { return Late(form: .later(text), place: node.place) }
        return read(constant).map { Late(form: .ready($0), place: node.place) }
    }

    func duration(_ node: YAMLNode) -> Late<Duration>? {
        late(node, "a duration") { text in
            if let duration = Duration(text: text), duration >= .zero { return duration }
            report(.notADuration, "'\(text)' is not a duration", at: node.place, DurationHint.hint(for: text))
            return nil
        }
    }

    func instant(_ node: YAMLNode) -> Late<InstantSpec>? {
        late(node, "an instant") { text in
            if let instant = InstantSpec(text) { return instant }
            let forms = "allowed: 2024-02-16T10:00:00Z, T+1h, MARK, MARK+59m, now+5m, next-event"
            report(.notAnInstant, "'\(text)' is not an instant", at: node.place, notes: [forms])
            return nil
        }
    }

    /// What stands behind the kind, where that is more than one name.
    private static let parts = [
        "key": ["VAULT", "KEY"], "keyversion": ["VAULT", "KEY", "VERSION"], "policy": ["VAULT", "PRINCIPAL"],
        "role": ["VAULT", "PRINCIPAL"], "table": ["WORKSPACE", "TABLE"],
    ]

    func reference(_ node: YAMLNode, kinds: [String] = Vocabulary.kindNames) -> Late<Reference>? {
        late(node, "a reference") { text in
            guard let reference = Reference(text) else {
                let kind = String(text.prefix { $0 != "/" })
                report(
                    .notAReference, "'\(text)' is not a reference (kind/name)", at: node.place,
                    Suggestion.phrase(for: kind, among: Vocabulary.kindNames),
                    notes: ["kinds: \(Vocabulary.kindNames.joined(separator: ", "))"])
                return nil
            }
            if let parts = Self.parts[reference.kind], text.split(separator: "/").count <= parts.count {
                let form = ([reference.kind] + parts).joined(separator: "/")
                report(
                    .notAReference, "'\(text)' does not name a \(reference.kind)", at: node.place,
                    "write \(form)")
                return nil
            }
            guard kinds.contains(reference.kind) else {
                let wanted = kinds.joined(separator: " or ")
                report(.notAReference, "a \(wanted) is wanted here, not a \(reference.kind)", at: node.place)
                return nil
            }
            return reference
        }
    }

    /// A word of a closed list, or a text filled in later.
    func lateWord(_ node: YAMLNode, _ what: String, among known: [String]) -> Late<String>? {
        late(node, what) { text in
            if known.contains(text) { return text }
            unknown(text, what, at: node.place, among: known)
            return nil
        }
    }

    func lateRate(_ node: YAMLNode) -> Late<TrafficRate>? {
        late(node, "a rate") { text in
            if let rate = TrafficRate(text) { return rate }
            report(.notANumber, "'\(text)' is not a rate", at: node.place, "write 10/min (or /s, /h, /d)")
            return nil
        }
    }

    func expression(_ node: YAMLNode) -> PlacedExpression? {
        guard let text = text(node, "an expression") else { return nil }
        return expression(text, in: node, from: 0)
    }

    /// An expression that begins so many characters into the text of the node.
    func expression(_ text: String, in node: YAMLNode, from offset: Int) -> PlacedExpression? {
        let (origin, isExact) = origin(of: text, in: node, from: offset)
        do {
            let expression = try Expression(parsing: text)
            return PlacedExpression(expression: expression, text: text, origin: origin, isExact: isExact)
        } catch {
            let place = isExact ? origin.moved(by: error.offset, length: error.length) : origin
            if error.message.hasPrefix("unknown function") {
                let pieces = error.message.split(separator: ", did", maxSplits: 1)
                let hint = pieces.count > 1 ? "did\(pieces[1])" : ""
                report(.unknownFunction, String(pieces[0]), at: place, hint)
            } else {
                report(.badExpression, "'\(text)' is not an expression", at: place, error.message)
            }
            return nil
        }
    }

    private func origin(of text: String, in node: YAMLNode, from offset: Int) -> (SourcePlace, Bool) {
        guard case .scalar(_, let style) = node.content, style != .block else { return (node.place, false) }
        let place = node.place.moved(
            by: offset + (style == .quoted ? 1 : 0), length: text.unicodeScalars.count)
        // Escapes and folded lines move the text; only what stands there letter by letter has exact places.
        let rest = source.line(of: place).rest(from: place.column)
        return rest.starts(with: text.unicodeScalars) ? (place, true) : (node.place, false)
    }
}

/// What to write instead of a text that is no duration.
enum DurationHint {
    static func hint(for text: String) -> String {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        if parts.count == 2, let a = Int(parts[0]), let b = Int(parts[1]) {
            return "write \(a)h\(b)m (hours and minutes) or \(a)m\(b)s (minutes and seconds)"
        }
        if parts.count == 3, let a = Int(parts[0]), let b = Int(parts[1]), let c = Int(parts[2]) {
            return "write \(a)h\(b)m\(c)s"
        }
        if let number = Int(text) {
            return "a unit is missing: \(number)s, \(number)m, \(number)h, \(number)d"
        }
        if text.hasPrefix("-") { return "a duration is never negative here" }
        return "write it as 30m, 1h30m, 24h, 14d, 250ms or PT1H"
    }
}
