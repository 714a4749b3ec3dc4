import VirtualTime

/// A mapping whose keys are a closed list. Making one reports every key that is not in it.
struct KeyedNode {
    let decoder: FileDecoder
    let what: String
    let place: SourcePlace
    private let pairs: [YAMLNode.Pair]

    init?(_ node: YAMLNode, _ what: String, allowed: [String], required: [String] = [], decoder: FileDecoder)
    {
        guard let pairs = node.pairs else {
            decoder.report(.wrongShape, "\(what) must be a mapping, not \(node.kind)", at: node.place)
            return nil
        }
        self.decoder = decoder
        self.what = what
        self.pairs = pairs
        place = node.place
        for pair in pairs where !allowed.contains(pair.key) {
            decoder.report(
                .unknownKey, "unknown key '\(pair.key)' in \(what)", at: pair.keyPlace,
                Self.hint(for: pair.key, in: what, allowed),
                notes: ["keys of \(what): \(allowed.sorted().joined(separator: ", "))"])
        }
        for key in required where self[key] == nil {
            decoder.report(
                .missingKey, "'\(key)' is missing in \(what)", at: pairs.first?.keyPlace ?? node.place)
        }
    }

    /// Who looks for `sleep` or `retry` is shown the word that does what they are after.
    private static func hint(for key: String, in what: String, _ allowed: [String]) -> String {
        let near = Suggestion.phrase(for: key, among: allowed)
        guard near.isEmpty, what == "a step", let page = WordPage.find(key) else { return near }
        return "see '\(page.word)': lockstep explain \(page.word)"
    }

    subscript(key: String) -> YAMLNode? { pairs.first { $0.key == key }?.value }

    func keyPlace(_ key: String) -> SourcePlace? { pairs.first { $0.key == key }?.keyPlace }

    var keys: [String] { pairs.map(\.key) }

    func text(_ key: String) -> String? { self[key].flatMap { decoder.text($0, "'\(key)'") } }
    func texts(_ key: String) -> [String] { self[key].map { decoder.texts($0, "'\(key)'") } ?? [] }
    func template(_ key: String) -> TemplateText? { self[key].flatMap { decoder.template($0, "'\(key)'") } }
    func truth(_ key: String) -> Bool? { self[key].flatMap { decoder.truth($0, "'\(key)'") } }
    func duration(_ key: String) -> Late<Duration>? { self[key].flatMap(decoder.duration) }
    func instant(_ key: String) -> Late<InstantSpec>? { self[key].flatMap(decoder.instant) }
    func expression(_ key: String) -> PlacedExpression? { self[key].flatMap(decoder.expression) }
    func fields(_ key: String) -> [Template.Field] { self[key].map { decoder.fields($0, "'\(key)'") } ?? [] }

    func integer(_ key: String, atLeast least: Int = .min) -> Int? {
        self[key].flatMap { decoder.integer($0, "'\(key)'", atLeast: least) }
    }

    func word(_ key: String, among known: [String]) -> String? {
        self[key].flatMap { decoder.word($0, "'\(key)'", among: known) }
    }

    /// The keys and values of a mapping.
    func pairs(_ key: String) -> [YAMLNode.Pair] {
        guard let node = self[key] else { return [] }
        guard let pairs = node.pairs else {
            decoder.report(.wrongShape, "'\(key)' must be a mapping, not \(node.kind)", at: node.place)
            return []
        }
        return pairs
    }

    /// The items of a list.
    func items(_ key: String) -> [YAMLNode] {
        guard let node = self[key] else { return [] }
        guard let items = node.items else {
            decoder.report(.wrongShape, "'\(key)' must be a list, not \(node.kind)", at: node.place)
            return []
        }
        return items
    }
}
