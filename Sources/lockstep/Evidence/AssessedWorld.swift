import ControlPlane
import Estate
import ScenarioKit
import VirtualTime

/// The findings of an assessment as claims.
struct AssessedWorld {
    private let assessment: Assessment
    private let settings: Settings
    private let command: String

    /// - Parameters:
    ///   - name: the world's, without folders.
    ///   - settings: what the caller chose, which `assess` has to be told as well.
    init(_ start: Timeline, name: String, settings: SettingOptions) {
        assessment = Assessment(of: start)
        self.settings = start.world.settings
        let words =
            [name] + (settings.rules.map { ["--rules", $0] } ?? [])
            + settings.assume.flatMap { ["--assume", $0] } + settings.timing.flatMap { ["--timing", $0] }
        command = "lockstep assess \(words.joined(separator: " ")) --verbose"
    }

    var section: Evidence.Section {
        Evidence.Section(
            title: "What the world's keys hold together",
            about: [
                "Looked up in the world, and tried out in forks of it at both ends of the documented bounds."
            ],
            claims: assessment.findings.map(claim))
    }

    private func claim(_ finding: Assessment.Finding) -> Evidence.Claim {
        let about = finding.title.contains(finding.about) ? "" : "\(finding.about): "
        var claim = Evidence.Claim(
            "\(about)\(finding.title) (\(finding.outcome))", .found,
            basis: "\(finding.section.rawValue), \(finding.severity.text)", rules: finding.rules,
            command: command)
        claim.shows =
            (finding.consequence.isEmpty ? [] : [finding.consequence])
            + finding.evidence.map {
                "\($0.resource)  \($0.property) = \($0.value.text ?? $0.value.json)"
            }
        claim.nameReadings(in: settings)
        return claim
    }
}
