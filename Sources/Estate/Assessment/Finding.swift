public import ControlPlane
public import VirtualTime

extension Assessment {
    /// Something an assessment found out: with the rules it rests on, what shows it, and what follows.
    public struct Finding: Sendable {
        public enum Section: String, CaseIterable, Sendable {
            /// What the article asks for, met or not.
            case prerequisites
            /// What a change would do here.
            case changes
            /// How long a store outlives the loss of its key.
            case losses
            /// What several stores depend on at once.
            case dependencies
            /// What is not wrong, and makes a loss worse or more likely.
            case weaknesses
        }

        /// In the order in which findings are ranked.
        public enum Severity: Int, CaseIterable, Comparable, Sendable {
            case critical, high, medium, low, info

            public static func < (one: Severity, other: Severity) -> Bool { one.rawValue < other.rawValue }
            public var text: String { "\(self)" }
        }

        /// A property of a thing, as the world has it.
        public struct Evidence: Sendable {
            /// `cluster/contoso-la`
            public let resource: String
            public let property: String
            public let value: Document

            init(_ resource: String, _ property: String, _ value: Document) {
                self.resource = resource
                self.property = property
                self.value = value
            }
        }

        public let section: Section
        public let severity: Severity
        /// What it is about: `cluster/contoso-la`.
        public let about: String
        /// In a word or two: `met`, `not met`, `refused`, `undefined`, `goes dark`.
        public let outcome: String
        public let title: String
        public let consequence: String
        public let rules: [RuleID]
        public let evidence: [Evidence]
        /// Figures of the finding, for programs.
        public let details: Members

        init(
            _ section: Section, _ severity: Severity, about: String, _ outcome: String, _ title: String,
            consequence: String, rules: [RuleID], evidence: [Evidence], details: Members = [:]
        ) {
            self.section = section
            self.severity = severity
            self.about = about
            self.outcome = outcome
            self.title = title
            self.consequence = consequence
            self.rules = rules
            self.evidence = evidence
            self.details = details
        }

        public var document: Document {
            var document: Document = [
                "section": .string(section.rawValue), "severity": .string(severity.text),
                "about": .string(about), "outcome": .string(outcome), "title": .string(title),
                "consequence": .string(consequence), "rules": .array(rules.map { .string($0.code) }),
                "evidence": .array(
                    evidence.map {
                        [
                            "resource": .string($0.resource), "property": .string($0.property),
                            "value": $0.value,
                        ]
                    }),
            ]
            if !details.isEmpty { document["details"] = .object(details) }
            return document
        }
    }
}

/// Short for it, in here.
typealias Finding = Assessment.Finding

extension [RuleID] {
    /// In the order in which they came first, each once.
    var unique: [RuleID] {
        var seen: [RuleID] = []
        for rule in self where !seen.contains(rule) { seen.append(rule) }
        return seen
    }
}
