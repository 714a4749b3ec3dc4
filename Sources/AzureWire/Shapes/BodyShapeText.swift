/// A shape as it is written: the members of each object by the path that leads to it.
struct BodyShapeText {
    struct Entry {
        /// With the marks of arrays and maps.
        let name: String
        let type: String
        let isRequired: Bool
    }

    private var objects: [String: [Entry]] = [:]

    init(_ text: String) {
        for line in text.split(separator: "\n") {
            guard let colon = line.firstIndex(of: ":") else {
                preconditionFailure("'\(line)' in a shape names no object")
            }
            let path = line[..<colon] == "." ? "" : String(line[..<colon])
            objects[path] = line[line.index(after: colon)...].split(separator: ",").map(Self.entry)
        }
    }

    private static func entry(_ text: Substring) -> Entry {
        let words = text.split(separator: " ")
        precondition(words.count == 2, "'\(text)' in a shape is not a name and a type")
        let isRequired = words[0].hasSuffix("!")
        return Entry(
            name: String(isRequired ? words[0].dropLast() : words[0]), type: String(words[1]),
            isRequired: isRequired)
    }

    /// nil for an object whose members may have any names.
    func members(of path: String) -> [Entry]? { objects[path] }
}
