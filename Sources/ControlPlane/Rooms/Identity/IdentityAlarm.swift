import VirtualTime

extension Identity {
    public enum Alarm: Equatable, Codable, Sendable {
        /// A granted or removed role has arrived everywhere.
        case roleDue(String)
    }

    public static func next(in state: State) -> Pending<Alarm>? {
        let pending = state.assignments.readNext { row in
            row.deadline.map { Pending(at: $0, alarm: Alarm.roleDue(row.id)) }
        }
        return pending ?? nil
    }

    public static func ring(_ alarm: Alarm, in world: World, _ docket: inout Docket) {
        guard case .roleDue(let id) = alarm, let row = world.identity.assignments[id] else { return }
        switch row.phase {
        case .propagating(let since, _):
            docket.cite(since.entry)
            docket.rule(.identity(.roleEffective(id)), because: KeyVault.AccessRule.rolesPropagate)
        case .fading(let since, _):
            docket.cite(since.entry)
            docket.rule(.identity(.roleGone(id)), because: KeyVault.AccessRule.rolesPropagate)
        case .effective: return
        }
    }
}
