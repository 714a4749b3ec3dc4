import AzureWire
import ControlPlane
import Testing
import VirtualTime

@Suite("Data over the wire") struct DataWireTests {
    @Test("LA-ING-01 · records sent to the workspace's rule are taken with 204 and can be counted")
    func ingestion() {
        var client = AzureClient.at(.workspace)
        let sent = client.ingest([["a": 1], ["a": 2]])
        #expect(sent.status == 204)
        #expect(sent.body == nil)
        #expect(sent["x-lockstep-outcome"] == nil)
        #expect(client.ingest([["b": 1]], stream: "Microsoft-SecurityEvent").status == 204)

        #expect(client.query("Contoso_CL | count").at("tables", "0", "rows") == [[2]])
        #expect(client.query("SecurityEvent | count").at("tables", "0", "rows") == [[1]])
        #expect(client.query("union * | count").at("tables", "0", "rows") == [[3]])
        #expect(client.query("Nothing | count").at("tables", "0", "rows") == [[0]])
    }

    @Test("what is no array of records is refused or swallowed as the service does, and stores nothing")
    func malformedIngestion() {
        var client = AzureClient.at(.workspace)
        let before = client.entries
        for text in ["", "[", "{\"a\": 1", "[1, 2", "\u{0}"] {
            let answer = client.send(
                "POST",
                "/dataCollectionRules/dcr-\(client.customerID.filter { $0 != "-" })/streams/Custom-X_CL",
                bytes: Array(text.utf8), host: "contoso.westeurope-1.ingest.monitor.azure.com")
            #expect(answer.verdict == "400 InvalidPayload")
            #expect(answer["x-ms-error-code"] == "InvalidPayload")
        }
        let unknown = client.ingest([["a": 1]], rule: "dcr-00000000000000000000000000000000")
        #expect(unknown.verdict == "404 NotFound")
        #expect(unknown["x-ms-error-code"] == "NotFound")
        #expect(client.entries == before)
        // One object instead of an array of them: the service answers 204 and keeps nothing.
        #expect(client.ingest(["a": 1]).status == 204)
        #expect(client.query("union * | count").at("tables", "0", "rows") == [[0]])
    }

    @Test("LA-ING-04 · while revoked records are taken with 204 and dropped; a header says so")
    func ingestionDropped() {
        var client = AzureClient.at(.onboarded)
        _ = client.ingest([["a": 1]])
        client.revoke()
        let dropped = client.ingest([["a": 2], ["a": 3]])
        #expect(dropped.status == 204)
        #expect(dropped.body == nil)
        #expect(dropped.rules == ["SENT-REVOKE-03", "LA-ING-04"])
        #expect(dropped["x-lockstep-outcome"] == "dropped")
        #expect(dropped["x-lockstep-inferred"] == "true")

        _ = client.setKey(enabled: true)
        client.pass(.hours(1))
        #expect(client.query("Contoso_CL | count").at("tables", "0", "rows") == [[1]])
    }

    @Test("LA-ING-04 · on a workspace without Sentinel the rule is Log Analytics' own")
    func ingestionDroppedWithoutSentinel() {
        var client = AzureClient.at(.linked)
        client.revoke()

        #expect(client.ingest([["a": 2]]).rules == ["LA-ING-04", "LA-REVOKE-03"])
    }

    @Test("LA-ING-04 · under the other reading they are refused with 403; a faithful answer has no header")
    func otherReading() {
        var settings = Settings()
        let isTaken = settings.assume(.ingestWhileRevoked, "reject")
        #expect(isTaken)
        var client = AzureClient.at(.onboarded, settings)
        client.revoke()
        let refused = client.ingest([["a": 2]])
        #expect(refused.verdict == "403 CustomerManagedKeyRevoked")
        #expect(refused["x-ms-error-code"] == "CustomerManagedKeyRevoked")

        var faithful = AzureClient.at(.onboarded, isFaithful: true)
        faithful.revoke()
        let dropped = faithful.ingest([["a": 2]])
        #expect(dropped.status == 204)
        #expect(dropped.response.headers.allSatisfy { !$0.name.lowercased().hasPrefix("x-lockstep") })
    }

