import ControlPlane
import Futures
import Simulation
import VirtualTime

/// Rules of kind state and deadline, looked at as invariants of a world.
enum Standing {
    static func of(_ line: Rulebook.Line, in timeline: Timeline) -> RuleStanding {
        let world = timeline.world
        switch line.citation.kind {
        case .guard, .advice, .limit: return .notAnInvariant
        case .state, .deadline: break
        }
        switch line.id {
        case TimeRule.oneClock.id: return oneClock(timeline)
        case TimeRule.closedBounds.id: return insideBounds(timeline)
        case Sentinel.Rule.dataKept.id, LogAnalytics.Rule.dataKept.id: return nothingDeleted(in: world)
        case LogAnalytics.Rule.revocationHonored.id, Sentinel.Rule.honored.id:
            return noDeadlinePassed(in: world)
        case Sentinel.Rule.restored.id, LogAnalytics.Rule.accessRestored.id:
            return noDeadlinePassed(in: world)
        default: return PromiseRuleWatch(rule: line.id.code) == nil ? .notAnInvariant : .holds
        }
    }

    /// Time never goes back, and what falls due at an instant has happened before anything else can.
    private static func oneClock(_ timeline: Timeline) -> RuleStanding {
        if let next = timeline.world.next, next.at <= timeline.now {
            return .broken("something is due at \(next.at.iso8601) and has not happened")
        }
        for (entry, later) in zip(timeline.entries, timeline.entries.dropFirst()) where later.at < entry.at {
            return .broken("entry \(later.number) is earlier than the one before it")
        }
        return .holds
    }

    /// Every moment that was picked lies in its window, ends included, and no window begins before its cause.
    private static func insideBounds(_ timeline: Timeline) -> RuleStanding {
        for entry in timeline.entries {
            for choice in entry.choices
            where choice.from < entry.at || !(choice.from...choice.to).contains(choice.picked) {
                return .broken("\(choice.point.rawValue) was picked at \(choice.picked.iso8601)")
            }
        }
        return noDeadlinePassed(in: timeline.world)
    }

    /// Everything sent is stored, dropped, purged by retention, or lost with a store that was deleted.
    private static func nothingDeleted(in world: World) -> RuleStanding {
        for workspace in world.logAnalytics.workspaces {
            let name = world.names[workspace.id].name
            guard let records = Probe.read(ThingReference(kind: "records", name: name), in: world) else {
                continue
            }
            let deleted = records["deletedByRevocation"]?.integer ?? 0
            guard deleted == 0 else {
                return .broken("\(deleted) records of \(name) were deleted by revocation")
            }
        }
        return .holds
    }

    /// Nothing that fell due before now is still waiting.
    private static func noDeadlinePassed(in world: World) -> RuleStanding {
        guard let next = world.next, next.at < world.now else { return .holds }
        return .broken("something was due at \(next.at.iso8601) and has not happened")
    }
}
