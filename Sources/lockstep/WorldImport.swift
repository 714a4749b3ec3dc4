import ArgumentParser
import ControlPlane
import Estate
import Foundation
import ScenarioKit
import Simulation
import VirtualTime

extension WorldCommand {
    struct Import: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "import", abstract: "Make a world of a real estate.",
            discussion: """
                EXAMPLE
                  az keyvault show -n contoso-kv -o json > estate/vault.json
                  az monitor log-analytics cluster list -o json > estate/clusters.json
                  lockstep world import estate -o contoso.lockworld
                  lockstep assess contoso.lockworld
                  lockstep serve --world contoso.lockworld

                PATH is a file of JSON or a folder of them: what az prints for vaults, keys,
                clusters, workspaces, linked services, role assignments and onboarding
                states, lists of ARM's, exported templates. What a document is of is told
                from its id, its kid or its type. Every value is reported: understood,
                assumed or ignored (docs/estate.md).
                """)

        @Argument(help: "A file of JSON, or a folder of them.")
        var path: String
        @Option(name: .shortAndLong, help: "The world file to write (*.lockworld).")
        var output: String
        @Option(help: "When it is now; the newest moment of the documents if not given.")
        var at: String?
        @Option(help: "The resource group that a template is of.")
        var group: String?
        @OptionGroup var settings: SettingOptions
        @Flag(help: "Print the report as JSON.")
        var json = false
        @Flag(name: .shortAndLong, help: "List what was understood as well.")
        var verbose = false

        func validate() throws {
            guard output.hasSuffix(".lockworld") else {
                throw ValidationError("a world file is named *.lockworld, not '\(output)'.")
            }
        }

        func run() throws {
            let now = try at.map { text in
                guard let instant = Instant(iso8601: text) else {
                    throw Console.fail(
                        "'\(text)' is no instant.", try: "--at 2024-02-16T09:00:00Z", .wrongFile)
                }
                return instant
            }
            let estate: Estate
            do {
                estate = try Estate(reading: try files(), group: group)
            } catch let problems as EstateProblems {
                for sentence in problems.sentences { Console.note("error: \(sentence)") }
                throw Console.fail("nothing is imported from \(path).", .wrongFile)
            }
            let imported = estate.imported(at: now, settings: try settings.applied(to: Settings()))
            try write(imported)
            Console.print(
                json ? imported.report.document.json(indent: 2) : imported.report.text(isWhole: verbose))
        }

        /// Hidden files are no part of an estate.
        private func files() throws -> [EstateFile] {
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
                throw Console.fail("there is no \(path).", .wrongFile)
            }
            let names: [String]
            if isFolder.boolValue {
                let found = FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []
                names = found.filter { $0.hasSuffix(".json") && !$0.hasPrefix(".") && !$0.contains("/.") }
                    .sorted()
            } else {
                names = [""]
            }
            return try names.map { name in
                let file = name.isEmpty ? path : "\(path)/\(name)"
                guard let data = FileManager.default.contents(atPath: file) else {
                    throw Console.fail("\(file) cannot be read.", .wrongFile)
                }
                let shown = name.isEmpty ? URL(filePath: path).lastPathComponent : name
                return EstateFile(name: shown, bytes: Array(data))
            }
        }

        /// Whole or not at all: under another name first.
        private func write(_ imported: ImportedEstate) throws {
            do {
                let lines = try SavedTimeline.lines(of: imported.timeline, from: imported.genesis, marks: [])
                let text = lines.joined(separator: "\n") + "\n"
                try Data(text.utf8).write(to: URL(filePath: output), options: .atomic)
            } catch {
                throw Console.fail("\(output) cannot be written: \(error.localizedDescription)", .wrongFile)
            }
        }
    }
}
