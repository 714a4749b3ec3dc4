public import VirtualTime

/// What is looked back at when an exercise is over: the score sheet, everything that happened, and what
/// would have happened otherwise. Nothing is hidden any more.
public struct TrainingDebrief: Sendable {
    public struct Line: Equatable, Sendable {
        public let at: Instant
        /// `trainee`, `facilitator`, `message`, `goal`, `penalty`, `world`.
        public let kind: String
        public let text: String
    }

    public struct Lane: Equatable, Sendable {
        public let name: String
        public let from: Instant
        public let until: Instant
        public let lostMinutes: String
        public let darkMinutes: String
        public let lostRecords: String
        /// Why it went no further; nil if all its steps were carried out.
        public let problem: String?
    }

    public let title: String
    public let start: Instant
    public let end: Instant
    public let score: TrainingScore
    public let timeline: [Line]
    /// What happened, first; then each counterfactual of the file.
    public let lanes: [Lane]
    /// The file's own questions.
    public let questions: String?

    public init(_ session: TrainingSession) {
        title = session.exercise.title
        start = session.start
        end = session.now
        score = session.score
        timeline = Self.timeline(of: session)
        lanes = [Self.lane("What happened", session, from: session.start)] + Self.otherwise(session)
        questions = session.training.debrief
    }

    // MARK: Timeline

    private static func timeline(of session: TrainingSession) -> [Line] {
        let progress = session.progress
        var lines: [Line] = session.deeds.compactMap { deed in
            if case .clock = deed.action { return nil }
            return Line(
                at: deed.at, kind: deed.isFacilitators ? "facilitator" : "trainee", text: deed.action.title)
        }
        lines += session.journal.filter { entry in
            if entry.kind == "request" { return entry.fields["actor"]?["role"]?.text != "trainee" }
            return entry.kind == "event"
        }.map { Line(at: $0.at, kind: "world", text: JournalLine.text($0)) }
        lines += progress.messages.map {
            Line(at: $0.at, kind: "message", text: ($0.from.map { "\($0): " } ?? "") + $0.text)
        }
        lines += session.score.goals.compactMap { goal in
            goal.metAt.map {
                Line(at: $0, kind: "goal", text: "\(goal.id) met: \(goal.worth) of \(goal.points)")
            }
        }
        lines += session.score.penalties.compactMap { penalty in
            penalty.appliedAt.map { Line(at: $0, kind: "penalty", text: "\(penalty.id): \(penalty.points)") }
        }
        lines += progress.notes.map { Line(at: $0.at, kind: "facilitator", text: $0.text) }
        return lines.enumerated().sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }
            .map(\.element)
    }

    // MARK: Lanes

    private static func lane(
        _ name: String, _ session: TrainingSession, from: Instant, problem: String? = nil
    ) -> Lane {
        Lane(
            name: name, from: from, until: session.now,
            lostMinutes: session.measure(.lostMinutes).text,
            darkMinutes: tenths(session.measure(.darkMinutes)),
            lostRecords: session.measure(.lostRecords).text, problem: problem)
    }

    /// Darkness begins and ends at any millisecond; a debrief tells tenths of a minute, rounded down.
    private static func tenths(_ minutes: Value) -> String {
        guard case .number(let exact) = minutes else { return minutes.text }
        let tenths = Int128(exact.numerator) * 10 / Int128(exact.denominator)
        return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
    }

    /// Each counterfactual from its mark on, in a copy of the session as it was then.
    private static func otherwise(_ session: TrainingSession) -> [Lane] {
        session.training.counterfactuals.compactMap { other in
            guard let from = session.instant(other.at), from <= session.now else {
                return Lane(
                    name: other.name, from: session.now, until: session.now, lostMinutes: "", darkMinutes: "",
                    lostRecords: "", problem: "its mark was never set")
            }
            guard var past = try? session.past(at: from) else { return nil }
            let failure = past.play(other.steps).last?.failure
            return lane(other.name, past, from: from, problem: failure?.message)
        }
    }

    public var document: Document {
        [
            "title": .string(title), "start": .string(start.iso8601), "end": .string(end.iso8601),
            "score": score.document,
            "timeline": .array(
                timeline.map {
                    ["at": .string($0.at.iso8601), "kind": .string($0.kind), "text": .string($0.text)]
                }),
            "lanes": .array(
                lanes.map {
                    [
                        "name": .string($0.name), "from": .string($0.from.iso8601),
                        "until": .string($0.until.iso8601), "lost_minutes": .string($0.lostMinutes),
                        "dark_minutes": .string($0.darkMinutes), "lost_records": .string($0.lostRecords),
                        "problem": $0.problem.map(Document.string) ?? .null,
                    ]
                }),
        ]
    }
}

extension TrainingSession {
    /// Every entry since the start, reads among them.
    public var journal: [JournalEntry] { world.entries(from: state.context.startPosition) }

    func instant(_ late: Late<InstantSpec>) -> Instant? { director.instant(late, state) }
}
