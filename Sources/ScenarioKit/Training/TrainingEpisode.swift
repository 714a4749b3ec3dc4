public import VirtualTime

/// Exercises for programs: a line of JSON in, a line of JSON out. No clock but the virtual one, so the same
/// seed and the same lines give the same bytes.
public struct TrainingEpisode {
    private let ground: TrainingGround
    private let seed: String?
    private var session: TrainingSession?
    private var lastTotal = 0
    public private(set) var isClosed = false

    /// - Parameter seed: of episodes whose `reset` names none.
    public init(_ exercise: Exercise, seed: String?) {
        ground = TrainingGround(exercise)
        self.seed = seed
    }

    /// One line's answer, without a line break. What cannot be done is answered with `error` and changes
    /// nothing.
    public mutating func answer(_ line: String) -> String {
        do {
            let request: Document
            do {
                request = try Document(json: line)
            } catch {
                throw TrainingProblem("the line is not JSON: \(error)")
            }
            return try answer(request).json
        } catch let problem as TrainingProblem {
            var document: Document = ["error": .string(problem.message)]
            if let hint = problem.hint { document["try"] = .string(hint) }
            return document.json
        } catch {
            return Document.object(["error": .string("\(error)")]).json
        }
    }

    /// The same without text: what a program within this process asks.
    /// - Throws: `TrainingProblem`; then nothing was changed.
    public mutating func answer(_ request: Document) throws -> Document {
        guard let word = request["do"]?.text else { throw TrainingProblem("'do' is missing") }
        switch word {
        case "reset":
            let seed = request["seed"].map { $0.text ?? $0.json } ?? self.seed
            do {
                session = try ground.session(seed: seed, choices: request["choices"]?.text)
            } catch {
                throw TrainingProblem("\(error)")
            }
            lastTotal = 0
            return try told(nil, [:])
        case "close":
            isClosed = true
            return ["closed": true]
        case "observe": return try told(nil, [:])
        case "score": return ["score": try running().score.document]
        case "actions":
            return ["actions": .array(ActionSpace(try running()).actions.map(\.document))]
        case "step": return try perform(.clock(to: try running().now + Self.duration(request)))
        case "act", "az", "request", "hint", "end": return try perform(try Deed.Action(request))
        default:
            throw TrainingProblem(
                "nothing is called '\(word)'",
                try: "reset, observe, actions, act, az, request, hint, step, score, end, close")
        }
    }

    private func running() throws -> TrainingSession {
        guard let session else { throw TrainingProblem("nothing runs yet", try: "{\"do\":\"reset\"}") }
        return session
    }

    private static func duration(_ request: Document) throws -> Duration {
        if let minutes = request["minutes"]?.integer, (1...1_000_000).contains(minutes) {
            return .minutes(minutes)
        }
        if let text = request["by"]?.text, let duration = Duration(text: text), duration > .zero {
            return duration
        }
        throw TrainingProblem("a step has minutes, or by", try: "{\"do\":\"step\",\"minutes\":15}")
    }

    private mutating func perform(_ action: Deed.Action) throws -> Document {
        guard session != nil else { return try told(nil, [:]) }
        guard let answer = try session?.perform(action) else { return [:] }
        var members: Members = ["text": .string(answer.text)]
        if let status = answer.status { members["status"] = .integer(status) }
        if let body = answer.body { members["body"] = body }
        if !answer.rules.isEmpty, session?.hides("rules") == false {
            members["rules"] = .array(answer.rules.map(Document.string))
        }
        return try told(.object(members), [:])
    }

    private mutating func told(_ answer: Document?, _ more: Members) throws -> Document {
        let session = try running()
        let score = session.score
        let reward = score.total - lastTotal
        lastTotal = score.total
        var document: Document = [
            "observation": session.observation(score), "reward": .integer(reward),
            "score": .integer(score.total),
            "done": .bool(session.isOver || session.isComplete || score.isFatal),
        ]
        if let answer { document["answer"] = answer }
        return document
    }
}
