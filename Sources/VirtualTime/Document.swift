/// A JSON value whose text comes back as it was sent: members keep their order and numbers their digits.
/// Equal means equal in this sense too: `1` and `1.0` differ, and so does another order of members.
public enum Document: Hashable, Sendable {
    case null
    case bool(Bool)
    /// The number's own text, which must be a JSON number: it is written out unchanged.
    case number(String)
    case string(String)
    case array([Document])
    case object(Members)

    public static func integer(_ value: some BinaryInteger) -> Document { .number(String(value)) }

    public var isNull: Bool { self == .null }

    /// The value of a string; nil for every other kind.
    public var text: String? {
        if case .string(let text) = self { text } else { nil }
    }

    /// The value of a number written without fraction and exponent that fits; nil otherwise.
    public var integer: Int64? {
        if case .number(let digits) = self { Int64(digits) } else { nil }
    }

    public var flag: Bool? {
        if case .bool(let flag) = self { flag } else { nil }
    }

    public var items: [Document]? {
        if case .array(let items) = self { items } else { nil }
    }

    public var members: Members? {
        if case .object(let members) = self { members } else { nil }
    }

    /// A member by its exact name; nil when absent or when this is no object. Setting nil removes the member;
    /// setting a value in something that is no object replaces it by an object.
    public subscript(name: String) -> Document? {
        get { members?[name] }
        set {
            guard var members else {
                if let newValue { self = .object(Members([(name, newValue)])) }
                return
            }
            // Lets go of the shared storage first, so that the members are changed in place.
            self = .null
            members[name] = newValue
            self = .object(members)
        }
    }

    /// An item by its place from 0; nil when there is none or when this is no array.
    public subscript(index: Int) -> Document? {
        guard let items, items.indices.contains(index) else { return nil }
        return items[index]
    }

    /// The first member whose name differs at most in the case of ASCII letters.
    public func member(anyCase name: String) -> Document? {
        members?.first { $0.name.equalsIgnoringASCIICase(name) }?.value
    }

    /// The value reached by member names, and by decimal places within arrays; nil when the way ends early.
    public func at(pointer path: [String]) -> Document? {
        var place = self
        for step in path {
            let next: Document? =
                switch place {
                case .object(let members): members[step]
                case .array: Int(step).flatMap { place[$0] }
                case .null, .bool, .number, .string: nil
                }
            guard let next else { return nil }
            place = next
        }
        return place
    }

    /// RFC 7396: members of the patch replace members here, null removes, objects merge, all else replaces.
    public func merging(patch: Document) -> Document {
        guard case .object(let changes) = patch else { return patch }
        var merged = members ?? Members()
        for change in changes {
            if change.value.isNull {
                merged[change.name] = Document?.none
            } else {
                merged[change.name] = (merged[change.name] ?? .null).merging(patch: change.value)
            }
        }
        return .object(merged)
    }
}

// Beside an optional, `nil` may be read as `.null` (in `flag ? nil : document`): there, write
// `Document?.none`.
extension Document: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByNilLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    public init(stringLiteral value: String) { self = .string(value) }
    public init(integerLiteral value: Int64) { self = .integer(value) }
    public init(booleanLiteral value: Bool) { self = .bool(value) }
    public init(nilLiteral: ()) { self = .null }
    public init(arrayLiteral elements: Document...) { self = .array(elements) }
    public init(dictionaryLiteral elements: (String, Document)...) { self = .object(Members(elements)) }
}

/// Written as one string of compact JSON, so that numbers survive encoders that know only Double.
extension Document: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        do {
            try self.init(json: text)
        } catch {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: error.description)
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(json)
    }
}

extension Document: CustomStringConvertible {
    public var description: String { json }
}
