extension RunResult {
    /// The line that runs this run again, and nothing else.
    public var commandLine: String {
        var words = ["lockstep", "run", Self.quoted(file)]
        if let row { words += ["--case", Self.quoted(row)] }
        words += ["--seed", Self.quoted(seed)]
        // What the file pins by name it pins again; the rest follows one policy.
        if let policy = choices.split(separator: " ").first(where: { !$0.contains("=") }) {
            words += ["--choices", Self.quoted(String(policy))]
        }
        if !rules.isEmpty, rules != Vocabulary.profiles[0] { words += ["--rules", Self.quoted(rules)] }
        return words.joined(separator: " ")
    }

    /// As a shell takes it for one word.
    private static func quoted(_ text: String) -> String {
        let isPlain = text.allSatisfy {
            $0.isASCII && ($0.isLetter || $0.isNumber || "._/:@%+=-".contains($0))
        }
        if isPlain, !text.isEmpty { return text }
        return "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''")
            + "'"
    }
}
