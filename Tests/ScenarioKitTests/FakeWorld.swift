import ControlPlane
import ScenarioKit
import VirtualTime

/// A world of a few tables: enough to see what the runner does, nothing of Azure.
struct FakeWorld: ScenarioWorld {
    struct Change {
        let at: Instant
        let reference: String
        let property: String
        let value: Document
        let rule: String?
    }

    var now: Instant
    var state: [String: [String: Document]] = [:]
    var pending: [Change] = []
    var journal: [JournalEntry] = []
    var operations: [String: Instant] = [:]
    var settings = WorldSettings()
    /// Records a minute since an instant, counted and never stepped.
    var flow: (since: Instant, perMinute: Int64)?
    var brokenRules: [String: Instant] = [:]
    var calls: [HTTPCall] = []

    var subscriptionID: String { "sub" }
    var tenantID: String { "tenant" }
    var model: World { World(Genesis(start: now)) }
    var position: Int { journal.count }
    var revision: Int { journal.count }

    init(at instant: Instant) { now = instant }

    func nextDue() -> Instant? { pending.map(\.at).min() }

    mutating func advance(to instant: Instant) {
        while let due = pending.min(by: { $0.at < $1.at }), due.at <= instant {
            pending.removeAll {
                $0.at == due.at && $0.reference == due.reference && $0.property == due.property
            }
            now = due.at
            apply(due)
        }
        now = instant
    }

    private mutating func apply(_ change: Change) {
        let before = state[change.reference]?[change.property] ?? .null
        state[change.reference, default: [:]][change.property] = change.value
        var fields: Document = [
            "ref": .string(change.reference), "property": .string(change.property), "from": before,
            "to": change.value,
        ]
        if let rule = change.rule { fields["rule"] = .string(rule) }
        note("event", fields)
        if let rule = change.rule { note("rule", ["rule": .string(rule), "severity": "effect"]) }
    }

    private mutating func note(_ kind: String, _ fields: Document) {
        let causes = journal.isEmpty ? [] : [journal.count - 1]
        journal.append(
            JournalEntry(sequence: journal.count, at: now, kind: kind, causes: causes, fields: fields))
    }

    mutating func set(_ reference: String, _ property: String, _ value: Document, in delay: Duration) {
        let change = Change(
            at: now + delay, reference: reference, property: property, value: value, rule: "TEST-DUE-01")
        if delay == .zero { apply(change) } else { pending.append(change) }
    }

    mutating func send(_ call: HTTPCall) -> CallResult {
        calls.append(call)
        let isRead = call.method == "GET"
        note(
            "request",
            [
                "actor": ["name": .string(call.actor), "role": "operator"], "method": .string(call.method),
                "path": .string(call.path), "status": 200, "write": .bool(!isRead), "decision": "accepted",
            ])
        if isRead {
            return CallResult(
                status: 200,
                body: ["path": .string(call.path), "version": "v1", "properties": ["ready": true]])
        }
        if call.path.contains("refuse") {
            return CallResult(
                status: 409, body: ["error": ["code": "Conflict", "message": "not so"]],
                rejectedBy: ["TEST-NO-01", "TEST-NO-02"], outcome: "rejected")
        }
        guard call.path.contains("slow") else {
            return CallResult(
                status: 201, headers: [.init(name: "ETag", value: "\"7\"")],
                body: call.body ?? ["id": "made"],
                outcome: "accepted", operation: .succeeded)
        }
        operations["op"] = now + .minutes(10)
        pending.append(
            Change(
                at: now + .minutes(10), reference: "operation/op", property: "status", value: "Succeeded",
                rule: nil))
        return CallResult(status: 202, operation: .inProgress(id: "op"))
    }

