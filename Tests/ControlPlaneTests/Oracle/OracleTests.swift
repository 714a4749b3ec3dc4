import Foundation
import Testing

@Suite("The oracle, written apart") struct OracleTests {
    /// `LOCKSTEP_ORACLE=20000` or a range such as `4077..4077`; a thousand without it.
    static let seeds: ClosedRange<Int> = {
        let text = ProcessInfo.processInfo.environment["LOCKSTEP_ORACLE"] ?? "1000"
        let ends = text.split(separator: "..").compactMap { Int($0) }
        guard ends.count == 2, ends[0] <= ends[1] else { return 1...max(1, ends.first ?? 1_000) }
        return ends[0]...ends[1]
    }()

    @Test("agrees with the rooms after every act and every minute", arguments: [0, 1])
    func agrees(half: Int) {
        var compared = 0
        var differences = 0
        for seed in Self.seeds where seed % 2 == half {
            compared += 1
            let history = OracleHistory(seed: seed)
            guard OracleComparison.difference(in: history) != nil else { continue }
            differences += 1
            let shrunk = OracleComparison.shrunk(history)
            Issue.record(
                """
                \(shrunk): \(OracleComparison.difference(in: shrunk) ?? "")
                again with LOCKSTEP_ORACLE=\(seed)..\(seed) swift test --filter OracleTests
                """)
            if differences == 3 { break }
        }
        print("oracle: \(compared) histories, \(differences) differences")
        #expect(differences == 0)
    }

    @Test("a difference is found, and told by its shortest history")
    func found() throws {
        var history = OracleHistory(seed: 1)
        history.setting = OracleSetting(delay: 20, isPinned: true, clusterRestore: 60, retentionDays: 30)
        history.acts = [.query, .ingest(2), .disableLatest, .wait(minutes: 25)]
        #expect(OracleComparison.difference(in: history) == nil)

        var other = history.setting
        other.delay = 19
        let wrong = try #require(OracleComparison.difference(in: history, telling: other))
        #expect(wrong.hasPrefix("act 4, +25 min: at minute 19"))
        #expect(
            OracleComparison.shrunk(history, telling: other).acts == [.disableLatest, .wait(minutes: 25)])
    }

    @Test("imports nothing of what it judges")
    func apart() throws {
        let file = try String(
            contentsOf: URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Oracle.swift"),
            encoding: .utf8)
        #expect(!file.contains("import "))
    }
}
