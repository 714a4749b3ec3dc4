/// A choice among labels: `seed and not training`, `(revocation or restore) and seed`.
public struct LabelExpression: Sendable, Equatable {
    private indirect enum Form: Sendable, Equatable {
        case label(String)
        case not(Form)
        case and(Form, Form)
        case or(Form, Form)
    }

    private let form: Form

    /// Throws a sentence that says what is wrong.
    public init(_ text: String) throws(LabelProblem) {
        var parser = Parser(words: Self.words(text))
        form = try parser.alternatives()
        if let rest = parser.next { throw LabelProblem(message: "'\(rest)' is not expected here") }
    }

    public func holds(for labels: [String]) -> Bool { Self.holds(form, labels) }

    private static func holds(_ form: Form, _ labels: [String]) -> Bool {
        switch form {
        case .label(let label): labels.contains(label)
        case .not(let inner): !holds(inner, labels)
        case .and(let left, let right): holds(left, labels) && holds(right, labels)
        case .or(let left, let right): holds(left, labels) || holds(right, labels)
        }
    }

    private static func words(_ text: String) -> [String] {
        var words: [String] = [], word = ""
        func end() {
            if !word.isEmpty { words.append(word) }
            word = ""
        }
        for letter in text {
            switch letter {
            case "(", ")", "!", ",":
                end()
                words.append(String(letter))
            case _ where letter.isWhitespace: end()
            default: word.append(letter)
            }
        }
        end()
        return words
    }

    private struct Parser {
        let words: [String]
        var place = 0

        var next: String? { words.indices.contains(place) ? words[place] : nil }

        private mutating func take(_ signs: String...) -> Bool {
            guard let next, signs.contains(next) else { return false }
            place += 1
            return true
        }

        mutating func alternatives() throws(LabelProblem) -> Form {
            var form = try together()
            while take("or", ",") { form = .or(form, try together()) }
            return form
        }

        private mutating func together() throws(LabelProblem) -> Form {
            var form = try single()
            while take("and") { form = .and(form, try single()) }
            return form
        }

        private mutating func single() throws(LabelProblem) -> Form {
            if take("not", "!") { return .not(try single()) }
            if take("(") {
                let form = try alternatives()
                guard take(")") else { throw LabelProblem(message: "a ')' is missing") }
                return form
            }
            guard let next, !["and", "or", ")", ","].contains(next) else {
                let before = next.map { " before '\($0)'" } ?? " at the end"
                throw LabelProblem(message: "a label is missing\(before)")
            }
            place += 1
            return .label(next)
        }
    }
}

/// Why a text is no choice among labels.
public struct LabelProblem: Error, Sendable, Equatable {
    public let message: String
}
