import ScenarioKit
import Testing

@Suite("the HTML report")
struct ReportHTMLTests {
    private func matches(_ pattern: Regex<(Substring, Substring)>, _ text: String) -> [String] {
        text.matches(of: pattern).map { String($0.output.1) }
    }

    @Test("it asks for nothing, and every link leads to a place on the page")
    func selfContained() throws {
        let text = try ReportSample.text(.html)
        let ids = matches(/\sid="([^"]+)"/, text), links = matches(/href="([^"]+)"/, text)

        #expect(!text.contains("http"))
        #expect(!text.contains(" src="))
        #expect(Set(ids).count == ids.count)
        #expect(links.contains("#run1-e0"))
        for link in links where link != "data:," {
            #expect(ids.contains(String(link.dropFirst())), "\(link)")
        }
    }

    @Test("a lane says in words how things were before, between and after")
    func timeline() throws {
        let text = try ReportSample.text(.html)

        #expect(text.contains("workspace/soc data: accessible from T+0s, for 40m"))
        #expect(text.contains("workspace/soc data: inaccessible from T+40m"))
        #expect(text.contains("<title>step 2: Dark, passed</title>"))
        #expect(text.contains("<tr><td>workspace/soc</td><td>data</td><td>accessible</td><td>T+0s</td>"))
    }

    @Test("what a file says is text on the page and never markup")
    func escaping() throws {
        let text = try ReportSample.text(.html)

        #expect(text.contains("a test [bad &lt;&amp;&gt; one]"))
        #expect(!text.contains("<&>"))
        #expect(text.contains("<span aria-hidden=\"true\">✗</span> failed"))
        #expect(text.contains("lockstep run t.scenario.yaml --case good --seed 7"))
    }
}
