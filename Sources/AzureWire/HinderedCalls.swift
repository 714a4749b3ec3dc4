public import ControlPlane
import Simulation
import VirtualTime

/// What faults do to a call before and after it is decided: it takes time, and a fault of so many calls has
/// met one more.
public enum HinderedCalls {
    /// Whether a call to that host is more than its route.
    public static func areThere(at host: String, in world: World) -> Bool {
        world.resources.faults.contains { delay(of: $0, callTo: host, in: world) != nil }
            || countedFault(at: host, in: world) != nil
    }

    /// A slow call takes virtual time before anything is decided.
    public static func delay(callTo host: String, in timeline: inout Timeline) {
        for fault in timeline.world.resources.faults {
            guard let time = delay(of: fault, callTo: host, in: timeline.world) else { continue }
            timeline.advance(by: time)
        }
    }

    private static func delay(
        of fault: Resources.RequestFault, callTo host: String, in world: World
    ) -> Duration? {
        guard fault.isActive(at: world.now), case .slow(let milliseconds, let vault) = fault.kind else {
            return nil
        }
        if let vault, !host.hasPrefix("\(world.names[vault].name.lowercased()).") { return nil }
        return .milliseconds(milliseconds)
    }

    /// A fault that meets so many requests has met one more. Stores do not count: their polls are not
    /// stepped.
    public static func count(callTo host: String, met status: Int, in timeline: inout Timeline) {
        guard [403, 429, 503].contains(status), let fault = countedFault(at: host, in: timeline.world) else {
            return
        }
        timeline.submit { _ in .keyVault(.meetFault(fault.vault, name: fault.name)) }
    }

    private static func countedFault(at host: String, in world: World) -> (vault: ResourceID, name: String)? {
        let name = host.prefix { $0 != "." }
        guard !name.isEmpty, let vault = world.vault(named: String(name)),
            let fault = vault.faults.first(where: { $0.hasBegun && $0.order.hits != nil })
        else { return nil }
        return (vault.id, fault.order.name)
    }
}
