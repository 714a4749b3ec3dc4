/// The names that expressions may use at one place of a file.
struct ScopeNames {
    static let reserved: Set<String> = [
        "vars", "case", "matrix", "now", "T", "journal", "true", "false", "null", "and", "or", "not",
        "implies", "in",
        "contains", "startsWith", "matches",
    ]

    /// Members of `vars`, `case` and `matrix`; nil where the file, or the block, has none of them.
    var groups: [String: WordList] = [:]
    /// Captured variables, and marks, whose results can be read by name.
    var variables: Set<String> = []
    /// Names of instants.
    var marks: Set<String> = []
    /// Names that some step of the file binds, this or a later one.
    var boundSomewhere: Set<String> = []
    /// The fields of a journal entry and the variables of quantifiers.
    var locals: Set<String> = []

    /// Whether measures may be named that only a search over futures computes.
    var ranks = false
    /// The goals of the exercise; nil where there is none to ask about.
    var goals: WordList?

    func with(_ names: some Sequence<String>) -> ScopeNames {
        var scope = self
        scope.locals.formUnion(names)
        return scope
    }

    func knows(_ name: String) -> Bool {
        locals.contains(name) || variables.contains(name) || groups[name] != nil
            || name == "now" || name == "T" || name == "journal" || Vocabulary.measures.contains(name)
    }

    var suggestions: [String] {
        (Array(locals) + Array(variables) + Array(groups.keys)).sorted() + ["now", "journal"]
    }
}

/// Words in the order they were given, found without looking at each.
struct WordList {
    let words: [String]
    private let known: Set<String>

    init(_ words: [String]) {
        self.words = words
        known = Set(words)
    }

    /// As a message lists them: not by the thousand.
    var shown: String {
        let most = 40
        return words.prefix(most).joined(separator: ", ") + (words.count > most ? ", …" : "")
    }

    func contains(_ word: String) -> Bool { known.contains(word) }
}
