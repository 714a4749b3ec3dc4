import VirtualTime

extension Identity {
    public static func evolve(_ state: inout State, _ event: Event, at stamp: Stamp) {
        switch event {
        case .principalAppeared(let entry): state.entries.put(entry)
        case .principalRemoved(let objectID): state.entries.remove(objectID)
        }
    }
}
