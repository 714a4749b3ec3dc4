public import ControlPlane
import Simulation
public import VirtualTime

/// A world as a server starts from it: the timeline of its whole set-up, and its genesis.
public struct InitialWorld: Sendable {
    public let timeline: Timeline
    public let genesis: Genesis

    /// - Parameters:
    ///   - name: `empty`, or a builtin world with or without `builtin:`.
    ///   - subscription, tenant: lower-case GUIDs; nil for those of a world that is alone.
    ///   - change: what is chosen beside the defaults, once the world is set up.
    /// - Throws: `WorldProblem` for a name that is not one.
    public init(
        named name: String, start: Instant, seed: UInt64, subscription: String? = nil,
        tenant: String? = nil, settings change: (Settings) throws -> Settings
    ) throws {
        let profile = try change(Settings()).profile
        let plan = WorldPlan(
            at: start, seed: String(seed), rules: profile.rawValue, subscription: subscription,
            tenant: tenant)
        let world = try WorldMaker(factory: SimulatedWorldFactory()).world(from: name, plan: plan)
        guard let simulated = world as? SimulatedWorld else {
            throw WorldProblem("'\(name)' is not simulated")
        }
        let isEmpty = name == "empty" || name == "builtin:empty"
        var earlier = plan
        if !isEmpty { earlier.at = start - WorldMaker.age }
        genesis = try SimulatedWorldFactory.genesis(earlier)
        var timeline = simulated.timeline
        let settings = try change(timeline.world.settings)
        if settings != timeline.world.settings { timeline.choose(settings) }
        self.timeline = timeline
    }

    /// A world that was saved, at the moment it was saved at.
    ///
    /// - Parameters:
    ///   - lines: those of its file, `*.lockworld`.
    ///   - change: what is chosen beside what it was saved with.
    /// - Throws: `WorldProblem` for a file that is damaged, or none.
    public init(saved lines: [String], settings change: (Settings) throws -> Settings) throws {
        let saved: SavedTimeline
        do throws(SavedTimeline.Fault) {
            saved = try SavedTimeline(lines: lines)
        } catch {
            throw WorldProblem("the saved world cannot be read: \(error)")
        }
        genesis = saved.genesis
        var timeline = saved.timeline()
        let settings = try change(timeline.world.settings)
        if settings != timeline.world.settings { timeline.choose(settings) }
        self.timeline = timeline
    }
}
