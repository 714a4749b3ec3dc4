import ArgumentParser
import Foundation
import Futures
import ScenarioKit
import VirtualTime

struct WhatIfCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "whatif", abstract: "Fork a world, run its futures side by side, find the worst case.",
        discussion: """
            A plan is a file, or what --try says. Each future is run for every way in which the choices that
            the documents leave open can come out; each figure is shown by a run that a token plays again.

            EXAMPLE
              lockstep whatif Scenarios/whatif/key-loss.whatif.yaml
              lockstep whatif --from builtin:contoso-cmk --horizon 3d \\
                --try 'short: key.disable key/contoso-kv/cmk; +30m key.enable key/contoso-kv/cmk' \\
                --choices explore --maximise lost_records --html futures.html

            Exit: 0 decided, 1 an invariant is broken, 2 a mistake in the plan, 4 not decided, 6 a shard of
            another version, 70 a file cannot be written.
            """)

    @Argument(help: "A *.whatif.yaml; - reads standard input.")
    var plan: String?
    @OptionGroup var quick: QuickPlan
    @Option(help: "A policy for all choices, or explore.")
    var choices: String?
    @Option(help: "The seed of the world.")
    var seed: String?
    @OptionGroup var settings: SettingOptions
    @OptionGroup var effort: SearchEffort
    @OptionGroup var shard: ShardOptions
    @Flag(help: "Print the report as JSON.")
    var json = false
    @Option(help: "Write the report as CSV, a row a line; - for standard output.")
    var csv: String?
    @Option(help: "Write one HTML file with table and lanes.")
    var html: String?
    @Flag(help: "Show each row's darkness along the time.")
    var lanes = false

    func validate() throws {
        guard (plan == nil) == !quick.tries.isEmpty else {
            throw ValidationError(
                plan == nil
                    ? "Name a plan, or say what to try with --try."
                    : "A plan has its own futures: leave --try out.")
        }
    }

    func run() async throws {
        let (parsed, source) = try read()
        let whatIf = try await prepared(parsed, source)
        if let request = try shard.request() {
            return try await WhatIfRunner(whatIf: whatIf, effort: effort).write(request, shard)
        }
        let results = try await WhatIfRunner(whatIf: whatIf, effort: effort).run()
        let report = WhatIfReport(whatIf, results)
        try write(report, of: parsed)
        throw ArgumentParser.ExitCode(report.exitCode.rawValue)
    }

    private func read() throws -> (WhatIfPlan, SourceText) {
        let source: SourceText
        do {
            if let plan {
                source =
                    plan == "-"
                    ? try SourceText(
                        file: "standard input", bytes: FileHandle.standardInput.readDataToEndOfFile())
                    : try ScenarioFiles.source(of: plan)
            } else {
                source = SourceText(file: "--try", text: try quick.text)
            }
            return (try WhatIfReader.read(source), source)
        } catch let problems as ProblemList {
            Console.note(problems.rendered)
            Console.note("try: lockstep schema whatif")
            throw ArgumentParser.ExitCode(ScenarioKit.ExitCode.wrongFile.rawValue)
        }
    }

    private func prepared(_ plan: WhatIfPlan, _ source: SourceText) async throws -> WhatIf {
        var options = WhatIfOptions()
        var run = RunOptions()
        try settings.apply(to: &run)
        options.rules = run.rules
        options.assumptions = run.assumptions
        options.timings = run.timings
        options.seed = seed
        options.choices = choices
        options.files = try await WorldSource.files(for: plan.from)
        do {
            return try WhatIf(plan, source: source, options: options, factory: Worlds.factory)
        } catch let problems as ProblemList {
            Console.note(problems.rendered)
            throw ArgumentParser.ExitCode(ScenarioKit.ExitCode.wrongFile.rawValue)
        } catch let problem as WorldProblem {
            throw Console.fail(
                problem.message, try: "lockstep whatif --help", .wrongFile)
        }
    }

    private func write(_ report: WhatIfReport, of plan: WhatIfPlan) throws {
        var files = plan.reports
        if let csv { files.append(("csv", csv)) }
        if let html { files.append(("html", html)) }
        let isTaken = files.contains { $0.file == "-" }
        for (kind, file) in files {
            let text =
                switch kind {
                case "csv": report.csv
                case "html": WhatIfPage(report).html
                default: report.document.json(indent: 2) + "\n"
                }
            try OutputFile.write(text, to: file)
        }
        guard !isTaken else { return }
        if json {
            Console.print(report.document)
        } else {
            Console.printRaw(WhatIfTable(report).text())
            if lanes { Console.printRaw("\n" + WhatIfLanes(report).text) }
        }
    }
}

