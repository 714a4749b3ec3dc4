import ControlPlane
public import ServiceLifecycle
public import Simulation
import Synchronization
import VirtualTime

/// What the wall clock does to worlds: clocks that are live go on with it, and worlds whose time is over are
/// dropped.
public struct WorldKeeper: Service, CustomStringConvertible {
    public var description: String { "the keeper of worlds" }
    private let simulator: Simulator
    private let wall: @Sendable () -> Int64
    private let pause: Duration
    private let last: Looked

    /// When it looked last, in milliseconds of the wall clock.
    private final class Looked: Sendable {
        let at = Mutex<Int64?>(nil)
    }

    /// - Parameters:
    ///   - pause: how long it waits between two looks.
    ///   - wall: milliseconds of the wall clock since 1970.
    public init(
        simulator: Simulator, pause: Duration = .milliseconds(200),
        wall: @escaping @Sendable () -> Int64 = WallClock.now
    ) {
        self.simulator = simulator
        self.wall = wall
        self.pause = pause
        last = Looked()
    }

    public func run() async throws {
        while !Task.isShuttingDownGracefully, !Task.isCancelled {
            try await look()
            try? await Task.sleep(for: pause)
        }
    }

    /// Does what is due by now.
    public func look() async throws {
        let now = wall()
        let elapsed = last.at.withLock { last in
            defer { last = now }
            return max(0, now - (last ?? now))
        }
        try await simulator.dropExpired(at: now, but: [SimulatorResponder.defaultWorld])
        guard elapsed > 0 else { return }
        for name in simulator.worldNames {
            guard case .live(let rate)? = simulator.world(name)?.mode else { continue }
            await goOn(name, by: .milliseconds(elapsed * rate))
        }
    }

    /// One that is gone or stopped meanwhile, or a simulator that is busy, is for the next time.
    private func goOn(_ name: String, by time: Duration) async {
        try? await simulator.write(name) { timeline in
            timeline.advance(to: min(timeline.now + time, .distantFuture))
        }
    }
}
