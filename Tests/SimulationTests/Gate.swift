import ControlPlane
import Dispatch
import Simulation

/// Holds the writer of a simulator still until it is opened, so that what waits behind it is one batch.
final class Gate: Sendable {
    private let opened = DispatchSemaphore(value: 0)
    private let reached = DispatchSemaphore(value: 0)

    /// Runs in the writer's turn.
    func hold() {
        reached.signal()
        opened.wait()
    }
    func open() { opened.signal() }

    /// Blocks a thread of its own, not one of the pool, until the writer stands still.
    func untilHeld() async {
        await withCheckedContinuation { continuation in
            DispatchQueue.global().async {
                self.reached.wait()
                continuation.resume()
            }
        }
    }
}

/// Runs tasks one at a time, each up to where it waits: afterwards all have joined the queue, in order.
final class Line: TaskExecutor {
    private let queue = DispatchQueue(label: "line")

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
    /// Returns when all that was enqueued before has run.
    func untilIdle() async {
        await withCheckedContinuation { continuation in queue.async { continuation.resume() } }
    }
}

extension Simulator {
    /// Does `acts` while the writer stands still, and lets it go on once all of them wait, in their order.
    /// - Returns: what became of each.
    func inOneBatch<Success: Sendable>(
        _ acts: [@Sendable () async throws -> Success], world: String = "default"
    ) async throws -> [Result<Success, any Error>] {
        let gate = Gate(), line = Line()
        async let held: Void = write(world) { _ in gate.hold() }
        await gate.untilHeld()
        let tasks = acts.map { act in
            Task(executorPreference: line) { () async -> Result<Success, any Error> in
                do { return .success(try await act()) } catch { return .failure(error) }
            }
        }
        await line.untilIdle()
        gate.open()
        try await held
        var results: [Result<Success, any Error>] = []
        for task in tasks { results.append(await task.value) }
        return results
    }
}
