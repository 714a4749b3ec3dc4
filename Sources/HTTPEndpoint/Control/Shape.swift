import VirtualTime

/// What a JSON value may be: bodies are held against it, and the OpenAPI document is written from it.
indirect enum Shape: Sendable {
    case text(TextForm)
    case words([String])
    case integer(ClosedRange<Int64>)
    case number
    case flag
    case anything
    case list(Shape)
    /// An object whose members have names of the caller's.
    case map(Shape)
    /// An object with these members and no others.
    case object([Field])
    /// One of several.
    case either([Shape])
    /// What it is, or null.
    case optional(Shape)
    case named(NamedShape)

    /// A member of an object.
    struct Field: Sendable {
        let name: String
        let shape: Shape
        let isNeeded: Bool
        let note: String?

        static func needed(_ name: String, _ shape: Shape, _ note: String? = nil) -> Field {
            Field(name: name, shape: shape, isNeeded: true, note: note)
        }
        static func maybe(_ name: String, _ shape: Shape, _ note: String? = nil) -> Field {
            Field(name: name, shape: shape, isNeeded: false, note: note)
        }
    }

    /// What a text says, for readers; the handler reads it.
    enum TextForm: String, Sendable {
        case plain, instant, duration, thing, world, guid, hash
    }

    static let text = Shape.text(.plain)
    static let count = Shape.integer(0...Int64.max)
}

extension Shape {
    /// What is wrong with a value, and where.
    struct Fault: Equatable, Sendable {
        /// JSON Pointer (RFC 6901).
        let pointer: String
        let detail: String
        var hint: String?
    }

    /// The first things that are wrong, at most so many.
    func faults(of value: Document, at pointer: String = "") -> [Fault] {
        switch self {
        case .named(let named): return named.shape.faults(of: value, at: pointer)
        case .optional(let shape): return value.isNull ? [] : shape.faults(of: value, at: pointer)
        case .anything: return []
        case .text: return value.text == nil ? [wrong("a text", at: pointer)] : []
        case .flag: return value.flag == nil ? [wrong("true or false", at: pointer)] : []
        case .number:
            if case .number = value { return [] }
            return [wrong("a number", at: pointer)]
        case .words(let words): return wordFaults(of: value, words, at: pointer)
        case .integer(let range): return integerFaults(of: value, range, at: pointer)
        case .list(let shape):
            guard let items = value.items else { return [wrong("a list", at: pointer)] }
            return items.enumerated().flatMap { shape.faults(of: $1, at: "\(pointer)/\($0)") }
        case .map(let shape):
            guard let members = value.members else { return [wrong("an object", at: pointer)] }
            return members.flatMap { shape.faults(of: $0.value, at: Self.pointer(pointer, $0.name)) }
        case .object(let fields): return memberFaults(of: value, fields, at: pointer)
        case .either(let shapes):
            let all = shapes.map { $0.faults(of: value, at: pointer) }
            return all.contains([]) ? [] : all.min { $0.count < $1.count } ?? []
        }
    }

    private func wrong(_ kind: String, at pointer: String) -> Fault {
        let name = pointer.isEmpty ? "The body" : "'\(pointer.split(separator: "/").joined(separator: "."))'"
        return Fault(pointer: pointer, detail: "\(name) must be \(kind).")
    }

    private func wordFaults(of value: Document, _ words: [String], at pointer: String) -> [Fault] {
        guard let text = value.text else { return [wrong("a text", at: pointer)] }
        guard !words.contains(text) else { return [] }
        return [
            Fault(
                pointer: pointer, detail: "'\(text)' is none of \(words.joined(separator: ", ")).",
                hint: Suggestion.nearest(to: text, among: words).map { "Did you mean '\($0)'?" })
        ]
    }

    private func integerFaults(
        of value: Document, _ range: ClosedRange<Int64>, at pointer: String
    ) -> [Fault] {
        guard let number = value.integer else { return [wrong("a whole number", at: pointer)] }
        guard !range.contains(number) else { return [] }
        let bound =
            range.upperBound == .max
            ? "\(range.lowerBound) or more" : "between \(range.lowerBound) and \(range.upperBound)"
        return [wrong(bound, at: pointer)]
    }

    private func memberFaults(of value: Document, _ fields: [Field], at pointer: String) -> [Fault] {
        guard let members = value.members else { return [wrong("an object", at: pointer)] }
        var faults: [Fault] = []
        for member in members {
            let place = Self.pointer(pointer, member.name)
            guard let field = fields.first(where: { $0.name == member.name }) else {
                let names = fields.map(\.name)
                faults.append(
                    Fault(
                        pointer: place,
                        detail: names.isEmpty
                            ? "'\(member.name)' is not understood here; no member is."
                            : "'\(member.name)' is none of \(names.joined(separator: ", ")).",
                        hint: Suggestion.nearest(to: member.name, among: names).map {
                            "Did you mean '\($0)'?"
                        }))
                continue
            }
            // A member that may be left out may be null as well: that is how some writers leave it out.
            if !field.isNeeded, member.value.isNull { continue }
            faults += field.shape.faults(of: member.value, at: place)
        }
        for field in fields where field.isNeeded && members[field.name] == nil {
            faults.append(
                Fault(pointer: Self.pointer(pointer, field.name), detail: "'\(field.name)' is needed."))
        }
        return faults
    }

    private static func pointer(_ pointer: String, _ name: String) -> String {
        "\(pointer)/\(name.replacing("~", with: "~0").replacing("/", with: "~1"))"
    }
}
