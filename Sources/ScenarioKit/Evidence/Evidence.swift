public import ControlPlane
import Simulation
public import VirtualTime

/// What an auditor or a change board is shown: claims, each with the rules and the readings that it rests on,
/// and a way to see it again. There is no clock and no path of a machine in it: made again, it is the same.
public struct Evidence: Sendable {
    public let title: String
    /// What it was made of, in the order shown.
    public var facts: [(name: String, value: String)]
    public var sections: [Section] = []

    public init(title: String, facts: [(name: String, value: String)]) {
        self.title = title
        self.facts = facts
    }

    public struct Section: Sendable {
        public let title: String
        /// What was done, in a line each.
        public let about: [String]
        public let claims: [Claim]

        public init(title: String, about: [String], claims: [Claim]) {
            self.title = title
            self.about = about
            self.claims = claims
        }
    }

    public enum Verdict: String, Sendable {
        case holds, broken, found
        /// A bound ended the search: it may be worse.
        case open = "NOT DECIDED"
    }

    public struct Claim: Sendable {
        public let statement: String
        public let verdict: Verdict
        /// What was done to be able to say so.
        public let basis: String
        public var shows: [String] = []
        public let rules: [RuleID]
        public var readings: [Reading] = []
        /// Whether other readings were tried; else those that its rules read are named.
        public var triesReadings = true
        /// The command that shows it again.
        public let command: String
        /// The run that shows it, where it is shown by one.
        public var token: String?

        public init(
            _ statement: String, _ verdict: Verdict, basis: String, rules: [RuleID], command: String
        ) {
            self.statement = statement
            self.verdict = verdict
            self.basis = basis
            self.rules = rules
            self.command = command
        }
    }

    /// An assumption on which a claim depends, as it was read and as it can be read as well.
    public struct Reading: Equatable, Sendable {
        public let assumption: String
        public let taken: String
        public let other: String
        /// Whether something else came out under the other one; false where it was not tried.
        public let isTried: Bool
    }
}

extension Evidence.Claim {
    /// Names the assumptions that its rules read, without having tried other readings.
    public mutating func nameReadings(in settings: Settings) {
        triesReadings = false
        let codes = rules.map(\.code)
        for assumption in Assumption.allCases where assumption.rules.contains(where: codes.contains) {
            let taken = settings.reading(of: assumption)
            readings += assumption.readings.filter { $0 != taken }.map {
                Evidence.Reading(
                    assumption: assumption.rawValue, taken: taken, other: $0, isTried: false)
            }
        }
    }
}

// MARK: - As data

extension Evidence {
    /// `lockstep/evidence/v1`; its digest is of all the rest.
    public var document: Document {
        var document: Document = [
            "schema": "lockstep/evidence/v1", "title": .string(title), "engine": .string(Features.version),
            "facts": .object(Members(facts.map { ($0.name, .string($0.value)) })),
        ]
        var number = 0
        document["sections"] = .array(
            sections.map { section in
                [
                    "title": .string(section.title), "about": .array(section.about.map { .string($0) }),
                    "claims": .array(
                        section.claims.map { claim in
                            number += 1
                            return Self.document(claim, number)
                        }),
                ]
            })
        document["rules"] = .array(rules.map(Self.document))
        document["digest"] = .string(Digest.sha256(document.json).hex)
        return document
    }

    private static func document(_ claim: Claim, _ number: Int) -> Document {
        var document: Document = [
            "id": .string("C\(number)"), "claim": .string(claim.statement),
            "verdict": .string(claim.verdict.rawValue), "basis": .string(claim.basis),
            "rules": .array(claim.rules.map { .string($0.code) }), "command": .string(claim.command),
        ]
        if !claim.shows.isEmpty { document["shows"] = .array(claim.shows.map { .string($0) }) }
        if !claim.readings.isEmpty {
            document["assumptions"] = .array(
                claim.readings.map {
                    [
                        "assumption": .string($0.assumption), "taken": .string($0.taken),
                        "other": .string($0.other), "tried": .bool($0.isTried),
                    ]
                })
        }
        document["triesReadings"] = .bool(claim.triesReadings)
        if let token = claim.token { document["token"] = .string(token) }
        return document
    }

    /// Every rule that a claim rests on, by its id.
    private var rules: [Rulebook.Line] {
        let codes = Set(sections.flatMap(\.claims).flatMap(\.rules))
        return Rulebook.lines.filter { codes.contains($0.id) }
    }

    private static func document(_ line: Rulebook.Line) -> Document {
        var document: Document = [
            "id": .string(line.id.code), "says": .string(line.citation.says),
            "kind": .string(line.citation.kind.rawValue),
            "standing": .string(line.citation.standing.rawValue),
        ]
        if let within = line.citation.within { document["within"] = .string(within.text) }
        if let source = RuleSource.of(line.citation.source) {
            document["source"] = [
                "key": .string(source.key), "title": .string(source.title), "where": .string(source.place),
                "date": .string(source.date),
            ]
        }
        let gaps = Contradiction.touching(line.id)
        if !gaps.isEmpty {
            document["contradictions"] = .array(
                gaps.map {
                    [
                        "id": .string($0.id), "topic": .string($0.topic),
                        "readings": .array($0.readings.map { .string($0) }), "taken": .string($0.taken),
                    ]
                })
        }
        return document
    }
}
