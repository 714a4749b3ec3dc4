import ControlPlane
import Futures
import Simulation
public import VirtualTime

/// A run played again from its token.
public struct Replay {
    public let token: ReplayToken
    public let state: String
    public let events: Int
    private let end: Timeline
    let origin: Instant
    let outcome: FutureOutcome

    /// - Throws: `WorldProblem` when its world is not there any more.
    public init(_ token: ReplayToken, maker: FutureMaker) throws {
        self.token = token
        let future = try maker.future(of: token.spec)
        let played = token.course.play(future, wanted: [.lostMinutes])
        end = played.end
        outcome = played.outcome
        origin = future.start.now
        state = String(end.world.stateHash().prefix(12))
        events = end.entries.count
    }

    public var isIdentical: Bool { state == token.state && events == token.events }

    /// What happened, a line each: when, and in the words of the journal.
    var lines: [(at: String, what: String)] {
        end.entries.flatMap { entry in entry.lines(in: end.world) }.compactMap { line in
            let since = "T+\((line.at - origin).text)"
            let rule = line.rule.map { " (\($0))" } ?? ""
            switch line.kind {
            case .clock: return nil
            case .request:
                let refused = line.severity == .rejection ? " — refused" : ""
                return (since, "\(line.act ?? "a command") \(line.thing ?? "")\(refused)\(rule)")
            case .event:
                let change = line.property.map { " \($0): \(line.to ?? "")" } ?? ""
                return (since, "\(line.thing ?? "")\(change)\(rule)")
            case .rule:
                return line.severity == .rejection ? (since, "refused by \(line.rule?.code ?? "")") : nil
            }
        }
    }

    public var text: String {
        var text = "\(token.spec.world) from \(origin.iso8601), rules \(token.spec.rules)\n"
        if !token.course.isEmpty {
            text += "choices: \(token.course.texts.joined(separator: " "))\n"
        }
        let lines = lines
        let width = lines.map(\.at.count).max() ?? 0
        text += "\n"
        for line in lines {
            text += "  \(line.at)\(String(repeating: " ", count: width - line.at.count))  \(line.what)\n"
        }
        text += "\n"
        for (name, value) in figures {
            text += "  \(name.replacing("_", with: " ")): \(value.text ?? value.json)\n"
        }
        for breach in outcome.breaches {
            text +=
                "  ✗ \(breach.invariant) at T+\(Duration.milliseconds(breach.at).text): \(breach.sentence)\n"
        }
        if isIdentical { text += "replayed identically (state \(state), \(events) events)\n" }
        return text
    }

    var figures: [(String, Document)] {
        [Measure.firstDark, .darkMinutes, .lostRecords, .lostMinutes, .purgedUnseen, .refused].map {
            ($0.key, $0.document($0.value(of: outcome), from: origin))
        }
    }

    public var document: Document {
        [
            "schema": "lockstep/replay/v1", "world": .string(token.spec.world),
            "forkPoint": .string(origin.iso8601), "choices": .array(token.course.texts.map { .string($0) }),
            "journal": .array(lines.map { ["at": .string($0.at), "what": .string($0.what)] }),
            "measures": .object(Members(figures)),
            "breaches": .array(
                outcome.breaches.map {
                    ["invariant": .string($0.invariant), "at": .integer($0.at), "what": .string($0.sentence)]
                }),
            "identical": .bool(isIdentical), "state": .string(state), "events": .integer(events),
        ]
    }
}

/// A shrunk run as a reader wants it: what happened, what was necessary, where to see it again.
public struct ShrinkStory {
    private let shrunk: Shrinker.Shrunk
    public init(_ shrunk: Shrinker.Shrunk) { self.shrunk = shrunk }

    private func title(_ place: Int) -> String {
        var deed = shrunk.spec.deeds[place]
        deed["at"] = Document?.none
        return DeedMaker.title(of: deed)
    }

    public var text: String {
        let count = shrunk.spec.deeds.count
        var text =
            "✗ \(shrunk.invariant) violated      shrunk from \(shrunk.interventionsBefore) interventions "
        text += "and \(shrunk.choicesBefore) choices to \(count) and \(shrunk.course.texts.count) "
        text += "in \(shrunk.runs) runs\n\n"
        for place in shrunk.spec.deeds.indices {
            let at = Duration.milliseconds(shrunk.spec.deeds[place]["at"]?.integer ?? 0).text
            let mark = shrunk.necessary.contains(place) ? "necessary" : ""
            text += "  \(place + 1)   T+\(at)   \(title(place))   \(mark)\n"
        }
        for choice in shrunk.course.moments {
            let word = shrunk.necessaryChoices.contains(choice.name) ? "this value does" : "any value does"
            text += "  -   choice \(choice.text)   (\(word))\n"
        }
        // What could come in any order is let go by the shrinking.
        for order in shrunk.course.orders { text += "  -   \(order.text)   (this order does)\n" }
        text += "  ✗   T+\(Duration.milliseconds(shrunk.at).text)   \(shrunk.sentence)\n\n"
        return text + "  replay      lockstep replay \(shrunk.token.text)\n"
    }

    public var document: Document {
        [
            "invariant": .string(shrunk.invariant), "what": .string(shrunk.sentence),
            "at": .integer(shrunk.at), "runs": .integer(shrunk.runs),
            "interventions": .array(
                shrunk.spec.deeds.indices.map { place in
                    [
                        "at": shrunk.spec.deeds[place]["at"] ?? .null, "what": .string(title(place)),
                        "necessary": .bool(shrunk.necessary.contains(place)),
                    ]
                }),
            "choices": .array(shrunk.course.texts.map { .string($0) }),
            "token": .string(shrunk.token.text),
        ]
    }
}
