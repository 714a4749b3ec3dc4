import ArgumentParser
import Foundation
import ScenarioKit
import VirtualTime

/// Results go to standard output, progress and warnings to standard error.
enum Console {
    static func print(_ text: String) { FileHandle.standardOutput.write(Data("\(text)\n".utf8)) }
    static func note(_ text: String) { FileHandle.standardError.write(Data("\(text)\n".utf8)) }
    /// Text that ends its lines itself.
    static func printRaw(_ text: String) { FileHandle.standardOutput.write(Data(text.utf8)) }
    static func noteRaw(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }
    static func print(_ document: Document) { print(document.json(indent: 2)) }

    /// Colors only where a person looks, and has not said no.
    static let usesColor: Bool = {
        let environment = ProcessInfo.processInfo.environment
        return isatty(STDOUT_FILENO) == 1 && environment["NO_COLOR"] == nil && environment["TERM"] != "dumb"
    }()
    static func bold(_ text: String) -> String { usesColor ? "\u{1B}[1m\(text)\u{1B}[0m" : text }
    static func green(_ text: String) -> String { usesColor ? "\u{1B}[32m\(text)\u{1B}[0m" : text }
    static func red(_ text: String) -> String { usesColor ? "\u{1B}[31m\(text)\u{1B}[0m" : text }

    /// Ends the command with a sentence, a way out and a code.
    static func fail(_ sentence: String, try hint: String? = nil, _ code: ScenarioKit.ExitCode) -> any Error {
        note("error: \(sentence)")
        if let hint { note("try: \(hint)") }
        return ArgumentParser.ExitCode(code.rawValue)
    }
}
