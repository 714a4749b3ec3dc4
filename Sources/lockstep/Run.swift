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
              lockstep run Scenarios --jobs 2 --report junit=build/cmk.xml --report html=build/cmk.html
              lockstep run Scenarios --label 'seed and not training' --choices earliest
              lockstep run Scenarios --assume-all --rules current-2026-07
              LOCKSTEP_RECORD=1 lockstep run Scenarios --traces     record golden traces anew (fails once)

            REPORTS
              \(ReportKind.allCases.map(\.rawValue).joined(separator: ", ")): a file, or - for standard
              output, and then what people read goes to standard error. With SOURCE_DATE_EPOCH set, no time
              of this machine is in any of them.
            """)

    @Argument(help: "Files, or folders that are searched for *.scenario.yaml.")
    var paths: [String] = ["Scenarios"]
    @Option(help: "Only files with these labels: 'seed and not training'.")
    var label: String?
    @Option(help: "Only files of this name, or whose scenario has it; * and ? stand for other letters.")
    var name: String?
    @Option(name: .customLong("case"), help: "Only the rows of this name.")
    var onlyCase: String?
    @Option(name: .shortAndLong, help: "How many files are run at a time.")
    var jobs = 1
    @Option(help: "A policy for every choice: earliest, latest, midpoint or seeded.")
    var choices: String?
    @Option(help: "One choice, as NAME=12m or NAME=latest, over those of the file; repeat for several.")
    var choose: [String] = []
    @Option(help: "The seed of choices.")
    var seed: String?
    @OptionGroup var settings: SettingOptions
    @Flag(
        name: .customLong("assume-all"),
        help: "Run again under every other reading that a file touches, and list what it changes.")
    var assumeAll = false
    @Option(help: ArgumentHelp("A report, as KIND=FILE; repeat for several.", valueName: "kind=file"))
    var report: [String] = []
    @Flag(help: "Print the report as JSON, without wall times: --report json=- and nothing else.")
    var json = false
    @Option(name: .customLong("saved"), help: "The folder for worlds that steps save (*.lockworld).")
    var savedWorlds = "."
    @Flag(help: "Compare each run with the golden trace beside its file.")
    var traces = false
    @Flag(name: .shortAndLong, help: "Print each run's steps and events.")
    var verbose = false
    @Flag(name: .shortAndLong, help: "Print the count only.")
    var quiet = false
    @Flag(help: "End well even if nothing ran.")
    var allowEmpty = false
    @Flag(help: "Run again whenever a file was saved.")
    var watch = false

    func validate() throws {
        guard jobs > 0 else { throw ValidationError("--jobs is at least 1") }
        guard !(quiet && verbose) else { throw ValidationError("--quiet and --verbose exclude each other") }
    }

    func run() async throws {
        guard watch else { return try await pass() }
        let watcher = FileWatch()
        let files = { (try? ScenarioFiles(paths: paths).files) ?? [] }
        watcher.look(at: files())
        while true {
            do {
                try await pass()
            } catch is ArgumentParser.ExitCode {
                // Said already; the next save may mend it.
            }
            Console.note("watching \(paths.joined(separator: ", ")); Ctrl-C ends")
            try await watcher.change(in: files)
        }
    }

    /// Everything once.
    private func pass() async throws {
        let options = try runOptions()
        let files = try chosen(ScenarioFiles(paths: paths).read())
        let output = try RunOutput(
            reports: json ? report + ["json=-"] : report, style: json ? .silent : quiet ? .count : .lines,
            files: files.count, showsProgress: !verbose)
        var pool = RunPool(jobs: min(jobs, max(1, files.count)), options: options, assumeAll: assumeAll)
        pool.options.keepsFirstValues = output.needsFirstValues
        // Side by side, pieces of several runs would mix: there, each trace is printed when its file is done.
        let tells = verbose && jobs == 1 && !assumeAll
        if tells {
            let isDisplaced = output.isDisplaced
            pool.options.tell = { isDisplaced ? Console.noteRaw($0) : Console.printRaw($0) }
        }
        pool.keepsWholeRuns = output.needsWholeRuns || traces || verbose
        var tracesHold = true
        var first: ReportedRun?
        try await pool.run(files) { file in
            output.add(file)
            try write(file.runs.flatMap(\.result.saved))
            if verbose, !tells { output.print(Trace.text(file.runs.map(\.result))) }
            if traces { tracesHold = try check(file) && tracesHold }
            first = first ?? file.runs.first { $0.result.verdict == .failed }
        }
        let totals = output.finish()
        if let first { Console.note("try: \(first.command) -v") }
        try end(totals, tracesHold: tracesHold)
    }

    private func end(_ totals: RunTotals, tracesHold: Bool) throws {
        let code = tracesHold ? totals.exitCode : .failed
        if code == .nothingRan {
            if allowEmpty { return }
            throw Console.fail(
                totals.runs == 0 ? "no row has this name: nothing ran." : "all are skipped: nothing ran.",
                try:
                    "lockstep run \(paths.joined(separator: " "))\(totals.runs == 0 ? "" : " --allow-empty")",
                .nothingRan)
        }
        if code != .passed { throw ArgumentParser.ExitCode(code.rawValue) }
    }

    private func runOptions() throws -> RunOptions {
        if let choices, !["earliest", "latest", "midpoint", "seeded"].contains(choices) {
            throw Console.fail(
                "'\(choices)' is none of earliest, latest, midpoint, seeded.", try: "--choices earliest",
                .wrongFile)
        }
        var options = RunOptions()
        options.choices = choices
        options.chosen = try choose.map { word in
            let parts = word.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2, Vocabulary.isChoice(parts[1], of: parts[0]) else {
                throw Console.fail(
                    "'\(word)' is not NAME=DURATION.", try: "--choose honor.cluster=12m", .wrongFile)
            }
            return WorldSettings.Choice(point: parts[0], policy: parts[1])
        }
        options.seed = seed
        options.onlyCase = onlyCase
        options.files = .disk
        options.today = Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1_000))
        try settings.apply(to: &options)
        return options
    }

    /// The worlds that steps saved, below the folder for them.
    private func write(_ worlds: [SavedWorld]) throws {
        for world in worlds {
            let file = URL(fileURLWithPath: savedWorlds).appendingPathComponent(world.name)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(world.lines.map { $0 + "\n" }.joined().utf8).write(to: file, options: .atomic)
            Console.note("saved \(savedWorlds == "." ? world.name : "\(savedWorlds)/\(world.name)")")
        }
    }

    /// The files that the options leave.
    private func chosen(_ files: [ScenarioFiles.File]) throws -> [ScenarioFiles.File] {
        var files = files
        if let label {
            do {
                let expression = try LabelExpression(label)
                files.removeAll { !expression.holds(for: $0.scenario.labels) }
            } catch {
                throw Console.fail(
                    "--label '\(label)': \(error.message).", try: "--label 'seed and not training'",
                    .wrongFile)
            }
        }
        if let name { files.removeAll { !$0.scenario.isNamed(NameGlob(name)) } }
        guard files.isEmpty, !allowEmpty else { return files }
        let asked = [label.map { "label \($0)" }, name.map { "name \($0)" }].compactMap { $0 }
        throw Console.fail(
            "no file in \(paths.joined(separator: ", ")) has \(asked.joined(separator: " and ")).",
            try: "lockstep run \(paths.joined(separator: " "))", .nothingRan)
    }

    private func check(_ file: ReportedFile) throws -> Bool {
        let recorded = TraceFile(besides: file.source.file)
        let trace = Trace.text(file.runs.map(\.result))
        switch try recorded.check(trace, environment: ProcessInfo.processInfo.environment) {
        case .same: return true
        case .recorded: Console.note("recorded \(recorded.path); run again to compare")
        case .neverRecorded: Console.note("\(recorded.path) was never recorded: make record")
        case .differs(let differences):
            Console.note("\(recorded.path) differs:")
            differences.forEach { Console.note("  \($0)") }
        }
        return false
    }
}
