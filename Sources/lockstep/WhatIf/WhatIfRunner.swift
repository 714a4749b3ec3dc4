import Foundation
import Futures
import ScenarioKit
import VirtualTime

/// Plays the rows of a plan on several workers. What comes out does not depend on how many.
struct WhatIfRunner {
    let whatIf: WhatIf
    let effort: SearchEffort

    /// - Parameter places: the rows to play; all of them without it.
    /// - Parameter emit: called with each row as it is done, in their order.
    func run(
        _ places: [Int]? = nil, emit: (Int, WhatIfResult) throws -> Void = { _, _ in }
    ) async throws -> [WhatIfResult] {
        let places = places ?? Array(whatIf.rows.indices)
        let deadline = try effort.deadline(wall: whatIf.plan.explore.wall)
        let progress = SearchProgress(rows: places.count, isShown: !effort.quiet)
        defer { progress.finish() }
        var results: [WhatIfResult] = []
        // Rows are much alike, and many: one after the other, each spread over the workers, is enough.
        for place in places {
            let jobs = effort.jobs
            let result = whatIf.play(
                place,
                isOver: { range in
                    progress.note(range)
                    return deadline.map { ContinuousClock.now >= $0 } ?? false
                },
                spread: { pieces, cover in Self.spread(pieces, cover, jobs: jobs) })
            progress.finished(result)
            try emit(place, result)
            results.append(result)
        }
        return results
    }

    /// Plays the rows of one shard and writes each when it is done.
    func write(_ shard: Shard, _ options: ShardOptions) async throws {
        try await ShardWriter(work: ShardedWork(whatIf), request: shard, options: options) { places, emit in
            _ = try await run(places) { place, result in try emit(WhatIfReport.row(whatIf, place, result)) }
        }.write()
    }

    /// Covers pieces side by side and keeps their order.
    static func spread<Piece: Sendable, Cell: Sendable>(
        _ pieces: [Piece], _ cover: (Piece) -> Cell, jobs: Int
    ) -> [Cell] {
        guard jobs > 1, pieces.count > 1 else { return pieces.map(cover) }
        return withoutActuallyEscaping(cover) { cover in
            let work = SpreadWork(pieces: pieces, cover: cover)
            DispatchQueue.concurrentPerform(iterations: min(jobs, pieces.count)) { _ in work.take() }
            return work.cells.compactMap { $0 }
        }
    }
}

/// Pieces that several threads take one by one.
private final class SpreadWork<Piece: Sendable, Cell: Sendable>: @unchecked Sendable {
    private let pieces: [Piece]
    private let cover: (Piece) -> Cell
    private let lock = NSLock()
    private var next = 0
    private(set) var cells: [Cell?]

    init(pieces: [Piece], cover: @escaping (Piece) -> Cell) {
        self.pieces = pieces
        self.cover = cover
        cells = Array(repeating: nil, count: pieces.count)
    }

    func take() {
        while true {
            lock.lock()
            let place = next
            next += 1
            lock.unlock()
            guard place < pieces.count else { return }
            let cell = cover(pieces[place])
            lock.lock()
            cells[place] = cell
            lock.unlock()
        }
    }
}

/// Says how a search goes, on a terminal and only after a second: rows, rate, the ends so far, the time left.
final class SearchProgress: @unchecked Sendable {
    private let rows: Int
    private let isShown: Bool
    private let begun = ContinuousClock.now
    private var shownAt = ContinuousClock.now
    private var done = 0
    private var runs = 0
    private var worst: Int64?
    private var best: Int64?
    private var isOnScreen = false

    init(rows: Int, isShown: Bool) {
        self.rows = rows
        self.isShown = isShown && isatty(STDERR_FILENO) == 1
    }

    func note(_ range: FutureRange) { show(extra: range) }

    func finished(_ result: WhatIfResult) {
        done += 1
        runs += result.range.runs
        if let ends = result.range.ends[.lostRecords] {
            worst = max(worst ?? .min, ends.worst.value ?? 0)
            best = min(best ?? .max, ends.best.value ?? 0)
        }
        show(extra: FutureRange())
    }

    private func show(extra: FutureRange) {
        let now = ContinuousClock.now
        guard isShown, now - begun > .seconds(1), now - shownAt > .milliseconds(200) else { return }
        shownAt = now
        let elapsed = begun.duration(to: now)
        let total = runs + extra.runs
        let rate = Int64(total) * 1_000 / max(1, elapsed.wholeMilliseconds)
        var line = "\(done)/\(rows) rows, \(total) runs, \(rate) futures/s"
        if let worst, let best { line += ", lost \(best)..\(worst) so far" }
        if done > 0 {
            let left = elapsed.wholeMilliseconds / Int64(done) * Int64(rows - done)
            line += ", about \(Duration.seconds(left / 1_000).text) left"
        }
        Console.noteRaw("\r\u{1B}[K\(line)")
        isOnScreen = true
    }

    func finish() { if isOnScreen { Console.noteRaw("\r\u{1B}[K") } }
}
