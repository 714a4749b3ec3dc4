import VirtualTime

extension Resources {
    public enum Alarm: Equatable, Codable, Sendable {
        case registrationDue(ResourceID)
    }

    public static func next(in state: State) -> Pending<Alarm>? {
        guard let row = state.registrations.next, let at = row.deadline else { return nil }
        return Pending(at: at, alarm: .registrationDue(row.id))
    }

    public static func ring(_ alarm: Alarm, in world: World, _ docket: inout Docket) {
        switch alarm {
        case .registrationDue(let id):
            guard let row = world.resources.registrations[id] else { return }
            switch row.state {
            case .registering(let since, _):
                docket.cite(since.entry)
                docket.rule(
                    .resources(.registrationCompleted(id, namespace: row.namespace)),
                    because: Rule.registration)
            case .unregistering(let since, _):
                docket.cite(since.entry)
                docket.rule(
                    .resources(.unregistrationCompleted(id, namespace: row.namespace)),
                    because: Rule.registration)
            case .notRegistered, .registered, .unregistered: return
            }
        }
    }
}
