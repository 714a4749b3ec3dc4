import ControlPlane

extension AzureService.Task {
    /// The same, with its answer noted when it is given.
    func noting(in log: AnswerLog, _ request: WireRequest) -> Self {
        answering { log.noted($0, request) }
    }

    /// The same, with something done to its answer.
    func answering(_ change: @escaping @Sendable (WireResponse) -> WireResponse) -> Self {
        switch self {
        case .read(let read):
            .read { world, pollDriven in
                switch read(world, pollDriven) {
                case .answer(let response): .answer(change(response))
                case .counts(let counted): .counts { change(counted(&$0)) }
                case .waits(let until): .waits(until: until)
                }
            }
        case .write(let write):
            .write { change(write(&$0)) }
        }
    }
}

extension AnswerLog {
    fileprivate func noted(_ response: WireResponse, _ request: WireRequest) -> WireResponse {
        note(response, to: request)
        return response
    }
}
