import VirtualTime

/// A schema of the contract, as far as a body can be held against it.
public indirect enum Schema: Sendable {
    case reference(String, isReadOnly: Bool)
    case type(Definition)

    /// What a value must be.
    public struct Definition: Sendable {
        /// Of a schema that has one.
        public var name: String?
        /// `object`, `array`, `string`, `boolean`, `integer`, `number`; empty for any.
        public var types: [String] = []
        public var properties: [(name: String, schema: Schema)] = []
        public var required: [String] = []
        public var items: Schema?
        /// What members that have no schema of their own must be; nil where there are none.
        public var additional: Additional?
        /// Closed lists alone.
        public var values: [String] = []
        public var discriminator: Discriminator?
        public var isReadOnly = false
        public var isSecret = false

        public enum Additional: Sendable {
            case anything
            case of(Schema)
        }
    }

    /// Which member says of what kind an object is, and the schema of each kind by its value.
    public struct Discriminator: Sendable {
        public let member: String
        public let schemas: [String: String]
    }

    /// Whether a reference itself says that only the service sets what it refers to.
    public var isReadOnly: Bool {
        switch self {
        case .reference(_, let isReadOnly): isReadOnly
        case .type(let definition): definition.isReadOnly
        }
    }

    init(_ document: Document) {
        if let reference = document["$ref"]?.text {
            self = .reference(Self.name(reference), isReadOnly: document["readOnly"]?.flag == true)
            return
        }
        var definition = Definition()
        let type = document["type"]
        definition.types = type?.text.map { [$0] } ?? type?.items?.compactMap(\.text) ?? []
        definition.properties = (document["properties"]?.members ?? [:]).map { ($0.name, Schema($0.value)) }
        definition.required = document["required"]?.items?.compactMap(\.text) ?? []
        definition.items = document["items"].map { Schema($0) }
        switch document["additionalProperties"] {
        case .bool(true)?: definition.additional = .anything
        case .object(let members)?:
            definition.additional = members.isEmpty ? .anything : .of(Schema(.object(members)))
        default: break
        }
        if document["x-open-enum"]?.flag != true {
            definition.values = document["enum"]?.items?.compactMap(\.text) ?? []
        }
        if let discriminator = document["x-discriminator"], let member = discriminator["propertyName"]?.text {
            let mapping = discriminator["mapping"]?.members ?? [:]
            definition.discriminator = Discriminator(
                member: member,
                schemas: Dictionary(
                    mapping.map { ($0.name.lowercased(), Self.name($0.value.text ?? "")) },
                    uniquingKeysWith: { $1 }))
        }
        definition.isReadOnly = document["readOnly"]?.flag == true
        definition.isSecret = document["x-secret"]?.flag == true
        self = .type(definition)
    }

    /// `OperationalInsights@2022-10-01.Cluster` of `#/schemas/…`.
    private static func name(_ reference: String) -> String {
        String(reference.dropFirst("#/schemas/".count))
    }
}
