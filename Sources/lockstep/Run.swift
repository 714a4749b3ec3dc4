import ArgumentParser
import Foundation
import ScenarioKit
import VirtualTime

struct Run: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Run scenario files in virtual time.",
        discussion: """
            EXAMPLE
              lockstep run Scenarios
              lockstep run Scenarios/revocation --choices earliest --json
              lockstep run Scenarios --assume-all --rules current-2026-07
              LOCKSTEP_RECORD=1 lockstep run Scenarios --traces     record golden traces anew (fails once)
            """)

    @Argument(help: "Files, or folders that are searched for *.scenario.yaml.")
    var paths: [String] = ["Scenarios"]
    @Option(help: "A policy for every choice: earliest, latest, midpoint or seeded.")
    var choices: String?
    @Option(help: "The seed of choices.")
    var seed: String?
    @Option(name: .customLong("case"), help: "Only the rows of this name.")
    var onlyCase: String?
    @OptionGroup var settings: SettingOptions
    @Flag(
        name: .customLong("assume-all"),
        help: "Run again under every other reading that a file touches, and list what it changes.")
    var assumeAll = false
    @Flag(help: "Print the report as JSON, without wall times.")
    var json = false
    @Flag(help: "Compare each run with the golden trace beside its file.")
    var traces = false
    @Flag(name: .shortAndLong, help: "Print each run's trace.")
    var verbose = false

    func run() async throws {
        let files = try scenarioFiles()
        guard !files.isEmpty else {
            throw Console.fail("no *.scenario.yaml in \(paths.joined(separator: ", ")).", .nothingRan)
        }
        if let choices, !["earliest", "latest", "midpoint", "seeded"].contains(choices) {
            throw Console.fail("'\(choices)' is none of earliest, latest, midpoint, seeded.", .wrongFile)
        }
        let scenarios = try read(files)
        var options = RunOptions()
        options.choices = choices
        options.seed = seed
        options.onlyCase = onlyCase
        try settings.apply(to: &options)
        let runner = ScenarioRunner(factory: SimulatedWorldFactory(), options: options)
        var readings: [Readings] = []
        var tracesHold = true
        for (scenario, source) in scenarios {
            let runs =
                assumeAll
                ? runner.runAllReadings(of: scenario)
                : runner.run(scenario).map { Readings(result: $0, variants: []) }
            readings += runs
            if !json { runs.forEach { show($0, source) } }
            if verbose { Console.print(Trace.text(runs.map(\.result))) }
            if traces { tracesHold = try check(runs.map(\.result), of: source) && tracesHold }
        }
        let results = readings.map(\.result)
        if json {
            Console.print(assumeAll ? JSONReport.document(readings) : JSONReport.document(results))
        } else {
            Console.print("")
            Console.print(HumanReport.summary(results))
        }
        let code = tracesHold ? ScenarioKit.ExitCode(of: results) : .failed
        if code != .passed { throw ArgumentParser.ExitCode(code.rawValue) }
    }

    private func show(_ readings: Readings, _ source: SourceText) {
        Console.print(colored(readings.result, source))
        HumanReport.variants(readings).forEach { Console.print($0) }
    }

    private func colored(_ result: RunResult, _ source: SourceText) -> String {
        let text = HumanReport.run(result, source: source)
        switch result.verdict {
        case .passed: return text.replacingOccurrences(of: "  PASS  ", with: "  \(Console.green("PASS"))  ")
        case .failed: return text.replacingOccurrences(of: "  FAIL  ", with: "  \(Console.red("FAIL"))  ")
        case .skipped: return text
        }
    }

    private func check(_ runs: [RunResult], of source: SourceText) throws -> Bool {
        let file = TraceFile(besides: source.file)
        switch try file.check(Trace.text(runs), environment: ProcessInfo.processInfo.environment) {
        case .same: return true
        case .recorded: Console.note("recorded \(file.path); run again to compare")
        case .neverRecorded: Console.note("\(file.path) was never recorded: make record")
        case .differs(let differences):
            Console.note("\(file.path) differs:")
            differences.forEach { Console.note("  \($0)") }
        }
        return false
    }

    /// All files are read before any runs: a mistake in one means that nothing has run.
    private func read(_ files: [String]) throws -> [(Scenario, SourceText)] {
        var scenarios: [(Scenario, SourceText)] = []
        var isWrong = false
        for file in files {
            guard let data = FileManager.default.contents(atPath: file) else {
                throw Console.fail("\(file) cannot be read.", .wrongFile)
            }
            do {
                let source = try SourceText(file: file, bytes: data)
                scenarios.append((try ScenarioReader.read(source), source))
            } catch {
                Console.note(error.rendered)
                isWrong = true
            }
        }
        if isWrong { throw ArgumentParser.ExitCode(ScenarioKit.ExitCode.wrongFile.rawValue) }
        return scenarios
    }

    private func scenarioFiles() throws -> [String] {
        var files: [String] = []
        for path in paths {
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
                throw Console.fail("there is no \(path).", .wrongFile)
            }
            guard isFolder.boolValue else {
                files.append(path)
                continue
            }
            let found = FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []
            files += found.filter { $0.hasSuffix(".scenario.yaml") }.sorted().map { "\(path)/\($0)" }
        }
        return files
    }
}
