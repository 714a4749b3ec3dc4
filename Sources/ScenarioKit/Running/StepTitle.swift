import VirtualTime

/// What a step without a name is called: its verb and what follows.
enum StepTitle {
    static func text(of step: Step) -> String {
        switch step.action {
        case .request(let request):
            let line = request.line?.source ?? "\(request.method?.source ?? "") \(request.path?.source ?? "")"
            return "request \(line)"
        case .az(let line): return "az \(line.command)"
        case .act(let act):
            let target = act.target.map { $0.ready?.description ?? $0.template?.source ?? "" } ?? ""
            return "\(act.name.ready ?? act.name.template?.source ?? "act") \(target)"
        case .advance(.by(let duration)):
            return "advance \(duration.ready?.text ?? duration.template?.source ?? "")"
        case .advance: return "advance"
        case .check(let check):
            let subject = check.condition.state.first.map { $0.reference.ready?.description ?? "" }
            return "check \(subject ?? check.condition.expression?.text ?? "the journal")"
        case .ingest(let ingest):
            return "ingest \(ingest.records) into \(ingest.to.ready?.description ?? "a workspace")"
        case .fork(let fork): return "fork \(fork.name ?? "")"
        case .use(let use): return "block \(use.block)"
        case .note(let text): return "note: \(text.source)"
        case .fault(let fault): return "fault \(fault.type)"
        case .clear, .race, .save: return step.verb
        }
    }
}
