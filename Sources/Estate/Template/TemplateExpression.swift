/// What stands between the brackets of a template's text: `[concat(parameters('vault'), '/cmk')]`.
indirect enum TemplateExpression: Equatable {
    case text(String)
    case number(String)
    case call(String, [TemplateExpression])
    case member(TemplateExpression, String)
    case item(TemplateExpression, TemplateExpression)

    /// nil for a text that is no expression: `[[` is how a template writes a bracket.
    static func isExpression(_ text: String) -> Bool {
        text.hasPrefix("[") && text.hasSuffix("]") && !text.hasPrefix("[[")
    }

    /// - Throws: `Unread`, for what the grammar does not have.
    init(_ text: String) throws(Unread) {
        var parser = TemplateParser(text.dropFirst().dropLast())
        self = try parser.whole()
    }

    /// Why an expression is not worked out, in a few words.
    struct Unread: Error, Equatable {
        let why: String
        init(_ why: String) { self.why = why }
    }
}

private struct TemplateParser {
    private let characters: [Character]
    private var place = 0

    init(_ text: some StringProtocol) { characters = Array(text) }

    mutating func whole() throws(TemplateExpression.Unread) -> TemplateExpression {
        let result = try expression(depth: 0)
        skipBlanks()
        guard place == characters.count else { throw .init("something follows the end of the expression") }
        return result
    }

    private var next: Character? { place < characters.count ? characters[place] : nil }

    private mutating func skipBlanks() {
        while let character = next, character.isWhitespace { place += 1 }
    }
    private mutating func take(_ character: Character) -> Bool {
        skipBlanks()
        guard next == character else { return false }
        place += 1
        return true
    }

    private mutating func expression(depth: Int) throws(TemplateExpression.Unread) -> TemplateExpression {
        guard depth < 32 else { throw .init("the expression is nested too deep") }
        var result = try primary(depth: depth)
        while true {
            if take(".") {
                result = .member(result, try name())
            } else if take("[") {
                result = .item(result, try expression(depth: depth + 1))
                guard take("]") else { throw .init("a bracket is open") }
            } else {
                return result
            }
        }
    }

    private mutating func primary(depth: Int) throws(TemplateExpression.Unread) -> TemplateExpression {
        skipBlanks()
        if next == "'" { return .text(try literal()) }
        if let character = next, character.isNumber || character == "-" {
            var digits = String(character)
            place += 1
            while let digit = next, digit.isNumber {
                digits.append(digit)
                place += 1
            }
            return .number(digits)
        }
        let function = try name()
        guard take("(") else { throw .init("'\(function)' is no function call") }
        var arguments: [TemplateExpression] = []
        guard !take(")") else { return .call(function, arguments) }
        repeat { arguments.append(try expression(depth: depth + 1)) } while take(",")
        guard take(")") else { throw .init("a parenthesis is open") }
        return .call(function, arguments)
    }

    private mutating func name() throws(TemplateExpression.Unread) -> String {
        skipBlanks()
        var name = ""
        while let character = next, character.isLetter || character.isNumber || character == "_" {
            name.append(character)
            place += 1
        }
        guard !name.isEmpty else { throw .init("a name is missing") }
        return name
    }

    /// In single quotes; two of them are one inside.
    private mutating func literal() throws(TemplateExpression.Unread) -> String {
        place += 1
        var text = ""
        while let character = next {
            place += 1
            guard character == "'" else {
                text.append(character)
                continue
            }
            guard next == "'" else { return text }
            text.append("'")
            place += 1
        }
        throw .init("a quote is open")
    }
}
