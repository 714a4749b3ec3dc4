import ArgumentParser
import Foundation
import ScenarioKit

struct Init: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: "Write a first scenario, and what an editor needs to complete it.",
        discussion: """
            EXAMPLE
              lockstep init demo
            """)

    @Argument(help: "The folder; it is made if it is not there.")
    var folder = "."

    /// What is there already stays as it is.
    func run() throws {
        let root = URL(fileURLWithPath: folder, isDirectory: true)
        for file in StarterFile.all {
            let url = root.appendingPathComponent(file.path)
            let shown = folder == "." ? file.path : "\(folder)/\(file.path)"
            guard !FileManager.default.fileExists(atPath: url.path) else {
                Console.print("  kept  \(shown)")
                continue
            }
            do {
                try FileManager.default.createDirectory(
                    at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
                try Data(file.text.utf8).write(to: url, options: .withoutOverwriting)
            } catch {
                throw Console.fail("\(shown) cannot be written: \(error.localizedDescription)", .wrongFile)
            }
            Console.print("  wrote \(shown)")
        }
        Console.print("  try: \(folder == "." ? "" : "cd \(folder) && ")lockstep run scenarios")
    }
}
