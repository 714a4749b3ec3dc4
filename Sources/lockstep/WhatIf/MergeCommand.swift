import ArgumentParser
import Foundation
import ScenarioKit
import VirtualTime

struct MergeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "merge",
        abstract:
            "Put the shards of a plan, or of an exploration, together again, in whatever order they come.",
        discussion: """
            EXAMPLE
              lockstep merge out/*.jsonl -o all.sqlite --html report.html
              lockstep merge out/*.jsonl --json

            Exit: as of the whole; 4 when shards are missing, 6 when one is of another version.
            """)

    @Argument(help: "The shards' files.")
    var shards: [String]
    @Option(name: .shortAndLong, help: "Write a SQLite file: tables rows, measures and breaches.")
    var output: String?
    @Option(help: "Write one HTML file with table and lanes.")
    var html: String?
    @Option(help: "Write the report as CSV; - for standard output.")
    var csv: String?
    @Flag(help: "Print the report as JSON, the same as of one process.")
    var json = false

    func run() throws {
        let merged = try merge()
        guard merged.isComplete else {
            let names = merged.missing.map(String.init).joined(separator: ", ")
            Console.note("error: shards are missing or not whole: \(names).")
            Console.note("try: start them again; each goes on after its last whole line")
            throw ArgumentParser.ExitCode(ScenarioKit.ExitCode.notDecided.rawValue)
        }
        if let report = merged.plan { try write(report) }
        if let report = merged.exploration { try write(report) }
        throw Console.fail("the shards are of a report that this version does not know.", .otherVersion)
    }

    private func write(_ report: WhatIfReport) throws {
        if let output { try MergedDatabase.write(report, to: output) }
        if let html { try OutputFile.write(WhatIfPage(report).html, to: html) }
        if let csv { try OutputFile.write(report.csv, to: csv) }
        if json {
            Console.print(report.document)
        } else if csv != "-" {
            Console.printRaw(WhatIfTable(report).text())
        }
        throw ArgumentParser.ExitCode(report.exitCode.rawValue)
    }

    private func write(_ report: ExploreReport) throws {
        guard output == nil, html == nil, csv == nil else {
            throw Console.fail(
                "an explored scenario has no rows for a table.", try: "lockstep merge out/*.jsonl --json",
                .wrongFile)
        }
        if json {
            Console.print(report.document)
        } else {
            Console.printRaw(ExploreStory(report).text(wall: .zero))
        }
        throw ArgumentParser.ExitCode(report.exitCode.rawValue)
    }

    private func merge() throws -> ShardMerge {
        var files: [ShardFile] = []
        for path in shards {
            guard let data = FileManager.default.contents(atPath: path) else {
                throw Console.fail("\(path) cannot be read.", .wrongFile)
            }
            do throws(ShardFile.Fault) {
                files.append(try ShardFile(path, bytes: Array(data)))
            } catch {
                throw Console.fail("\(error).", try: "leave it out, or start its shard again", .wrongFile)
            }
        }
        do throws(ShardMerge.Fault) {
            return try ShardMerge(files)
        } catch {
            switch error {
            case .otherEngine: throw Console.fail("\(error).", .otherVersion)
            case .contradiction: throw Console.fail("\(error).", .diverged)
            case .nothing, .otherPlan, .otherCount:
                throw Console.fail("\(error).", try: "lockstep merge out/*.jsonl", .wrongFile)
            }
        }
    }
}
