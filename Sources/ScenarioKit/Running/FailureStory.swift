import VirtualTime

/// What the past of a run says about an expectation that failed.
struct FailureStory {
    let state: RunState
    /// Where the expectation begins; the start of the run for one that looks at a single instant.
    let origin: Instant

    /// Entries that changed something, faults and rules; reads and the clock itself explain nothing.
    private var entries: [JournalEntry] {
        state.world.entries(from: state.context.startPosition).filter {
            $0.at >= origin && $0.kind != "request" && $0.kind != "clock"
        }
    }

    /// Without the date where that is the date of the run's start.
    func clock(_ instant: Instant) -> String {
        let text = instant.iso8601
        return text.prefix(10) == state.context.start.iso8601.prefix(10) ? String(text.dropFirst(11)) : text
    }

    var rules: [String] {
        entries.compactMap { $0.fields["rule"]?.text }.reduce(into: []) {
            if !$0.contains($1) { $0.append($1) }
        }
    }

    /// The latest entries since the origin, faults that still act, and what falls due next.
    var because: [String] {
        var lines = entries.filter { $0.kind != "rule" || $0.fields["severity"] != "effect" }.suffix(8).map {
            "\(clock($0.at))  \(JournalLine.text($0))"
        }
        if lines.isEmpty { lines = ["nothing has changed since \(clock(origin))"] }
        for (name, fault) in state.context.faults.sorted(by: { $0.key < $1.key }) {
            let targets = (fault.targets + fault.between).map(\.description).joined(separator: ", ")
            let place = targets.isEmpty ? "" : " on \(targets)"
            lines.append("fault '\(name)' (\(fault.type))\(place) was not cleared")
        }
        if let due = state.world.nextDue() { lines.append("the next event is due at \(clock(due))") }
        return lines
    }

    /// `of 'revoked' (09:00:00Z, line 25)`, or from when to when.
    func timeNote(of time: Check.Time, until end: Instant) -> String {
        if case .within(_, let of?, _) = time, case .mark(let name)? = of.ready?.base,
            let mark = state.context.marks[name]
        {
            return "of '\(name)' (\(clock(mark.at)), line \(mark.place.line))"
        }
        return "from \(clock(origin)) to \(clock(end))"
    }

    /// Each property that was looked at with the values it had since the origin.
    func lanes(of parts: [ConditionReading.Part]) -> [ValueLane] {
        let first = state.context.history.world(at: origin).map { [$0] } ?? []
        let rest = state.context.history.moments(after: origin, before: .distantFuture).map(\.world)
        return parts.filter { $0.matters && $0.code == .state }.compactMap { part in
            let pieces = part.subject.split(separator: ".")
            guard pieces.count >= 2, let reference = Reference(pieces.dropLast().joined(separator: ".")),
                let property = pieces.last.map(String.init)
            else { return nil }
            var lane = ValueLane(subject: part.subject, stretches: [], holds: part.holds)
            for world in first + rest {
                let shown = ProbeReader(world: world).value(reference, property)?.said ?? "absent"
                if lane.stretches.last?.value != shown {
                    lane.stretches.append(.init(since: world.now, value: shown))
                }
            }
            // The beginning and the end tell most of a value that never rests.
            if lane.stretches.count > 6 {
                lane.stretches = lane.stretches.prefix(2) + lane.stretches.suffix(4)
            }
            return lane.stretches.isEmpty ? nil : lane
        }
    }
}
