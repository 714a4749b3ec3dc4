import Foundation
import ScenarioKit
import VirtualTime

/// A line typed in a session.
enum TrainCommand {
    enum View { case help, goals, score, messages, log, injects, status(String?) }

    case show(View)
    case perform(Deed.Action)
    case quit

    /// - Throws: what is wrong with the line.
    init(_ line: String, now: Instant) throws {
        let words = line.split(separator: " ", omittingEmptySubsequences: true).map(String.init)
        let rest = line.dropFirst(words.first?.count ?? 0).trimmingCharacters(in: .whitespaces)
        switch words.first {
        case "help", "?": self = .show(.help)
        case "goals": self = .show(.goals)
        case "score": self = .show(.score)
        case "messages": self = .show(.messages)
        case "log": self = .show(.log)
        case "injects": self = .show(.injects)
        case "status": self = .show(.status(words.dropFirst().first))
        case "quit", "exit": self = .quit
        case "end": self = .perform(.end)
        case "hint" where !rest.isEmpty: self = .perform(.hint(goal: rest))
        case "wait": self = .perform(.clock(to: now + (try Self.duration(rest))))
        case "act": self = .perform(try Self.act(Array(words.dropFirst())))
        case "az": self = .perform(.az(line))
        case "request": self = .perform(try Self.request(rest))
        case "fire" where !rest.isEmpty: self = .perform(.fire(inject: rest))
        case "skip" where !rest.isEmpty: self = .perform(.skip(inject: rest))
        case "message" where !rest.isEmpty: self = .perform(.message(rest))
        case "pause": self = .perform(.pause)
        case "resume", "go": self = .perform(.resume)
        default: throw TrainingProblem("'\(line)' is nothing that can be done here", try: "help")
        }
    }

    private static func duration(_ text: String) throws -> Duration {
        guard let duration = Duration(text: text), duration >= .zero else {
            throw TrainingProblem("'\(text)' is no duration", try: "wait 20m")
        }
        return duration
    }

    private static func act(_ words: [String]) throws -> Deed.Action {
        guard words.count >= 2 else {
            throw TrainingProblem("an act has a name and a target", try: "act key.enable key/contoso-kv/cmk")
        }
        var arguments = Members()
        for word in words.dropFirst(2) {
            let parts = word.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2 else {
                throw TrainingProblem("'\(word)' is not NAME=VALUE", try: "principal=dana@contoso")
            }
            arguments[parts[0]] =
                parts[0] == "keys"
                ? .array(parts[1].split(separator: ",").map { .string(String($0)) }) : value(parts[1])
        }
        return .act(words[0], on: words[1], with: .object(arguments))
    }

    private static func value(_ text: String) -> Document {
        if text == "true" || text == "false" { return .bool(text == "true") }
        return Int64(text).map { .integer($0) } ?? .string(text)
    }

    /// `METHOD PATH`, and a body of JSON behind it.
    private static func request(_ text: String) throws -> Deed.Action {
        let parts = text.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: true).map(String.init)
        guard parts.count >= 2 else {
            throw TrainingProblem(
                "a request has a method and a path",
                try: "request GET ${id('cluster/contoso-la')}?api-version=2022-10-01")
        }
        guard parts.count == 3 else { return .request("\(parts[0]) \(parts[1])", body: nil) }
        do {
            return .request("\(parts[0]) \(parts[1])", body: try Document(json: parts[2]))
        } catch {
            throw TrainingProblem("the body is not JSON: \(error)")
        }
    }

    static func help(forFacilitator: Bool) -> String {
        let lines = [
            "goals                            goals, what they are worth now, hints",
            "hint GOAL                        take the next hint of a goal",
            "status [TEXT]                    things as the portal shows them",
            "az LINE                          a line of the Azure CLI",
            "act NAME TARGET [NAME=VALUE]…    act key.enable key/contoso-kv/cmk (lockstep acts)",
            "request METHOD PATH [BODY]       ${id('cluster/contoso-la')} gives an ARM id",
            "wait 20m                         let time pass",
            "messages · log · score           what came in, what you did, how you stand",
            "end · quit                       finish · leave",
        ]
        let more = [
            "injects · fire ID · skip ID      what is to come, now or never",
            "message TEXT · pause · resume    write to the trainee, stop the clock",
        ]
        return (forFacilitator ? lines + more : lines).map { "  \($0)" }.joined(separator: "\n")
    }
}
