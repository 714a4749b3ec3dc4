import ArgumentParser
import ControlPlane
import Foundation
import ScenarioKit
import VirtualTime

struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Look for mistakes in scenario files, and for what they say in vain.",
        discussion: """
            EXAMPLE
              lockstep check Scenarios
              lockstep check Scenarios --strict --report sarif=build/scenarios.sarif

            Ends with 2 if a file is wrong; warnings count only with --strict.
            """)

    @Argument(help: "Files, or folders that are searched for *.scenario.yaml.")
    var paths: [String] = ["Scenarios"]
    @Flag(help: "Warnings are mistakes.")
    var strict = false
    @Option(help: ArgumentHelp("A report, as sarif=FILE; - is standard output.", valueName: "sarif=file"))
    var report: [String] = []
    @Flag(help: "Print JSON.")
    var json = false

    func run() throws {
        let rules = Rulebook.lines.map(\.id.code)
        let files = try ScenarioFiles(paths: paths).files.map { file throws -> CheckedFile in
            do {
                return CheckedFile(try ScenarioFiles.source(of: file), knownRules: rules, files: .disk)
            } catch let problems as ProblemList {
                return CheckedFile(problems)
            }
        }
        let toOutput = try report.map { try write($0, files) }.contains(true)
        if json {
            Console.print(CheckReport.document(files))
        } else {
            show(files) { toOutput ? Console.note($0) : Console.print($0) }
        }
        let isWrong = files.contains { file in
            file.findings.contains { strict || $0.level == .error }
        }
        if isWrong { throw ArgumentParser.ExitCode(ScenarioKit.ExitCode.wrongFile.rawValue) }
    }

    private func show(_ files: [CheckedFile], _ print: (String) -> Void) {
        for file in files {
            for finding in file.findings { print(finding.rendered(with: file.source) + "\n") }
        }
        let findings = files.flatMap(\.findings)
        let errors = findings.count { $0.level == .error }, warnings = findings.count - errors
        func counted(_ count: Int, _ word: String) -> String { "\(count) \(word)\(count == 1 ? "" : "s")" }
        print(
            "\(counted(files.count, "file")), \(counted(errors, "error")), \(counted(warnings, "warning"))")
    }

    /// Whether it went to standard output.
    private func write(_ word: String, _ files: [CheckedFile]) throws -> Bool {
        let parts = word.split(separator: "=", maxSplits: 1).map(String.init)
        guard parts.count == 2, parts[0] == "sarif" else {
            throw Console.fail(
                "'\(word)' is not sarif=FILE.", try: "--report sarif=scenarios.sarif", .wrongFile)
        }
        guard !json || parts[1] != "-" else {
            throw Console.fail("--json and a report cannot both go to standard output.", .wrongFile)
        }
        let text = SARIFReport.document(files, version: Lockstep.version).json(indent: 2) + "\n"
        let handle = try ReportFile.handle(parts[1])
        handle.write(Data(text.utf8))
        return parts[1] == "-"
    }
}
