/// Workflow commands of GitHub Actions, which show what failed beside the line of the file.
struct GitHubReport: RunReport {
    mutating func add(_ file: ReportedFile) -> String {
        file.runs.flatMap { Self.lines($0.result) }.map { $0 + "\n" }.joined()
    }

    mutating func finish(_ totals: RunTotals) -> String { "" }

    private static func lines(_ result: RunResult) -> [String] {
        var lines = result.warnings.map { warning in
            line("warning", result, warning.labels.first?.place ?? result.place, warning.message)
        }
        if let message = result.failureMessage { lines.append(line("error", result, result.place, message)) }
        return lines
    }

    private static func line(
        _ level: String, _ result: RunResult, _ place: SourcePlace, _ message: String
    ) -> String {
        let title = [result.caseName, result.failedStep?.title].compactMap { $0 }.joined(separator: ": ")
        return "::\(level) file=\(property(result.file)),line=\(place.line),col=\(place.column),"
            + "endColumn=\(place.column + place.length),title=\(property(title))::\(data(message))"
    }

    private static func data(_ text: String) -> String { replaced(text, ["%", "\r", "\n"]) }
    private static func property(_ text: String) -> String { replaced(text, ["%", "\r", "\n", ":", ","]) }

    /// What has a meaning in a command, as a percent sign and two digits.
    private static func replaced(_ text: String, _ meaningful: Set<Unicode.Scalar>) -> String {
        var replaced = ""
        for scalar in text.unicodeScalars {
            guard meaningful.contains(scalar) else {
                replaced.unicodeScalars.append(scalar)
                continue
            }
            let digits = String(scalar.value, radix: 16, uppercase: true)
            replaced += "%\(digits.count == 1 ? "0" : "")\(digits)"
        }
        return replaced
    }
}
