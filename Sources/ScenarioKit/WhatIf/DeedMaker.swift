import AzureWire
import ControlPlane
import Futures
import Simulation
import VirtualTime

/// Makes interventions of what a plan says is done: the same words, through the same routes, as in scenarios.
struct DeedMaker {
    /// Whether calls may be slow or fail by chance, so that each goes the long way.
    let isSlow: Bool
    private let service = AzureService()
    private let decoder = FileDecoder(source: SourceText(file: "deed", text: ""), capabilities: .runner)

    init(isSlow: Bool) { self.isSlow = isSlow }

    /// - Parameter deed: `at` in milliseconds from the fork point, and the keys of a step.
    func intervention(_ deed: Document, from start: Instant) throws(WorldProblem) -> Intervention {
        guard var members = deed.members, let at = deed["at"]?.integer else {
            throw WorldProblem("an intervention needs a time: \(deed.json)")
        }
        members["at"] = Document?.none
        guard let step = decoder.step(YAMLNode(.object(members))), decoder.problems.isEmpty else {
            let why = decoder.problems.first?.message ?? "it is no step"
            throw WorldProblem("\(Document.object(members).json): \(why)")
        }
        let instant = start + .milliseconds(at)
        let title = Self.title(of: .object(members))
        if case .act(let act) = step.action, !isSlow, let deed = quick(act, step.actor?.constant) {
            return Intervention(at: instant, title, perform: deed)
        }
        return Intervention(at: instant, title, perform: slow(step))
    }

    /// `key.disable key/contoso-kv/cmk`, as a reader writes it.
    static func title(of deed: Document) -> String {
        if let act = deed["act"]?.text {
            let with = (deed["with"]?.members ?? [:]).map { " \($0.name)=\($0.value.text ?? $0.value.json)" }
            return "\(act) \(deed["target"]?.text ?? "")\(with.joined())"
        }
        for verb in ["az", "request", "clear"] {
            if let text = deed[verb]?.text { return "\(verb) \(text)" }
        }
        if let fault = deed["fault"] {
            return "fault \(fault["type"]?.text ?? "") \(fault["name"]?.text ?? "")"
        }
        return deed.json
    }

    /// An act without anything to fill in goes to the service at once.
    private func quick(_ action: ActAction, _ actor: String?) -> Intervention.Deed? {
        guard let name = action.name.ready, let target = action.target?.ready else { return nil }
        let scope = EmptyScope()
        let arguments = Value.filling(.record(action.arguments), from: scope)
        if case .unknown = arguments { return nil }
        let act = Act(
            name, on: ThingReference(kind: target.kind, name: target.name), with: arguments.document)
        let actor = actor ?? "operator"
        let memory = DeedMemory(
            isOfVaults: ["key", "vault", "policy", "network"].contains { name.hasPrefix("\($0).") })
        return { [service] timeline in
            if let command = memory.command(in: timeline.world) {
                return timeline.submit(by: command.principal) { _ in command.command }.refusal?.because
            }
            let before = timeline.world, entries = timeline.entries.count
            defer { memory.note(timeline.entries.dropFirst(entries), after: before) }
            do throws(ActProblem) {
                let outcome = try service.perform(act, by: actor, in: &timeline)
                guard outcome.response.status >= 400 else { return nil }
                return rules(outcome.response.headers["x-lockstep-decision"])
            } catch {
                return []
            }
        }
    }

    private func slow(_ step: Step) -> Intervention.Deed {
        { timeline in
            var world = SimulatedWorld(timeline: timeline)
            let state = RunState(world: world, invariants: [])
            defer {
                if let played = state.world as? SimulatedWorld { timeline = played.timeline }
            }
            do throws(StepFailure) {
                switch step.action {
                case .fault(let spec):
                    let fault = try FaultReader(context: state.context, world: world).fault(spec)
                    try Self.told(step, at: state.now) { () throws(WorldProblem) in try world.inject(fault) }
                    state.world = world
                    return nil
                case .clear(let names):
                    for name in names.compactMap(\.constant) {
                        try Self.told(step, at: state.now) { () throws(WorldProblem) in try world.clear(name)
                        }
                    }
                    state.world = world
                    return nil
                default:
                    let call = try CallRunner(state: state, step: step).begin()
                    return call.result.status >= 400
                        ? call.result.rejectedBy.compactMap { Rulebook.find($0)?.id } : nil
                }
            } catch {
                return []
            }
        }
    }

    private static func told(_ step: Step, at: Instant, _ body: () throws(WorldProblem) -> Void)
        throws(StepFailure)
    {
        do throws(WorldProblem) {
            try body()
        } catch {
            throw StepFailure(error.message, labels: [.init(step.place)], at: at)
        }
    }
}

/// The rules of a decision header.
private func rules(_ header: String?) -> [RuleID] {
    (header ?? "").split(separator: ",").compactMap {
        Rulebook.find($0.split(separator: " ").joined())?.id
    }
}

private struct EmptyScope: ExpressionScope {
    func value(named name: String) -> Value? { nil }
    func value(ofMember member: String, in group: String) -> Value? { nil }
    func call(_ function: String, _ argument: Value) -> Value { .unknown("nothing is known yet") }
    func history(of condition: Expression) -> [TruthInterval] { [] }
    func value(at mark: String, of expression: Expression?) -> Value { .unknown("there is no mark") }
}
