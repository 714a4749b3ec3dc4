import VirtualTime

/// The members that a request's body may have, with the type of each: what Azure's own reader refuses before
/// a provider is asked, as data.
///
/// A shape is written line by line, an object a line: `properties.sku: name! text, capacity integer`. A name
/// ends in `[]` for an array of such values, in `{}` for an object of any names, in `!` where it is required.
/// A type is `text`, `text=A|B` for a closed list, `integer`, `number`, `flag`, `object` (whose members have
/// a line of their own, or are any), `any`, or `own` for what only the service sets: it is passed over.
struct BodyShape: Sendable {
    indirect enum Value: Sendable {
        case any, integer, number, flag
        /// What only the service sets.
        case own
        /// Empty for any text.
        case text([String])
        case list(Value)
        case map(Value)
        /// nil for members of any names.
        case object([Member]?)
    }

    struct Member: Sendable {
        let name: String
        let value: Value
        let isRequired: Bool
    }

    private let root: Value
    /// Shapes by the value of the member `kind`, lower case, where bodies are of kinds.
    private let kinds: [String: BodyShape]

    init(_ text: String) {
        root = Self.object("", BodyShapeText(text))
        kinds = [:]
    }

    /// Bodies whose member `kind` says which shape they have.
    init(kinds: [String: String]) {
        root = .any
        self.kinds = Dictionary(
            kinds.map { ($0.key.lowercased(), BodyShape($0.value)) }, uniquingKeysWith: { $1 })
    }

    private static func object(_ path: String, _ text: BodyShapeText) -> Value {
        .object(
            text.members(of: path)?.map { entry in
                var value = value(entry.type, path.isEmpty ? entry.name : "\(path).\(entry.name)", text)
                var name = entry.name
                while name.hasSuffix("[]") || name.hasSuffix("{}") {
                    value = name.hasSuffix("[]") ? .list(value) : .map(value)
                    name = String(name.dropLast(2))
                }
                return Member(name: name, value: value, isRequired: entry.isRequired)
            })
    }

    private static func value(_ type: String, _ path: String, _ text: BodyShapeText) -> Value {
        switch type {
        case "integer": .integer
        case "number": .number
        case "flag": .flag
        case "object": object(path, text)
        case "text": .text([])
        case "own": .own
        case let closed where closed.hasPrefix("text="):
            .text(closed.dropFirst("text=".count).split(separator: "|").map(String.init))
        default: .any
        }
    }

    // MARK: Reading

    /// The body as a provider reads it: names as the model spells them, unknown members left out. Throws for
    /// the first member that is not what it must be.
    func read(_ body: Document) throws(BodyFault) -> Document {
        guard !kinds.isEmpty else { return try Self.read(body, as: root, at: "") }
        guard let kind = body.member(anyCase: "kind"), !kind.isNull else {
            throw .missing("kind")
        }
        guard let name = kind.text, let shape = kinds[name.lowercased()] else {
            throw .wrong("kind", "one of \(kinds.keys.sorted().joined(separator: ", "))")
        }
        return try shape.read(body)
    }

    private static func read(_ value: Document, as shape: Value, at path: String) throws(BodyFault)
        -> Document
    {
        guard !value.isNull else { return value }
        switch (shape, value) {
        case (.any, _), (.number, .number), (.flag, .bool), (.object(nil), .object): return value
        case (.integer, .number) where value.integer != nil: return value
        case (.text(let values), .string(let text)):
            guard values.isEmpty || values.contains(where: { $0.lowercased() == text.lowercased() }) else {
                throw .wrong(path, "one of \(values.joined(separator: ", "))")
            }
            return value
        case (.list(let item), .array(let items)):
            var read: [Document] = []
            for (place, value) in items.enumerated() {
                read.append(try Self.read(value, as: item, at: "\(path)[\(place)]"))
            }
            return .array(read)
        case (.map(let item), .object(let members)):
            var read: [(String, Document)] = []
            for member in members {
                let value = try Self.read(member.value, as: item, at: "\(path).\(member.name)")
                read.append((member.name, value))
            }
            return .object(Members(read))
        case (.object(let known?), .object(let members)):
            return .object(try Self.members(members, of: known, at: path))
        default: throw .wrong(path, shape.words)
        }
    }

    private static func members(_ members: Members, of known: [Member], at path: String) throws(BodyFault)
        -> Members
    {
        func place(_ name: String) -> String { path.isEmpty ? name : "\(path).\(name)" }
        let sent = Set(members.filter { !$0.value.isNull }.map { $0.name.lowercased() })
        for member in known where member.isRequired && !sent.contains(member.name.lowercased()) {
            throw .missing(place(member.name))
        }
        var read: Members = [:]
        for member in members {
            guard let model = known.first(where: { $0.name.lowercased() == member.name.lowercased() })
            else { continue }
            if case .own = model.value { continue }
            read[model.name] = try Self.read(member.value, as: model.value, at: place(model.name))
        }
        return read
    }
}

extension BodyShape.Value {
    /// What a value must be, in words.
    fileprivate var words: String {
        switch self {
        case .any, .own: "a value"
        case .integer: "an integer"
        case .number: "a number"
        case .flag: "true or false"
        case .text: "a string"
        case .list(.object): "an array of objects"
        case .list: "an array"
        case .map, .object: "an object"
        }
    }
}

/// What is wrong with a body, and where.
enum BodyFault: Error, Equatable {
    case missing(String)
    /// A path, and what must be there.
    case wrong(String, String)
}

extension WireFailure {
    /// In the words of the plane that reads the body.
    init(_ fault: BodyFault, on plane: Plane) {
        let message: String
        switch fault {
        case .missing(let path): message = "Required property '\(path)' not found in JSON"
        case .wrong(let path, let expected): message = "\(path) must be \(expected)"
        }
        switch plane {
        case .keyVault: self.init(400, "BadParameter", "\(message).")
        case .query: self.init(400, "BadArgumentError", "\(message).")
        case .arm, .ingestion, .documents, .login, .graph: self = .unreadable(message)
        }
    }
}
