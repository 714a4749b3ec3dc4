import Foundation
import Testing

@testable import ControlPlane

@Suite("docs/machines.md") struct MachinesTests {
    @Test("each row is in the state it is named after", arguments: Machines.all.indices)
    func rowsAreReached(position: Int) {
        let machine = Machines.all[position]
        #expect(machine.states.map { machine.state($0.reached) } == machine.states.map(\.name))
    }

    @Test("is what running the machines gives")
    func isCurrent() throws {
        let generated =
            "# Machines\n\nGenerated from runs of the control plane; `make docs` writes it anew. A cell "
            + "names the state "
            + "that follows and the rule\nthat says so; `·` is no change. Bounds are reached at their "
            + "latest.\n\n"
            + Machines.all.map(\.markdown).joined(separator: "\n")
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
