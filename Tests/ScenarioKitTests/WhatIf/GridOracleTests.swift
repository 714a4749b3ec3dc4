import Futures
import Testing
import VirtualTime

@testable import ScenarioKit

/// Row by row against a model of its own that tries every lag.
@Suite("What a search finds, against brute force")
struct GridOracleTests {
    /// One record in each 15 seconds.
    private static let head = """
        schema: lockstep/whatif/v1
        name: random
        from: { world: builtin:contoso-cmk }
        world: { traffic: [{ to: workspace/contoso-soc, rate: 4/min, backfill: 30d }] }
        horizon: 12h
        explore: { points: [POINTS], order: ORDER }
        measure: [lost_records, dark_minutes]

        """

    private enum Order {
        case documented, every
        /// Acts at quarters of an hour, and a store some of whose lags are always an hour: much falls
        /// together.
        case everyOfQuarters

        /// The points that are varied in a plan.
        func points(_ number: Int) -> [String] {
            guard self == .everyOfQuarters else { return ["honor.cluster", "restore.cluster"] }
            return [["restore.cluster"], ["honor.cluster"], ["rewrap.cluster"]][number % 3]
        }
    }

    private struct RandomPlan {
        var text: String
        let points: [String]
        var turns: [GridOracle.Turn] = []

        /// Acts on the key, on the cluster's policy and on the network, up to four of which take or give
        /// access.
        init(_ number: Int, in order: Order) {
            points = order.points(number)
            let head = GridOracleTests.head.replacing("ORDER", with: "\(order != .documented)").replacing(
                "POINTS", with: points.joined(separator: ", "))
            text = head + "futures:\n  random:\n"
            var draw = Draw(seed: 11, key: "plan \(number)")
            var isEnabled = true, isGranted = true, isOpen = true
            var step = 0, changes = 0
            while changes < 4 {
                step +=
                    order == .everyOfQuarters
                    ? Int(draw.uniform(in: 0...6)) * 60 : Int(draw.uniform(in: 0...300))
                let was = isEnabled && isGranted && isOpen
                var act = ""
                switch draw.uniform(in: 0...3) {
                // Who is shut out of the vault cannot change its keys either.
                case 0 where isOpen, 1 where isOpen:
                    isEnabled.toggle()
                    act = "act: key.\(isEnabled ? "enable" : "disable"), target: key/contoso-kv/cmk"
                case 2:
                    isGranted.toggle()
                    let with =
                        isGranted
                        ? "{ principal: identity/contoso-la, keys: [get, wrapKey, unwrapKey] }"
                        : "{ principal: identity/contoso-la }"
                    let verb = isGranted ? "grant" : "revoke"
                    act = "act: policy.\(verb), target: vault/contoso-kv, with: \(with)"
                default:
                    isOpen.toggle()
                    act = "act: network.\(isOpen ? "allow" : "deny"), target: vault/contoso-kv"
                }
                let isUsable = isEnabled && isGranted && isOpen
                if isUsable != was { changes += 1 }
                text += "    - { at: T+\(step * 15)s, \(act) }\n"
                turns.append(GridOracle.Turn(step: step, isUsable: isUsable))
                if turns.count > 9 { break }
            }
        }

        func expected(variesOrder: Bool) -> GridOracle.Extremes {
            func lags(_ point: String) -> ClosedRange<Int> {
                points.contains(point) ? 0...GridOracle.bound : GridOracle.bound...GridOracle.bound
            }
            return GridOracle(
                turns, horizon: 12 * 240, variesOrder: variesOrder, honor: lags("honor.cluster"),
                restore: lags("restore.cluster")
            ).darkSteps
        }
    }

    @Test("250 random plans with up to four choices: the same least and most", arguments: 0..<25)
    func extremes(of batch: Int) throws { try compare(batch, in: .documented) }

    @Test("50 random plans in every order of what falls together: the same least and most", arguments: 0..<5)
    func extremesInEveryOrder(of batch: Int) throws { try compare(batch, in: .every) }

    @Test("100 random plans in which much falls together: the same least and most", arguments: 0..<10)
    func extremesOfQuarters(of batch: Int) throws { try compare(batch, in: .everyOfQuarters) }

    private func compare(_ batch: Int, in order: Order) throws {
        let maker = FutureMaker()
        for number in batch * 10..<batch * 10 + 10 {
            try compare(RandomPlan(number, in: order), order, maker)
        }
    }

    private func compare(_ plan: RandomPlan, _ order: Order, _ maker: FutureMaker) throws {
        let source = SourceText(file: "random.whatif.yaml", text: plan.text)
        let whatIf = try WhatIf(try WhatIfReader.read(source), source: source, maker: maker)
        let range = try #require(whatIf.search(0)).run()
        let expected = plan.expected(variesOrder: order != .documented)
        let ends = try #require(range.ends[.lostRecords])
        let isDecided = range.isDecided
        #expect(isDecided, "\(plan.text)")
        #expect(ends.best.value == Int64(expected.least), "\(plan.text)")
        #expect(ends.worst.value == Int64(expected.most), "\(plan.text)")
        let dark = try #require(range.ends[.darkMinutes])
        #expect(dark.best.value == Int64(expected.least) * 15_000, "\(plan.text)")
        #expect(dark.worst.value == Int64(expected.most) * 15_000, "\(plan.text)")
    }

    @Test("where much falls together, the order makes a difference")
    func orderMatters() {
        let plans = (0..<100).map { RandomPlan($0, in: .everyOfQuarters) }
        let differing = plans.count { $0.expected(variesOrder: false) != $0.expected(variesOrder: true) }
        #expect(differing > 10)
    }
}
