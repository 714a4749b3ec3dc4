/// A path into a JSON body: names, places and `*`. Filters are not part of the language yet.
public struct JSONPath: Hashable, Sendable {
    enum Part: Hashable, Sendable { case name(String), item(Int), every }

    public let text: String
    let parts: [Part]

    /// Nil with a reason when the text is no such path.
    static func parse(_ text: String) -> Result<JSONPath, JSONPathError> {
        var rest = Substring(text)
        guard rest.first == "$" else { return .failure(JSONPathError(message: "a path begins with '$'")) }
        rest.removeFirst()
        var parts: [Part] = []
        while let next = rest.first {
            rest.removeFirst()
            switch next {
            case ".":
                if rest.first == "." {
                    return .failure(JSONPathError(message: "'..' is not supported by this version"))
                }
                if rest.first == "*" {
                    rest.removeFirst()
                    parts.append(.every)
                    continue
                }
                let name = rest.prefix { $0 != "." && $0 != "[" }
                guard !name.isEmpty else {
                    return .failure(JSONPathError(message: "a name must follow the dot"))
                }
                parts.append(.name(String(name)))
                rest = rest.dropFirst(name.count)
            case "[":
                guard let end = closing(rest) else {
                    return .failure(JSONPathError(message: "']' is missing"))
                }
                switch bracket(rest[..<end]) {
                case .success(let part): parts.append(part)
                case .failure(let error): return .failure(error)
                }
                rest = rest[rest.index(after: end)...]
            default:
                return .failure(JSONPathError(message: "'.' or '[' is missing before '\(next)'"))
            }
        }
        return .success(JSONPath(text: text, parts: parts))
    }

    private static func closing(_ rest: Substring) -> Substring.Index? {
        guard let quote = rest.first, quote == "'" || quote == "\"" else { return rest.firstIndex(of: "]") }
        return rest.dropFirst().firstIndex(of: quote).flatMap { rest[$0...].firstIndex(of: "]") }
    }

    private static func bracket(_ inside: Substring) -> Result<Part, JSONPathError> {
        if inside == "*" { return .success(.every) }
        if let place = Int(inside) { return .success(.item(place)) }
        if let quote = inside.first, quote == "'" || quote == "\"", inside.count > 1, inside.last == quote {
            return .success(.name(String(inside.dropFirst().dropLast())))
        }
        if inside.hasPrefix("?") {
            return .failure(JSONPathError(message: "filters ('[?…]') are not supported by this version"))
        }
        return .failure(JSONPathError(message: "'\(inside)' is neither a place nor a quoted name"))
    }

    /// What the path leads to, or nil. `*` gives the list of all that is found.
    func found(in root: Value) -> Value? {
        var found = [root]
        for part in parts { found = found.flatMap { Self.step(part, from: $0) } }
        return parts.contains(.every) ? .list(found) : found.first
    }

    private static func step(_ part: Part, from value: Value) -> [Value] {
        switch (part, value) {
        case (.name(let name), .record(let record)): return record[name].map { [$0] } ?? []
        case (.item(let place), .list(let items)):
            let index = place < 0 ? items.count + place : place
            return items.indices.contains(index) ? [items[index]] : []
        case (.every, .list(let items)): return items
        case (.every, .record(let record)): return record.fields.map(\.value)
        default: return []
        }
    }
}

/// Why a text is no path.
struct JSONPathError: Error, Hashable { let message: String }
