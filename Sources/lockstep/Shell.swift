import ArgumentParser
import Foundation
import VirtualTime

/// A shell's own words for variables and commands.
enum Shell: String, CaseIterable, ExpressibleByArgument {
    case bash, fish, pwsh, json

    /// The shell this command was started from, as far as `SHELL` says it; bash's words for all its kin.
    static var current: Shell {
        let path = ProcessInfo.processInfo.environment["SHELL"] ?? ""
        switch path.split(separator: "/").last {
        case "fish": return .fish
        case "pwsh": return .pwsh
        default: return .bash
        }
    }

    /// What a client needs, as lines to be pasted or evaluated.
    func script(_ setup: Document) -> String {
        guard self != .json else { return setup.json(indent: 2) }
        let variables = (setup["variables"]?.members ?? [:]).map { assignment($0.name, $0.value.text ?? "") }
        let commands = (setup["commands"]?.items ?? []).map { command in
            (command.items ?? []).map { quoted($0.text ?? "") }.joined(separator: " ")
        }
        let notes = (setup["notes"]?.items ?? []).map { "# \($0.text ?? "")" }
        return (variables + commands + notes).joined(separator: "\n")
    }

    private func assignment(_ name: String, _ value: String) -> String {
        switch self {
        case .bash: "export \(name)=\(quoted(value))"
        case .fish: "set -gx \(name) \(quoted(value))"
        case .pwsh: "$env:\(name) = '\(value.replacing("'", with: "''"))'"
        case .json: ""
        }
    }

    private func quoted(_ word: String) -> String {
        let isPlain = !word.isEmpty && word.utf8.allSatisfy { Self.plain.contains($0) }
        guard !isPlain else { return word }
        switch self {
        case .bash: return "'\(word.replacing("'", with: "'\\''"))'"
        case .fish: return "'\(word.replacing("\\", with: "\\\\").replacing("'", with: "\\'"))'"
        case .pwsh, .json: return "'\(word.replacing("'", with: "''"))'"
        }
    }

    private static let plain = Set(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./:=@,+%".utf8)
}
