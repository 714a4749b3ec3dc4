import ControlPlane
import VirtualTime

/// A machine shown by running it: every state of the story's resource × everything that may happen to it.
struct MachineTable {
    typealias Act = (inout Timeline) -> Void

    let title: String
    let about: String
    let states: [(name: String, reached: Timeline)]
    let triggers: [(name: String, act: Act)]
    /// The state's word; the same as the row's name.
    let state: (Timeline) -> String
    /// Whether an event is a step of this machine: its rule is the one shown.
    let isStep: (AnyEvent) -> Bool

    var markdown: String {
        let header = ["from \\ on"] + triggers.map(\.name)
        let rows = states.map { row in [row.name] + triggers.map { cell(row.reached, $0.act) } }
        let lines = ([header, header.map { _ in "---" }] + rows).map { "| \($0.joined(separator: " | ")) |" }
        return "## \(title)\n\n\(about)\n\n\(lines.joined(separator: "\n"))\n"
    }

    private func cell(_ before: Timeline, _ act: Act) -> String {
        var timeline = before
        act(&timeline)
        let entries = timeline.entries.entries(after: before.world.sequence)
        if let refusal = entries.first?.refusal { return "refused: \(refusal.because[0])" }
        let step = entries.flatMap(\.rulings).last { isStep($0.event) }
        let next = state(timeline)
        guard next != state(before) else { return step.map { "stays (\($0.because))" } ?? "·" }
        return step.map { "**\(next)** (\($0.because))" } ?? "**\(next)**"
    }
}

extension Timeline {
    func after(_ acts: MachineTable.Act...) -> Timeline {
        var timeline = self
        for act in acts { act(&timeline) }
        return timeline
    }
}
