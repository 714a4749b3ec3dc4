import ScenarioKit
import Testing
import VirtualTime

@Suite("reports for other tools")
struct ReportFormatTests {
    @Test("JUnit has a suite a file and a case a run, each with what is needed to run it again")
    func junit() throws {
        let text = try ReportSample.text(.junit)

        #expect(
            text.hasPrefix(
                """
                <?xml version="1.0" encoding="UTF-8"?>
                <testsuites name="lockstep" tests="3" failures="1" errors="0" skipped="1" time="3.015">
                """))
        #expect(
            text.contains(
                """
                    <testcase name="a test [good]" classname="t" file="t.scenario.yaml" line="9" time="1.005">
                      <properties>
                        <property name="world" value="empty"/>
                        <property name="rules" value="seed-2024-02-16"/>
                        <property name="seed" value="7"/>
                        <property name="choices" value="latest"/>
                        <property name="virtualDuration" value="40m"/>
                """))
        #expect(text.contains("name=\"a test [bad &lt;&amp;&gt; one]\""))
        #expect(
            text.contains("value=\"lockstep run t.scenario.yaml --case 'bad &lt;&amp;&gt; one' --seed 7\""))
        #expect(text.contains("type=\"check\">✗ step 2 &quot;Dark&quot;  "))
        #expect(text.contains("      <skipped message=\"not # yet\"/>\n    </testcase>"))
    }

    @Test("TAP 14 has a test a run with its steps as a subtest, and says in YAML what failed")
    func tap() throws {
        let text = try ReportSample.text(.tap)

        #expect(
            text.hasPrefix(
                """
                TAP version 14
                # Subtest: t: a test [good]
                    1..4
                    ok 1 - Off \\#1
                    ok 2 - Dark
                    ok 3 - Not this time # SKIP its `if` is false
                    ok 4 - Refused
                ok 1 - t: a test [good]
                  ---
                """))
        #expect(text.contains("\n    not ok 2 - Dark\n      ---\n      message: \"workspace/soc.data is "))
        #expect(text.contains("\n      report: |2\n        ✗ Dark  "))
        #expect(text.contains("\nok 3 - t: a test [later] # SKIP not # yet\n"))
        #expect(text.hasSuffix("\n1..3\n"))
    }

    @Test("CTRF has its own times, and what is ours among the extras")
    func ctrf() throws {
        let report = try ReportSample.document(.ctrf)
        let summary = report.at(pointer: ["results", "summary"])

        #expect(report["reportFormat"] == "CTRF")
        #expect(summary?["start"] == 1_700_000_000_000)
        #expect(summary?["stop"] == 1_700_000_003_015)
        #expect(report.at(pointer: ["results", "tests", "1", "status"]) == "failed")
        #expect(report.at(pointer: ["results", "tests", "1", "line"]) == 11)
        #expect(report.at(pointer: ["results", "tests", "0", "tags"]) == ["seed"])
        #expect(report.at(pointer: ["results", "tests", "0", "extra", "virtualDuration"]) == "40m")
        #expect(report.at(pointer: ["results", "tests", "2", "message"]) == "not # yet")
    }

    @Test("GitHub gets a line for what failed, at its place")
    func github() throws {
        let text = try ReportSample.text(.github)

        #expect(
            text.hasPrefix(
                "::error file=t.scenario.yaml,line=11,col=46,endColumn=61,"
                    + "title=a test [bad <&> one]%3A Dark::workspace/soc.data is inaccessible"))
        #expect(text.split(separator: "\n").count == 1)
    }

    @Test("JSON Lines has a line a run and the counts last")
    func ndjson() throws {
        let lines = try ReportSample.text(.ndjson).split(separator: "\n").map { try Document(json: "\($0)") }
        let whole = try ReportSample.document(.json)

        #expect(lines.map { $0["kind"] } == ["run", "run", "run", "summary"])
        #expect(lines[1]["run"] == whole.at(pointer: ["runs", "1"]))
        #expect(lines[3]["summary"] == ["passed": 1, "failed": 1, "skipped": 1])
    }

    @Test("Chrome's trace has a thread for what changed, and arrows from causes")
    func trace() throws {
        let events = try #require(try ReportSample.document(.trace)["traceEvents"]?.items)
        let names = events.filter { $0["name"] == "thread_name" }.compactMap { $0["args"]?["name"]?.text }
        let states = events.filter { $0["cat"] == "state" && $0["pid"] == 1 }

        #expect(names.prefix(4) == ["steps", "journal", "key/v/k enabled", "workspace/soc data"])
        #expect(states.compactMap { $0["name"]?.text } == ["false", "accessible"])
        #expect(states.last?["dur"] == 2_400_000_000)
        let starts = events.filter { $0["ph"] == "s" }, ends = events.filter { $0["ph"] == "f" }
        #expect(!starts.isEmpty)
        #expect(starts.map { $0["id"] } == ends.map { $0["id"] })
        #expect(starts.allSatisfy { $0["id"]?.integer != nil })
        for (start, end) in zip(starts, ends) {
            #expect((start["ts"]?.integer ?? 0) < (end["ts"]?.integer ?? 0))
        }
    }

    @Test("OTLP has a span a step and a request, in virtual time, and every link leads to a span")
    func otlp() throws {
        let report = try ReportSample.document(.otlp)
        let spans = try #require(
            report.at(pointer: ["resourceSpans", "0", "scopeSpans", "0", "spans"])?.items)
        let ids = Set(spans.compactMap { $0["spanId"]?.text })

        #expect(ids.count == spans.count)
        #expect(ids.allSatisfy { $0.count == 16 })
        #expect(Set(spans.compactMap { $0["traceId"]?.text }).count == 2)
        #expect(spans[0]["startTimeUnixNano"] == "1708074000000000000")
        #expect(spans[0]["endTimeUnixNano"] == "1708076400000000000")
        #expect(spans.contains { $0["name"] == "key.disable key/v/k" && $0["kind"] == 3 })
        #expect(spans.contains { $0["name"] == "Dark" && $0["status"]?["code"] == 2 })
        for span in spans {
            if let parent = span["parentSpanId"]?.text { #expect(ids.contains(parent)) }
            for link in span["links"]?.items ?? [] { #expect(ids.contains(link["spanId"]?.text ?? "")) }
        }
    }

    @Test("every report is the same bytes for the same runs", arguments: ReportKind.allCases)
    func sameBytes(kind: ReportKind) throws {
        #expect(try ReportSample.text(kind) == ReportSample.text(kind))
    }

    @Test("of a run that passed only what is printed is kept")
    func dropWhatPassed() throws {
        var results = try ReportSample.file().runs.map(\.result)
        for place in results.indices { results[place].dropWhatPassed() }

        for kind in ReportKind.allCases where !kind.needsWholeRuns {
            var whole = kind.report(ReportHead(version: "1")), dropped = kind.report(ReportHead(version: "1"))
            var file = try ReportSample.file()
            let first = whole.add(file) + whole.finish(RunTotals())
            file.runs = zip(file.runs, results).map { ReportedRun($1, wall: $0.wall) }
            #expect(first == dropped.add(file) + dropped.finish(RunTotals()), "\(kind)")
        }
        #expect(results[0].journal.isEmpty)
        #expect(results[0].stepsRun == 3)
        #expect(!results[1].journal.isEmpty)
    }
}
