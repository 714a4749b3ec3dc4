import ControlPlane
import Foundation

/// The sources of the core, and of the wire where asked for, in a copy of the repository, and what can be
/// taken out of them.
struct SourceTree {
    private let folder: URL
    private let files: [(path: String, code: SourceCode)]

    init(root: URL, withWire: Bool) throws {
        folder = root.appending(path: "Sources")
        let targets = ["ControlPlane/"] + (withWire ? ["AzureWire/"] : [])
        let paths = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
        // Catalogs say what a rule is; they do not keep it.
        let wanted = paths.filter { path in
            targets.contains { path.hasPrefix($0) } && path.hasSuffix(".swift")
                && !path.hasSuffix("Rules.swift") && !path.hasPrefix("ControlPlane/Settings/")
        }
        guard !wanted.isEmpty else { throw CocoaError(.fileNoSuchFile) }
        let base = folder
        files = try wanted.sorted().map { path in
            (path, SourceCode(try String(contentsOf: base.appending(path: path), encoding: .utf8)))
        }
    }

    /// A place where a rule is kept, and the edit that takes it out there.
    struct Site {
        let rule: RuleID
        let path: String
        let edit: SourceCode.Edit
    }

    func sites() -> [Site] {
        files.flatMap { path, code in
            let folders = path.split(separator: "/").map(String.init)
            let room = folders.firstIndex(of: "Rooms").map { folders[$0 + 1] }
            return code.mentions().compactMap { mention -> Site? in
                guard let rule = Self.rule(mention, in: room), let edit = code.edit(of: mention)
                else {
                    return nil
                }
                return Site(rule: rule, path: path, edit: edit)
            }
        }
    }

    private static func rule(_ mention: SourceCode.Mention, in room: String?) -> RuleID? {
        let room = mention.family == "TimeRule" ? "VirtualTime" : mention.room ?? room
        return Rulebook.lines.first { $0.name == mention.name && $0.room == room }?.id
    }

    /// Writes the files anew, with what each mutant takes out, and the switch that says which one is on.
    func write(_ mutations: [(mutant: Int, site: Site)]) throws {
        for (path, code) in files {
            let edits = mutations.filter { $0.site.path == path }.map { ($0.mutant, $0.site.edit) }
            guard !edits.isEmpty else { continue }
            try code.applying(edits).write(
                to: folder.appending(path: path), atomically: true, encoding: .utf8)
        }
        let mutant = """
            import Foundation

            private let chosen = ProcessInfo.processInfo.environment["LOCKSTEP_MUTANT"]
            private let active = chosen.flatMap { Int($0) } ?? 0

            package func isOn(_ mutants: Int...) -> Bool { mutants.contains(active) }
            package func swapped<Rule: DocumentedRule>(_ rule: Rule, _ mutant: Int) -> Rule {
                guard isOn(mutant) else { return rule }
                return Rule.allCases.first { $0.rawValue != rule.rawValue } ?? rule
            }
            """
        try mutant.write(
            to: folder.appending(path: "ControlPlane/Mutant.swift"), atomically: true, encoding: .utf8)
    }
}
