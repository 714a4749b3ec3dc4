import VirtualTime

/// JUnit's XML: a suite for each file, a case for each run.
///
/// `time` is in seconds of the machine, which is what the readers of this format sum up; virtual time stands
/// among the properties.
struct JUnitReport: RunReport {
    private var suites: [String] = []

    mutating func add(_ file: ReportedFile) -> String {
        suites.append(Self.suite(file))
        return ""
    }

    mutating func finish(_ totals: RunTotals) -> String {
        let counts = Self.counts(tests: totals.runs, failed: totals.failed, skipped: totals.skipped)
        let head = "<testsuites name=\"lockstep\" \(counts) time=\"\(Self.seconds(totals.wall))\">"
        return (["<?xml version=\"1.0\" encoding=\"UTF-8\"?>", head] + suites + ["</testsuites>"])
            .map { $0 + "\n" }.joined()
    }

    private static func suite(_ file: ReportedFile) -> String {
        var totals = RunTotals()
        totals.add(file)
        let wall = file.runs.reduce(Duration.zero) { $0 + $1.wall }
        let counts = counts(tests: totals.runs, failed: totals.failed, skipped: totals.skipped)
        let path = XMLText.attribute(file.source.file)
        let head =
            "  <testsuite name=\"\(path)\" \(counts) time=\"\(seconds(wall))\" file=\"\(path)\">"
        return ([head] + file.runs.map { testCase($0, file) } + ["  </testsuite>"]).joined(separator: "\n")
    }

    private static func counts(tests: Int, failed: Int, skipped: Int) -> String {
        "tests=\"\(tests)\" failures=\"\(failed)\" errors=\"0\" skipped=\"\(skipped)\""
    }

    private static func testCase(_ run: ReportedRun, _ file: ReportedFile) -> String {
        let result = run.result
        let name = XMLText.attribute(result.caseName)
        let group = XMLText.attribute(HumanReport.stem(result.file))
        var lines = [
            "    <testcase name=\"\(name)\" classname=\"\(group)\" file=\"\(XMLText.attribute(result.file))\""
                + " line=\"\(result.place.line)\" time=\"\(seconds(run.wall))\">",
            "      <properties>",
        ]
        for (name, value) in properties(run) {
            lines.append("        <property name=\"\(name)\" value=\"\(XMLText.attribute(value))\"/>")
        }
        lines.append("      </properties>")
        if let message = result.failureMessage {
            let kind = result.problem == nil ? result.failedStep?.verb ?? "always" : "world"
            let text = XMLText.escaped(result.failureText(source: file.source))
            lines.append(
                "      <failure message=\"\(XMLText.attribute(message))\" type=\"\(kind)\">\(text)</failure>")
        }
        if result.verdict == .skipped {
            lines.append("      <skipped message=\"\(XMLText.attribute(result.reason ?? ""))\"/>")
        }
        return (lines + ["    </testcase>"]).joined(separator: "\n")
    }

    private static func properties(_ run: ReportedRun) -> [(String, String)] {
        let result = run.result
        return [
            ("world", result.world), ("rules", result.rules), ("seed", result.seed),
            ("choices", result.choices),
            ("assumptions", result.assumptions.map { "\($0.name)=\($0.reading)" }.joined(separator: " ")),
            ("virtualDuration", result.virtualDuration.text), ("stateHash", result.stateHash),
            ("command", run.command),
        ].filter { !$0.1.isEmpty }
    }

    /// Seconds with three places.
    private static func seconds(_ duration: Duration) -> String {
        let milliseconds = duration.wholeMilliseconds
        let rest = String(milliseconds % 1_000)
        return "\(milliseconds / 1_000).\(String(repeating: "0", count: 3 - rest.count))\(rest)"
    }
}
