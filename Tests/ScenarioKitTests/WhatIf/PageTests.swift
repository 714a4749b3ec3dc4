import Testing
import VirtualTime

@testable import ScenarioKit

/// Pages of reports and of replays.
@Suite("Pages of what-if")
struct PageTests {
    private static let plan = """
        schema: lockstep/whatif/v1
        name: Gone <&> back
        from: { world: builtin:contoso-cmk }
        world: { traffic: [{ to: workspace/contoso-soc, rate: 10/min, backfill: 30d }] }
        horizon: 3d
        sweep: { gone: [30m, 24h] }
        futures:
          baseline: []
          out:
            - { at: T, act: key.disable, target: key/contoso-kv/cmk }
            - { at: "T+${gone}", act: key.enable, target: key/contoso-kv/cmk }
        explore: { points: [honor.cluster, restore.cluster] }
        invariants: [rule:SENT-REVOKE-04, "workspace('contoso-soc').data == 'accessible'"]
        objective: { maximise: lost_records }

        """

    static func report(runs: Int? = nil) throws -> WhatIfReport {
        let source = SourceText(file: "plan.whatif.yaml", text: plan)
        var options = WhatIfOptions()
        options.runs = runs
        let whatIf = try WhatIf(try WhatIfReader.read(source), source: source, options: options)
        return WhatIfReport(whatIf, whatIf.rows.indices.map { whatIf.play($0) })
    }

    private func matches(_ pattern: Regex<(Substring, Substring)>, _ text: String) -> [String] {
        text.matches(of: pattern).map { String($0.output.1) }
    }

    /// Asks for nothing, has no script, and each link and label leads somewhere.
    private func expectWhole(_ page: String) {
        let ids = matches(/\sid="([^"]+)"/, page)
        #expect(Set(ids).count == ids.count)
        let links = matches(/href="#([^"]+)"/, page)
        let labels = matches(/aria-labelledby="([^"]+)"/, page).flatMap { $0.split(separator: " ") }
        #expect((links + labels.map(String.init)).filter { !ids.contains($0) } == [])
        #expect(!page.contains("<script") && !page.contains(" src=") && !page.contains("url(http"))
        #expect(matches(/<(th)(?![^>]*scope)[^e>]*>/, page) == [])
    }

    @Test("a report's page has ends, marks, tokens and lanes, and escapes what a plan says")
    func reported() throws {
        let report = try Self.report()
        let page = WhatIfPage(report).html
        expectWhole(page)
        #expect(page.contains("<h1>Gone &lt;&amp;&gt; back</h1>"))
        #expect(page.contains("<td>0..900</td>"))
        #expect(page.contains("! missed by both"))
        #expect(page.contains("✓ rule:SENT-REVOKE-04 holds"))
        #expect(page.contains("role=\"img\"") && page.contains("<title id=\"lanes-title\">"))
        #expect(page.contains("<title>T+30m key.enable key/contoso-kv/cmk</title>"))
        let tokens = report.rows.compactMap { $0["witness"]?["worst"]?.text }
        #expect(tokens.count == 3)
        #expect(tokens.allSatisfy { page.contains("lockstep replay \($0)<") })
        let breaches = report.rows.flatMap { $0["invariants"]?.items ?? [] }.compactMap { $0["breach"] }
        #expect(breaches.count == 2)
        #expect(breaches.allSatisfy { page.contains($0["token"]?.text ?? "?") })
        #expect(page == WhatIfPage(try Self.report()).html)
    }

    @Test("what is not decided says so")
    func undecided() throws {
        let report = try Self.report(runs: 1)
        #expect(report.document["verdict"]?.text == "NOT DECIDED" || report.exitCode == .failed)
        #expect(report.rows.contains { $0["verdict"]?.text == "NOT DECIDED" })
        #expect(WhatIfPage(report).html.contains("? NOT DECIDED"))
    }

    @Test("a replay's page has its lane, its journal and its command")
    func replayed() throws {
        let text = try #require(try Self.report().rows.last?["witness"]?["worst"]?.text)
        let page = try Replay(try ReplayToken(text: text), maker: FutureMaker()).html
        expectWhole(page)
        #expect(page.contains("replayed identically") && page.contains("lockstep replay \(text)<"))
        #expect(page.contains("<td>key.disable key/contoso-kv/cmk</td>"))
        #expect(page.contains("15,000 lost"))
    }
}
