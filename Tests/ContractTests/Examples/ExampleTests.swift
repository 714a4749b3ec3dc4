import Contract
import Testing
import VirtualTime

@Suite("The contract's own examples") struct ExampleTests {
    /// An example that was not answered as documented, and why.
    struct Failure {
        let example: ContractExample
        let answer: ContractClient.Answer
        let reasons: [String]

        var isNotModeled: Bool { answer.status == 501 }
        var description: String {
            let message = answer.isSuccess ? "" : "  \(answer.message.prefix(110))"
            return "\(example.operation.key)  \(example.operation.version)  \(answer.verdict)\(message)  "
                + "\(reasons.prefix(3).joined(separator: "; "))  [\(example.file)]"
        }
    }

    @Test(
        "are answered with a documented status and a valid body",
        .needsContract)
    func answered() throws {
        let contract = try #require(Contract.whole)
        let examples = try ContractExample.all(of: contract)
        #expect(examples.count > 600)
        let failures = examples.compactMap { Self.failure(of: $0, among: examples, contract) }
        let missing = failures.filter(\.isNotModeled)
        let modeled = examples.count - missing.count
        let wrong = failures.filter { !$0.isNotModeled }
        print(
            "\(examples.count) examples of tiers 1 and 2: \(examples.count - failures.count) answered as "
                + "documented, \(missing.count) of what is not modeled, \(wrong.count) otherwise")
        for failure in wrong { print("  \(failure.description)") }
        for (key, count) in Self.counted(missing) { print("  501  \(count)×  \(key)") }
        #expect(wrong.count * 20 <= modeled, "at least 95 of a hundred that are modeled")
    }

    private static func counted(_ failures: [Failure]) -> [(String, Int)] {
        Dictionary(failures.map { ($0.example.operation.key, 1) }, uniquingKeysWith: +)
            .sorted { $0.key < $1.key }
    }

    private static func failure(
        of example: ContractExample, among examples: [ContractExample], _ contract: Contract
    ) -> Failure? {
        var stage = ExampleStage(examples)
        let prepared = PreparedExample(example, on: &stage)
        let answer = prepared.send(on: &stage)
        guard answer.isSuccess || example.operation.method == "HEAD" && answer.status == 404 else {
            return Failure(example: example, answer: answer, reasons: [])
        }
        let verdict = AnswerValidator(contract).judge(
            method: prepared.method, host: prepared.host, path: prepared.path, version: prepared.version,
            status: answer.status, body: answer.body)
        switch verdict {
        case .judged([]): return nil
        case .judged(let violations):
            return Failure(
                example: example, answer: answer, reasons: violations.map { "\($0.place) \($0.problem)" })
        case .outside(let route):
            return Failure(example: example, answer: answer, reasons: ["no route \(route)"])
        }
    }
}
