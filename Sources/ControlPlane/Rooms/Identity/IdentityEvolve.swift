import VirtualTime

extension Identity {
    public static func evolve(_ state: inout State, _ event: Event, at stamp: Stamp) {
        switch event {
        case .principalAppeared(let entry): state.entries.put(entry)
        case .principalRemoved(let objectID): state.entries.remove(objectID)
        case .roleAssigned(let assignment): state.put(assignment)
        case .roleRemoved(let id, let until):
            _ = state.assignments.change(id) { $0.phase = .fading(since: stamp, until: until) }
        case .roleEffective(let id): _ = state.assignments.change(id) { $0.phase = .effective }
        case .roleGone(let id): state.remove(id)
        case .identityWritten(let identity): state.identities.put(identity)
        case .identityDeleted(let id, let objectID):
            state.identities.remove(id)
            state.entries.remove(objectID)
        }
    }
}
