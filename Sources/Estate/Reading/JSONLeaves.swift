import VirtualTime

/// A value of a document that holds no other: what each report has a line for.
struct JSONLeaf {
    let pointer: [String]
    let value: Document
}

extension Document {
    /// Everything that holds nothing else, in the document's order. An empty list or object is a leaf.
    func leaves(below pointer: [String] = []) -> [JSONLeaf] {
        switch self {
        case .array(let items) where !items.isEmpty:
            items.enumerated().flatMap { $0.element.leaves(below: pointer + ["\($0.offset)"]) }
        case .object(let members) where !members.isEmpty:
            members.flatMap { $0.value.leaves(below: pointer + [$0.name]) }
        case .null, .bool, .number, .string, .array, .object:
            [JSONLeaf(pointer: pointer, value: self)]
        }
    }

    /// Whether it says nothing: null, or empty.
    var isBlank: Bool {
        switch self {
        case .null: true
        case .string(let text): text.isEmpty
        case .array(let items): items.isEmpty
        case .object(let members): members.isEmpty
        case .bool, .number: false
        }
    }

    /// The value with that member put in place, objects made on the way down.
    func setting(_ value: Document, at pointer: [String]) -> Document {
        guard let first = pointer.first else { return value }
        var members = self.members ?? [:]
        members[first] = (members[first] ?? [:]).setting(value, at: Array(pointer.dropFirst()))
        return .object(members)
    }

    /// The value without what stands at the pointer, if anything does.
    func removing(_ pointer: [String]) -> Document {
        guard let first = pointer.first, var members, let inner = members[first] else { return self }
        members[first] = pointer.count == 1 ? nil : inner.removing(Array(pointer.dropFirst()))
        return .object(members)
    }

    /// The same with each text replaced, and each name of a member.
    func mapTexts(_ transform: (String) -> String) -> Document {
        switch self {
        case .string(let text): .string(transform(text))
        case .array(let items): .array(items.map { $0.mapTexts(transform) })
        case .object(let members):
            .object(Members(members.map { (transform($0.name), $0.value.mapTexts(transform)) }))
        case .null, .bool, .number: self
        }
    }

    /// What two documents say of one thing: the other's word counts, except where it says nothing.
    func joined(with other: Document) -> Document {
        if other.isBlank { return isBlank ? other : self }
        guard var joined = members, let others = other.members else { return other }
        for member in others {
            joined[member.name] = joined[member.name]?.joined(with: member.value) ?? member.value
        }
        return .object(joined)
    }
}
