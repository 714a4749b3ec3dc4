import ScenarioKit
import Testing
import VirtualTime

/// A file with a run that passes, one that fails and one that is skipped, and reports of it.
enum ReportSample {
    static let story = """
        labels: [seed]
        cases:
          - { name: good, value: inaccessible }
          - { name: "bad <&> one", value: purged }
          - { name: later, value: purged, skip: { reason: "not # yet" } }
        steps:
          - { name: "Off #1", as: off, act: key.disable, target: key/v/k }
          - name: Dark
            check: { state: { workspace/soc: { data: "${case.value}" } } }
            within: 1h
          - { name: Not this time, if: "false", note: x }
          - { name: Refused, request: PUT /refuse, expect: { status: 409 } }

        """

    static func file(_ story: String = story) throws -> ReportedFile {
        let source = SourceText(
            file: "t.scenario.yaml", text: "schema: lockstep/scenario/v1\nname: a test\n" + story)
        var options = RunOptions()
        options.keepsFirstValues = true
        options.seed = "7"
        let runs = try FakeWorlds.runAll(story, options: options).map {
            ReportedRun($0, wall: .milliseconds(1_005))
        }
        return ReportedFile(source: source, labels: ["seed"], runs: runs)
    }

    static func text(_ kind: ReportKind, _ story: String = story) throws -> String {
        let file = try file(story)
        var totals = RunTotals()
        totals.add(file)
        totals.wall = .milliseconds(3_015)
        var report = kind.report(ReportHead(version: "9.9.9", startedMilliseconds: 1_700_000_000_000))
        return report.add(file) + report.finish(totals)
    }

    static func document(_ kind: ReportKind, _ story: String = story) throws -> Document {
        try Document(json: text(kind, story))
    }
}
