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

    /// A first line, the excerpt, and what there is to remark below it.
    func message(_ head: String, file: String, remarks: [String]) -> String {
        var lines = [head] + self.lines(file: file)
        if !remarks.isEmpty { lines.append("\(margin)|") }
        for remark in remarks { lines.append("\(margin)= \(remark)") }
        return lines.joined(separator: "\n")
    }

    func lines(file: String) -> [String] {
        guard let first = labels.first else { return [] }
        let arrow = String(repeating: " ", count: numberWidth)
        let name = first.place.file ?? file
        var lines = ["\(arrow)--> \(name):\(first.place.line):\(first.place.column)", "\(margin)|"]
        var groups = earlier.map { [(mark: Character("-"), labels: [$0])] } ?? []
        for label in labels {
            if let last = groups.last, last.mark == "^", last.labels[0].place.line == label.place.line {
                groups[groups.count - 1].labels.append(label)
            } else {
                groups.append((mark: "^", labels: [label]))
            }
        }
        var shown: Int?
        for group in groups {
            let line = group.labels[0].place.line
            if let shown, line > shown + 1 { lines.append("\(margin):") }
            let window = Window(source.line(of: group.labels[0].place), around: group.labels[0].place)
            if shown != line { lines.append(numbered(line, window)) }
            lines += rows(of: group.labels).map { "\(margin)| \(marked($0, group.mark, in: window))" }
            shown = line
        }
        return lines
    }

    private func numbered(_ line: Int, _ window: Window) -> String {
        let number = String(line)
        let padding = String(repeating: " ", count: numberWidth - number.count)
        return window.text.isEmpty ? "\(padding)\(number) |" : "\(padding)\(number) | \(window.text)"
    }

    /// Labels of one line from left to right; one whose words would run into the next has a row of its own.
    private func rows(of labels: [Problem.Label]) -> [[Problem.Label]] {
        let sorted = labels.enumerated().sorted {
            ($0.element.place.column, $0.offset) < ($1.element.place.column, $1.offset)
        }
        var rows: [[Problem.Label]] = []
        var end = 0
        for label in sorted.map(\.element) {
            let fits = label.place.column > end + 1 && !rows.isEmpty
            if fits { rows[rows.count - 1].append(label) } else { rows.append([label]) }
            end = label.place.column + label.place.length + label.text.unicodeScalars.count
        }
        return rows
    }

    private func marked(_ labels: [Problem.Label], _ mark: Character, in window: Window) -> String {
        var text = ""
        for label in labels {
            text += window.indent(to: label.place.column, from: text.unicodeScalars.count)
            text += String(repeating: mark, count: window.length(of: label.place))
            if !label.text.isEmpty { text += " \(Window.harmless(label.text))" }
        }
        return text
    }
}

/// The part of a line that is shown.
private struct Window {
    private let scalars: [Unicode.Scalar]
    private let start: Int
    private let isCut: Bool

    /// Lines longer than this are cut around what is marked.
    private static let longestLine = 150
    private static let shown = 120

    init(_ line: SourceLine, around place: SourcePlace) {
        isCut = line.count > Self.longestLine
        start = isCut ? max(0, min(place.column - 1, line.count) - Self.shown / 2) : 0
        scalars = Array(line.rest(from: start + 1).prefix(isCut ? Self.shown : line.count))
    }

    var text: String {
        let inside = Self.harmless(String(String.UnicodeScalarView(scalars)))
        guard isCut else { return inside }
        return "\(start > 0 ? "…" : "")\(inside)…"
    }

    private var shift: Int { isCut && start > 0 ? start - 1 : start }

    /// What leads from so many characters of a row to a column of the file. Tabs stay tabs, so that carets
    /// stand under what they mean on every terminal.
    func indent(to column: Int, from written: Int) -> String {
        var indent = ""
        for position in written..<max(written, column - 1 - shift) {
            let index = position - (start - shift)
            let isTab = scalars.indices.contains(index) && scalars[index] == "\t"
            indent.append(isTab ? "\t" : " ")
        }
        return indent
    }

    /// Never beyond what is shown.
    func length(of place: SourcePlace) -> Int {
        let rest = start + scalars.count - (place.column - 1)
        return max(1, min(place.length, rest))
    }

    /// Control characters could move a terminal's cursor or recolor it, so none is passed on.
    static func harmless(_ text: String) -> String {
        var view = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            let isControl = scalar.properties.generalCategory == .control && scalar != "\t"
            let turns = (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
            view.append(isControl || turns || scalar == "\u{FEFF}" ? "\u{FFFD}" : scalar)
        }
        return String(view)
    }
}
