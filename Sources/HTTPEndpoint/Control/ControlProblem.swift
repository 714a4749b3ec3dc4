import AzureWire
import Simulation
import VirtualTime

/// The control API's problems (RFC 9457), each with a way out.
enum ControlProblem {
    static func make(
        _ kind: ProblemKind, _ detail: String, hint: String? = nil, errors: [Shape.Fault] = []
    ) -> Problem {
        var extensions: Members = [:]
        if let hint { extensions.append("hint", .string(hint)) }
        if !errors.isEmpty {
            extensions.append(
                "errors",
                .array(
                    errors.map { ["pointer": .string($0.pointer), "detail": .string($0.detail)] }))
        }
        return Problem(
            type: "urn:lockstep:problem:\(kind.rawValue)", title: kind.title, status: kind.status,
            detail: detail, extensions: extensions)
    }

    static func unknownWorld(_ name: String) -> Problem {
        make(
            .worldNotFound, "There is no world '\(name)'.",
            hint: "GET /_lockstep/v1/worlds lists them.")
    }
    static func unknownPath(_ path: String) -> Problem {
        make(
            .notFound, "The control API has no \(path).", hint: "GET /_lockstep/v1 lists what there is.")
    }
    static func wrongMethod(_ method: String, allowed: [String]) -> Problem {
        var problem = make(.methodNotAllowed, "\(method) is none of \(allowed.joined(separator: ", ")).")
        problem.extensions.append("allowed", .array(allowed.map { .string($0) }))
        return problem
    }
    static func badBody(_ detail: String) -> Problem { make(.badRequest, detail) }

    static func ambiguous(_ one: WorldChoice.Named, _ other: WorldChoice.Named) -> Problem {
        make(
            .worldAmbiguous,
            "\(one.selector.rawValue) names world '\(one.world)', and \(other.selector.rawValue) names "
                + "'\(other.world)'.",
            hint: "Name one world, in one way: the header X-Lockstep-World is enough.")
    }

    static func of(_ error: any Error) -> Problem {
        switch error {
        case let problem as Problem: problem
        case let error as SimulatorError: of(error)
        case let fault as SavedTimeline.Fault: make(.snapshotIncompatible, "\(fault).")
        case let problem as ActProblem:
            make(
                .unknownAct, problem.description,
                hint: "GET /_lockstep/v1/acts lists the acts and what each is done to.")
        default: make(.unavailable, "\(error)", hint: "Try again in a moment.")
        }
    }

    private static func of(_ error: SimulatorError) -> Problem {
        switch error {
        case .unknownWorld(let name): unknownWorld(name)
        case .worldExists:
            make(.worldExists, error.description, hint: "Take another id, or DELETE that world first.")
        case .tooManyWorlds:
            make(.budget, error.description, hint: "DELETE one, or give worlds a ttl.")
        case .unknownSnapshot:
            make(.snapshotNotFound, error.description, hint: "GET …/snapshots lists them.")
        case .tooManySnapshots: make(.budget, error.description, hint: "Take a name that is there already.")
        case .timeIsPast(let now):
            make(
                .timeIsPast, "The clock is at \(now.iso8601).",
                hint: "Fork the past instead: POST …/forks {\"at\": …}")
        case .noSuchEntry(let number): make(.entryNotFound, "The journal has no entry \(number).")
        case .busy, .closed, .notJournaled:
            make(.unavailable, error.description, hint: "Try again in a moment.")
        }
    }
}
