import ControlPlane
import Testing

/// One page a room: what it promises, on whose word, and where to look.
enum RulePages {
    static let rooms = [
        "VirtualTime", "Resources", "Identity", "KeyVault", "LogAnalytics", "CosmosDB", "Sentinel",
    ]

    static func path(of room: String) -> String { "docs/rules/\(room).md" }

    static func page(of room: String) -> String {
        let lines = Rulebook.lines.filter { $0.room == room }
        let header = [
            "id", "says", "standing", "kind", "within", "source", "enforced at", "tested at", "told in",
        ]
        let rows = lines.map { line in
            [
                line.id.code, line.citation.says, line.citation.standing.rawValue,
                line.citation.kind.rawValue, line.citation.within?.range ?? "",
                line.citation.source, places(RuleIndex.current.enforced[line.id] ?? []),
                places(RuleIndex.current.tested[line.id] ?? []),
                places(RuleIndex.current.fired[line.id]?.scenarios ?? []),
            ]
        }
        let table = ([header, header.map { _ in "---" }] + rows).map { "| \($0.joined(separator: " | ")) |" }
        return """
            # Rules of \(room)

            Generated from the rulebook and the text of the repository; `make docs` writes it anew. Sources: \
            [sources.yaml](sources.yaml).

            \(table.joined(separator: "\n"))

            """
    }

    static let matrixPath = "docs/rules/README.md"

    /// The first page: every rule, whether it is enforced, tested and told, and in which state of the
    /// documents.
    static func matrix() -> String {
        let index = RuleIndex.current
        func mark(_ places: [String]?) -> String { places?.isEmpty == false ? "×" : "" }
        let header =
            ["rule", "room", "standing", "kind", "enforced", "tested", "told"]
            + Profile.allCases.map(\.rawValue)
        let rows = Rulebook.lines.map { line in
            [
                line.id.code, "[\(line.room)](\(line.room).md)", line.citation.standing.rawValue,
                line.citation.kind.rawValue, mark(index.enforced[line.id]), mark(index.tested[line.id]),
                mark(index.fired[line.id]?.scenarios),
            ] + Profile.allCases.map { line.profiles.contains($0) ? "×" : "" }
        }
        let table = ([header, header.map { _ in "---" }] + rows).map { "| \($0.joined(separator: " | ")) |" }
        let left = NonGoal.all.map {
            "- **\($0.id)** \($0.says) \($0.reason) ([\($0.room)](../non-goals/\($0.room.lowercased()).md))"
        }
        let gaps = Contradiction.all.map { gap in
            "| \(gap.id) | \(gap.topic) | \(gap.readings.joined(separator: "; ")) | \(gap.taken) | "
                + "\(gap.choice.text) | \(gap.rules.joined(separator: " ")) |"
        }
        return """
            # The rules

            Generated from the rulebook and the text of the repository; `make docs` writes it anew. \
            `lockstep explain ID` says the same of one rule. *Told* means that it fires in a scenario: see \
            [Scenarios](../../Scenarios).

            \(Rulebook.lines.count) rules are kept, \(NonGoal.all.count) are left out.

            \(table.joined(separator: "\n"))

            ## Left out

            \(left.isEmpty ? "None." : left.joined(separator: "\n"))

            ## Where the documents disagree

            | id | topic | readings | taken | another reading | rules |
            | --- | --- | --- | --- | --- | --- |
            \(gaps.joined(separator: "\n"))

            """
    }

    private static func places(_ files: [String]) -> String {
        var seen: [String] = []
        for file in files where !seen.contains(file) { seen.append(file) }
        return seen.map { "`\($0)`" }.joined(separator: " ")
    }
}

@Suite("docs/rules") struct RulePagesTests {
    @Test("is what rulebook and repository say", arguments: RulePages.rooms)
    func isCurrent(room: String) throws {
        try hold(RulePages.page(of: room), to: RulePages.path(of: room))
    }

    @Test("has a first page with all of them")
    func matrix() throws {
        try hold(RulePages.matrix(), to: RulePages.matrixPath)
    }

    private func hold(_ generated: String, to path: String) throws {
        if Repository.isRecording {
            try Repository.write(generated, to: path)
            Issue.record("recorded \(path): read the difference, then run without LOCKSTEP_RECORD")
            return
        }
        let before = try Repository.read(path).split(separator: "\n"),
            after = generated.split(separator: "\n")
        #expect(after.filter { !before.contains($0) }.first == nil, "`make docs` writes it anew")
        #expect(before.filter { !after.contains($0) }.first == nil, "`make docs` writes it anew")
    }

    @Test("has a page for each room")
    func complete() {
        #expect(Set(Rulebook.lines.map(\.room)) == Set(RulePages.rooms))
    }
}
