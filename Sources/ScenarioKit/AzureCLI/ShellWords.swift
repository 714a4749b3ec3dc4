/// Cuts a text into words as a shell would: blanks part, quotes keep together. What is filled in later never
/// parts.
struct ShellWords {
    struct Word {
        var parts: [TemplateText.Part] = []
        /// Where the word begins in the text, in Unicode scalars of constant text before it; nil after a
        /// part to fill in, where it is not known.
        let offset: Int

        var constant: String? {
            var text = ""
            for part in parts {
                guard case .text(let piece) = part else { return nil }
                text += piece
            }
            return text
        }
    }

    private var words: [Word] = []
    private var current: Word?
    private var quote: Character?
    private var offset = 0

    /// Nil when a quote is never closed.
    static func words(of text: TemplateText) -> [Word]? {
        var splitter = ShellWords()
        for part in text.parts {
            switch part {
            case .text(let piece): splitter.take(piece)
            case .expression(let expression):
                splitter.begin()
                splitter.current?.parts.append(part)
                splitter.offset += expression.text.unicodeScalars.count + 3
            }
        }
        guard splitter.quote == nil else { return nil }
        splitter.end()
        return splitter.words
    }

    private mutating func take(_ text: String) {
        var isEscaped = false
        for character in text {
            if isEscaped {
                append(character)
                isEscaped = false
            } else if character == "\\", quote != "'" {
                begin()
                isEscaped = true
            } else if character == quote {
                quote = nil
            } else if quote == nil, character == "'" || character == "\"" {
                begin()
                quote = character
            } else if quote == nil, character.isWhitespace {
                end()
            } else {
                append(character)
            }
            offset += character.unicodeScalars.count
        }
    }

    private mutating func begin() { current = current ?? Word(offset: offset) }

    private mutating func end() {
        if let current { words.append(current) }
        current = nil
    }

    private mutating func append(_ character: Character) {
        begin()
        if case .text(let text)? = current?.parts.last {
            current?.parts.removeLast()
            current?.parts.append(.text(text + String(character)))
        } else {
            current?.parts.append(.text(String(character)))
        }
    }
}
