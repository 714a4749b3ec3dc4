import ArgumentParser
import Foundation
import Futures
import ScenarioKit
import VirtualTime

struct ExploreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explore",
        abstract: "Run a scenario, or a plan, for every way its choices can come out.",
        discussion: """
            Every step must hold in every way, and so must all that the rules promise of a world at any
            instant. What breaks is made as small as it gets. A search that ran out is never reported as a
            pass.

            EXAMPLE
              lockstep explore Scenarios/revocation/02-revoke-and-restore.scenario.yaml
              lockstep explore Scenarios/whatif/everything-at-once.whatif.yaml --max-states 10000
              lockstep explore FILE --shard 3/8 --out out, and then lockstep merge out/*.jsonl

            Exit: 0 it holds in every way, 1 it does not, 2 a mistake in the file, 4 not decided, 6 a shard of
            another version, 70 a file cannot be written.
            """)

    @Argument(help: "A *.scenario.yaml or a *.whatif.yaml.")
    var file: String
    @Option(help: "Choice points, as globs with commas between them; those of the file by default.")
    var points: String?
    @Option(help: "Give up after so many runs, undecided.")
    var maxStates: Int?
    @Option(name: .customLong("maximise"), help: "A measure or an expression whose ends are shown.")
    var maximize: String?
    @OptionGroup var settings: SettingOptions
    @OptionGroup var effort: SearchEffort
    @OptionGroup var shard: ShardOptions
    @Flag(help: "Print JSON.")
    var json = false

    func run() async throws {
        if file.hasSuffix(".whatif.yaml") { return try await explorePlan() }
        let read = try ScenarioFiles(paths: [file]).read()[0]
        let scenario = read.scenario
        guard scenario.training == nil else {
            throw Console.fail("\(file) is an exercise.", try: "lockstep train verify \(file)", .nothingRan)
        }
        var options = ScenarioSearch.Options()
        try settings.apply(to: &options.run)
        options.run.files = .disk
        options.points = points?.split(separator: ",").map(String.init) ?? []
        options.maximize = maximize
        options.source = read.source.text
        options.runs = maxStates
        let search: ScenarioSearch
        do {
            search = try ScenarioSearch(scenario, factory: Worlds.factory, options: options)
        } catch let problem as WorldProblem {
            throw Console.fail(problem.message, .wrongFile)
        }
        try await explore(search, within: try effort.deadline(wall: scenario.explore?.wall?.ready))
    }

    private func explore(_ search: ScenarioSearch, within deadline: ContinuousClock.Instant?) async throws {
        let begun = ContinuousClock.now
        let jobs = effort.jobs
        let isOver = { (_: ExploreReport.Part) in deadline.map { ContinuousClock.now >= $0 } ?? false }
        let spread: FutureSearch.Spread<ScenarioSearch.Search.Piece, ScenarioSearch.Search.Cell> = {
            WhatIfRunner.spread($0, $1, jobs: jobs)
        }
        if let request = try shard.request() {
            let parts = search.parts(isOver: isOver, spread: spread)
            let work = ShardedWork(search, parts)
            return try await ShardWriter(work: work, request: request, options: shard) { places, emit in
                for place in places {
                    try emit(search.row(place, of: parts, isOver: isOver, spread: spread).document)
                }
            }.write()
        }
        let report = search.run(isOver: isOver, spread: spread)
        if json {
            Console.print(report.document)
        } else {
            let wall = Wall.isHidden ? Duration.zero : begun.duration(to: ContinuousClock.now)
            Console.printRaw(ExploreStory(report).text(wall: wall))
        }
        throw ArgumentParser.ExitCode(report.exitCode.rawValue)
    }

    /// The plan's futures, with everything that the rules promise as invariants.
    private func explorePlan() async throws {
        let source = try ScenarioFiles.source(of: file)
        var options = WhatIfOptions()
        options.choices = "explore"
        options.watchesRules = true
        options.runs = maxStates
        options.points = points?.split(separator: ",").map(String.init)
        options.files = .disk
        let whatIf: WhatIf
        do {
            whatIf = try WhatIf(
                try WhatIfReader.read(source), source: source, options: options, factory: Worlds.factory)
        } catch let problems as ProblemList {
            Console.note(problems.rendered)
            throw ArgumentParser.ExitCode(ScenarioKit.ExitCode.wrongFile.rawValue)
        } catch let problem as WorldProblem {
            throw Console.fail(problem.message, .wrongFile)
        }
        let runner = WhatIfRunner(whatIf: whatIf, effort: effort)
        if let request = try shard.request() { return try await runner.write(request, shard) }
        let results = try await runner.run()
        let report = WhatIfReport(whatIf, results)
        if json {
            Console.print(report.document)
        } else {
            Console.printRaw(WhatIfTable(report).text(showsTokens: false))
            try shrink(report)
        }
        throw ArgumentParser.ExitCode(report.exitCode.rawValue)
    }

    /// The first breach, as small as it gets.
    private func shrink(_ report: WhatIfReport) throws {
        let breaches = report.rows.flatMap { $0["invariants"]?.items ?? [] }.filter { $0["holds"] == false }
        guard let text = breaches.first?["breach"]?["token"]?.text else { return }
        let maker = FutureMaker(files: .disk, factory: Worlds.factory)
        let shrunk = try Shrinker.shrink(try ReplayToken(text: text), maker: maker)
        Console.printRaw("\n" + ShrinkStory(shrunk).text)
        Console.print("  as a test   lockstep shrink \(shrunk.token.text) --emit regress.scenario.yaml")
    }
}

/// The worlds that commands simulate.
enum Worlds {
    /// With a mistake planted in them where a test of the searches asks for one.
    static let factory: SimulatedWorldFactory = {
        let name = ProcessInfo.processInfo.environment["LOCKSTEP_DEFECT"]
        return name.map { SimulatedWorldFactory(defect: $0) } ?? SimulatedWorldFactory()
    }()
}
