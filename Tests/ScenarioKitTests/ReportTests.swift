import Foundation
import Synchronization
import Testing
import VirtualTime

@testable import ScenarioKit

@Suite("traces and reports")
struct ReportTests {
    private static let story = """
        steps:
          - { name: Off, as: off, act: key.disable, target: key/v/k }
          - { name: Dark, check: { state: { workspace/soc: { data: inaccessible } } }, within: 1h, of: off }
          - { name: Not this time, if: "false", note: x }
          - { name: Refused, request: PUT /refuse, expect: { status: 409 } }
        """

    @Test("a trace has a line a step and a line an entry, with offsets, rules and consequences")
    func trace() throws {
        let text = Trace.text([try FakeWorlds.run(Self.story)])

        #expect(
            text == """
                # t: a test
                # world empty  start 2024-02-16T09:00:00Z  rules seed-2024-02-16  seed 0  choices latest
                T+0s              Off: passed 200 accepted Succeeded
                  T+0s              request key.disable key/v/k accepted
                  T+0s              event key/v/k enabled true → false TEST-DUE-01
                T+0s              Dark: passed after 40m
                  T+40m             event workspace/soc data accessible → inaccessible TEST-DUE-01
                T+40m             Not this time: not applicable
                T+40m             Refused: passed 409 rejected TEST-NO-01 TEST-NO-02
                  T+40m             request PUT /refuse 200 accepted
                # passed

                """)
    }

    @Test("a trace that is told as things happen is the trace of the whole run")
    func told() throws {
        let story = """
            cases:
              - { name: one }
              - { name: two, skip: { reason: later } }
              - { name: three }
            setup: [{ note: s }]
            cleanup: [{ note: c }]

            """ + Self.story
        let pieces = Pieces()
        var options = RunOptions()
        options.tell = { pieces.add($0) }

        let results = try FakeWorlds.runAll(story, options: options)

        #expect(pieces.all.count > 10)
        #expect(pieces.all.joined() == results.map { Trace.text([$0]) }.joined())
    }

    private final class Pieces: Sendable {
        private let pieces = Mutex<[String]>([])
        var all: [String] { pieces.withLock { $0 } }
        func add(_ piece: String) { pieces.withLock { $0.append(piece) } }
    }

    @Test("a block of more than fifty steps is told in one line, and what failed in it in full")
    func longBlock() throws {
        func story(_ last: String) -> String {
            let notes = (1...26).map { "      - note: n\($0)" }.joined(separator: "\n")
            return """
                blocks:
                  half:
                    steps:
                \(notes)
                  whole:
                    steps:
                      - use: half
                      - use: half
                      - { name: Last but one, note: x }
                      - { name: Last, request: PUT /refuse, expect: { status: \(last) } }
                      - { name: After, note: y }
                steps: [{ name: Many, use: whole }]
                """
        }

        let passed = Trace.text([try FakeWorlds.run(story("409"))]).split(separator: "\n").map(String.init)
        let failed = Trace.text([try FakeWorlds.run(story("200"))]).split(separator: "\n").map(String.init)

        #expect(passed.dropFirst(2) == ["T+0s              Many: passed (55 of 55 steps)", "# passed"])
        #expect(failed[2] == "T+0s              Many: failed (53 of 54 steps)")
        #expect(failed[3].hasPrefix("  Last: failed 409"))
        #expect(failed[4].contains("✗"))
    }

    private static let failedStory = """
        steps:
          - { as: off, act: key.disable, target: key/v/k }
          - name: Gone
            check:
              state:
                workspace/soc: { data: purged }
            within: 30m

        """
    private static let failedReport = """
          FAIL  t                                                        2 steps  30m virtual
                ✗ step 2 "Gone"                                                 T+30m
                  workspace/soc.data is accessible
                   --> t.scenario.yaml:8:32
                    |
                  8 |         workspace/soc: { data: purged }
                    |                                ^^^^^^ was accessible at the deadline 09:30:00Z
                  9 |     within: 30m
                    |             ^^^ from 09:00:00Z to 09:30:00Z
                \("")
                                        09:00        09:07        09:15        09:22        09:30
                                        |------------|------------|------------|------------|
                   workspace/soc.data   accessible ........................................ ✗
                \("")
                   because  09:00:00Z  event key/v/k enabled true → false TEST-DUE-01
                            the next event is due at 09:40:00Z
                   rule     TEST-DUE-01
                   more     lockstep explain A0201
                   again    lockstep run t.scenario.yaml

        0 passed, 1 failed, 0 skipped
        """

    @Test("what failed is shown where it stands, with what was found and why")
    func failure() throws {
        let text = "schema: lockstep/scenario/v1\nname: a test\n" + Self.failedStory
        let result = try FakeWorlds.run(Self.failedStory)

        #expect(
            HumanReport.text([(result, SourceText(file: "t.scenario.yaml", text: text))]) == Self.failedReport
        )
        #expect(ExitCode(of: [result]) == .failed)
    }

    @Test("the report for machines is the same bytes for the same run")
    func json() throws {
        let first = JSONReport.document([try FakeWorlds.run(Self.story)])
        let second = JSONReport.document([try FakeWorlds.run(Self.story)])

        #expect(first.json == second.json)
        #expect(first["schema"] == "lockstep/report/v1")
        #expect(first["summary"]?["passed"] == 1)
        #expect(
            first.at(pointer: ["runs", "0", "steps", "3", "answer", "rejectedBy"]) == [
                "TEST-NO-01", "TEST-NO-02",
            ])
        #expect(first.at(pointer: ["runs", "0", "steps", "1", "endedAt"]) == "2024-02-16T09:40:00Z")
    }

    @Test("a trace is compared line by line, and what was put in shifts nothing")
    func compare() {
        let differences = TraceFile.compare(recorded: "a\nb\nc\nd", actual: "a\nx\nc\nd\ne")

        #expect(differences.map(\.description) == ["2: - b", "2: + x", "5: + e"])
        #expect(TraceFile.compare(recorded: "a\nb", actual: "a\nb") == [])
    }

    @Test("recording writes the file and never passes")
    func record() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("lockstep-trace-test")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = TraceFile(besides: folder.appendingPathComponent("a.scenario.yaml").path)

        #expect(file.path.hasSuffix("/a.trace"))
        #expect(try file.check("one\n", environment: [:]) == .neverRecorded)
        #expect(try file.check("one\n", environment: [TraceFile.variable: "1"]) == .recorded)
        #expect(try file.check("one\n", environment: [:]) == .same)
        #expect(
            try file.check("two\n", environment: [:])
                == .differs([
                    .init(line: 1, recorded: "one", actual: nil),
                    .init(line: 1, recorded: nil, actual: "two"),
                ]))
    }
}
