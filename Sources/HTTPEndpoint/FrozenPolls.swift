import AzureWire
import ControlPlane
import Simulation
import Synchronization
import VirtualTime

/// Counts the polls of what cannot get on because the clock of its world stands still: a client waits for it
/// in vain, and is told so.
final class FrozenPolls: Sendable {
    private struct Waiting {
        var entry: EntryNumber
        var polls: [String: Int] = [:]
    }

    /// A client that polls waits anyhow; one that polls three times waits for nothing.
    private static let patience = 3
    /// Worlds, and paths of each, that are counted at a time.
    private static let limit = 256
    private let waiting = Mutex<[String: Waiting]>([:])
    private let warn: @Sendable (String) -> Void

    /// - Parameter warn: takes a sentence for the log, once for each path.
    init(warn: @escaping @Sendable (String) -> Void) { self.warn = warn }

    /// What to tell the client, from the third poll after the world's newest entry on.
    func hint(
        for request: WireRequest, in world: PublishedWorld, named name: String, until: Instant
    ) -> String? {
        let path = request.path.lowercased(), entry = world.world.sequence
        let count = waiting.withLock { worlds in
            if worlds[name]?.entry != entry {
                if worlds.count >= Self.limit { worlds = [:] }
                worlds[name] = Waiting(entry: entry)
            }
            if worlds[name]?.polls.count ?? 0 >= Self.limit { worlds[name]?.polls = [:] }
            worlds[name]?.polls[path, default: 0] += 1
            return worlds[name]?.polls[path] ?? 0
        }
        guard count >= Self.patience else { return nil }
        let hint =
            "clock-frozen; completes at T+\((until - world.genesis.start).text); "
            + "POST /_lockstep/v1/worlds/\(name)/clock/advance {\"by\": \"\((until - world.world.now).text)\"}"
        if count == Self.patience { warn("\(request.method) \(request.path) waits in vain: \(hint)") }
        return hint
    }
}
