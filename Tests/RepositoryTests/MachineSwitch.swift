/// Switches over the states of a machine, found in text: none of them has a `default`, so that a new state
/// has to be thought about wherever it matters.
struct MachineSwitch {
    /// The types whose cases are the states of a machine.
    static let machines = [
        "KeyAccess", "ProvisioningState", "WorkspaceLink", "OnboardingState", "Availability",
        "RegistrationState", "OperationOutcome", "AccountState", "Deletion", "DNS", "Phase",
    ]

    /// Number of its first line.
    private var line = 0
    /// How many braces are open inside it.
    private var depth = 0
    /// What stands between `case` and its colon, label by label.
    private var labels: [String] = []
    private var hasDefault = false

    /// The names of the cases of an enum, in the order of its declaration.
    static func states(of machine: String, in files: [SourceFile]) -> [String] {
        for file in files {
            guard let start = file.code.firstRange(of: "enum \(machine):")?.upperBound else { continue }
            var names: [String] = []
            var depth = 0
            for line in file.code[start...].split(separator: "\n") {
                let text = line.drop { $0 == " " }
                if depth == 1, text.hasPrefix("case ") { names += heads(of: String(text.dropFirst(5))) }
                for character in line { depth += character == "{" ? 1 : character == "}" ? -1 : 0 }
                if depth <= 0, line.contains("}") { break }
            }
            return names
        }
        return []
    }

    static func defaults(in file: SourceFile, _ machines: [(name: String, states: [String])]) -> [String] {
        switches(in: file.code).filter(\.hasDefault).compactMap { found in
            let named = Set(found.labels.flatMap { heads(of: $0) })
            let shared = machines.map { (name: $0.name, count: named.intersection($0.states).count) }
            guard let machine = shared.max(by: { $0.count < $1.count }), machine.count > 0 else { return nil }
            return "\(file.path):\(found.line): a default in a switch over the states of \(machine.name)"
        }
    }

    /// The names that stand first in the patterns of a label, those of a tuple one by one.
    private static func heads(of label: String) -> [String] {
        elements(of: label).flatMap { element -> [String] in
            if element.first == "(" { return heads(of: String(element.dropFirst().dropLast())) }
            let name = element.drop { $0 == "." }.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
            let rest = element.drop { $0 == "." }.dropFirst(name.count)
            // An optional state is one of the state's.
            if name == "some", rest.first == "(" { return heads(of: String(rest.dropFirst().dropLast())) }
            return [String(name)]
        }
    }

    /// Cut at the commas outside of parentheses.
    private static func elements(of label: String) -> [Substring] {
        var depth = 0
        return label.split { character in
            depth += character == "(" ? 1 : character == ")" ? -1 : 0
            return character == "," && depth == 0
        }.map { $0.drop(while: \.isWhitespace) }
    }

    private static func switches(in code: String) -> [MachineSwitch] {
        var (found, open): ([MachineSwitch], [MachineSwitch]) = ([], [])
        var (depth, parentheses, line) = (0, 0, 1)
        var (word, before) = ("", "")
        var waiting: Int?
        var label: String?
        for character in code {
            if character == "\n" { line += 1 }
            if let text = label {
                parentheses += character == "(" ? 1 : character == ")" ? -1 : 0
                let ends = character == ":" && parentheses == 0
                if ends { open[open.count - 1].labels.append(text) }
                label = ends ? nil : text + String(character)
                continue
            }
            if character.isLetter {
                word.append(character)
                continue
            }
            let isInside = open.last?.depth == depth
            switch word {
            case "switch": waiting = line
            case "case" where isInside && !["if", "guard", "for", "while", ","].contains(before): label = ""
            case "default" where isInside && character == ":": open[open.count - 1].hasDefault = true
            default: break
            }
            if !word.isEmpty { before = word }
            if character == "," { before = "," }
            word = ""
            depth += character == "{" ? 1 : character == "}" ? -1 : 0
            if character == "{", let start = waiting {
                open.append(MachineSwitch(line: start, depth: depth))
                waiting = nil
            } else if character == "}", let last = open.last, last.depth > depth {
                found.append(last)
                open.removeLast()
            }
        }
        return found
    }
}
