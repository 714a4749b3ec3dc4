import Foundation
import Testing

@Suite("docs/machines.md") struct MachinesTests {
    @Test("each row starts in the state it is named after", arguments: Machines.tables.indices)
    func rowsAreReached(position: Int) {
        let table = Machines.tables[position]
        #expect(table.lines.filter { !$0.isReached }.map { "\($0.name): \($0.found.before)" } == [])
    }

    @Test("each row has a rule, but for those that ask for what is there already")
    func rowsHaveRules() {
        let silent = Machines.tables.flatMap { table in
            table.lines.filter { $0.found.rule.isEmpty && $0.found.next != $0.state }
                .map { "\(table.number) \($0.name)" }
        }
        #expect(silent == [])
    }

    @Test("is what running the machines gives")
    func isCurrent() throws {
        let generated = Machines.page
        let url = URL(filePath: #filePath).appending(path: "../../../../docs/machines.md").standardized

        if ProcessInfo.processInfo.environment["LOCKSTEP_RECORD"] == "1" {
            try generated.write(to: url, atomically: true, encoding: .utf8)
            Issue.record(
                "recorded \(url.lastPathComponent): read the difference, then run without LOCKSTEP_RECORD")
            return
        }

        let recorded = try String(contentsOf: url, encoding: .utf8).split(separator: "\n")
        let differing = generated.split(separator: "\n").filter { !recorded.contains($0) }
        #expect(differing == [], "LOCKSTEP_RECORD=1 writes it anew")
        #expect(recorded.count == generated.split(separator: "\n").count)
    }
}
