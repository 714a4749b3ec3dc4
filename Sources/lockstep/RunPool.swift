import Foundation
import ScenarioKit
import VirtualTime

/// Runs files on several workers. What they find comes out in the order of the files.
struct RunPool {
    let jobs: Int
    var options: RunOptions
    let assumeAll: Bool
    /// Without it, only what failed is kept in full.
    var keepsWholeRuns = true
    /// No file is begun that is further ahead of the next one to come out: this bounds what has to wait.
    private var window: Int { jobs * 4 }

    init(jobs: Int, options: RunOptions, assumeAll: Bool) {
        self.jobs = jobs
        self.options = options
        self.assumeAll = assumeAll
    }

    /// `emit` is called with one file at a time, in order; what it throws ends the run.
    func run(_ files: [ScenarioFiles.File], emit: (ReportedFile) throws -> Void) async throws {
        var free = (0..<jobs).map { _ in RunWorker(self) }
        var waiting: [Int: ReportedFile] = [:]
        var (begun, emitted) = (0, 0)
        try await withThrowingTaskGroup(of: (Int, RunWorker, ReportedFile).self) { group in
            while emitted < files.count {
                while begun < files.count, begun < emitted + window, let worker = free.popLast() {
                    let (index, file) = (begun, files[begun])
                    group.addTask { (index, worker, await worker.run(file)) }
                    begun += 1
                }
                guard let (index, worker, found) = try await group.next() else { return }
                free.append(worker)
                waiting[index] = found
                while let next = waiting.removeValue(forKey: emitted) {
                    try emit(next)
                    emitted += 1
                }
            }
        }
    }
}

/// Runs one file after the other, and keeps the worlds they start from.
private actor RunWorker {
    private let runner: ScenarioRunner
    private let pool: RunPool
    private let clock = ContinuousClock()

    init(_ pool: RunPool) {
        self.pool = pool
        runner = ScenarioRunner(factory: Worlds.factory, options: pool.options)
    }

    func run(_ file: ScenarioFiles.File) -> ReportedFile {
        var runs: [ReportedRun] = []
        var begun = clock.now
        func add(_ result: RunResult, _ variants: [Variant]) {
            var result = result
            if !pool.keepsWholeRuns { result.dropWhatPassed() }
            let wall = Wall.isHidden ? .zero : begun.duration(to: clock.now)
            runs.append(ReportedRun(result, variants: variants, wall: wall))
            begun = clock.now
        }
        if pool.assumeAll {
            for readings in runner.runAllReadings(of: file.scenario) {
                add(readings.result, readings.variants)
            }
        } else {
            runner.run(file.scenario) { add($0, []) }
        }
        return ReportedFile(source: file.source, labels: file.scenario.labels, runs: runs)
    }
}

/// The machine's time, for the formats that demand it.
enum Wall {
    /// Set where things must come out the same bytes each time (reproducible-builds.org).
    static let isHidden = ProcessInfo.processInfo.environment["SOURCE_DATE_EPOCH"] != nil

    static var milliseconds: Int64 { isHidden ? 0 : Int64(Date().timeIntervalSince1970 * 1_000) }
}
