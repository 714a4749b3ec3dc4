import Foundation
import VirtualTime

/// Section 8 of the rulebook, which lies beside the checkout and never in it.
struct RulebookPage {
    struct Row {
        /// `8.4`
        let machine: String
        /// From 1, in the order of the page.
        let number: Int
        let state: String
        let event: String
        let isGuarded: Bool
        let next: String
        let within: String

        var name: String { "\(machine).\(number)" }
    }

    let rows: [Row]

    static let file: URL? = {
        let package = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
            .appending(path: "../../../..").standardized
        let named = ProcessInfo.processInfo.environment["LOCKSTEP_SHARED"].map { URL(fileURLWithPath: $0) }
        let beside = package.appending(path: "../shared").standardized
        return [named, beside].compactMap { $0?.appending(path: "design/rulebook.md") }.first {
            FileManager.default.fileExists(atPath: $0.path)
        }
    }()

    static func read() throws -> RulebookPage? {
        try file.map { RulebookPage(text: try String(contentsOf: $0, encoding: .utf8)) }
    }

    /// Tables of six columns below headings such as `### 8.4 …`.
    init(text: String) {
        var machine = ""
        var rows: [Row] = []
        for line in text.split(separator: "\n") {
            if line.hasPrefix("#") {
                let number = line.drop { $0 == "#" || $0 == " " }.prefix { !$0.isWhitespace }
                machine = number.hasPrefix("8.") && number != "8." ? String(number) : ""
            }
            guard !machine.isEmpty, line.hasPrefix("|") else { continue }
            let cells = line.split(separator: "|", omittingEmptySubsequences: false).dropFirst().map {
                $0.trimmingCharacters(in: .whitespaces)
            }
            guard cells.count >= 6, cells[0] != "State", !cells[0].hasPrefix("---") else { continue }
            rows.append(
                Row(
                    machine: machine, number: rows.count { $0.machine == machine } + 1, state: cells[0],
                    event: cells[1], isGuarded: !cells[2].isEmpty, next: cells[3], within: cells[5]))
        }
        self.rows = rows
    }
}

extension RulebookPage.Row {
    /// What a cell offers to choose from, and the cell itself.
    static func parts(of cell: String) -> [String] {
        var parts = [cell]
        for separator in [" / ", "/", "; ", ", "] {
            parts = parts.flatMap { $0.components(separatedBy: separator) }
        }
        return parts.map { $0.trimmingCharacters(in: .whitespaces) }
    }

    /// Lengths of time that the row names: empty if it names none.
    var bounds: [Duration] {
        guard !within.hasPrefix("until") else { return [] }
        let atOnce = ["at once", "same instant"].contains { within.contains($0) } ? [Duration.zero] : []
        return atOnce + Self.durations(in: event) + Self.durations(in: within)
    }

    /// `7–90 d`, `≤ 1 h`, `600 s`, `30 min`: both ends of a range, and nothing for a number without a unit.
    private static func durations(in text: String) -> [Duration] {
        text.matches(of: /(?:(\d+)–)?(\d[\d,]*) (d|h|min|s)\b/).flatMap { match -> [Duration] in
            [match.1.flatMap { Int($0) }, Int(match.2)].compactMap { $0 }.map { count in
                switch match.3 {
                case "d": .days(count)
                case "h": .hours(count)
                case "min": .minutes(count)
                default: .seconds(count)
                }
            }
        }
    }
}
