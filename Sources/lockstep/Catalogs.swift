import ArgumentParser
import ControlPlane
import ScenarioKit
import Simulation
import VirtualTime

/// One word of a closed catalog: what it may be, what it is by default, and who reads it.
struct CatalogRow {
    let name: String
    let kind: String
    /// What it may be set to.
    let range: String
    let standard: String
    /// Its source: the rules that ask for it, the first one foremost.
    let rules: [String]
    let readBy: [String]

    var document: Document {
        [
            "name": .string(name), "kind": .string(kind), "range": .string(range),
            "default": .string(standard), "source": .array(rules.map(Document.string)),
            "readBy": .array(readBy.map(Document.string)),
        ]
    }

    static let assumptions = Assumption.allCases.map {
        CatalogRow(
            name: $0.rawValue, kind: "assumption", range: $0.readings.joined(separator: ", "),
            standard: $0.readings[0], rules: $0.rules, readBy: RuleTrace.readers(ofSetting: $0.rawValue))
    }

    static let choices = ChoicePoint.allCases.map {
        CatalogRow(
            name: $0.rawValue, kind: "choice point", range: Self.range(of: $0), standard: "latest",
            rules: $0.rules, readBy: RuleTrace.readers(ofSetting: $0.rawValue))
    }

    static let timings: [CatalogRow] = {
        var rows: [CatalogRow] = []
        for point in ChoicePoint.allCases where !rows.contains(where: { $0.name == point.timing }) {
            let sharers = ChoicePoint.allCases.filter { $0.timing == point.timing }
            rows.append(
                CatalogRow(
                    name: point.timing, kind: "timing of \(sharers.map(\.rawValue).joined(separator: ", "))",
                    range: "any range", standard: Self.range(of: point),
                    rules: sharers.flatMap(\.rules), readBy: sharers.map(\.rawValue)))
        }
        return rows
            + FixedTiming.allCases.map {
                CatalogRow(
                    name: $0.rawValue, kind: "fixed timing", range: "any duration",
                    standard: $0.standard.text, rules: $0.rules,
                    readBy: RuleTrace.readers(ofSetting: $0.rawValue))
            }
    }()

    static let probes: [CatalogRow] = Vocabulary.kindNames.flatMap { kind in
        Vocabulary.properties(of: kind).map { property in
            CatalogRow(
                name: "\(kind).\(property)", kind: "probe",
                range: Vocabulary.kinds[kind]?[property]?.words ?? "", standard: "", rules: [],
                readBy: ["check", "expressions", "GET /_lockstep/v1/worlds/{id}/state"])
        }
    }

    static let acts = Vocabulary.acts.map { act in
        CatalogRow(
            name: act.name, kind: "act on \(act.targets.joined(separator: " or "))",
            range: act.arguments.isEmpty ? "no arguments" : "with \(act.arguments.joined(separator: ", "))",
            standard: "", rules: [], readBy: ["act", "POST /_lockstep/v1/worlds/{id}/acts"])
    }

    static let all = assumptions + choices + timings + probes + acts

    static func find(_ name: String) -> CatalogRow? { all.first { $0.name == name } }

    private static func range(of point: ChoicePoint) -> String { Citation.Bound.choice(point).range }
}

extension PropertyType {
    /// The values it takes, or their type.
    fileprivate var words: String {
        switch self {
        case .truth: "true, false"
        case .number: "a number"
        case .text: "a text"
        case .list: "a list"
        case .duration: "a duration"
        case .instant: "an instant"
        case .word(let words): words.joined(separator: ", ")
        }
    }
}

/// What the five commands that print catalogs have in common.
protocol CatalogCommand: ParsableCommand {
    var json: Bool { get }
    static var rows: [CatalogRow] { get }
}

extension CatalogCommand {
    func run() throws {
        guard !json else {
            return Console.print([
                "schema": "lockstep/catalog/v1", "rows": .array(Self.rows.map(\.document)),
            ])
        }
        let width = (Self.rows.map(\.name.count).max() ?? 0) + 2
        for row in Self.rows {
            let rules = row.rules.isEmpty ? "" : "  [\(row.rules.joined(separator: " "))]"
            let standard = row.standard.isEmpty ? "" : " (\(row.standard))"
            Console.print("\(row.name.padding(to: width))\(row.range)\(standard)\(rules)")
        }
    }
}

struct AssumptionsCommand: CatalogCommand {
    static let configuration = CommandConfiguration(
        commandName: "assumptions", abstract: "List the readings where documents are silent or disagree.",
        discussion: """
            EXAMPLE
              lockstep assumptions
              lockstep run Scenarios --assume unsupported-change=accept-without-effect
            """)
    @Flag(help: "Print JSON.") var json = false
    static let rows = CatalogRow.assumptions
}

struct TimingsCommand: CatalogCommand {
    static let configuration = CommandConfiguration(
        commandName: "timings", abstract: "List the figures of time that a world may set.",
        discussion: """
            EXAMPLE
              lockstep timings
              lockstep run Scenarios --timing cluster.tierLock=30d
            """)
    @Flag(help: "Print JSON.") var json = false
    static let rows = CatalogRow.timings
}

struct ChoicesCommand: CatalogCommand {
    static let configuration = CommandConfiguration(
        commandName: "choices", abstract: "List the moments that the documents leave open.",
        discussion: """
            EXAMPLE
              lockstep choices
              lockstep run Scenarios --choices earliest
            """)
    @Flag(help: "Print JSON.") var json = false
    static let rows = CatalogRow.choices
}

struct ProbesCommand: CatalogCommand {
    static let configuration = CommandConfiguration(
        commandName: "probes", abstract: "List what can be asked of a thing.",
        discussion: """
            EXAMPLE
              lockstep probes
              lockstep probes --json
            """)
    @Flag(help: "Print JSON.") var json = false
    static let rows = CatalogRow.probes
}

struct ActsCommand: CatalogCommand {
    static let configuration = CommandConfiguration(
        commandName: "acts", abstract: "List the actions of the domain.",
        discussion: """
            EXAMPLE
              lockstep acts
              lockstep acts --json
            """)
    @Flag(help: "Print JSON.") var json = false
    static let rows = CatalogRow.acts
}