    @Test("a query counts or takes, by the workspace's own id or by its path in ARM")
    func queries() {
        var client = AzureClient.at(.workspace)
        _ = client.ingest([["a": 1], ["a": 2], ["a": 3]])
        let counted = client.query("Contoso_CL\n| count")
        #expect(
            counted.body
                == [
                    "tables": [
                        [
                            "name": "PrimaryResult", "columns": [["name": "Count", "type": "long"]],
                            "rows": [[3]],
                        ]
                    ]
                ])
        #expect(client.query("Contoso_CL | take 2").at("tables", "0", "rows")?.items?.count == 2)
        #expect(client.query("Contoso_CL | limit 0").at("tables", "0", "rows") == [])
        #expect(client.query("Contoso_CL").at("tables", "0", "rows")?.items?.count == 3)
        #expect(client.query("Contoso_CL | count", of: client.customerID.uppercased()).status == 200)
        let byPath = client.send("POST", "\(Contoso.workspace)/api/query", ["query": "Contoso_CL | count"])
        #expect(byPath.body == counted.body)
        #expect(
            client.query("T | count", of: "66666666-6666-6666-6666-666666666666").verdict
                == "404 PathNotFoundError")
    }

    @Test("LA-QUERY-05 · while revoked a query fails with 403 and an inner code of ours, marked as inferred")
    func queryError() {
        var client = AzureClient.at(.onboarded)
        _ = client.ingest([["a": 1]])
        client.revoke()
        for answer in [
            client.query("Contoso_CL | count"),
            client.send("POST", "\(Contoso.workspace)/api/query", ["query": "Contoso_CL | count"]),
        ] {
            #expect(answer.verdict == "403 InsufficientAccessError")
            #expect(answer.text("error", "innererror", "code") == "CustomerManagedKeyRevoked")
            #expect(answer["x-lockstep-inferred"] == "true")
            #expect(answer.rules == ["LA-REVOKE-05", "LA-QUERY-05"])
            // The query service writes the message first.
            #expect(answer.at("error")?.members?.names.first == "message")
        }
    }

    @Test("queries outside the part that is modeled say so; those that are none are refused")
    func unmodeledQueries() {
        var client = AzureClient.at(.workspace)
        for text in [
            "let x = 1; T", "search *", "T | join U on a", "T | render timechart", "T | parse a with b",
            "T | where a matches regex 'x'", "T | extend b = geo_distance(1)",
            "T | summarize percentile(a, 95)",
        ] {
            let answer = client.query(text)
            #expect(answer.verdict == "501 NotModeled", "\(text)")
            #expect(answer.message?.contains("docs/non-goals/loganalytics.md") == true)
        }
        for text in ["T | take x", "T | take -1", "T | take 1 2", "T |", "T | nonsense", "T | where (a"] {
            let answer = client.query(text)
            #expect(answer.verdict == "400 BadArgumentError", "\(text)")
            #expect(answer.text("error", "innererror", "code") == "SyntaxError", "\(text)")
        }
        #expect(
            client.query("T | where nobody == 1").text("error", "innererror", "code") == "SemanticError")
        for body: Document in [[:], ["query": 5], ["query": nil]] {
            let answer = client.send(
                "POST", "/v1/workspaces/\(client.customerID)/query", body, version: nil,
                host: "api.loganalytics.io")
            #expect(answer.status == 400)
        }
        #expect(client.query("").verdict == "400 BadArgumentError")
    }

    @Test("a deleted workspace takes no records and no queries")
    func deleted() {
        var client = AzureClient.at(.workspace)
        let rule = "dcr-\(client.customerID.filter { $0 != "-" })"
        _ = client.ingest([["a": 1]])
        _ = client.delete(Contoso.workspace)

        #expect(client.query("Contoso_CL | count").verdict == "404 PathNotFoundError")
        #expect(client.ingest([["a": 1]], rule: rule).verdict == "404 NotFound")
    }
}
