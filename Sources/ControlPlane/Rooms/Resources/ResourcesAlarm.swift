import VirtualTime

extension Resources {
    public enum Alarm: Equatable, Codable, Sendable {
        case registrationDue(ResourceID)
        case groupDeletionDue(ResourceID, GroupStage)
    }

    public static func next(in state: State) -> Pending<Alarm>? {
        let registration = state.registrations.next.flatMap { row in
            row.deadline.map { Pending(at: $0, alarm: Alarm.registrationDue(row.id)) }
        }
        let group = state.groups.next.flatMap { row in
            row.deletion.map { Pending(at: $0.until, alarm: Alarm.groupDeletionDue(row.id, $0.stage)) }
        }
        guard let registration, let group else { return registration ?? group }
        return group.at < registration.at ? group : registration
    }

    public static func ring(_ alarm: Alarm, in world: World, _ docket: inout Docket) {
        switch alarm {
        case .groupDeletionDue(let id, let stage): ringGroupDeletion(id, stage, in: world, &docket)
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
