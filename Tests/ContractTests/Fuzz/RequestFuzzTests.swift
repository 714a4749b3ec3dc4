import AzureWire
import Contract
import ControlPlane
import Foundation
import Testing
import VirtualTime

/// Bent requests to worlds that hold what the straight ones need.
///
/// `LOCKSTEP_REQUEST_FUZZ=200000` sends that many, `LOCKSTEP_REQUEST_SEED` draws others.
@Suite("Requests bent out of shape") struct RequestFuzzTests {
    private static func setting(_ name: String, or standard: Int) -> Int {
        ProcessInfo.processInfo.environment[name].flatMap(Int.init) ?? standard
    }

    @Test(
        "are refused as documented, or taken, and a refused one changes nothing",
        .needsContract)
    func bent() throws {
        let contract = try #require(Contract.whole)
        let examples = try ContractExample.all(of: contract)
        let total = Self.setting("LOCKSTEP_REQUEST_FUZZ", or: 6_000)
        let seed = UInt64(Self.setting("LOCKSTEP_REQUEST_SEED", or: 1))
        let each = (total + examples.count - 1) / examples.count
        var tally: [Int: Int] = [:]
        for example in examples {
            var stage = ExampleStage(examples)
            let request = PreparedExample(example, on: &stage)
            for number in 0..<each {
                let bent = BentRequest(request, seed: seed, number)
                var client = stage.client
                let before = client.timeline.world
                let answer = client.send(bent)
                tally[answer.status, default: 0] += 1
                Self.check(answer, bent)
                if answer.status >= 400 {
                    #expect(
                        Self.isUnchanged(before, client.timeline.world),
                        "\(answer.status) changed the world: \(bent.description)")
                }
            }
        }
        let sent = tally.values.reduce(0, +)
        let counts = tally.sorted { $0.key < $1.key }.map { "\($0.value) × \($0.key)" }
        print("\(sent) bent requests: \(counts.joined(separator: ", "))")
        #expect(sent >= total)
    }

    private static let documented: Set<Int> = [
        200, 201, 202, 204, 400, 401, 403, 404, 405, 409, 411, 412, 413, 415, 429, 501,
    ]

    private static func check(_ answer: ContractClient.Answer, _ bent: BentRequest) {
        // A vault whose place in the network is not there is a 503 of the service's own (COSMOS-CMK-08).
        let isOfService = answer.status == 503 && answer.headers["x-lockstep-decision"] != nil
        #expect(
            documented.contains(answer.status) || isOfService, "\(answer.verdict): \(bent.description)")
        guard answer.status >= 400, bent.method != "HEAD" else { return }
        let error = answer.body?["error"] ?? answer.body
        let isShaped =
            error?["code"]?.text?.isEmpty == false && error?["message"]?.text?.isEmpty == false
        #expect(isShaped, "\(answer.status) has no code and message: \(bent.description)")
    }

    /// The rooms; names that were heard and the journal are no part of the state that requests see.
    private static func isUnchanged(_ one: World, _ other: World) -> Bool {
        one.resources == other.resources && one.keyVault == other.keyVault && one.identity == other.identity
            && one.logAnalytics == other.logAnalytics && one.cosmosDB == other.cosmosDB
            && one.sentinel == other.sentinel
    }
}
