public import ControlPlane
public import VirtualTime

/// What is to be known of a world before its keys are touched: findings, ranked, each with its rules.
public struct Assessment: Sendable {
    public let now: Instant
    public let profile: Profile
    /// The gravest first; among equals in the order of the sections, then of what they take with them.
    public let findings: [Finding]

    /// - Parameter timeline: is read and forked, and not changed.
    public init(of timeline: Timeline) {
        now = timeline.now
        profile = timeline.world.settings.profile
        let sections = Finding.Section.allCases
        findings = Assessor(timeline).findings().enumerated().sorted { one, other in
            func weight(_ finding: Finding) -> (Int, Int, Int64) {
                (
                    finding.severity.rawValue, sections.firstIndex(of: finding.section) ?? 0,
                    -(finding.details["darkens"]?.integer ?? 0)
                )
            }
            let (first, second) = (weight(one.element), weight(other.element))
            return first == second ? one.offset < other.offset : first < second
        }.map(\.element)
    }

    public func findings(_ section: Finding.Section) -> [Finding] {
        findings.filter { $0.section == section }
    }

    /// The assessment as JSON, `lockstep/assessment/v1`.
    public var document: Document {
        [
            "schema": "lockstep/assessment/v1", "now": .string(now.iso8601),
            "rules": .string(profile.rawValue),
            "counts": .object(
                Members(
                    Finding.Severity.allCases.map { severity in
                        (severity.text, .integer(findings.count { $0.severity == severity }))
                    })),
            "findings": .array(
                findings.enumerated().map { place, finding in
                    var members: Members = ["rank": .integer(place + 1)]
                    for member in finding.document.members ?? [:] {
                        members.append(member.name, member.value)
                    }
                    return .object(members)
                }),
        ]
    }

    /// The assessment for people, a section after the other.
    ///
    /// - Parameter isWhole: also what is as it should be.
    public func text(isWhole: Bool = false) -> String {
        let counts = Finding.Severity.allCases.map { severity in
            "\(findings.count { $0.severity == severity }) \(severity.text)"
        }
        var lines = ["now \(now.iso8601)  rules \(profile.rawValue)", counts.joined(separator: ", ")]
        let ranked = Array(findings.enumerated())
        for section in Finding.Section.allCases {
            let all = ranked.filter { $0.element.section == section }
            let shown = isWhole ? all : all.filter { $0.element.severity != .info }
            let rest = all.count - shown.count
            lines += [
                "", "\(section.rawValue)\(rest == 0 ? "" : "  (\(rest) as they should be are not shown)")",
            ]
            lines += shown.flatMap { Self.lines($0.element, rank: $0.offset + 1) }
        }
        return lines.joined(separator: "\n")
    }

    private static func lines(_ finding: Finding, rank: Int) -> [String] {
        let rules = finding.rules.map(\.code).joined(separator: ", ")
        var lines = [
            "  \(rank). \(finding.severity.text)  \(finding.title)",
            "      \(finding.about): \(finding.outcome)  \(rules)",
        ]
        if !finding.consequence.isEmpty { lines.append("      \(finding.consequence)") }
        return lines
            + finding.evidence.map {
                "      \($0.resource)  \($0.property) = \($0.value.text ?? $0.value.json)"
            }
    }
}
