import VirtualTime

/// Whether two spellings mean one thing to Azure.
enum Sameness {
    static func holds(_ one: Document, _ other: Document) -> Bool {
        switch (one, other) {
        case (.string(let one), .string(let other)): return texts(one, other)
        case (.number(let one), .number(let other)): return trimmed(one) == trimmed(other)
        case (.string, .number), (.number, .string):
            // A key's moments come as text and as seconds.
            guard let first = DateText.instant(one), let second = DateText.instant(other) else {
                return false
            }
            return first == second
        default: return one == other || one.isBlank && other.isBlank
        }
    }

    private static func texts(_ one: String, _ other: String) -> Bool {
        let (first, second) = (folded(one), folded(other))
        if first == second { return true }
        if let first = DateText.instant(one), let second = DateText.instant(other) { return first == second }
        // `West Europe` and `westeurope`.
        return first.filter { $0 != " " } == second.filter { $0 != " " } && !first.contains("/")
    }

    /// Without case, a final slash and a port of https, which nobody tells apart.
    private static func folded(_ text: String) -> String {
        let text = text.lowercased().replacing(":443", with: "")
        return text.count > 1 && text.hasSuffix("/") ? String(text.dropLast()) : text
    }

    private static func trimmed(_ digits: String) -> String {
        guard digits.contains("."), !digits.lowercased().contains("e") else { return digits }
        var digits = digits
        while digits.hasSuffix("0") { digits.removeLast() }
        if digits.hasSuffix(".") { digits.removeLast() }
        return digits
    }
}

/// Finds what a world shows in the place of a value of a document.
struct Counterpart {
    let translation: Translation

    /// - Parameters:
    ///   - document: what the pointer leads through, in the service's spelling.
    ///   - view: what the world shows of the same resource.
    func find(_ pointer: ArraySlice<String>, in document: Document, _ view: Document) -> Document? {
        guard let step = pointer.first else { return view }
        let rest = pointer.dropFirst()
        switch document {
        case .object(let members):
            guard let inner = members[step], let held = view.member(anyCase: translation.text(step)) else {
                return nil
            }
            return find(rest, in: inner, held)
        case .array(let items):
            guard let place = Int(step), items.indices.contains(place), let others = view.items,
                let held = item(like: items[place], at: place, in: others)
            else { return nil }
            return find(rest, in: items[place], held)
        case .null, .bool, .number, .string: return nil
        }
    }

    /// Members by which Azure's lists are told apart, the surest first.
    private static let names = [
        "resourceId", "objectId", "workspaceId", "locationName", "resourceType", "id", "name", "value",
    ]

    private func item(like item: Document, at place: Int, in others: [Document]) -> Document? {
        let item = translation.document(item)
        guard item.members != nil else { return others.first { Sameness.holds($0, item) } }
        guard let name = Self.names.first(where: { item.member(anyCase: $0)?.text != nil }),
            let word = item.member(anyCase: name)
        else { return others.indices.contains(place) ? others[place] : nil }
        return others.first { $0.member(anyCase: name).map { Sameness.holds($0, word) } ?? false }
    }
}
