/// Lines of a file with carets under the places that matter.
struct SourceExcerpt {
    let source: SourceText
    let labels: [Problem.Label]
    var earlier: Problem.Label?

    private var numberWidth: Int {
        let numbers = labels.map(\.place.line) + (earlier.map { [$0.place.line] } ?? [])
        return String(numbers.max() ?? 1).count
    }

    /// The empty margin under the line numbers.
    var margin: String { String(repeating: " ", count: numberWidth + 1) }

    func lines(file: String) -> [String] {
        guard let first = labels.first else { return [] }
        let name = first.place.file ?? file
        var lines = ["\(margin)--> \(name):\(first.place.line):\(first.place.column)", "\(margin) |"]
        var shown: Int?
        if let earlier {
            lines += [numbered(earlier.place), marked(earlier, with: "-")]
            if first.place.line > earlier.place.line + 1 { lines.append("\(margin) :") }
            shown = earlier.place.line
        }
        for label in labels {
            if let shown, label.place.line > shown + 1, earlier == nil { lines.append("\(margin) :") }
            if shown != label.place.line { lines.append(numbered(label.place)) }
            lines.append(marked(label, with: "^"))
            shown = label.place.line
        }
        lines.append("\(margin) |")
        return lines
    }

    private func numbered(_ place: SourcePlace) -> String {
        let number = String(place.line)
        let padding = String(repeating: " ", count: numberWidth - number.count)
        let text = source.line(of: place)
        return text.isEmpty ? "\(padding)\(number)  |" : "\(padding)\(number)  | \(text)"
    }

    private func marked(_ label: Problem.Label, with mark: Character) -> String {
        // Tabs stay tabs, so that the carets stand under what they mean on every terminal.
        let scalars = source.line(of: label.place).unicodeScalars
        var indent = ""
        for scalar in scalars.prefix(label.place.column - 1) { indent.append(scalar == "\t" ? "\t" : " ") }
        let missing = label.place.column - 1 - indent.unicodeScalars.count
        if missing > 0 { indent += String(repeating: " ", count: missing) }
        let carets = String(repeating: mark, count: label.place.length)
        return "\(margin) | \(indent)\(carets)\(label.text.isEmpty ? "" : " \(label.text)")"
    }
}
