import VirtualTime

extension Sentinel {
    public static func evolve(_ state: inout State, _ event: Event, at stamp: Stamp) {
        switch event {
        case .onboardingStarted(let id, let customerManagedKey, let until):
            state.begin(id, customerManagedKey, .onboarding(since: stamp, until: until), at: stamp)
        case .onboarded(let id, let customerManagedKey):
            if state.onboardings[id]?.isOnboarded == true {
                _ = state.onboardings.change(id) { $0.state = .onboarded }
            } else {
                state.begin(id, customerManagedKey, .onboarded, at: stamp)
            }
        case .onboardingFailed(let id): _ = state.onboardings.change(id) { $0.state = .failed(since: stamp) }
        case .confirmationAwaited(let id, let reply):
            _ = state.onboardings.change(id) {
                $0.state = .awaitingConfirmation(since: stamp, reply: reply)
            }
        case .offboarded(let id, let until, let grace):
            _ = state.onboardings.change(id) {
                $0.state = .removing(since: stamp, until: until, graceUntil: grace)
            }
        case .removalCompleted(let id):
            _ = state.onboardings.change(id) {
                guard case .removing(let since, _, let grace) = $0.state else { return }
                $0.state = .removed(since: since, graceUntil: grace)
            }
        case .configurationPurged(let id):
            for item in state.items where item.workspace == id { state.items.remove(item.id) }
            if let until = state.onboardings[id]?.state.graceUntil, until <= stamp.at {
                _ = state.onboardings.change(id) { $0.state = .purged }
            } else {
                // The workspace is gone: another one under its name has no past.
                state.onboardings.remove(id)
            }
        case .availabilityChanged(let id, let availability):
            _ = state.onboardings.change(id) {
                $0.availability = availability
                $0.availableSince = stamp
            }
        case .itemWritten(let item):
            state.items.put(item)
            if item.kind == .incident {
                _ = state.onboardings.change(item.workspace) { $0.incidents = max($0.incidents, item.number) }
            }
        case .itemDeleted(let id): state.items.remove(id)
        case .markedUndefined(let id, let rule):
            _ = state.onboardings.change(id) { if !$0.undefined.contains(rule) { $0.undefined.append(rule) } }
        case .supportContacted(let id, let topic):
            let known = state.contacts[id]?.topics ?? []
            state.contacts.put(
                Contact(id: id, topics: known.contains(topic) ? known : known + [topic]))
            if topic == confirmationTopic {
                _ = state.onboardings.change(id) { $0.wasConfirmed = true }
            }
        }
    }
}

extension Sentinel.State {
    fileprivate mutating func begin(
        _ id: ResourceID, _ customerManagedKey: Bool, _ state: Sentinel.OnboardingState, at stamp: Stamp
    ) {
        let before = onboardings[id]
        onboardings.put(
            Sentinel.Onboarding(
                id: id, customerManagedKey: customerManagedKey, state: state, availableSince: stamp,
                undefined: before?.undefined.filter { $0 == Sentinel.Rule.onboardedBefore.id } ?? [],
                revision: (before?.revision ?? 0) + 1, incidents: before?.incidents ?? 0))
    }
}
