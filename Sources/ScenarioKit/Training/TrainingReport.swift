public import VirtualTime

/// The debrief as text for a terminal.
public enum TrainingReport {
    public static func text(_ debrief: TrainingDebrief) -> String {
        var lines = [
            "DEBRIEF  \(debrief.title)", "",
            "Score \(debrief.score.total) of \(debrief.score.maximum), pass \(debrief.score.pass): "
                + verdict(debrief.score), "",
        ]
        lines += sheet(debrief.score, start: debrief.start)
        lines += ["", "TIMELINE"]
        for line in debrief.timeline {
            let offset = VirtualTimeText.offset(line.at, from: debrief.start)
            lines.append("  \(padded(offset, 16))\(padded(line.kind, 12))\(line.text)")
        }
        lines += ["", "AND OTHERWISE?"]
        for lane in debrief.lanes {
            guard lane.problem == nil || !lane.lostMinutes.isEmpty else {
                lines.append("  \(padded(lane.name, 44))\(lane.problem ?? "")")
                continue
            }
            lines.append(
                "  \(padded(lane.name, 44))\(lane.lostMinutes) lost minutes, \(lane.darkMinutes) dark, "
                    + "\(lane.lostRecords) records\(lane.problem.map { " (\($0))" } ?? "")")
        }
        if let questions = debrief.questions { lines += ["", "QUESTIONS", questions] }
        return lines.joined(separator: "\n")
    }

    public static func verdict(_ score: TrainingScore) -> String {
        score.isFatal ? "failed, whatever the score" : score.isPassed ? "passed" : "not passed"
    }

    /// A line a goal, and a line a penalty that fell: what it came to, and why.
    public static func sheet(_ score: TrainingScore, start: Instant) -> [String] {
        var lines = score.goals.filter { !$0.isSecret || $0.metAt != nil }.map { goal in
            let mark = goal.metAt == nil ? "[    ]" : "[done]"
            var why = "\(goal.points)"
            if let at = goal.metAt {
                why = "\(goal.worth) of \(goal.points) (\(VirtualTimeText.offset(at, from: start)))"
            } else if let now = goal.worthNow {
                why = "\(now) now of \(goal.points)"
                if let deadline = goal.deadline {
                    why += ", until \(VirtualTimeText.offset(deadline, from: start))"
                }
            }
            if goal.hintCost > 0 { why += ", hints \(-goal.hintCost)" }
            return "  \(mark) \(padded(goal.id, 14))\(padded(why, 36))\(goal.title)"
        }
        lines += score.penalties.filter { $0.appliedAt != nil }.map { penalty in
            let mark = penalty.isFatal ? "[!!!!]" : "[ -- ]"
            return "  \(mark) \(padded(penalty.id, 14))\(padded("\(penalty.points)", 36))\(penalty.message)"
        }
        return lines
    }

    private static func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(1, width - text.count))
    }
}
