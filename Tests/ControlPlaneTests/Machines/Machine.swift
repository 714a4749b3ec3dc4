import ControlPlane
import VirtualTime

/// One machine of the control plane as a table of transitions, in the rulebook's form.
struct Machine {
    /// The rulebook's number of it: `8.1`.
    let number: String
    let title: String
    let about: String
    let look: Transition.Look
    /// A word the rulebook puts behind the state's own: a mode of the resource.
    var mode: (Timeline) -> String = { _ in "" }
    /// Whether an event is a step of this machine: its rule is the one shown.
    let isStep: (AnyEvent) -> Bool
    let rows: [Transition]

    func run() -> MachineTable {
        let lines = rows.map { row in
            let found = TransitionRun.finding(of: row, in: self)
            let words = [found.before, "\(found.before) \(mode(row.start))"]
            return MachineTable.Line(
                page: row.page, state: row.state, event: row.event, condition: row.condition,
                isReached: words.contains(row.state), found: found)
        }
        return MachineTable(number: number, title: title, about: about, lines: lines)
    }
}

/// A machine whose rows have been run.
struct MachineTable: Sendable {
    struct Line: Sendable {
        let page: Int?
        let state: String
        let event: String
        let condition: String
        /// Whether the row really started in its state.
        let isReached: Bool
        let found: Finding

        var name: String {
            condition.isEmpty ? "\(state) · \(event)" : "\(state) · \(event) (\(condition))"
        }
    }

    let number: String
    let title: String
    let about: String
    let lines: [Line]

    var markdown: String {
        let header = ["State", "Event", "Guard", "Next", "Rule", "Within"]
        let cells = lines.map {
            [$0.state, $0.event, $0.condition, $0.found.next, $0.found.rule, $0.found.withinText]
        }
        let rows = ([header, header.map { _ in "---" }] + cells).map { row in
            "|" + row.map { $0.isEmpty ? " |" : " \($0) |" }.joined()
        }
        return "## \(number) \(title)\n\n\(about)\n\n\(rows.joined(separator: "\n"))\n"
    }
}

/// The machines of the control plane, in the rulebook's order.
enum Machines {
    private static var all: [Machine] {
        [
            vault, key, cluster, clusterKey, workspace, link, account, onboarding, sentinelAccess,
            registration, operation,
        ]
    }
    /// What running them has shown.
    static let tables = all.map { $0.run() }

    static let page =
        """
        # Machines

        Generated from runs of the control plane; `make docs` writes it anew. Each row was run: its state
        reached, its guard arranged, its event brought about. The next state was read off the world and the
        rule off the entry that brought it. `Within` is the time until the state had changed, every choice
        point at its latest; `—` says that it never does. The numbers are those of the rulebook, and where the
        two differ [0011](decisions/0011-machines-and-the-rulebook.md) says which is right.


        """ + tables.map(\.markdown).joined(separator: "\n")
}
