public import ControlPlane
import VirtualTime

/// Workspaces of one cluster that differ in nothing but what they are called: whatever becomes of one can
/// become of the other.
public enum AlikeWorkspaces {
    /// Classes of at least two, each in the order of its ids. A doubt keeps a workspace apart: one that a
    /// lock, a failure, a role or an exact choice may single out is like no other.
    public static func classes(in world: World) -> [[ResourceID]] {
        let choices = world.settings.choices
        guard world.resources.locks.isEmpty, world.resources.faults.isEmpty, choices.policy != .seeded,
            choices.exact.allSatisfy({ !$0.glob.contains("@") || $0.glob.hasSuffix("@*") })
        else { return [] }
        var classes: [(like: Likeness, members: [ResourceID])] = []
        for row in world.logAnalytics.workspaces where !row.isDeleted && row.link.cluster != nil {
            guard let like = Likeness(of: row, in: world) else { continue }
            if let place = classes.firstIndex(where: { $0.like == like }) {
                classes[place].members.append(row.id)
            } else {
                classes.append((like, [row.id]))
            }
        }
        return classes.map(\.members).filter { $0.count > 1 }
    }

    /// All that is known of a workspace, with its own names left out.
    private struct Likeness: Equatable {
        let cluster: ResourceID?
        let group: ResourceID?
        let children: [String]
        let rows: [StateHash]

        init?(of row: LogAnalytics.Workspace, in world: World) {
            let names = world.names
            let inside = names.children(of: row.id)
            let isSingledOut = world.identity.assignments.contains {
                $0.scope == row.id || inside.contains($0.scope)
            }
            guard !isSingledOut else { return nil }
            cluster = row.link.cluster
            group = names[row.id].group
            children = inside.map { names[$0].name }.sorted()
            let hash = StateHash.Of(world, knowing: [row.id] + inside)
            let tables = world.logAnalytics.tables.filter { inside.contains($0.id) }.sorted {
                names[$0.id].name < names[$1.id].name
            }
            rows =
                [hash(row)] + tables.map { hash($0) }
                + [
                    hash(world.cosmosDB.accounts[row.id]), hash(world.sentinel.onboardings[row.id]),
                ]
        }
    }
}

extension FutureRange {
    /// What becomes of one of two alike workspaces, told of the other. Nothing was run for it.
    func renamed(_ one: ResourceID, to other: ResourceID) -> FutureRange {
        var range = FutureRange()
        for measure in Measure.allCases {
            guard let ends = ends[measure] else { continue }
            range.takeEnd(measure, ends.best.renamed(one, to: other))
            range.takeEnd(measure, ends.worst.renamed(one, to: other))
        }
        return range
    }
}

extension FutureRange.Witness {
    fileprivate func renamed(_ one: ResourceID, to other: ResourceID) -> Self {
        let pins = course.pins.map { pin in
            let key = pin.choice
            guard key.resource == one else { return pin }
            return Pin(ChoiceKey(point: key.point, resource: other, ordinal: key.ordinal), at: pin.at)
        }
        return Self(value: value, course: Course(pins: pins), isApproached: isApproached)
    }
}

extension FutureSearch {
    /// Of alike workspaces the first choices, in the order of their ids: whatever comes of them comes of
    /// them in another order too, so it is enough to look where the first of them comes no later than the
    /// second.
    var leaders: [[ChoiceKey]] {
        guard !alike.isEmpty else { return [] }
        var timeline = future.start.following()
        _ = future.play(&timeline)
        let (asked, world) = (timeline.entries.flatMap(\.choices), timeline.world)
        return alike.compactMap { members in
            let firsts = members.compactMap { member in
                asked.first { $0.resource == member && points.covers($0, in: world) }?.key
            }
            let isAlike = firsts.allSatisfy { $0.point == firsts[0].point && $0.ordinal == firsts[0].ordinal }
            return firsts.count == members.count && isAlike ? firsts : nil
        }
    }
}
