import VirtualTime

extension Resources {
    public static func evolve(_ state: inout State, _ event: Event, at stamp: Stamp) {
        switch event {
        case .groupWritten(let group): state.groups.put(group)
        case .groupDeleted(let id): state.groups.remove(id)
        case .registrationStarted(let id, let namespace, let until):
            state.registrations.put(
                Registration(id: id, namespace: namespace, state: .registering(since: stamp, until: until)))
        case .registrationCompleted(let id, let namespace):
            state.registrations.put(Registration(id: id, namespace: namespace, state: .registered))
        case .unregistrationStarted(let id, let namespace, let until):
            state.registrations.put(
                Registration(id: id, namespace: namespace, state: .unregistering(since: stamp, until: until)))
        case .unregistrationCompleted(let id, let namespace):
            state.registrations.put(Registration(id: id, namespace: namespace, state: .unregistered))
        case .operationStarted(let operation): state.operations.put(operation)
        case .operationEnded(let id, let outcome):
            _ = state.operations.change(id) {
                $0.outcome = outcome
                $0.endedAt = stamp.at
            }
        }
    }
}
