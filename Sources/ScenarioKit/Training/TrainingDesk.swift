public import AzureWire
public import ControlPlane
import VirtualTime

/// The answer of RFC 9457, not a mistake of a file.
private typealias WireProblem = AzureWire.Problem

/// Sessions over the control API: `/_lockstep/v1/training`. They live as long as the server does; what one
/// was can be taken away as a session file. The clock moves when it is told to, and in a live session with
/// the wall clock, at the rate of the exercise.
///
/// A session is a world of its own for Azure's clients, under its id: what they ask is done by the trainee.
public actor TrainingDesk {
    private static let mostSessions = 200

    private var seats: [String: TrainingSeat] = [:]
    private var count = 0
    private let uptime: @Sendable () -> Duration

    /// - Parameter uptime: how long the desk has been open, by the wall clock.
    public init(uptime: @escaping @Sendable () -> Duration) { self.uptime = uptime }

    public init() {
        let start = ContinuousClock.now
        self.init { ContinuousClock.now - start }
    }

    /// The world of a session, for who asks on a trainee's behalf; nil for a name that is none of the desk's.
    public func world(_ id: String) -> World? {
        carryOn(id)
        return seats[id]?.session.world.model
    }

    /// Answers a client of Azure in the world of a session; nil for a name that is none of the desk's.
    public func respond(to request: WireRequest, in id: String) -> WireResponse? {
        carryOn(id)
        guard var seat = seats[id] else { return nil }
        // Nobody's deed, and refused as Azure refuses it: clients of vaults ask once without, to be told
        // where tokens come from.
        guard request.headers["Authorization"] != nil else {
            var nobodys = Timeline(seat.session.world.model)
            return AzureService().respond(to: request, in: &nobodys, pollDriven: false)
        }
        do throws(TrainingProblem) {
            let response = try seat.answer(request)
            seats[id] = seat
            return response
        } catch {
            let way = error.hint.map { " (\($0))" } ?? ""
            return AzureError(code: "NotInThisExercise", message: "\(error.message)\(way).").response(403)
        }
    }

    private func carryOn(_ id: String) { seats[id]?.carryOn(to: uptime()) }

    /// Nil for a request that is none of the desk's: told by its path, without a wait for the desk.
    public nonisolated func respond(to request: WireRequest) async -> WireResponse? {
        guard request.segments.starts(with: ["_lockstep", "v1", "training"]) else { return nil }
        return await answer(to: request)
    }

    private func answer(to request: WireRequest) -> WireResponse {
        do {
            return try route(request, Array(request.segments.dropFirst(3)))
        } catch let problem as WireProblem {
            return problem.response
        } catch let problem as TrainingProblem {
            return Self.problem(422, "not-possible", problem.message, hint: problem.hint).response
        } catch {
            return Self.problem(400, "bad-request", "\(error)").response
        }
    }

    private func route(_ request: WireRequest, _ path: [String]) throws -> WireResponse {
        let body = try Self.body(of: request)
        guard let id = path.first else {
            switch request.method {
            case "POST": return try open(body)
            case "GET":
                let ids = seats.keys.sorted()
                return .json(200, ["training": .array(ids.map { .string($0) })])
            default: throw Self.wrongMethod(request.method)
            }
        }
        carryOn(id)
        guard let seat = seats[id] else {
            throw Self.problem(404, "training-not-found", "There is no session '\(id)'.")
        }
        let session = seat.session
        if Self.isFacilitators(request, path.dropFirst(), session) { try requireWord(of: seat, request) }
        switch (request.method, Array(path.dropFirst())) {
        case ("GET", []): return .json(200, Self.view(of: session, id, for: nil))
        case ("GET", ["facilitator"]): return .json(200, Self.view(of: session, id, for: "facilitator"))
        case ("GET", ["debrief"]):
            guard session.isOver else {
                throw TrainingProblem("the exercise is not over", try: "end it first")
            }
            return .json(200, TrainingDebrief(session).document)
        case ("GET", ["session"]):
            return .json(200, ["lockworld": .string(SavedTraining.text(of: session))])
        case ("DELETE", []):
            seats[id] = nil
            return .json(200, ["deleted": .string(id)])
        case ("POST", ["deeds"]):
            let action = try Deed.Action(body)
            guard !Deed(at: session.now, action).isFacilitators else {
                throw TrainingProblem("only a facilitator can do that", try: "POST …/injects/{i}")
            }
            return try perform(action, id)
        case ("POST", ["clock"]):
            guard let by = body["by"]?.text.flatMap({ Duration(text: $0) }), by >= .zero else {
                throw TrainingProblem("'by' is a duration", try: "{\"by\": \"20m\"}")
            }
            return try perform(.clock(to: session.now + by), id)
        case ("POST", let rest) where rest.count == 2 && rest[0] == "hints":
            return try perform(.hint(goal: rest[1]), id)
        case ("POST", let rest) where rest.count == 2 && rest[0] == "injects":
            let isSkipped = body["do"]?.text == "skip"
            return try perform(isSkipped ? .skip(inject: rest[1]) : .fire(inject: rest[1]), id)
        case ("POST", ["pause"]): return try perform(.pause, id)
        case ("POST", ["resume"]): return try perform(.resume, id)
        case ("POST", ["messages"]):
            guard let text = body["text"]?.text else { throw TrainingProblem("'text' is missing") }
            return try perform(.message(text), id)
        default: throw Self.wrongMethod("\(request.method) \(request.path)")
        }
    }

    /// What shows or does more than a trainee may. The session file tells everything, until all is over.
    private static func isFacilitators(
        _ request: WireRequest, _ path: ArraySlice<String>, _ session: TrainingSession
    ) -> Bool {
        switch path.first {
        case nil: request.method == "DELETE"
        case "facilitator", "injects", "pause", "resume", "messages": true
        case "session": !session.isOver
        default: false
        }
    }

    private func requireWord(of seat: TrainingSeat, _ request: WireRequest) throws {
        guard let word = seat.word, request.headers["X-Lockstep-Facilitator"] != word else { return }
        throw Self.problem(
            403, "facilitator-only", "Only the facilitator of this session sees and does that.",
            hint: "X-Lockstep-Facilitator: the word the session was opened with")
    }

    // MARK: Doing

    private func open(_ body: Document) throws -> WireResponse {
        guard seats.count < Self.mostSessions else {
            throw Self.problem(507, "budget", "There are \(Self.mostSessions) sessions already.")
        }
        guard let text = body["exercise"]?.text else {
            throw TrainingProblem("'exercise' is missing: the text of a scenario file")
        }
        let source = SourceText(file: body["file"]?.text ?? "exercise.scenario.yaml", text: text)
        guard let exercise = try Exercise.read(source) else {
            throw TrainingProblem("\(source.file) has no training block")
        }
        let seed = body["seed"].map { $0.text ?? $0.json }
        let session = try TrainingGround(exercise).session(seed: seed, choices: body["choices"]?.text)
        count += 1
        let id = "t\(count)"
        seats[id] = TrainingSeat(
            session, liveSince: body["live"] == true ? uptime() : nil,
            word: body["facilitator"]?.text)
        return .json(
            201, Self.view(of: session, id, for: nil), headers: ["Location": "/_lockstep/v1/training/\(id)"])
    }

    private func perform(_ action: Deed.Action, _ id: String) throws -> WireResponse {
        guard var seat = seats[id] else {
            throw Self.problem(404, "training-not-found", "There is no session '\(id)'.")
        }
        let answer = try seat.perform(action)
        seats[id] = seat
        var document: Document = ["text": .string(answer.text)]
        if let status = answer.status { document["status"] = .integer(status) }
        if let body = answer.body { document["body"] = body }
        document["training"] = Self.view(of: seat.session, id, for: nil)
        return .json(200, document)
    }

    // MARK: Showing

    private static func view(of session: TrainingSession, _ id: String, for reader: String?) -> Document {
        var view: Document = [
            "id": .string(id), "title": .string(session.exercise.title), "now": .string(session.now.iso8601),
            "end": .string(session.end.iso8601), "over": .bool(session.isOver),
            "briefing": .string(session.training.briefing), "observation": session.observation,
            "score": .integer(session.score.total), "maximum": .integer(session.score.maximum),
            "pass": .integer(session.score.pass),
        ]
        guard reader == "facilitator" else { return view }
        view["score_sheet"] = session.score.document
        view["injects"] = .array(
            session.training.injects.map {
                ["id": .string($0.id), "standing": .string(session.standing(of: $0))]
            })
        view["deeds"] = .array(session.deeds.map(\.document))
        view["notes"] = .array(session.progress.notes.map(\.document))
        return view
    }

    private static func body(of request: WireRequest) throws -> Document {
        request.body.isEmpty ? [:] : try Document(json: request.body)
    }

    private static func wrongMethod(_ what: String) -> WireProblem {
        problem(405, "method-not-allowed", "'\(what)' is nothing that a session of training understands.")
    }

    private static func problem(_ status: Int, _ type: String, _ detail: String, hint: String? = nil)
        -> WireProblem
    {
        var extensions: Members = [:]
        if let hint { extensions["hint"] = .string(hint) }
        return WireProblem(
            type: "urn:lockstep:problem:\(type)", title: "Training", status: status, detail: detail,
            extensions: extensions)
    }
}
