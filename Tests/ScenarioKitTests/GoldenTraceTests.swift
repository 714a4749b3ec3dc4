import Foundation
import ScenarioKit
import Testing

/// Every scenario of the repository against the trace recorded beside it: `make record` writes them anew.
@Suite("Golden traces") struct GoldenTraceTests {
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    static let files: [String] = {
        let folder = root.appending(path: "Scenarios").path
        let found = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
        return found.filter { $0.hasSuffix(".scenario.yaml") }.sorted().map { "Scenarios/\($0)" }
    }()

    /// Without exercises, which `lockstep train` plays.
    static let played = files.filter { !$0.hasPrefix("Scenarios/training/") }

    static func runs(of file: String, choices: String? = nil, seed: String? = nil) throws -> [RunResult] {
        let text = try String(contentsOf: root.appending(path: file), encoding: .utf8)
        var options = RunOptions()
        options.choices = choices
        options.seed = seed
        let scenario = try ScenarioReader.read(SourceText(file: file, text: text))
        return ScenarioRunner(factory: SimulatedWorldFactory(), options: options).run(scenario)
    }

    @Test("there are scenarios to compare") func thereAreScenarios() {
        #expect(Self.files.count >= 3)
    }

    @Test("a run gives the recorded trace", arguments: files)
    func givesTheRecordedTrace(file: String) throws {
        let trace = Trace.text(try Self.runs(of: file))
        let recorded = TraceFile(besides: Self.root.appending(path: file).path)
        switch try recorded.check(trace, environment: ProcessInfo.processInfo.environment) {
        case .same: break
        case .recorded: Issue.record("recorded \(recorded.path): a run that records does not pass")
        case .neverRecorded: Issue.record("\(recorded.path) was never recorded: make record")
        case .differs(let differences):
            Issue.record("\(file) differs:\n\(differences.map(\.description).joined(separator: "\n"))")
        }
    }

    @Test("passes under every policy", arguments: played, ["latest", "earliest", "midpoint"])
    func passesUnderEveryPolicy(file: String, policy: String) throws {
        for run in try Self.runs(of: file, choices: policy) { #expect(run.verdict == .passed, "\(run.name)") }
    }

    @Test("passes under 20 seeds", arguments: played)
    func passesUnderSeeds(file: String) throws {
        for seed in 1...20 {
            let runs = try Self.runs(of: file, choices: "seeded", seed: "\(seed)")
            for run in runs { #expect(run.verdict == .passed, "\(run.name), seed \(seed)") }
            // A file that pins every choice is the same under every seed.
            if runs.allSatisfy({ $0.choices.contains(" *=") }) { return }
        }
    }
}

/// The same runs in two processes give the same bytes, whatever seeds the hash tables have.
@Suite("Two processes") struct TwoProcessTests {
    @Test("equal bytes with and without deterministic hashing") func equalBytes() throws {
        let binary = try #require(Self.binary, "the executable 'lockstep' stands beside the tests")
        let first = try Self.report(binary, environment: [:])
        let second = try Self.report(binary, environment: ["SWIFT_DETERMINISTIC_HASHING": "1"])
        #expect(!first.isEmpty)
        #expect(first == second)
    }

    static var binary: URL? {
        var folder = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
        for _ in 0..<4 {
            let candidate = folder.appending(path: "lockstep")
            var isFolder: ObjCBool = false
            let isThere = FileManager.default.fileExists(atPath: candidate.path, isDirectory: &isFolder)
            if isThere, !isFolder.boolValue {
                return candidate
            }
            folder.deleteLastPathComponent()
        }
        return nil
    }

    private static func report(_ binary: URL, environment: [String: String]) throws -> Data {
        let process = Process()
        process.executableURL = binary
        process.arguments = ["run", "Scenarios", "--json"]
        process.currentDirectoryURL = GoldenTraceTests.root
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        return data
    }
}
