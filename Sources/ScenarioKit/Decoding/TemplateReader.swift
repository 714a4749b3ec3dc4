/// Cuts a text at its `${…}`.
struct TemplateReader {
    let decoder: FileDecoder
    let node: YAMLNode

    func read(_ text: String) -> TemplateText? {
        var parts: [TemplateText.Part] = []
        var plain = ""
        var rest = Substring(text)
        var isSound = true
        // Up to where the characters before an expression are counted, and how many they are.
        var counted = text.startIndex, offset = 0
        while let dollar = rest.firstIndex(of: "$") {
            plain += rest[..<dollar]
            rest = rest[dollar...]
            if rest.hasPrefix("$${") {
                plain += "${"
                rest = rest.dropFirst(3)
            } else if rest.hasPrefix("${") {
                let inside = rest.dropFirst(2)
                guard let end = closing(inside) else {
                    decoder.report(.badExpression, "'${' is never closed", at: node.place, neverClosedHint)
                    return nil
                }
                offset += text.unicodeScalars.distance(from: counted, to: inside.startIndex)
                counted = inside.startIndex
                if let expression = decoder.expression(String(inside[..<end]), in: node, from: offset) {
                    if !plain.isEmpty { parts.append(.text(plain)) }
                    plain = ""
                    parts.append(.expression(expression))
                } else {
                    isSound = false
                }
                rest = inside[inside.index(after: end)...]
            } else {
                plain += "$"
                rest = rest.dropFirst()
            }
        }
        plain += rest
        if !plain.isEmpty { parts.append(.text(plain)) }
        return isSound ? TemplateText(parts: parts, place: node.place) : nil
    }

    /// What follows a ` #` in an unquoted value is a comment to YAML, and never reaches the reader.
    private var neverClosedHint: String {
        let line = decoder.source.line(of: node.place)
        let after = Substring(line.rest(from: node.place.column).dropFirst(node.place.length))
        let isCut = node.plain != nil && after.drop { $0 == " " }.hasPrefix("#")
        return isCut
            ? "quote this: what follows ' #' is a comment"
            : "close it with '}', or write '$${' for a plain '${'"
    }

    /// The brace that closes the expression; braces in quotes do not.
    private func closing(_ inside: Substring) -> Substring.Index? {
        var isQuoted = false
        for index in inside.indices {
            if inside[index] == "'" { isQuoted.toggle() }
            if inside[index] == "}", !isQuoted { return index }
        }
        return nil
    }
}
