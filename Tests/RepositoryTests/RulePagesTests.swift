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
        let header = ["id", "says", "standing", "kind", "source", "enforced at", "tested at"]
        let rows = lines.map { line in
            [
                line.id.code, line.citation.says, line.citation.standing.rawValue,
                line.citation.kind.rawValue,
                line.citation.source, places(RuleIndex.current.enforced[line.id] ?? []),
                places(RuleIndex.current.tested[line.id] ?? []),
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

    private static func places(_ files: [String]) -> String {
        var seen: [String] = []
        for file in files where !seen.contains(file) { seen.append(file) }
        return seen.map { "`\($0)`" }.joined(separator: " ")
    }
}

@Suite("docs/rules") struct RulePagesTests {
    @Test("is what rulebook and repository say", arguments: RulePages.rooms)
    func isCurrent(room: String) throws {
        let generated = RulePages.page(of: room)
        if Repository.isRecording {
            try Repository.write(generated, to: RulePages.path(of: room))
            Issue.record("recorded \(room).md: read the difference, then run without LOCKSTEP_RECORD")
            return
        }
        let recorded = try Repository.read(RulePages.path(of: room))
        let before = recorded.split(separator: "\n"), after = generated.split(separator: "\n")
        #expect(after.filter { !before.contains($0) } == [], "`make docs` writes it anew")
        #expect(before.filter { !after.contains($0) } == [], "`make docs` writes it anew")
    }

    @Test("has a page for each room")
    func complete() {
        #expect(Set(Rulebook.lines.map(\.room)) == Set(RulePages.rooms))
    }
}
