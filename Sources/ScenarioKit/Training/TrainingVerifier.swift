public import VirtualTime

/// Whether an exercise can be won, is not won by waiting, and leaves nothing out of reach.
public struct TrainingVerifier {
    public struct Finding: Equatable, Sendable {
        public let title: String
        public let holds: Bool
        /// How it was found, or what is missing.
        public let how: String

        public var document: Document {
            ["title": .string(title), "holds": .bool(holds), "how": .string(how)]
        }
    }

    private let exercise: Exercise
    private let ground: TrainingGround

    public init(_ exercise: Exercise) {
        self.exercise = exercise
        ground = TrainingGround(exercise)
    }

    /// How choices are resolved: as the file has it, at both ends of each bound, in the middle, by seeds.
    private static let ways: [(name: String, seed: String?, choices: String?)] = [
        ("as written", nil, nil), ("earliest", nil, "earliest"), ("latest", nil, "latest"),
        ("midpoint", nil, "midpoint"), ("seed 1", "1", "seeded"), ("seed 2", "2", "seeded"),
        ("seed 3", "3", "seeded"),
    ]

    /// Every finding, in a fixed order.
    public func findings() throws(WorldProblem) -> [Finding] {
        var findings: [Finding] = []
        var solved: TrainingSession?
        for way in Self.ways {
            let (finding, session) = try solution(way)
            findings.append(finding)
            solved = solved ?? session
        }
        for way in Self.ways { findings.append(try idle(way)) }
        if let solved { findings += goals(solved) }
        return findings + (try penalties(after: solved))
    }

    // MARK: The solution and the idle trainee

    private func solution(_ way: (name: String, seed: String?, choices: String?)) throws(WorldProblem) -> (
        Finding, TrainingSession
    ) {
        var session = try ground.session(seed: way.seed, choices: way.choices)
        let outcomes = session.playSolution()
        let solved = session
        _ = try? session.perform(.clock(to: session.end))
        let score = session.score
        var how = "\(score.total) of \(score.maximum), pass \(score.pass)"
        let failure = outcomes.last?.failure
        if let failure {
            how += "; step \(outcomes.count) \"\(outcomes.last?.title ?? "")\": \(failure.message)"
        }
        let missed = score.goals.filter { $0.metAt == nil }.map(\.id)
        if !missed.isEmpty { how += "; not met: \(missed.joined(separator: ", "))" }
        let isEmpty = exercise.training.solution.isEmpty
        if isEmpty { how = "there is no solution" }
        let holds = score.isPassed && failure == nil && !isEmpty
        return (Finding(title: "the solution passes, \(way.name)", holds: holds, how: how), solved)
    }

    private func idle(_ way: (name: String, seed: String?, choices: String?)) throws(WorldProblem) -> Finding
    {
        var session = try ground.session(seed: way.seed, choices: way.choices)
        _ = try? session.perform(.clock(to: session.end))
        let score = session.score
        return Finding(
            title: "doing nothing does not pass, \(way.name)", holds: !score.isPassed,
            how: "\(score.total) of \(score.maximum), pass \(score.pass)")
    }

    // MARK: Reach

    private func goals(_ solved: TrainingSession) -> [Finding] {
        var session = solved
        _ = try? session.perform(.clock(to: session.end))
        return session.score.goals.map { goal in
            let how = goal.metAt.map { "met by the solution at \($0), worth \(goal.worth)" }
            return Finding(
                title: "goal \(goal.id) can be met", holds: goal.metAt != nil && goal.worth > 0,
                how: how ?? "the solution does not meet it")
        }
    }

    /// A penalty is within reach if a history is found in which it falls: by waiting, by the solution, or by
    /// one call more, at the start, at an inject, or after the solution.
    private func penalties(after solved: TrainingSession?) throws(WorldProblem) -> [Finding] {
        guard !exercise.training.penalties.isEmpty else { return [] }
        var search = PenaltySearch(exercise.training.penalties.map(\.id))
        let start = try ground.session()
        var idle = start
        _ = try? idle.perform(.clock(to: idle.end))
        search.look(at: idle, "doing nothing")
        if let solved { search.look(at: solved, "the solution") }
        var places: [(String, TrainingSession)] = [("at the start", start)]
        for fired in idle.progress.fired {
            var session = start
            if (try? session.perform(.clock(to: fired.at))) != nil {
                places.append(("at \(fired.id)", session))
            }
        }
        if let solved { places.append(("after the solution", solved)) }
        for (place, session) in places where !search.isDone { search.tryEverything(in: session, place) }
        return exercise.training.penalties.map { penalty in
            Finding(
                title: "penalty \(penalty.id) can fall", holds: search.found[penalty.id] != nil,
                how: search.found[penalty.id] ?? "none of \(search.tried) histories has it")
        }
    }
}

/// Tries one call after another, each in a copy of its own.
private struct PenaltySearch {
    private(set) var found: [String: String] = [:]
    private(set) var tried = 0
    private let ids: [String]

    init(_ ids: [String]) { self.ids = ids }

    var isDone: Bool { ids.allSatisfy { found[$0] != nil } }

    mutating func look(at session: TrainingSession, _ how: String) {
        tried += 1
        for id in ids where found[id] == nil {
            if let at = session.progress.applied(id) { found[id] = "\(how), at \(at)" }
        }
    }

    mutating func tryEverything(in session: TrainingSession, _ place: String) {
        for action in ActionSpace(session).actions where !isDone {
            if case .hint = action { continue }
            var copy = session
            guard (try? copy.perform(action)) != nil else { continue }
            look(at: copy, "by `\(action.title)` \(place)")
            guard !isDone, !copy.isOver else { continue }
            _ = try? copy.perform(.clock(to: min(copy.end, copy.now + .hours(3))))
            look(at: copy, "by `\(action.title)` \(place) and three hours more")
        }
    }
}
