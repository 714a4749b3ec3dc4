import VirtualTime

/// One word of an expression with its place.
struct ExpressionToken: Equatable {
    enum Kind: Equatable {
        case name(String), literal(Value), symbol(String), end
    }

    let kind: Kind
    let offset: Int
    let length: Int
}

/// Cuts the text of an expression into tokens.
struct ExpressionLexer {
    static let maximumLength = 4_000

    private let scalars: [Unicode.Scalar]
    private var place = 0
    private static let symbols = [
        "->", "==", "!=", "<=", ">=", "<", ">", "+", "-", "*", "/", "(", ")", "[", "]", ",", ".",
    ]

    private init(_ text: String) { scalars = Array(text.unicodeScalars) }

    static func tokens(of text: String) throws(ExpressionError) -> [ExpressionToken] {
        var lexer = ExpressionLexer(text)
        guard lexer.scalars.count <= maximumLength else {
            throw ExpressionError(message: "longer than \(maximumLength) characters", offset: 0, length: 1)
        }
        var tokens: [ExpressionToken] = []
        while let token = try lexer.next() { tokens.append(token) }
        tokens.append(ExpressionToken(kind: .end, offset: lexer.scalars.count, length: 1))
        return tokens
    }

    private mutating func next() throws(ExpressionError) -> ExpressionToken? {
        while place < scalars.count, scalars[place].properties.isWhitespace { place += 1 }
        guard place < scalars.count else { return nil }
        let start = place
        let kind = try kind()
        return ExpressionToken(kind: kind, offset: start, length: place - start)
    }

    private mutating func kind() throws(ExpressionError) -> ExpressionToken.Kind {
        let scalar = scalars[place]
        if scalar == "'" { return .literal(.string(try quoted())) }
        if isDigit(scalar) { return .literal(try numeric()) }
        if isNameStart(scalar) { return name() }
        for symbol in Self.symbols where matches(symbol) {
            place += symbol.count
            return .symbol(symbol)
        }
        let hint =
            scalar == "\"" ? "texts stand in single quotes" : "'\(scalar)' is not part of an expression"
        throw ExpressionError(message: hint, offset: place, length: 1)
    }

    private mutating func name() -> ExpressionToken.Kind {
        let start = place
        while place < scalars.count, isNameStart(scalars[place]) || isDigit(scalars[place]) { place += 1 }
        let word = text(from: start)
        switch word {
        case "true": return .literal(.bool(true))
        case "false": return .literal(.bool(false))
        case "null": return .literal(.null)
        default: return .name(word)
        }
    }

    private mutating func quoted() throws(ExpressionError) -> String {
        let start = place
        var text = String.UnicodeScalarView()
        place += 1
        while place < scalars.count {
            if scalars[place] == "'" {
                place += 1
                // Two quotes in a row are one quote within the text.
                guard place < scalars.count, scalars[place] == "'" else { return String(text) }
            }
            text.append(scalars[place])
            place += 1
        }
        throw ExpressionError(message: "the text never ends", offset: start, length: scalars.count - start)
    }

    private mutating func numeric() throws(ExpressionError) -> Value {
        let start = place
        if let instant = instant() { return .instant(instant) }
        while place < scalars.count, isDigit(scalars[place]) { place += 1 }
        if place + 1 < scalars.count, scalars[place] == ".", isDigit(scalars[place + 1]) {
            place += 1
            while place < scalars.count, isDigit(scalars[place]) { place += 1 }
        }
        while place < scalars.count, isNameStart(scalars[place]) || isDigit(scalars[place]) { place += 1 }
        let word = text(from: start)
        if let number = Rational(text: word) { return .number(number) }
        if let duration = Duration(text: word) { return .duration(duration) }
        throw ExpressionError(
            message: "'\(word)' is neither a number nor a duration", offset: start, length: place - start)
    }

    private mutating func instant() -> Instant? {
        let start = place
        var end = start
        while end < scalars.count, isDigit(scalars[end]) || "-:.TZ".unicodeScalars.contains(scalars[end]) {
            end += 1
        }
        let word = String(String.UnicodeScalarView(scalars[start..<end]))
        guard word.count >= 20, word.hasSuffix("Z"), let instant = Instant(iso8601: word) else { return nil }
        place = end
        return instant
    }

    private func text(from start: Int) -> String { String(String.UnicodeScalarView(scalars[start..<place])) }

    private func matches(_ symbol: String) -> Bool {
        let wanted = Array(symbol.unicodeScalars)
        return place + wanted.count <= scalars.count
            && Array(scalars[place..<(place + wanted.count)]) == wanted
    }

    private func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

    private func isNameStart(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "_" || ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar)
    }
}
