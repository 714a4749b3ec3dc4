import ControlPlane
import Foundation
import Testing

/// The table behind `lockstep rules` and `lockstep explain`: what the repository says of each rule.
enum TraceTable {
    static let path = "Sources/Simulation/Explanations/TraceTable.swift"

    static func text(_ index: RuleIndex) -> String {
        var rows = Rulebook.lines.map { line in
            let fired = index.fired[line.id]
            return [
                "rule", line.id.code, unique(index.enforced[line.id] ?? []),
                unique(index.tested[line.id] ?? []), unique(fired?.scenarios ?? []),
                (fired?.example ?? "").replacingOccurrences(of: "|", with: "¦"),
            ]
        }
        rows += SettingIndex.current.readers.map { ["setting", $0.name, unique($0.files)] }
        rows += sources
        return """
            // swift-format-ignore-file

            /// Generated from the text of the repository: `make docs` writes it anew.
            enum TraceTable {
                static let text = #\"\"\"
            \(rows.map { "        " + $0.joined(separator: "|") }.joined(separator: "\n"))
                    \"\"\"#
            }

            """
    }

    /// What citations name, for whoever has the program and not the repository.
    private static var sources: [[String]] {
        let entry = /(?m)^([A-Z0-9@-]+):\n  title: (.*)\n  where: (.*)\n  date: (.*)$/
        let text = (try? Repository.read("docs/rules/sources.yaml")) ?? ""
        return text.matches(of: entry).map { match in
            ["source"] + [match.1, match.2, match.3, match.4].map(String.init)
        }
    }

    private static func unique(_ words: [String]) -> String {
        var seen: [String] = []
        for word in words where !seen.contains(word) { seen.append(word) }
        return seen.joined(separator: " ")
    }
}

@Suite("The table of traces") struct RuleTraceTests {
    @Test("is what rulebook, repository and golden traces say")
    func isCurrent() throws {
        let generated = TraceTable.text(RuleIndex.current)
        if Repository.isRecording {
            try Repository.write(generated, to: TraceTable.path)
            Issue.record(
                "recorded the table of traces: read the difference, then run without LOCKSTEP_RECORD")
            return
        }
        let before = try Repository.read(TraceTable.path).split(separator: "\n")
        let after = generated.split(separator: "\n")
        #expect(after.filter { !before.contains($0) }.first == nil, "`make docs` writes it anew")
        #expect(before.filter { !after.contains($0) }.first == nil, "`make docs` writes it anew")
    }

    @Test("a rule that only a step's name mentions has not fired")
    func mentioned() {
        let trace = GoldenTrace(
            name: "a",
            text: """
                T+0s  KV-KEY-01 · a name: passed 400 KV-KEY-02
                                   PUT https://h/p → 400 BadParameter
                  T+0s  event key created KV-KEY-03
                """)
        #expect(trace.firings.map(\.id.code) == ["KV-KEY-02", "KV-KEY-03"])
        #expect(trace.firings.first?.example == "PUT https://h/p → 400 BadParameter")
    }

    @Test("a rule that a run was asked to keep, and kept, has fired")
    func held() {
        let trace = GoldenTrace(name: "a", text: "# a: KV-KEY-01\n# holds rule TIME-01\n# passed\n")
        #expect(trace.firings.map(\.id.code) == ["TIME-01"])
    }
}
