/// Finds the word that was probably meant.
public enum Suggestion {
    /// The nearest of the known words, when few enough letters differ.
    public static func nearest(to word: String, among known: some Sequence<String>) -> String? {
        let lowered = word.lowercased()
        let limit = max(1, word.count / 3)
        var best: (word: String, distance: Int)?
        for candidate in known {
            if candidate.lowercased() == lowered { return candidate }
            let distance = editDistance(lowered, candidate.lowercased())
            if distance < (best?.distance ?? .max) { best = (candidate, distance) }
        }
        if let best, best.distance <= limit { return best.word }
        return known.first {
            word.count >= 4 && ($0.lowercased().hasPrefix(lowered) || lowered.hasPrefix($0))
        }
    }

    /// `did you mean 'x'?`, or nothing.
    public static func phrase(for word: String, among known: some Sequence<String>) -> String {
        nearest(to: word, among: known).map { "did you mean '\($0)'?" } ?? ""
    }

    /// Insertions, deletions, replacements and swaps of neighbors that lead from one word to the other.
    public static func editDistance(_ left: String, _ right: String) -> Int {
        let a = Array(left.unicodeScalars.prefix(64)), b = Array(right.unicodeScalars.prefix(64))
        guard !a.isEmpty, !b.isEmpty else { return max(a.count, b.count) }
        var before: [Int] = []
        var above = Array(0...b.count)
        for i in 1...a.count {
            var row = [i]
            for j in 1...b.count {
                let replaced = above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)
                var cost = min(replaced, above[j] + 1, row[j - 1] + 1)
                if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
                    cost = min(cost, before[j - 2] + 1)
                }
                row.append(cost)
            }
            (before, above) = (above, row)
        }
        return above[b.count]
    }
}
