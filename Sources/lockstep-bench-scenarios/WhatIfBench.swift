import Foundation
import Futures
import Measuring
import ScenarioKit
import VirtualTime

/// What a future costs on one core: played from its fork point, searched, and made from genesis each time.
struct WhatIfBench {
    private let plan: WhatIfPlan
    private let source: SourceText
    private let whatIf: WhatIf

    init(_ file: String) throws {
        source = SourceText(file: file, text: try String(contentsOfFile: file, encoding: .utf8))
        plan = try WhatIfReader.read(source)
        whatIf = try WhatIf(plan, source: source)
    }

    func run() throws {
        let searches = whatIf.rows.indices.compactMap { whatIf.search($0) }
        // What is measured is the future; the invariants of a plan look at it as long as they like.
        let futures = searches.map(\.future).filter { !$0.interventions.isEmpty }.map {
            Future(from: $0.start, $0.interventions, through: $0.horizon)
        }
        var dropped: Int64 = 0
        let rounds = 4_000 / max(1, futures.count)
        let played = best {
            for _ in 0..<rounds { for future in futures { dropped &+= future.outcome().dropped } }
        }
        let perFuture = played / Int64(rounds * futures.count)
        report("whatif.futures", 1_000_000_000 / perFuture, "futures a second and core", "> 20,000")
        let watched = whatIf.rows.indices.compactMap { whatIf.search($0)?.future }.filter {
            !$0.interventions.isEmpty && !$0.invariants.isEmpty
        }
        if !watched.isEmpty {
            let looked = best { for future in watched { dropped &+= future.outcome().dropped } }
            let each = looked / Int64(watched.count)
            report(
                "whatif.watched", 1_000_000_000 / each,
                "futures a second, looked at by the plan's invariants", "")
        }
        var runs = 0, cells = 0
        let searched = best {
            runs = 0
            cells = 0
            for search in searches {
                let range = search.run()
                runs += range.runs
                cells += range.cells
            }
        }
        report(
            "whatif.searched", Int64(runs) * 1_000_000_000 / searched,
            "runs a second, searching \(cells) cells", "")
        reportOrders(of: futures)
        // A world that is set up from genesis for one future: what all rows share is counted once for each.
        let once = best { _ = try? WhatIf(plan, source: source) }
        report(
            "whatif.from-genesis", (once + perFuture) / max(1, perFuture), "times a future, from genesis",
            "> 20")
        report("whatif.checksum", dropped & 0xFFFF, "", "")
    }

    /// Every order of what falls together: with each state left once, and with each order by itself.
    private func reportOrders(of futures: [Future]) {
        for mergesOrders in [true, false] {
            let ranges = futures.map { future in
                FutureSearch(
                    future, varying: ChoicePoints(["restore.*"]), bounds: SearchBounds(runs: 20_000),
                    variesOrder: true, mergesOrders: mergesOrders
                ).run()
            }
            let cells = ranges.reduce(0) { $0 + $1.cells }
            report(
                mergesOrders ? "whatif.orders-merged" : "whatif.orders-apart",
                Int64(ranges.reduce(0) { $0 + $1.runs }), "runs for \(cells) cells, in every order", "")
        }
    }

    /// The best of three, in nanoseconds of the processor.
    private func best(_ body: () -> Void) -> Int64 {
        (0..<3).map { _ in CPUTime.measure(body) }.min() ?? 1
    }

    private func report(_ name: String, _ figure: Int64, _ unit: String, _ target: String) {
        print("\(name)\t\(figure)\t\(unit)\t\(target)")
    }
}
