import AzureWire
import Simulation
import VirtualTime

/// The control API's problems (RFC 9457), each with a way out.
enum ControlProblem {
    static func make(
        _ status: Int, _ type: String, _ title: String, _ detail: String, hint: String? = nil
    ) -> Problem {
        var extensions: Members = [:]
        if let hint { extensions.append("hint", .string(hint)) }
        return Problem(
            type: "urn:lockstep:problem:\(type)", title: title, status: status, detail: detail,
            extensions: extensions)
    }

    static func unknownWorld(_ name: String) -> Problem {
        make(
            404, "world-not-found", "There is no such world", "There is no world '\(name)'.",
            hint: "GET /_lockstep/v1/worlds lists them.")
    }
    static func unknownPath(_ path: String) -> Problem {
        make(
            404, "not-found", "There is nothing here", "The control API has no \(path).",
            hint: "GET /_lockstep/v1 lists what there is.")
    }
    static func wrongMethod(_ method: String, allowed: [String]) -> Problem {
        var problem = make(
            405, "method-not-allowed", "Another method is needed",
            "\(method) is none of \(allowed.joined(separator: ", ")).")
        problem.extensions.append("allowed", .array(allowed.map { .string($0) }))
        return problem
    }
    static func badBody(_ detail: String) -> Problem {
        make(400, "bad-request", "The request cannot be read", detail)
    }

    static func of(_ error: any Error) -> Problem {
        switch error {
        case let problem as Problem: return problem
        case SimulatorError.unknownWorld(let name): return unknownWorld(name)
        case SimulatorError.worldExists(let name):
            return make(
                409, "world-exists", "The world is there already", "There is a world '\(name)' already.")
        case SimulatorError.timeIsPast(let now):
            return make(
                409, "time-is-past", "The clock only goes forward",
                "The clock is at \(now.iso8601).", hint: "Fork the past instead: POST …/forks {\"at\": …}")
        case SimulatorError.noSuchEntry(let number):
            return make(
                404, "entry-not-found", "There is no such entry", "The journal has no entry \(number).")
        case let problem as ActProblem:
            return make(422, "unknown-act", "The act cannot be carried out", problem.description)
        default:
            return make(503, "unavailable", "The simulator cannot do this now", "\(error)")
        }
    }
}
