import Foundation
import ScenarioKit

/// Files that are whole or not there: written beside their place and moved into it.
enum OutputFile {
    /// `-` is standard output.
    static func write(_ text: String, to file: String) throws {
        guard file != "-" else { return Console.printRaw(text) }
        do {
            try Data(text.utf8).write(to: URL(fileURLWithPath: file), options: .atomic)
        } catch {
            throw Console.fail(
                "\(file) cannot be written: \(error.localizedDescription)",
                try: "another folder, or free some space",
                .internalError)
        }
    }
}
