import ControlPlane

/// Where each rule of the rulebook is enforced and tested, found in the text of the repository.
struct RuleIndex {
    /// Files, by name, in which a rule is enforced.
    private(set) var enforced: [RuleID: [String]] = [:]
    /// Test files with a test of the rule's name.
    private(set) var tested: [RuleID: [String]] = [:]
    /// Where golden traces show it firing.
    private(set) var fired: [RuleID: Firing] = [:]

    struct Firing {
        /// Scenarios by the path of their file below `Scenarios`.
        var scenarios: [String] = []
        /// The exchange or the event of the first of them.
        var example = ""
    }

    static let current = RuleIndex(
        sources: Repository.sources, tests: Repository.tests, traces: Repository.traces)

    init(sources: [SourceFile], tests: [SourceFile], traces: [GoldenTrace] = []) {
        for trace in traces {
            for (id, example) in trace.firings {
                if !fired[id, default: Firing(example: example)].scenarios.contains(trace.name) {
                    fired[id, default: Firing(example: example)].scenarios.append(trace.name)
                }
            }
        }
        // A catalogue names rules and enforces none.
        let catalogs = [
            "Rules.swift", "Assumption.swift", "ChoicePoint.swift", "FixedTiming.swift", "Profile.swift",
            "Contradictions.swift", "TraceTable.swift",
        ]
        // Who judges histories from outside does not keep the rule either.
        let keepers = ["Sources/ControlPlane/", "Sources/AzureWire/"]
        let places = sources.filter { file in
            keepers.contains(where: file.path.hasPrefix) && !catalogs.contains(where: file.path.hasSuffix)
        }
        .map(Place.init)
        let names = tests.map { (name: $0.name, ids: Self.testedIDs(in: $0)) }
        for line in Rulebook.lines {
            enforced[line.id] = places.filter { $0.enforces(line) }.map(\.file.name)
            tested[line.id] = names.filter { $0.ids.contains(line.id.code) }.map(\.name)
        }
    }

    /// The ids that begin the name of a test: `ID · sentence`, or `ID, ID · sentence`.
    static func testedIDs(in file: SourceFile) -> Set<String> {
        var ids: Set<String> = []
        for match in file.text.matches(of: #/@Test\(\s*\x22{1,3}\s*([A-Z0-9, -]+) · /#) {
            for id in match.1.split(separator: ",") { ids.insert(id.filter { $0 != " " }) }
        }
        return ids
    }

    /// A source file as the search wants it.
    private struct Place {
        let file: SourceFile
        private let ids: Set<String>
        private let qualified: Set<String>
        private let room: String?

        init(file: SourceFile) {
            self.file = file
            // A comment cites in parentheses: (TIME-02), (LA-REVOKE-02, P-07).
            var cited: Set<String> = []
            for list in file.text.matches(of: /\(([A-Z][A-Z0-9, -]+)\)/) {
                for id in list.1.split(separator: ",") { cited.insert(id.filter { $0 != " " }) }
            }
            ids = cited
            // `Sentinel.Rule.honored` or `KeyVault.NetworkRule.bypass` anywhere, `Rule.honored` in its room,
            // `.honored` where one is wanted.
            var found: Set<String> = []
            for match in file.code.matches(of: /(?:(\w+)\.)?\w*Rule\.(\w+)/) {
                found.insert("\(match.1.map(String.init) ?? "")/\(match.2)")
            }
            for match in file.code.matches(of: /gateway:\s*\.(\w+)/) { found.insert("Resources/\(match.1)") }
            for match in file.code.matches(of: /TimeRule\.(\w+)/) { found.insert("VirtualTime/\(match.1)") }
            let wanted = /(?:because:\s*|unsupported\(\s*|fail\(\s*|let rule(?:: \w+)? = .*\s*[?:]\s*)\.(\w+)/
            for match in file.code.matches(of: wanted) { found.insert("/\(match.1)") }
            if file.code.contains("let rule: Rule =") {
                for match in file.code.matches(of: /case \.\w+: \.(\w+)/) { found.insert("/\(match.1)") }
            }
            qualified = found
            let folders = file.path.split(separator: "/")
            room = folders.firstIndex(of: "Rooms").map { String(folders[$0 + 1]) }
        }

        func enforces(_ line: Rulebook.Line) -> Bool {
            ids.contains(line.id.code) || qualified.contains("\(line.room)/\(line.name)")
                || room == line.room && file.path.hasPrefix("Sources/ControlPlane/")
                    && qualified.contains("/\(line.name)")
        }
    }
}
