public import VirtualTime

/// What an expression can be. `unknown` carries why: it spreads, and fails the check that asked.
public indirect enum Value: Hashable, Sendable {
    case unknown(String)
    case null
    case bool(Bool)
    case number(Rational)
    case string(String)
    case duration(Duration)
    case instant(Instant)
    case list([Value])
    case record(ValueRecord)

    static func integer(_ value: some BinaryInteger) -> Value { .number(Rational(Int64(value))) }

    static func record(_ pairs: KeyValuePairs<String, Value>) -> Value {
        .record(ValueRecord(pairs.map { ($0.key, $0.value) }))
    }

    /// JSON as a value: nothing is read into a text.
    public init(_ document: Document) {
        switch document {
        case .null: self = .null
        case .bool(let flag): self = .bool(flag)
        case .number(let digits):
            self = Rational(text: digits).map(Value.number) ?? .unknown("\(digits) is too long a number")
        case .string(let text): self = .string(text)
        case .array(let items): self = .list(items.map(Value.init))
        case .object(let members): self = .record(ValueRecord(members.map { ($0.name, Value($0.value)) }))
        }
    }

    /// The value as JSON: durations and instants as text, `unknown` as null.
    public var document: Document {
        switch self {
        case .unknown, .null: .null
        case .bool(let flag): .bool(flag)
        case .number(let number): number.jsonDocument
        case .string(let text): .string(text)
        case .duration(let duration): .string(duration.text)
        case .instant(let instant): .string(instant.iso8601)
        case .list(let items): .array(items.map(\.document))
        case .record(let record): .object(Members(record.fields.map { ($0.name, $0.value.document) }))
        }
    }

    /// The value within a text, as `${…}` puts it there.
    public var text: String {
        switch self {
        case .unknown: "unknown"
        case .null: "null"
        case .bool(let flag): flag ? "true" : "false"
        case .number(let number): number.description
        case .string(let text): text
        case .duration(let duration): duration.text
        case .instant(let instant): instant.iso8601
        case .list, .record: document.json
        }
    }

    /// The value in a message: texts in quotes.
    var shown: String {
        switch self {
        case .string(let text): "'\(text)'"
        case .unknown(let why): "unknown (\(why))"
        default: text
        }
    }

    var kind: String {
        switch self {
        case .unknown: "unknown"
        case .null: "null"
        case .bool: "a truth value"
        case .number: "a number"
        case .string: "a text"
        case .duration: "a duration"
        case .instant: "an instant"
        case .list: "a list"
        case .record: "a record"
        }
    }
}

extension Rational {
    /// A number where JSON has one, else a text such as `1/3`.
    fileprivate var jsonDocument: Document {
        let text = description
        return text.contains("/") ? .string(text) : .number(text)
    }
}

/// Named values in the order they were given.
public struct ValueRecord: Hashable, Sendable {
    public struct Field: Hashable, Sendable {
        public let name: String
        public let value: Value
    }

    public private(set) var fields: [Field]

    public init(_ pairs: [(String, Value)] = []) { fields = pairs.map { Field(name: $0.0, value: $0.1) } }

    public subscript(name: String) -> Value? {
        get { fields.first { $0.name == name }?.value }
        set {
            fields.removeAll { $0.name == name }
            if let newValue { fields.append(Field(name: name, value: newValue)) }
        }
    }
}
