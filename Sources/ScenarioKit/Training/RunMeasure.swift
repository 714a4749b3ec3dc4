import ControlPlane
import VirtualTime

/// Whether records are held, readable or not, or were dropped for good.
public enum RecordFate: Sendable { case stored, dropped }

extension ScenarioWorld {
    public func sourceMinutes(_ fate: RecordFate, of workspace: Reference) -> [Range<Int64>] { [] }
}

/// Losses of a run up to an instant, over all workspaces. `first_dark` and its like need a search over
/// futures and are not among them.
enum RunMeasure: String {
    case dropped, unrecoverable
    case purgedUnseen = "purged_unseen"
    case lostRecords = "lost_records"
    case lostMinutes = "lost_minutes"
    case darkMinutes = "dark_minutes"

    func value(in context: RunContext, _ world: any ScenarioWorld) -> Value {
        let reading = MeasureReading(context: context, world: world)
        return switch self {
        case .dropped: .integer(reading.count("dropped"))
        case .unrecoverable: .integer(reading.count("unrecoverable"))
        case .purgedUnseen: .integer(reading.count("purgedUnseen"))
        case .lostRecords: .integer(reading.count("dropped") + reading.count("unrecoverable"))
        case .lostMinutes: .integer(reading.lostMinutes)
        case .darkMinutes:
            Rational(Int128(reading.darkMilliseconds), over: 60_000).map(Value.number)
                ?? .unknown("it was dark too long to tell")
        }
    }
}

private struct MeasureReading {
    let context: RunContext
    let world: any ScenarioWorld

    private static func workspaces(of world: any ScenarioWorld) -> [Reference] {
        world.things().filter { $0.kind == "workspace" }
    }

    private static func count(_ property: String, of workspace: Reference, in world: any ScenarioWorld)
        -> Int64
    {
        world.probeShort(Reference(kind: "records", name: workspace.name))?[property]?.integer ?? 0
    }

    /// Since the start: what was lost before is nobody's doing.
    func count(_ property: String) -> Int64 {
        let first = context.history.moments.first?.world
        return Self.workspaces(of: world).reduce(0) { total, workspace in
            total + Self.count(property, of: workspace, in: world)
                - (first.map { Self.count(property, of: workspace, in: $0) } ?? 0)
        }
    }

    /// Each S(t) at which something happened, with the one after it, up to the world that is asked.
    private var steps: some Sequence<(any ScenarioWorld, any ScenarioWorld)> {
        let past = context.history.turns.lazy.map(\.world).prefix { $0.now < world.now } + [world]
        return zip(past, past.dropFirst())
    }

    /// Minutes of the sources with at least one record that was dropped, or destroyed with its store.
    var lostMinutes: Int64 {
        var minutes = Self.workspaces(of: world).flatMap { world.sourceMinutes(.dropped, of: $0) }
        for (before, after) in steps {
            for workspace in Self.workspaces(of: before)
            where Self.count("unrecoverable", of: workspace, in: before)
                < Self.count("unrecoverable", of: workspace, in: after)
            {
                var last = before.fork()
                last.advance(to: max(last.now, after.now - .milliseconds(1)))
                minutes += last.sourceMinutes(.stored, of: workspace)
            }
        }
        return DataLedger.union(minutes).reduce(0) { $0 + $1.upperBound - $1.lowerBound }
    }

    var darkMilliseconds: Int64 {
        steps.reduce(0) { total, step in
            let isDark = Self.workspaces(of: step.0).contains {
                step.0.probe($0, "data")?.text == "inaccessible"
            }
            return isDark ? total + (step.1.now - step.0.now).wholeMilliseconds : total
        }
    }
}
