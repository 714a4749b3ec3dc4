import VirtualTime

/// What changed in a run over virtual time: a lane for each property of each thing that changed.
struct RunTimeline {
    struct Segment {
        let from: Instant
        let to: Instant
        let value: String
        /// The sequence of the entry that brought it about; nil for what was so from the start.
        let entry: Int?
        let rule: String?
    }

    struct Lane {
        let thing: String
        let property: String
        var segments: [Segment]

        var title: String { "\(thing) \(property)" }
    }

    let lanes: [Lane]

    /// From the run's own journal; what a fork did is not in it.
    init(_ result: RunResult) {
        var lanes: [Lane] = []
        for entry in result.journal {
            guard let change = Change(entry) else { continue }
            let place: Int
            if let known = lanes.firstIndex(where: { $0.title == change.title }) {
                place = known
            } else {
                place = lanes.count
                let first = result.firstValues[change.title] ?? change.unheard
                lanes.append(
                    Lane(
                        thing: change.thing, property: change.property,
                        segments: [
                            Segment(
                                from: result.startedAt, to: result.endedAt, value: first, entry: nil,
                                rule: nil)
                        ]))
            }
            lanes[place].change(to: change.value, entry, until: result.endedAt)
        }
        self.lanes = lanes.enumerated().sorted {
            (Self.rank($0.element), $0.offset) < (Self.rank($1.element), $1.offset)
        }.map(\.element)
    }

    /// The titles of all lanes with the values they had in a world, for those that a probe knows.
    static func firstValues(of journal: [JournalEntry], in world: any ScenarioWorld) -> [String: String] {
        var values: [String: String] = [:]
        let reader = ProbeReader(world: world)
        for entry in journal {
            guard let change = Change(entry), values[change.title] == nil,
                let reference = Reference(change.thing),
                let value = reader.value(reference, change.property)
            else { continue }
            values[change.title] = value.text
        }
        return values
    }

    /// Causes stand above what they bring about.
    private static func rank(_ lane: Lane) -> Int {
        if lane.property == "fault" { return 0 }
        let kind = String(lane.thing.prefix { $0 != "/" })
        let order = [
            "provider", "group", "identity", "vault", "policy", "role", "key", "keyversion", "cluster",
            "cosmos", "workspace", "sentinel",
        ]
        return 1 + (order.firstIndex(of: kind) ?? order.count) * 2 + (lane.property == "operation" ? 1 : 0)
    }
}

extension RunTimeline {
    /// One entry of the journal that says what a property is from now on.
    private struct Change {
        let thing: String
        let property: String
        let value: String

        init?(_ entry: JournalEntry) {
            guard entry.kind == "event", let thing = entry.fields["target"]?.text ?? entry.fields["ref"]?.text
            else { return nil }
            if entry.fields["act"]?.text == "operation started" {
                self.init(thing: thing, property: "operation", value: "running")
                return
            }
            guard let property = entry.fields["property"]?.text,
                let value = entry.fields["to"].flatMap({ $0.text ?? Value($0).text }),
                // A count that grew is no state.
                !value.hasPrefix("+")
            else { return nil }
            self.init(thing: thing, property: property, value: value)
        }

        private init(thing: String, property: String, value: String) {
            self.thing = thing
            self.property = property
            self.value = value
        }

        var title: String { "\(thing) \(property)" }

        /// What there was before the first word of it, where no probe knows.
        var unheard: String { ["fault", "operation"].contains(property) ? "none" : "absent" }
    }
}

extension RunTimeline.Lane {
    fileprivate mutating func change(to value: String, _ entry: JournalEntry, until end: Instant) {
        guard let last = segments.popLast() else { return }
        if entry.at > last.from {
            segments.append(
                .init(from: last.from, to: entry.at, value: last.value, entry: last.entry, rule: last.rule))
        }
        segments.append(
            .init(
                from: entry.at, to: max(end, entry.at), value: value, entry: entry.sequence,
                rule: entry.fields["rule"]?.text))
    }
}
