/// The names that expressions may use at one place of a file.
struct ScopeNames {
    static let reserved: Set<String> = [
        "vars", "case", "matrix", "now", "T", "journal", "true", "false", "null", "and", "or", "not",
        "implies", "in",
        "contains", "startsWith", "matches",
    ]

    /// Members of `vars`, `case` and `matrix`; nil where the file, or the block, has none of them.
    var groups: [String: [String]] = [:]
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
    var goals: [String]?

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
