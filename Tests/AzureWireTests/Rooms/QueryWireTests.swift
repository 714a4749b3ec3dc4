import ControlPlane
import Testing
import VirtualTime

@testable import AzureWire

@Suite("Queries over ingested records") struct QueryWireTests {
    private func client() -> AzureClient {
        var client = AzureClient.at(.workspace)
        _ = client.ingest([
            ["Level": "Error", "Count": 3, "Source": "web 01", "Details": ["code": 7, "tags": ["a", "b"]]],
            ["Level": "Warning", "Count": 5, "Source": "Web-02"],
        ])
        client.pass(.hours(2))
        _ = client.ingest([["Level": "Error", "Count": 4, "Source": "db"]])
        return client
    }

    /// The rows of an answer, as JSON.
    private func rows(_ query: String, _ body: Members = [:]) -> String {
        var client = client()
        return client.query(query, with: body).at("tables", "0", "rows")?.json ?? "no rows"
    }
    private func columns(_ query: String) -> [String] {
        var client = client()
        return (client.query(query).at("tables", "0", "columns")?.items ?? []).map {
            "\($0["name"]?.text ?? "") \($0["type"]?.text ?? "")"
        }
    }

    @Test(
        "filter, compute, group and order them",
        arguments: [
            ("| where Level == 'Error' | count", "[[2]]"),
            ("| where Level =~ 'ERROR' and Count > 3 | project Source", "[[\"db\"]]"),
            (
                "| where Source has 'web' | project Source | order by Source asc",
                "[[\"Web-02\"],[\"web 01\"]]"
            ),
            ("| where Source contains 'B' | count", "[[3]]"),
            ("| where Source !contains 'web' | count", "[[1]]"),
            ("| where Level in ('Error', 'Fatal') | summarize sum(Count)", "[[7]]"),
            ("| where Level !in~ ('ERROR') | count", "[[1]]"),
            ("| where Count between (4 .. 5) | count", "[[2]]"),
            ("| where TimeGenerated > ago(1h) | project Count", "[[4]]"),
            ("| where TimeGenerated between (ago(3h) .. ago(1h)) | count", "[[2]]"),
            ("| where TimeGenerated >= datetime(2024-02-16) | count", "[[3]]"),
            ("| summarize count() by Level | order by count_ desc", "[[\"Error\",2],[\"Warning\",1]]"),
            (
                "| summarize n = count(), most = max(Count) by bin(TimeGenerated, 1h) | project n, most",
                "[[1,4],[2,5]]"
            ),
            ("| summarize count()", "[[3]]"),
            ("| where Count > 100 | summarize count()", "[[0]]"),
            ("| extend double = Count * 2 + 1 | top 1 by double | project double", "[[11]]"),
            ("| distinct Level | sort by Level asc", "[[\"Error\"],[\"Warning\"]]"),
            ("| take 2 | count", "[[2]]"),
            ("| where isnotempty(Details) | project Details.code, Details['tags'][1]", "[[7,\"b\"]]"),
            ("| where not(Level == 'Error') or Count == 4 | project-away Level | count", "[[2]]"),
            ("// what is said beside it\n| where Level == @'Error' | count;", "[[2]]"),
        ])
    func pipelines(_ query: String, _ expected: String) {
        #expect(rows("Contoso_CL \(query)") == expected)
    }

    @Test("columns have the types of their values, and of the table's own") func types() {
        #expect(
            columns("Contoso_CL | project TimeGenerated, Level, Count, Details, Type")
                == [
                    "TimeGenerated datetime", "Level string", "Count long", "Details dynamic", "Type string",
                ])
        #expect(columns("Contoso_CL | summarize avg(Count) by Level") == ["Level string", "avg_Count real"])
    }

    @Test("a union has the rows of its tables, and a time span cuts them") func unions() {
        #expect(rows("union Contoso_CL, Other_CL | count") == "[[3]]")
        #expect(rows("union * | where Type == 'Contoso_CL' | count") == "[[3]]")
        #expect(rows("Contoso_CL | count", ["timespan": "PT1H"]) == "[[1]]")
        let now = client().timeline.now
        let early = "\((now - .hours(3)).iso8601)/\((now - .hours(1)).iso8601)"
        #expect(rows("Contoso_CL | count", ["timespan": .string(early)]) == "[[2]]")
        #expect(
            rows("Contoso_CL | count", ["timespan": .string("\((now - .hours(3)).iso8601)/PT4H")]) == "[[3]]")
    }

    @Test("WS-06 · retention takes contents with it, and what was dropped has none") func retention() {
        var client = client()
        client.pass(.days(31))
        #expect(
            client.query("Contoso_CL | where TimeGenerated > ago(90d) | count").at("tables", "0", "rows") == [
                [0]
            ])
        var revoked = AzureClient.at(.onboarded)
        revoked.revoke()
        _ = revoked.ingest([["Level": "Error"]])
        _ = revoked.setKey(enabled: true)
        revoked.pass(.hours(1))
        #expect(
            revoked.query("Contoso_CL | project Type | count").at("tables", "0", "rows") == [[0]])
    }

    @Test("records that are only counted have a time and no contents") func counted() {
        var client = AzureClient.at(.workspace)
        _ = client.timeline.submit(by: .owner) { names in
            .logAnalytics(
                .startTraffic(
                    workspace: names.intern(Contoso.workspace), table: "Heartbeat", records: 60,
                    periodMilliseconds: 3_600_000,
                    backfillMilliseconds: 7_200_000))
        }
        #expect(client.query("Heartbeat | count").at("tables", "0", "rows") == [[120]])
        #expect(
            client.query("Heartbeat | where TimeGenerated > ago(30m) | count").at("tables", "0", "rows") == [
                [30]
            ])
    }
}
