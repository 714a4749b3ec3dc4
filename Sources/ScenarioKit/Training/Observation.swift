public import VirtualTime

extension TrainingSession {
    /// Whether the exercise keeps something from the trainee.
    func hides(_ what: String) -> Bool { training.hide.contains(what) }

    /// What a trainee may see now: time, messages, goals, hints, and things as their clients read them.
    public var observation: Document { observation(score) }

    /// - Parameter score: as it stands, made once for all who ask.
    func observation(_ score: TrainingScore) -> Document {
        var document: Document = [
            "now": .string(now.iso8601), "elapsed_minutes": minutes(now - start),
            "left_minutes": minutes(max(.zero, end - now)),
            "messages": .array(progress.messages.map(\.document)),
            "goals": .array(score.goals.filter { !$0.isSecret || $0.metAt != nil }.map(\.document)),
            "hints": .array(openHints.map(hintDocument)), "things": .object(world.view()),
        ]
        if !hides("next-events") {
            document["next_event"] = world.nextDue().map { .string($0.iso8601) } ?? .null
        }
        if !hides("choices") { document["choices"] = .string(choices ?? ground.choicesOfFile) }
        if !hides("causes") { document["journal"] = .array(visibleJournal.map { .string($0) }) }
        return document
    }

    private func hintDocument(_ hint: OpenHint) -> Document {
        [
            "goal": .string(hint.goal), "cost": .integer(hint.cost),
            "open": .bool(hint.from.map { $0 <= now } ?? false),
            "from": hint.from.map { .string($0.iso8601) } ?? .null,
        ]
    }

    private func minutes(_ duration: Duration) -> Document {
        Rational(Int128(duration.wholeMilliseconds), over: 60_000).map { Value.number($0).document } ?? .null
    }

    /// The journal as lines, without what the exercise hides.
    public var visibleJournal: [String] {
        world.happenings(from: state.context.startPosition)
            .filter { $0.kind != "clock" && !(hides("rules") && $0.kind == "rule") }
            .filter { !(hides("faults") && $0.kind == "fault") }
            .map { "\($0.at) \(JournalLine.text($0))" }
    }
}

extension TrainingProgress.Message {
    public var document: Document {
        [
            "at": .string(at.iso8601), "from": from.map(Document.string) ?? .null, "text": .string(text),
        ]
    }
}

extension TrainingScore {
    public var document: Document {
        [
            "total": .integer(total), "maximum": .integer(maximum), "pass": .integer(pass),
            "passed": .bool(isPassed), "fatal": .bool(isFatal), "goals": .array(goals.map(\.document)),
            "penalties": .array(
                penalties.filter { $0.appliedAt != nil }.map {
                    [
                        "id": .string($0.id), "points": .integer($0.points), "fatal": .bool($0.isFatal),
                        "at": $0.appliedAt.map { .string($0.iso8601) } ?? .null,
                        "message": .string($0.message),
                    ]
                }),
        ]
    }
}

extension TrainingScore.Goal {
    public var document: Document {
        [
            "id": .string(id), "title": .string(title), "points": .integer(points),
            "met": .bool(metAt != nil), "at": metAt.map { .string($0.iso8601) } ?? .null,
            "worth": .integer(worth), "worth_now": worthNow.map { .integer($0) } ?? .null,
            "hint_cost": .integer(hintCost),
        ]
    }
}

extension TrainingGround {
    /// The policy that the file names for what it does not pin.
    var choicesOfFile: String {
        guard case .named(let text)? = exercise.scenario.world.choices else { return "latest" }
        return text.source
    }
}
