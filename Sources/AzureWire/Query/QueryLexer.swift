import VirtualTime

/// The words of a query, each with its place in the text.
struct QueryToken: Equatable {
    enum Kind: Equatable {
        case name(String)
        case string(String)
        case long(Int64)
        case real(Double)
        /// Milliseconds.
        case timespan(Int64)
        case symbol(String)
        case end
    }

    let kind: Kind
    /// From 0, in characters.
    let position: Int
}

/// What is wrong with a query.
enum QueryFault: Error, Equatable {
    /// The text is no query.
    case syntax(String, position: Int)
    /// A name or a value that does not fit.
    case semantic(String)
    /// Azure has it, and Lockstep does not model it.
    case notModeled(String)
}

struct QueryLexer {
    private let characters: [Character]
    private var place = 0

    static func tokens(of text: String) throws(QueryFault) -> [QueryToken] {
        var lexer = QueryLexer(characters: Array(text))
        var tokens: [QueryToken] = []
        while let token = try lexer.next() { tokens.append(token) }
        return tokens + [QueryToken(kind: .end, position: lexer.characters.count)]
    }

    private init(characters: [Character]) { self.characters = characters }

    /// Longer ones first.
    private static let symbols = [
        "!contains", "!has", "!startswith", "!endswith", "!in~", "!in", "in~", "has_any", "==", "!=", "=~",
        "!~",
        "<=", ">=", "..", "|", "(", ")", ",", "=", "<", ">", "+", "-", "*", "/", "%", ".", "[", "]", ";",
    ]

    private mutating func next() throws(QueryFault) -> QueryToken? {
        skipBlanks()
        guard place < characters.count else { return nil }
        let start = place
        let character = characters[place]
        if character == "\"" || character == "'" || character == "@" && isQuote(at: place + 1) {
            return QueryToken(kind: .string(try string()), position: start)
        }
        if character.isASCII, character.isNumber { return QueryToken(kind: try number(), position: start) }
        for symbol in Self.symbols where starts(with: symbol) {
            place += symbol.count
            return QueryToken(kind: .symbol(symbol), position: start)
        }
        if character.isLetter || character == "_" || character == "$" {
            while place < characters.count, isOfName(characters[place]) { place += 1 }
            return QueryToken(kind: .name(String(characters[start..<place])), position: start)
        }
        throw .syntax("'\(character)' is no part of a query", position: start)
    }

    private mutating func skipBlanks() {
        while place < characters.count {
            if characters[place].isWhitespace {
                place += 1
            } else if starts(with: "//") {
                while place < characters.count, !characters[place].isNewline { place += 1 }
            } else {
                return
            }
        }
    }

    private func isQuote(at place: Int) -> Bool {
        place < characters.count && ["\"", "'"].contains(characters[place])
    }

    private func isOfName(_ character: Character) -> Bool {
        character.isLetter || character.isNumber || character == "_" || character == "$"
    }

    /// A word stands alone: `in` is not the start of `index`.
    private func starts(with symbol: String) -> Bool {
        let end = place + symbol.count
        guard end <= characters.count, String(characters[place..<end]).lowercased() == symbol else {
            return false
        }
        guard let last = symbol.last, last.isLetter else { return true }
        return end == characters.count || !isOfName(characters[end])
    }

    private mutating func string() throws(QueryFault) -> String {
        let start = place
        let isVerbatim = characters[place] == "@"
        if isVerbatim { place += 1 }
        let quote = characters[place]
        place += 1
        var text = ""
        while place < characters.count {
            let character = characters[place]
            place += 1
            if character == quote {
                guard isVerbatim, place < characters.count, characters[place] == quote else { return text }
                place += 1
                text.append(quote)
            } else if character == "\\", !isVerbatim, place < characters.count {
                let escapes: [Character: Character] = ["n": "\n", "t": "\t", "r": "\r"]
                text.append(escapes[characters[place]] ?? characters[place])
                place += 1
            } else {
                text.append(character)
            }
        }
        throw .syntax("the text that starts here has no end", position: start)
    }

    private mutating func number() throws(QueryFault) -> QueryToken.Kind {
        let start = place
        func digits() -> Bool {
            place < characters.count && characters[place].isASCII && characters[place].isNumber
        }
        while digits() { place += 1 }
        var isReal = false
        if place + 1 < characters.count, characters[place] == ".", characters[place + 1].isNumber {
            isReal = true
            place += 1
            while digits() { place += 1 }
        }
        let text = String(characters[start..<place])
        let unitStart = place
        while place < characters.count, isOfName(characters[place]) { place += 1 }
        let unit = String(characters[unitStart..<place]).lowercased()
        guard !unit.isEmpty else {
            if isReal, let number = Double(text) { return .real(number) }
            guard let number = Int64(text) else { throw .syntax("the number is too large", position: start) }
            return .long(number)
        }
        guard let milliseconds = Self.units[unit], let number = Double(text),
            abs(number * Double(milliseconds)) < 1e17
        else { throw .syntax("'\(text)\(unit)' is no number and no span of time", position: start) }
        return .timespan(Int64(number * Double(milliseconds)))
    }

    private static let units: [String: Int64] = [
        "d": 86_400_000, "day": 86_400_000, "days": 86_400_000, "h": 3_600_000, "hour": 3_600_000,
        "hours": 3_600_000, "m": 60_000, "min": 60_000, "minute": 60_000, "minutes": 60_000, "s": 1_000,
        "sec": 1_000, "second": 1_000, "seconds": 1_000, "ms": 1,
    ]
}
