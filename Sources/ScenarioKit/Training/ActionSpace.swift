public import VirtualTime

/// What a trainee, or a program in a trainee's place, can do: the acts of the vocabulary on the things that
/// there are, looks at them, and hints.
public struct ActionSpace {
    private let session: TrainingSession

    public init(_ session: TrainingSession) { self.session = session }

    /// Makers of things that are not there yet have no target to list.
    private static let makers = ["vault.create", "cluster.create", "workspace.create"]

    /// All of them, in a fixed order.
    public var actions: [Deed.Action] {
        let things = session.world.things()
        var actions = things.compactMap(look)
        for act in Vocabulary.acts where !Self.makers.contains(act.name) {
            for target in things where act.targets.contains(target.kind) {
                for arguments in self.arguments(of: act.name, on: target, among: things) {
                    actions.append(.act(act.name, on: target.description, with: arguments))
                }
            }
        }
        actions += session.training.goals.filter { !$0.isSecret && !$0.hints.isEmpty }.map {
            .hint(goal: $0.id)
        }
        let allow = session.training.allow
        return actions.filter { action in
            if case .act(let name, _, _) = action, TraineeStep.beyondReach.contains(name) { return false }
            guard !allow.isEmpty, let surface = TraineeStep.surface(of: action) else { return true }
            return allow.contains(surface)
        }
    }

    private func look(_ thing: Reference) -> Deed.Action? {
        switch thing.kind {
        case "key":
            guard thing.segments.count == 2 else { return nil }
            return .az("keyvault key show --vault-name \(thing.segments[0]) -n \(thing.segments[1])")
        case "vault", "cluster", "workspace":
            let version = thing.kind == "vault" ? "2023-07-01" : "2022-10-01"
            return .request("GET ${id('\(thing)')}?api-version=\(version)", body: nil)
        default: return nil
        }
    }

    private func arguments(of act: String, on target: Reference, among things: [Reference]) -> [Document] {
        func named(_ kind: String) -> [Document] {
            things.filter { $0.kind == kind }.map { .string($0.description) }
        }
        let people: [Document] = Vocabulary.people.dropFirst().map { .string($0) }
        let identities: [Document] = things.filter { $0.kind == "cluster" }.map {
            .string("identity/\($0.name)")
        }
        switch act {
        case "policy.grant", "role.assign", "role.remove":
            return (people + identities).map { ["principal": $0] }
        case "policy.revoke":
            return (people + identities).map { ["principal": $0] }
                + people.map { ["principal": $0, "keys": ["update", "delete"]] }
        case "cluster.update-key": return named("key").map { ["key": $0] }
        case "cluster.set-identity": return [["type": "None"], ["type": "SystemAssigned"]]
        case "cluster.set-tier": return [["tier": 100], ["tier": 200]]
        case "workspace.link": return named("cluster").map { ["cluster": $0] }
        case "workspace.set-retention": return [["days": 30], ["days": 90]]
        case "sentinel.onboard": return [["customerManagedKey": true], ["customerManagedKey": false]]
        case "sentinel.create-incident": return [["title": "The log is quiet"]]
        case "sentinel.create-rule": return [["name": "quiet"]]
        case "query.run": return [["query": "SecurityEvent | count"]]
        case "support.contact": return [["topic": "planned-change"]]
        default: return [[:]]
        }
    }

    /// A schema of what may stand in a line of an episode, with every action as an example.
    public var schema: Document {
        let requests: [Document] = [
            Self.request(
                "act", ["act": ["enum": names], "target": ["type": "string"], "with": ["type": "object"]],
                required: ["act", "target"]),
            Self.request("az", ["line": ["type": "string"]], required: ["line"]),
            Self.request("request", ["line": ["type": "string"], "body": [:]], required: ["line"]),
            Self.request("hint", ["goal": ["type": "string"]], required: ["goal"]),
            Self.request("step", ["minutes": ["type": "integer", "minimum": 1]], required: ["minutes"]),
        ]
        return [
            "$schema": "http://json-schema.org/draft-07/schema#",
            "title": .string("Actions of \(session.exercise.title)"), "oneOf": .array(requests),
            "examples": .array(actions.map(\.document)),
        ]
    }

    private var names: Document {
        .array(
            Vocabulary.acts.map(\.name).filter { !TraineeStep.beyondReach.contains($0) }.map { .string($0) })
    }

    private static func request(_ word: String, _ more: Members, required: [String]) -> Document {
        var properties: Members = ["do": ["const": .string(word)]]
        for member in more { properties[member.name] = member.value }
        return [
            "type": "object", "properties": .object(properties),
            "required": .array((["do"] + required).map { .string($0) }), "additionalProperties": false,
        ]
    }
}
