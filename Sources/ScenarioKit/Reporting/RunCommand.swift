import VirtualTime

/// The command line that makes one run again, on the same machine or another one.
enum RunCommand {
    static func text(for result: RunResult, _ options: RunOptions) -> String {
        var words = ["lockstep", "run", result.file]
        if let row = result.row { words += ["--case", row] }
        if let rules = options.rules { words += ["--rules", rules] }
        if let seed = options.seed { words += ["--seed", seed] }
        if let choices = options.choices { words += ["--choices", choices] }
        for use in options.assumptions { words += ["--assume", "\(use.name)=\(use.reading)"] }
        for timing in options.timings {
            words += ["--timing", "\(timing.name)=\(timing.least.text)..\(timing.most.text)"]
        }
        return words.map(quoted).joined(separator: " ")
    }

    /// A word as a shell takes it.
    private static func quoted(_ word: String) -> String {
        let plain = word.allSatisfy {
            $0.isASCII && ($0.isLetter || $0.isNumber || "/._-=:+,@%".contains($0))
        }
        guard !plain || word.isEmpty else { return word }
        return "'" + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''")
            + "'"
    }
}
