import Foundation
import Testing
import VirtualTime

@testable import ScenarioKit

/// The program itself: what it writes down, twice, and that each of its tokens shows what it says.
@Suite("Evidence", .serialized)
struct EvidenceTests {
    private static let plan = """
        schema: lockstep/whatif/v1
        name: Gone <&> back
        description: What does half an hour cost?
        from: { world: builtin:contoso-cmk }
        world: { traffic: [{ to: workspace/contoso-soc, rate: 10/min, backfill: 30d }] }
        horizon: 1d
        futures:
          out:
            - { at: T, act: network.deny, target: vault/contoso-kv }
            - { at: T+30m, act: network.allow, target: vault/contoso-kv }
        explore: { points: [honor.cluster, restore.cluster] }
        invariants: [rule:SENT-REVOKE-04, "workspace('contoso-soc').data == 'accessible'"]

        """

    /// Runs in a folder of its own, with the plan in it.
    private func run(
        _ arguments: [String], environment: [String: String] = [:], reading file: String? = nil
    ) throws -> (status: Int32, output: String) {
        let folder = FileManager.default.temporaryDirectory.appending(path: "evidence-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data(Self.plan.utf8).write(to: folder.appending(path: "plan.whatif.yaml"))
        let binary = try #require(TwoProcessTests.binary, "the executable 'lockstep' stands beside the tests")
        let process = Process(), output = Pipe()
        process.executableURL = binary
        process.arguments = ["evidence"] + arguments
        process.currentDirectoryURL = folder
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        process.standardOutput = output
        process.standardError = Pipe()
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        guard let file else { return (process.terminationStatus, text) }
        return (
            process.terminationStatus, try String(contentsOf: folder.appending(path: file), encoding: .utf8)
        )
    }

    private func tokens(in text: String) -> [String] {
        Set(text.matches(of: /r1\.[A-Za-z0-9_-]+/).map { String($0.output) }).sorted()
    }

    private func expectReplays(_ text: String, atLeast count: Int) throws {
        let tokens = tokens(in: text), maker = FutureMaker()
        #expect(tokens.count >= count)
        for token in tokens {
            #expect(try Replay(try ReplayToken(text: token), maker: maker).isIdentical, "\(token)")
        }
    }

    @Test(
        "two processes in two folders write the same bytes, and every token in them replays",
        arguments: [
            (["plan.whatif.yaml", "--jobs", "1"], ["plan.whatif.yaml", "--jobs", "2"], Int32(1), 4),
            (["builtin:contoso-cmk"], ["builtin:contoso-cmk"], Int32(0), 6),
        ])
    func again(_ one: [String], _ other: [String], _ status: Int32, _ count: Int) throws {
        let first = try run(
            one + ["-o", "a.html"], environment: ["SWIFT_DETERMINISTIC_HASHING": "1"], reading: "a.html")
        let second = try run(other + ["-o", "b.html"], environment: ["TZ": "Asia/Tokyo"], reading: "b.html")
        #expect(first.status == status && second.status == status)
        #expect(first.output == second.output)
        #expect(!first.output.contains(FileManager.default.temporaryDirectory.path))
        #expect(!first.output.contains("<script"))
        try expectReplays(first.output, atLeast: count)
    }

    @Test("each claim of a plan has rules with source and date, its readings, and its token")
    func claims() throws {
        let result = try run(["plan.whatif.yaml", "--json"])
        #expect(result.status == 1)
        let document = try Document(json: result.output)
        #expect(document["facts"]?["Asked"]?.text == "What does half an hour cost?")
        #expect(document["facts"]?["World digest"]?.text?.count == 64)
        let claims = (document["sections"]?.items ?? []).flatMap { $0["claims"]?.items ?? [] }
        let lost = try #require(claims.first { $0["claim"]?.text == "lost records at worst: 900" })
        #expect(lost["verdict"]?.text == "holds")
        let reading = lost["assumptions"]?[0]
        #expect(reading?["assumption"]?.text == "vault-firewall-denial")
        #expect(reading?["taken"]?.text == "revocation" && reading?["other"]?.text == "outage")
        #expect(claims.contains { $0["claim"]?.text == "rule:SENT-REVOKE-04 holds after every event" })
        let broken = claims.filter { $0["verdict"]?.text == "broken" }
        #expect(broken.count == 1)
        #expect(claims.allSatisfy { $0["token"]?.text?.hasPrefix(ReplayToken.prefix) == true })

        let cited = document["rules"]?.items ?? []
        let named = Set(claims.flatMap { $0["rules"]?.items ?? [] }.compactMap(\.text))
        #expect(Set(cited.compactMap { $0["id"]?.text }) == named)
        #expect(cited.allSatisfy { $0["source"]?["date"]?.text?.count == 10 })
        #expect(cited.allSatisfy { $0["source"]?["title"]?.text?.isEmpty == false })
    }

    @Test("a finding names the assumptions that its rules read, and does not say that it tried them")
    func findings() throws {
        let document = try Document(
            json: try run(["builtin:contoso-cmk", "--horizon", "2h", "--json"]).output)
        let claims = document["sections"]?[0]?["claims"]?.items ?? []
        let chosen = try #require(
            claims.first { $0["rules"]?.items?.contains("SENT-CHG-07") == true }?["assumptions"]?[0])
        #expect(chosen["assumption"]?.text == "unsupported-change")
        #expect(chosen["taken"]?.text == "reject" && chosen["tried"] == false)
        #expect(claims.allSatisfy { $0["command"]?.text == "lockstep assess builtin:contoso-cmk --verbose" })
    }

    @Test("what is no world, no plan or has nowhere to go is refused")
    func mistakes() throws {
        #expect(try run(["builtin:nowhere", "-o", "a.html"]).status == 2)
        #expect(try run(["missing.lockworld", "-o", "a.html"]).status == 2)
        #expect(try run(["missing.whatif.yaml", "-o", "a.html"]).status == 2)
        #expect(try run(["builtin:contoso-cmk", "--horizon", "soon", "-o", "a.html"]).status == 2)
        #expect(try run(["builtin:contoso-cmk"]).status != 0)
    }
}
