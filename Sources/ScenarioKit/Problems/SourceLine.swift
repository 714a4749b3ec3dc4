/// A line whose columns are found without counting from its start each time: a whole file may be one line.
struct SourceLine: Hashable, Sendable {
    private static let stride = 64
    let text: Substring
    /// Where every 64th column begins, but the first.
    private let marks: [Substring.Index]
    /// In Unicode scalars.
    let count: Int

    init(_ text: Substring) {
        self.text = text
        let scalars = text.unicodeScalars
        var marks: [Substring.Index] = [], start = scalars.startIndex
        while let next = scalars.index(start, offsetBy: Self.stride, limitedBy: scalars.endIndex) {
            marks.append(next)
            start = next
        }
        self.marks = marks
        count = marks.count * Self.stride + scalars[start...].count
    }

    /// From a column, counted from 1, to the end; nothing beyond it.
    func rest(from column: Int) -> Substring.UnicodeScalarView {
        let (mark, more) = max(0, column - 1).quotientAndRemainder(dividingBy: Self.stride)
        let scalars = text.unicodeScalars
        guard mark <= marks.count else { return scalars[scalars.endIndex...] }
        return scalars[(mark == 0 ? scalars.startIndex : marks[mark - 1])...].dropFirst(more)
    }
}