    /// Disabling a key turns the workspace dark after the time that `honor.cluster` was given, 40 minutes
    /// else.
    mutating func act(
        _ name: String, on target: Reference, with arguments: Document, by actor: String
    ) -> CallResult {
        note(
            "request",
            [
                "actor": ["name": .string(actor), "role": "operator"], "act": .string(name),
                "target": .string(target.description), "write": true, "decision": "accepted",
            ])
        let exact = settings.choices.last { $0.point == "honor.cluster" }.flatMap {
            Duration(text: $0.policy)
        }
        let delay = exact ?? .minutes(40)
        switch name {
        case "key.disable":
            set("key/v/k", "enabled", false, in: .zero)
            set("workspace/soc", "data", "inaccessible", in: delay)
        case "key.enable":
            set("key/v/k", "enabled", true, in: .zero)
            set("workspace/soc", "data", "accessible", in: .minutes(5))
        default: break
        }
        return CallResult(
            status: 200, body: ["version": "v2", "previousVersion": "v1", "arguments": arguments],
            outcome: "accepted", operation: .succeeded)
    }

    mutating func ingest(
        _ records: Int, into workspace: Reference, table: String?, by actor: String
    ) -> CallResult {
        let isDark = state["workspace/soc"]?["data"] == "inaccessible"
        return CallResult(
            status: 204, rejectedBy: isDark ? ["TEST-DARK-01"] : [], outcome: isDark ? "dropped" : "stored")
    }

    func operation(_ id: String) -> OperationState {
        guard let end = operations[id] else { return .none }
        return end <= now ? .succeeded : .inProgress(id: id)
    }

    func probe(_ reference: Reference) -> Document? {
        if reference.kind == "records", let flow {
            let minutes = (now - flow.since).wholeMilliseconds / 60_000
            return [
                "stored": .integer(minutes * flow.perMinute), "oldestAge": .string((now - flow.since).text),
            ]
        }
        guard let properties = state[reference.description] else { return nil }
        return .object(Members(properties.keys.sorted().map { ($0, properties[$0] ?? .null) }))
    }

    func entries(from sequence: Int) -> [JournalEntry] { Array(journal.dropFirst(sequence)) }
    func resourceID(of reference: Reference) -> String? { "/subscriptions/sub/\(reference)" }
    func objectID(of principal: String) -> String? { "oid-\(principal)" }

    func standing(ofRule id: String) -> RuleStanding {
        guard let since = brokenRules[id] else { return id == "TEST-OK-01" ? .holds : .notAnInvariant }
        return now >= since ? .broken("it broke") : .holds
    }

    func assumptionsUsed() -> [AssumptionUse] { settings.assumptions }
    func fork() -> any ScenarioWorld { self }

    mutating func configure(_ settings: WorldSettings) throws(WorldProblem) {
        self.settings.choices += settings.choices
        self.settings.assumptions += settings.assumptions
        if let traffic = settings.traffic.first { flow = (now, traffic.rate.records) }
    }

    func stateHash() -> String { Digest.sha256("\(now) \(journal.count)").hex }
}

struct FakeWorlds: ScenarioWorldFactory {
    var prepare: @Sendable (inout FakeWorld) -> Void = { _ in }

    func makeEmptyWorld(_ plan: WorldPlan) throws(WorldProblem) -> any ScenarioWorld {
        var world = FakeWorld(at: plan.at)
        world.state["workspace/soc"] = ["data": "accessible", "ingestion": "accepting", "fingerprint": "f0"]
        world.state["key/v/k"] = ["enabled": true]
        prepare(&world)
        return world
    }
}

extension FakeWorlds {
    /// Runs a file whose head is given here, and returns the result of its only run.
    static func run(
        _ rest: String, prepare: @escaping @Sendable (inout FakeWorld) -> Void = { _ in }
    ) throws -> RunResult {
        try runAll(rest, prepare: prepare)[0]
    }

    static func runAll(
        _ rest: String, options: RunOptions = RunOptions(),
        prepare: @escaping @Sendable (inout FakeWorld) -> Void = { _ in }
    ) throws -> [RunResult] {
        let text = "schema: lockstep/scenario/v1\nname: a test\n" + rest
        let scenario = try ScenarioReader.read(SourceText(file: "t.scenario.yaml", text: text))
        return ScenarioRunner(factory: FakeWorlds(prepare: prepare), options: options).run(scenario)
    }
}
