public import VirtualTime

/// Holds a body against a schema by the rules that real answers need: names by case, enum values without;
/// null wherever a value is optional; unknown strings in open enums; members of the kind that is named.
public struct SchemaValidator: Sendable {
    /// A place and what is wrong there.
    public struct Finding: Sendable, Hashable, CustomStringConvertible {
        /// A JSON pointer.
        public let place: String
        public let problem: String
        /// Whether the schema has no such member.
        var isUnknownMember = false

        public var description: String { "\(place.isEmpty ? "/" : place): \(problem)" }
    }

    private let contract: Contract
    /// Schemas refer to themselves: an error has errors as details.
    private static let deepest = 64

    public init(_ contract: Contract) {
        self.contract = contract
    }

    public func findings(in body: Document, as schema: Schema) -> [Finding] {
        var findings: [Finding] = []
        check(body, as: schema, at: "", depth: 0, &findings)
        return findings
    }

    /// The definition that a value must have: of its kind, where it names one.
    public func definition(_ schema: Schema, for value: Document) -> Schema.Definition? {
        var definition = contract.definition(of: schema)
        // A kind may have kinds of its own, and may name its own schema among them.
        for _ in 0..<6 {
            guard let discriminator = definition?.discriminator, let kind = value[discriminator.member]?.text,
                let name = discriminator.schemas[kind.lowercased()], name != definition?.name,
                let next = contract.schemas[name]
            else { return definition }
            definition = next
        }
        return definition
    }

    private func check(
        _ value: Document, as schema: Schema, at place: String, depth: Int, _ findings: inout [Finding]
    ) {
        guard depth < Self.deepest, !value.isNull, let definition = definition(schema, for: value) else {
            return
        }
        guard definition.types.isEmpty || definition.types.contains(where: { Self.is(value, $0) }) else {
            let wanted = definition.types.joined(separator: " or ")
            findings.append(Finding(place: place, problem: "\(value.json.prefix(80)) is not \(wanted)"))
            return
        }
        if let text = value.text, !definition.values.isEmpty,
            !definition.values.contains(where: { $0.lowercased() == text.lowercased() })
        {
            let values = definition.values.joined(separator: ", ")
            findings.append(Finding(place: place, problem: "'\(text)' is none of \(values)"))
        }
        if let items = value.items, let schema = definition.items {
            for (number, item) in items.enumerated() {
                check(item, as: schema, at: "\(place)/\(number)", depth: depth + 1, &findings)
            }
        }
        if let members = value.members {
            check(members, as: definition, at: place, depth: depth, &findings)
        }
    }

    private func check(
        _ members: Members, as definition: Schema.Definition, at place: String, depth: Int,
        _ findings: inout [Finding]
    ) {
        for name in definition.required where members[name] == nil && !SeenOnTheWire.mayBeAbsent(name) {
            findings.append(Finding(place: "\(place)/\(name)", problem: "is required and absent"))
        }
        for member in members {
            let name = member.name.replacing("~", with: "~0").replacing("/", with: "~1")
            let place = "\(place)/\(name)"
            if SeenOnTheWire.isFree(definition.name, member.name) { continue }
            if let known = definition.properties.first(where: { $0.name == member.name }) {
                if member.value.isNull, definition.required.contains(member.name) {
                    findings.append(Finding(place: place, problem: "is required and null"))
                }
                check(member.value, as: known.schema, at: place, depth: depth + 1, &findings)
                continue
            }
            switch definition.additional {
            case .anything?: continue
            case .of(let schema)?: check(member.value, as: schema, at: place, depth: depth + 1, &findings)
            case nil where definition.properties.isEmpty && definition.discriminator == nil: continue
            case nil where SeenOnTheWire.has(member.name, in: definition.name): continue
            case nil:
                findings.append(
                    Finding(
                        place: place, problem: "is no member: \(member.value.json.prefix(60))",
                        isUnknownMember: true))
            }
        }
    }

    static func `is`(_ value: Document, _ type: String) -> Bool {
        switch (type, value) {
        case ("object", .object), ("array", .array), ("string", .string), ("boolean", .bool),
            ("number", .number):
            true
        case ("integer", .number): value.integer != nil
        default: false
        }
    }
}
