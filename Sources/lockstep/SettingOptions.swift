import ArgumentParser
import ControlPlane
import ScenarioKit
import VirtualTime

/// How the documents are read: the same options wherever a world is made.
struct SettingOptions: ParsableArguments {
    @Option(help: "The state of the documents: \(Profile.allCases.map(\.rawValue).joined(separator: ", ")).")
    var rules: String?
    @Option(help: "A reading, as NAME=READING; repeat for several (lockstep assumptions).")
    var assume: [String] = []
    @Option(help: "A figure of time, as NAME=90m or NAME=0s..2h; repeat for several (lockstep timings).")
    var timing: [String] = []

    /// The settings with all of them, or an error with a way out.
    func applied(to settings: Settings) throws -> Settings {
        var settings = settings
        if let rules {
            guard let profile = Profile(rawValue: rules) else {
                throw Console.fail(
                    "there is no state of the documents '\(rules)'.",
                    try: "--rules \(Profile.allCases.map(\.rawValue).joined(separator: " or --rules "))",
                    .wrongFile)
            }
            settings.profile = profile
        }
        do {
            for (name, reading) in try pairs(assume, "--assume unsupported-change=accept-without-effect") {
                try settings.assume(named: name, reading)
            }
            for (name, figure) in try pairs(timing, "--timing cluster.tierLock=30d") {
                try settings.setTiming(named: name, figure)
            }
        } catch let problem as SettingProblem {
            throw Console.fail(problem.sentence, try: problem.hint, .wrongFile)
        }
        return settings
    }

    /// The same for the runs of scenarios, checked before anything runs.
    func apply(to options: inout RunOptions) throws {
        let settings = try applied(to: Settings())
        options.rules = rules
        // Also the default readings: what the caller says counts for files that say nothing.
        options.assumptions = try pairs(assume, "").map { AssumptionUse(name: $0.name, reading: $0.value) }
        options.timings = settings.timings.map {
            .init(
                name: $0.name, least: .milliseconds($0.lowMilliseconds),
                most: .milliseconds($0.highMilliseconds))
        }
    }

    private func pairs(_ words: [String], _ example: String) throws -> [(name: String, value: String)] {
        try words.map { word in
            let parts = word.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2 else {
                throw Console.fail("'\(word)' is not NAME=VALUE.", try: example, .wrongFile)
            }
            return (parts[0], parts[1])
        }
    }
}
