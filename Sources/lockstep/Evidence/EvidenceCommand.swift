import ArgumentParser
import ControlPlane
import Foundation
import ScenarioKit
import Simulation
import VirtualTime

struct EvidenceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evidence",
        abstract:
            "Write down, for an auditor or a change board, what holds of a world or of a plan, and why.",
        discussion: """
            Of a plan: every future is run for every way its choices can come out; the ends of each measure
            and each invariant are claims. Of a world: the findings of assess, and what comes of each of its
            keys being disabled for an hour, disabled for good, and deleted.

            Each claim has its rules with source and date, the assumptions it depends on in both readings,
            and the command that shows it again. Made again, it is the same to the byte.

            EXAMPLE
              lockstep evidence Scenarios/whatif/key-loss.whatif.yaml -o evidence.html
              lockstep evidence builtin:contoso-cmk -o contoso.html
              lockstep evidence contoso.lockworld --horizon 7d --json

            Exit: 0 decided, 1 an invariant is broken, 2 a mistake in the plan or no such world,
            4 not decided.
            """)

    @Argument(help: "A *.whatif.yaml, a *.lockworld or builtin:NAME.")
    var subject: String
    @Option(name: .shortAndLong, help: "Write one HTML file; - for standard output.")
    var output: String?
    @Option(help: "How far to look, of a world; a plan says it itself.")
    var horizon = WorldPlanText.standardHorizon
    @OptionGroup var settings: SettingOptions
    @OptionGroup var effort: SearchEffort
    @Flag(help: "Print JSON.")
    var json = false

    private var isPlan: Bool { subject.hasSuffix(".yaml") || subject.hasSuffix(".yml") }

    func validate() throws {
        guard output != nil || json else {
            throw ValidationError("Say where to write it: -o FILE.html, or --json.")
        }
        guard output != "-" || !json else { throw ValidationError("Standard output takes one of them.") }
    }

    func run() async throws {
        let made: (evidence: Evidence, code: ScenarioKit.ExitCode)
        do {
            made = isPlan ? try await ofPlan() : try await ofWorld()
        } catch let problems as ProblemList {
            Console.note(problems.rendered)
            throw ArgumentParser.ExitCode(ScenarioKit.ExitCode.wrongFile.rawValue)
        } catch let problem as WorldProblem {
            throw Console.fail(
                "\(problem.message).", try: "a *.whatif.yaml, builtin:contoso-cmk or FILE.lockworld",
                .wrongFile)
        }
        if let output { try OutputFile.write(EvidencePage(made.evidence).html, to: output) }
        if json { Console.print(made.evidence.document) }
        throw ArgumentParser.ExitCode(made.code.rawValue)
    }

    private func ofPlan() async throws -> (Evidence, ScenarioKit.ExitCode) {
        let source = try ScenarioFiles.source(of: subject)
        let plan = try WhatIfReader.read(source)
        let whatIf = try await laidOut(plan, source)
        let results = try await WhatIfRunner(whatIf: whatIf, effort: effort).run()
        var evidence = Evidence(
            title: plan.name,
            facts: [
                ("Asked", plan.description.split(whereSeparator: \.isNewline).joined(separator: " ")),
                ("Plan", Self.name(subject)), ("Plan digest", Digest.sha256(source.text).hex),
            ] + Evidence.facts(of: whatIf, world: Self.name(plan.from)))
        evidence.add(whatIf, results)
        return (evidence, WhatIfReport(whatIf, results).exitCode)
    }

    private func ofWorld() async throws -> (Evidence, ScenarioKit.ExitCode) {
        let bare = WorldPlanText(world: subject, horizon: horizon, keys: []).source
        guard let start = try await laidOut(try WhatIfReader.read(bare), bare).start else {
            throw WorldProblem("'\(subject)' is no world")
        }
        let keys = start.world.keyVault.keys.filter { $0.deletion == nil }.compactMap {
            start.world.reference(of: $0.id)?.name
        }
        let source = WorldPlanText(world: subject, horizon: horizon, keys: keys).source
        let whatIf = try await laidOut(try WhatIfReader.read(source), source)
        let results = try await WhatIfRunner(whatIf: whatIf, effort: effort).run()
        let name = Self.name(subject)
        var evidence = Evidence(
            title: "Keys of \(name)",
            facts: [("Asked", "what its keys hold together, and what comes of losing each")]
                + Evidence.facts(of: whatIf, world: name))
        evidence.sections.append(AssessedWorld(start, name: name, settings: settings).section)
        evidence.add(whatIf, results)
        return (evidence, WhatIfReport(whatIf, results).exitCode)
    }

    /// Explored, whatever it says itself, and with all that the rules promise as an invariant.
    private func laidOut(_ plan: WhatIfPlan, _ source: SourceText) async throws -> WhatIf {
        var options = WhatIfOptions(), run = RunOptions()
        try settings.apply(to: &run)
        options.rules = run.rules
        options.assumptions = run.assumptions
        options.timings = run.timings
        options.choices = "explore"
        options.watchesRules = true
        options.files = try await WorldSource.files(for: plan.from)
        return try WhatIf(plan, source: source, options: options, factory: Worlds.factory)
    }

    /// A file without its folders, which are of a machine.
    private static func name(_ path: String) -> String {
        path.hasPrefix("builtin:") ? path : URL(filePath: path).lastPathComponent
    }
}
