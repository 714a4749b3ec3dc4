import VirtualTime

extension Resources {
    public static func evolve(_ state: inout State, _ event: Event, at stamp: Stamp) {
        switch event {
        case .groupWritten(let group): state.groups.put(group)
        case .groupDeletionStarted(let id, let until, let operation):
            _ = state.groups.change(id) {
                $0.deletion = GroupDeletion(since: stamp, until: until, operation: operation)
            }
        case .groupEmptied(let id, let stage):
            guard let next = stage.next else { return }
            _ = state.groups.change(id) { $0.deletion?.stage = next }
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
        case .plainWritten(let row): state.plain.put(row)
        case .plainDeleted(let id): state.plain.remove(id)
        case .lockWritten, .lockDeleted, .requestCounted, .faultArmed, .faultMet:
            evolveFrontDoor(&state, event)
        }
    }

    private static func evolveFrontDoor(_ state: inout State, _ event: Event) {
        switch event {
        case .lockWritten(let lock): state.locks.put(lock)
        case .lockDeleted(let id): state.locks.remove(id)
        case .requestCounted(let buckets): for bucket in buckets { state.buckets.put(bucket) }
        case .faultArmed(let fault):
            state.faults.removeAll { $0.name == fault.name }
            if fault.remaining != 0 { state.faults.append(fault) }
        case .faultMet(_, let name, let strikes):
            for place in state.faults.indices where state.faults[place].name == name {
                state.faults[place].seen += 1
                if strikes { state.faults[place].remaining = state.faults[place].remaining.map { $0 - 1 } }
            }
            state.faults.removeAll { $0.remaining == 0 }
        default: return
        }
    }
}
