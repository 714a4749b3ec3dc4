import Contract
import Testing
import VirtualTime

@Suite("Requests that are wrong") struct RequestTests {
    private struct Tally {
        var sent = 0
        var refused = 0
    }

    @Test(
        "in one member are refused with 400 in the right shape",
        .needsContract)
    func refused() throws {
        let contract = try #require(Contract.whole)
        let examples = try ContractExample.all(of: contract)
        var tallies: [WrongRequests.Fault: Tally] = [:]
        var taken: [String: Int] = [:]
        for example in Self.bases(among: examples) {
            var stage = ExampleStage(examples)
            let prepared = PreparedExample(example, on: &stage)
            guard let body = prepared.body, let schema = example.operation.request else { continue }
            // What is left out is left out, whatever is wrong with it.
            var right = stage
            if prepared.send(on: &right).status == 501 { continue }
            for wrong in WrongRequests(contract).all(of: body, as: schema) {
                // A world is a value: each request meets the same.
                var fork = stage
                let answer = prepared.send(on: &fork, wrong.body)
                tallies[wrong.fault, default: Tally()].sent += 1
                if answer.status == 400, Self.isError(answer.body) {
                    tallies[wrong.fault, default: Tally()].refused += 1
                } else {
                    let line =
                        "\(example.operation.key)  \(wrong.place)  \(wrong.fault.rawValue)  \(answer.verdict)"
                    taken[line, default: 0] += 1
                }
            }
        }
        for fault in WrongRequests.Fault.allCases {
            let tally = tallies[fault] ?? Tally()
            print("\(tally.refused) of \(tally.sent) wrong requests refused: a member \(fault.rawValue)")
        }
        for line in taken.sorted(by: { $0.key < $1.key }) { print("  taken \(line.value)×  \(line.key)") }
        let all = tallies.values.reduce(into: Tally()) {
            $0.sent += $1.sent
            $0.refused += $1.refused
        }
        #expect(all.sent > 500)
        #expect(all.refused * 100 >= all.sent * 95)
    }

    /// For each operation of tier 1 with a body, the examples of its newest version that have one.
    private static func bases(among examples: [ContractExample]) -> [ContractExample] {
        let usable = examples.filter { example in
            example.operation.tier == 1 && example.operation.request != nil && example.body?.members != nil
        }
        return Dictionary(grouping: usable) { $0.operation.key }.sorted { $0.key < $1.key }.flatMap { group in
            let newest = group.value.map { VersionOrder.rank($0.operation.version) }.max()
            return group.value.filter { VersionOrder.rank($0.operation.version) == newest }
        }
    }

    private static func isError(_ body: Document?) -> Bool {
        let error = body?["error"] ?? body
        return error?["code"]?.text?.isEmpty == false && error?["message"]?.text?.isEmpty == false
    }
}