/// A plan in the words of the command line.
struct QuickPlan: ParsableArguments {
    @Option(help: "The world to leave: builtin:NAME, FILE.lockworld or server:WORLD.")
    var from = "builtin:contoso-cmk"
    @Option(help: "The fork point: T+1h, a mark, an instant, or event:N; without it, where the world is.")
    var at: String?
    @Option(help: "How far to look.")
    var horizon = "3d"
    @Option(
        name: .customLong("try"),
        help: "A future, as 'NAME: ACT TARGET [k=v]...; +30m ACT TARGET'; repeat for several.")
    var tries: [String] = []
    @Option(help: "Choice points to explore, as globs; repeat for several. All of them by default.")
    var points: [String] = []
    @Option(help: "Traffic, as WORKSPACE=RATE; repeat for several.")
    var traffic: [String] = []
    @Option(name: .customLong("maximise"), help: "The measure whose worst case is named.")
    var maximize: String?
    @Option(help: "Measures, the columns of the table; repeat for several.")
    var measure: [String] = []
    @Option(help: "Invariants: rule:ID or an expression; repeat for several.")
    var invariant: [String] = []

    /// The same as a plan file, read like one.
    var text: String {
        get throws {
            func quoted(_ text: String) -> String { Document.string(text).json }
            var lines = ["schema: lockstep/whatif/v1", "name: What if", "horizon: \(quoted(horizon))"]
            let moment = at.map { at in
                at.hasPrefix("event:") ? ", event: \(at.dropFirst(6))" : ", at: \(quoted(at))"
            }
            lines.append("from: { world: \(quoted(from))\(moment ?? "") }")
            let flows = traffic.map { word in
                let parts = word.split(separator: "=", maxSplits: 1).map(String.init)
                let (to, rate) = (quoted("workspace/\(parts[0])"), quoted(parts.count > 1 ? parts[1] : ""))
                return "{ to: \(to), rate: \(rate), backfill: 30d }"
            }
            if !flows.isEmpty { lines.append("world: { traffic: [\(flows.joined(separator: ", "))] }") }
            lines.append("futures:\n  baseline: []")
            for words in tries { lines.append(try future(words, quoted)) }
            if !points.isEmpty {
                lines.append("explore: { points: [\(points.map(quoted).joined(separator: ", "))] }")
            }
            if !measure.isEmpty { lines.append("measure: [\(measure.joined(separator: ", "))]") }
            if let maximize { lines.append("objective: { maximise: \(quoted(maximize)) }") }
            if !invariant.isEmpty {
                lines.append("invariants: [\(invariant.map(quoted).joined(separator: ", "))]")
            }
            return lines.joined(separator: "\n") + "\n"
        }
    }

    private func future(_ words: String, _ quoted: (String) -> String) throws -> String {
        let example = "--try 'short: key.disable key/contoso-kv/cmk; +30m key.enable key/contoso-kv/cmk'"
        guard let colon = words.firstIndex(of: ":") else {
            throw Console.fail("'\(words)' has no name before a colon.", try: example, .wrongFile)
        }
        var lines = ["  \(words[..<colon].trimmingCharacters(in: .whitespaces)):"]
        for part in words[words.index(after: colon)...].split(separator: ";") {
            var pieces = part.split(separator: " ").map(String.init)
            var at = "T"
            if let first = pieces.first, first.hasPrefix("+") { at = "T\(pieces.removeFirst())" }
            guard pieces.count >= 2 else {
                throw Console.fail(
                    "'\(part.trimmingCharacters(in: .whitespaces))' is not ACT TARGET.", try: example,
                    .wrongFile)
            }
            var line = "    - { at: \(quoted(at)), act: \(quoted(pieces[0])), target: \(quoted(pieces[1]))"
            let with = try pieces.dropFirst(2).map { piece -> String in
                let pair = piece.split(separator: "=", maxSplits: 1).map(String.init)
                guard pair.count == 2 else {
                    throw Console.fail("'\(piece)' is not k=v.", try: example, .wrongFile)
                }
                let items = pair[1].split(separator: ",").map { quoted(String($0)) }
                let value = items.count > 1 ? "[\(items.joined(separator: ", "))]" : items.first ?? "''"
                return "\(pair[0]): \(value)"
            }
            if !with.isEmpty { line += ", with: { \(with.joined(separator: ", ")) }" }
            lines.append(line + " }")
        }
        return lines.joined(separator: "\n")
    }
}

/// How much of the machine a search may take.
struct SearchEffort: ParsableArguments {
    @Option(help: "Workers; the report is the same with any number.")
    var jobs = max(1, ProcessInfo.processInfo.activeProcessorCount)
    @Option(help: "Give up after so much of the machine's time, undecided (10m).")
    var maxWall: String?
    @Flag(name: .shortAndLong, help: "No progress.")
    var quiet = false

    /// - Parameter wall: what the file allows.
    func deadline(wall: Duration?) throws -> ContinuousClock.Instant? {
        var span = wall
        if let maxWall {
            guard let given = Duration(text: maxWall) else {
                throw Console.fail("'\(maxWall)' is not a duration.", try: "--max-wall 10m", .wrongFile)
            }
            span = given
        }
        return span.map { ContinuousClock.now + $0 }
    }
}
