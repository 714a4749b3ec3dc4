import ControlPlane
import Simulation
import VirtualTime

/// What the control API shows of a world.
enum WorldView {
    static func summary(of world: PublishedWorld, named name: String) -> Document {
        [
            "id": .string(name), "now": .string(world.world.now.iso8601), "clock": clock(of: world),
            "seq": .integer(world.world.sequence),
        ]
    }

    static func document(of world: PublishedWorld, named name: String) -> Document {
        var members = summary(of: world, named: name).members ?? [:]
        let settings = world.world.settings
        members.append("stateHash", .string(world.world.stateHash()))
        members.append("tenantId", .string(world.world.tenant))
        members.append("subscriptions", [.string(world.world.subscription)])
        members.append("rules", .string(settings.profile.rawValue))
        members.append("seed", .string(String(settings.choices.seed)))
        members.append("choices", .string(settings.choices.policy.rawValue))
        if let expires = world.record.expires {
            members.append("deletesAt", .string(Instant(milliseconds: expires).iso8601))
        }
        let base = "/_lockstep/v1/worlds/\(name)"
        members.append(
            "links",
            [
                "state": .string("\(base)/state"), "clock": .string("\(base)/clock"),
                "journal": .string("\(base)/journal"), "choices": .string("\(base)/choices"),
                "settings": .string("\(base)/settings"),
            ])
        return .object(members)
    }

    static func clock(of world: PublishedWorld) -> Document {
        var members: Members = ["mode": .string(world.mode.text), "now": .string(world.world.now.iso8601)]
        if case .live(let rate) = world.mode { members.append("rate", .integer(rate)) }
        if let next = world.world.next { members.append("nextDue", .string(next.at.iso8601)) }
        return .object(members)
    }

    static func movement(
        from before: Instant, _ entries: [Entry], stoppedBy: String?, in world: World
    ) -> Document {
        var answer: Document = ["before": .string(before.iso8601), "now": .string(world.now.iso8601)]
        if let stoppedBy { answer["stoppedBy"] = .string(stoppedBy) }
        answer["eventsApplied"] = .integer(
            entries.count { if case .alarm = $0.cause { true } else { false } })
        answer["changes"] = .array(changes(entries, in: world))
        answer["pending"] = .array(pending(in: world))
        if let next = world.next { answer["nextDue"] = .string(next.at.iso8601) }
        answer["seq"] = .integer(world.sequence)
        answer["stateHash"] = .string(world.stateHash())
        return answer
    }

    private static let mostPending = 20

    /// What falls due next, as things stand.
    static func pending(in world: World) -> [Document] {
        guard world.next != nil else { return [] }
        return world.deadlines(through: .distantFuture).prefix(mostPending).map { due in
            // `cluster-access@contoso-la`
            let parts = Happening.alarm(due.alarm).name(in: world.names).split(separator: "@", maxSplits: 1)
            var line: Document = ["at": .string(due.at.iso8601), "event": .string(String(parts[0]))]
            if parts.count > 1 { line["ref"] = .string(String(parts[1])) }
            return line
        }
    }

    /// Properties that changed, each with the rule that changed it and the entries behind.
    static func changes(_ entries: [Entry], in world: World) -> [Document] {
        entries.flatMap { $0.lines(in: world) }.filter { $0.kind == .event && $0.property != nil }.map {
            line in
            [
                "seq": .integer(line.number), "at": .string(line.at.iso8601),
                "ref": .string(line.thing ?? ""),
                "property": .string(line.property ?? ""), "to": .string(line.to ?? ""),
                "rules": .array([line.rule].compactMap { $0 }.map { .string($0.code) }),
                "causes": .array(line.causes.map { .integer($0) }),
            ]
        }
    }

    static func choices(of settings: Settings) -> Document {
        let exact: [(String, Document)] = settings.choices.exact.map { choice in
            switch choice.value {
            case .after(let milliseconds): (choice.glob, .string(Duration.milliseconds(milliseconds).text))
            case .policy(let policy): (choice.glob, .string(policy.rawValue))
            }
        }
        return [
            "policy": .string(settings.choices.policy.rawValue),
            "seed": .string(String(settings.choices.seed)),
            "exact": .object(Members(exact)), "points": .array(points(of: settings)),
        ]
    }

    /// Every moment that is left open, with its range.
    static func points(of settings: Settings) -> [Document] {
        ChoicePoint.allCases.map { point in
            let window = settings.window(of: point)
            return [
                "name": .string(point.rawValue), "from": .string(window.lowerBound.text),
                "to": .string(window.upperBound.text), "timing": .string(point.timing),
            ]
        }
    }

    /// Profile, every assumption with its reading, every timing with its figure.
    static func settings(of settings: Settings) -> Document {
        var timings = Members()
        for point in ChoicePoint.allCases where timings[point.timing] == nil {
            let window = settings.window(of: point)
            timings.append(point.timing, .string("\(window.lowerBound.text)..\(window.upperBound.text)"))
        }
        for timing in FixedTiming.allCases {
            timings.append(timing.rawValue, .string(settings.fixed(timing).text))
        }
        let assumptions = Assumption.allCases.map { assumption -> (String, Document) in
            (assumption.rawValue, .string(settings.reading(of: assumption)))
        }
        return [
            "rules": .string(settings.profile.rawValue),
            "servicesAsOf": .string(settings.services.iso8601), "assume": .object(Members(assumptions)),
            "timings": .object(timings),
        ]
    }

    static func verification(_ verification: Verification) -> Document {
        var answer: Document = [
            "holds": .bool(verification.holds), "entries": .integer(verification.entries),
            "digest": .string(verification.digest),
        ]
        if let difference = verification.difference { answer["difference"] = .string(difference.description) }
        return answer
    }

    static func why(_ why: Why) -> Document {
        var answer: Document = [
            "ref": .string(why.thing.description),
            "chain": .array(
                why.chain.map { step in
                    var line = step.line.document
                    if let choice = step.choice { line["choice"] = .string(choice) }
                    return line
                }),
        ]
        if let restoredBy = why.restoredBy { answer["restoredBy"] = .string(restoredBy) }
        return answer
    }
}
