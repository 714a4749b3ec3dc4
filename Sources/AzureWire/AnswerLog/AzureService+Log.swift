import ControlPlane

extension AzureService.Task {
    /// The same, with its answer noted when it is given.
    func noting(in log: AnswerLog, _ request: WireRequest) -> Self {
        switch self {
        case .read(let read):
            .read { world, pollDriven in
                switch read(world, pollDriven) {
                case .answer(let response): .answer(log.noted(response, request))
                case .counts(let counted): .counts { log.noted(counted(&$0), request) }
                case .waits(let until): .waits(until: until)
                }
            }
        case .write(let write):
            .write { log.noted(write(&$0), request) }
        }
    }
}

extension AnswerLog {
    fileprivate func noted(_ response: WireResponse, _ request: WireRequest) -> WireResponse {
        note(response, to: request)
        return response
    }
}
