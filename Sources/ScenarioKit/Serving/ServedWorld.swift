public import ControlPlane
public import VirtualTime

/// The words of scenarios for a world that is served: bodies of the control API, read by the grammar of
/// files.
public enum ServedWorld {
    /// Begins the fault of that name: `{"type": "vault.outage", "target": "vault/contoso-kv", "for": "45m"}`.
    /// - Throws: `WorldProblem` for words that no fault has, and for things that are not there.
    public static func begin(
        _ body: Document, named name: String, in timeline: inout Timeline
    ) throws(WorldProblem) {
        var body = body
        body["name"] = .string(name)
        let decoder = FileDecoder(source: SourceText(file: "request", text: ""), capabilities: .runner)
        let spec = decoder.fault(YAMLNode(body))
        try requireNothing(in: decoder)
        guard let spec else { throw WorldProblem("the fault cannot be read") }
        var world = SimulatedWorld(timeline: timeline)
        let fault: FaultUse
        do {
            fault = try FaultReader(context: RunContext(world: world), world: world).fault(spec)
        } catch {
            throw WorldProblem(error.message)
        }
        try world.inject(fault)
        timeline = world.timeline
    }

    /// Decides a condition in a copy of the world: `{"check": {"workspace/contoso-soc": {"data":
    /// "accessible"}}, "within": "1h"}`. Time passes in the copy alone.
    public static func check(_ body: Document, in timeline: Timeline) throws(WorldProblem) -> Document {
        let decoder = FileDecoder(source: SourceText(file: "request", text: ""), capabilities: .runner)
        let step = decoder.step(YAMLNode(body))
        try requireNothing(in: decoder)
        guard let step, case .check = step.action else {
            throw WorldProblem("a body with 'check' is needed")
        }
        let state = RunState(world: SimulatedWorld(timeline: timeline), invariants: [])
        let outcome = StepRunner(state: state, phase: .steps).run([step]).first
        var answer: Document = [
            "verdict": .string(outcome?.verdict.rawValue ?? "skipped"), "at": .string(state.now.iso8601),
        ]
        guard let failure = outcome?.failure else { return answer }
        answer["at"] = .string(failure.at.iso8601)
        answer["message"] = .string(failure.message)
        answer["found"] = .array(failure.labels.map(\.text).filter { !$0.isEmpty }.map { .string($0) })
        answer["why"] = .array(failure.because.map { .string($0) })
        answer["rules"] = .array(failure.rules.map { .string($0) })
        return answer
    }

    /// Begins to send records: `{"to": "workspace/contoso-soc", "rate": "10/min", "backfill": "30d"}`.
    public static func sendTraffic(_ body: Document, in timeline: inout Timeline) throws(WorldProblem) {
        guard let to = body["to"]?.text.flatMap({ Reference($0) }), to.kind == "workspace" else {
            throw WorldProblem("'to' is no workspace/NAME")
        }
        guard let text = body["rate"]?.text, let rate = TrafficRate(text) else {
            throw WorldProblem("'rate' is not COUNT/s, COUNT/min, COUNT/h or COUNT/d")
        }
        var backfill: Duration?
        if let text = body["backfill"]?.text {
            guard let duration = Duration(text: text), duration >= .zero else {
                throw WorldProblem("'\(text)' is no duration")
            }
            backfill = duration
        }
        var settings = WorldSettings()
        settings.traffic = [
            .init(workspace: to, rate: rate, backfill: backfill, table: body["table"]?.text)
        ]
        var world = SimulatedWorld(timeline: timeline)
        try world.begin(settings.traffic)
        timeline = world.timeline
    }

    /// Makes the calls of a line of az: `az keyvault key show --vault-name contoso-kv --name cmk`. It waits
    /// for nothing.
    public static func az(
        _ line: String, by actor: String, in timeline: inout Timeline
    ) throws(WorldProblem) -> Document {
        let decoder = FileDecoder(source: SourceText(file: "request", text: ""), capabilities: .runner)
        let step = decoder.step(.mapping([("az", .quoted(line)), ("actor", .quoted(actor))]))
        try requireNothing(in: decoder)
        guard var step, case .az = step.action else { throw WorldProblem("'\(line)' is no line of az") }
        step.wait = false
        let state = RunState(world: SimulatedWorld(timeline: timeline), invariants: [])
        let result: CallResult
        do {
            result = try CallRunner(state: state, step: step).begin().result
        } catch {
            throw WorldProblem(error.message)
        }
        guard let world = state.world as? SimulatedWorld else {
            throw WorldProblem("the world is not simulated")
        }
        timeline = world.timeline
        var answer: Document = ["status": .integer(result.status)]
        if let body = result.body { answer["body"] = body }
        return answer
    }

    private static func requireNothing(in decoder: FileDecoder) throws(WorldProblem) {
        guard let problem = decoder.problems.first else { return }
        let hint = problem.label.text.isEmpty ? problem.notes.first : problem.label.text
        throw WorldProblem(hint.map { "\(problem.message) (\($0))" } ?? problem.message)
    }
}
