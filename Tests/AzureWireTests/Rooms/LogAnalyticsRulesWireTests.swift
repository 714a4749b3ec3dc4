import AzureWire
import ControlPlane
import Testing
import VirtualTime

extension Answer {
    /// The rules an answer keeps beside those of the journal.
    fileprivate var upheld: [String] {
        self["x-lockstep-upholds"]?.split(separator: ",").map { String($0.drop { $0 == " " }) } ?? []
    }
}

@Suite("LA, WS · rules that shape what is answered") struct LogAnalyticsRulesWireTests {
    @Test("LA-CLUSTER-01 · 202 to create, 200 to read, update and delete, 202 for a key")
    func statusCodes() {
        var client = AzureClient.at(.cluster)
        client.grant(client.get(Contoso.cluster).text("identity", "principalId") ?? "")
        let answers = [
            client.put("\(Contoso.cluster)-2", AzureClient.clusterBody), client.get(Contoso.cluster),
            client.patch(Contoso.cluster, ["sku": ["name": "CapacityReservation", "capacity": 200]]),
            client.patch(Contoso.cluster, AzureClient.keyBody(version: "")),
        ]
        client.pass(.minutes(10))
        let deleted = client.delete(Contoso.cluster)
        #expect(answers.map(\.status) + [deleted.status] == [202, 200, 200, 202, 200])
        #expect((answers + [deleted]).allSatisfy { $0.upheld.contains("LA-CLUSTER-01") })
    }

    @Test("LA-CLUSTER-02 · ten versions are served, any other is refused and names the rule")
    func versions() {
        var client = AzureClient.at(.cluster)
        for version in ["2019-08-01-preview", "2020-08-01", "2022-10-01", "2026-03-01"] {
            #expect(client.get(Contoso.cluster, version: version).status == 200)
        }
        let unknown = client.get(Contoso.cluster, version: "2022-10-02")
        #expect(unknown.status == 400)
        #expect(unknown.rules.contains("LA-CLUSTER-02"))
        #expect(!client.get(Contoso.workspace, version: "2022-10-02").rules.contains("LA-CLUSTER-02"))
    }

    @Test("LA-CLUSTER-04 · read-only members of a body are ignored")
    func readOnly() {
        var client = AzureClient.at(.cluster)
        let before = client.get(Contoso.cluster)
        let answer = client.patch(
            Contoso.cluster,
            [
                "properties": [
                    "clusterId": "mine", "provisioningState": "Failed", "createdDate": "never",
                    "capacityReservationProperties": ["minCapacity": 1],
                ]
            ])
        #expect(answer.status == 200)
        #expect(answer.upheld.contains("LA-CLUSTER-04"))
        #expect(answer.at("properties", "clusterId") == before.at("properties", "clusterId"))
        #expect(answer.text("properties", "provisioningState") == "Succeeded")
        #expect(!client.patch(Contoso.cluster, ["tags": [:]]).upheld.contains("LA-CLUSTER-04"))
    }

    @Test("LA-CLUSTER-09 · a cluster cannot be moved; moving anything else is not modeled")
    func cannotMove() {
        var client = AzureClient.at(.workspace)
        func move(_ resource: String) -> Answer {
            client.send(
                "POST", "\(Contoso.group)/moveResources",
                ["resources": [.string(resource)], "targetResourceGroup": "/x"], version: "2024-11-01")
        }
        let cluster = move(Contoso.cluster)
        #expect(cluster.verdict == "409 ResourceMoveNotSupported")
        #expect(cluster.rules == ["LA-CLUSTER-09"])
        #expect(move(Contoso.workspace).status == 501)
    }

    @Test("LA-ERR-CRE-02 · an empty or malformed body", arguments: ["", "{", "[]", "null"])
    func bodyMalformed(body: String) {
        var client = AzureClient.at(.group)
        let answer = client.send("PUT", Contoso.cluster, bytes: Array(body.utf8))
        #expect(answer.status == 400)
        #expect(answer.rules.contains("LA-ERR-CRE-02"))
    }

    @Test("LA-ERR-CRE-10 · an identity that is given and empty", arguments: [[:], ["type": ""]])
    func identityEmpty(identity: Document) {
        var client = AzureClient.at(.group)
        var body = AzureClient.clusterBody
        body["identity"] = identity
        let answer = client.put(Contoso.cluster, body)
        #expect(answer.verdict == "400 InvalidParameter")
        #expect(answer.rules.contains("LA-ERR-CRE-10"))
    }

    @Test("LA-ERR-GET-01 · a cluster that never was, and one that was deleted")
    func clusterMissing() {
        var client = AzureClient.at(.cluster)
        let never = client.get("\(Contoso.cluster)-2")
        _ = client.delete(Contoso.cluster)
        let gone = client.get(Contoso.cluster)
        for answer in [never, gone] {
            #expect(answer.verdict == "404 ResourceNotFound")
            #expect(answer.rules.contains("LA-ERR-GET-01"))
        }
        let update = client.patch(Contoso.cluster, ["tags": [:]])
        #expect(update.verdict == "400 InvalidParameter")
        #expect(update.rules == ["LA-DEL-04", "LA-ERR-UPD-06"])
    }

    @Test("LA-ERR-LNK-01, LA-ERR-ULK-01 · a workspace that is not there, over the wire")
    func workspaceMissing() {
        var client = AzureClient.at(.cluster)
        let body: Document = ["properties": ["writeAccessResourceId": .string(Contoso.cluster)]]
        let link = client.put(Contoso.link, body)
        let unlink = client.delete(Contoso.link)
        #expect(link.verdict == "404 ResourceNotFound" && unlink.verdict == "404 ResourceNotFound")
        #expect(link.rules.contains("LA-ERR-LNK-01"))
        #expect(unlink.rules.contains("LA-ERR-ULK-01"))
    }

    @Test(
        "LA-LINK-01 · 200 as recorded, or 202 as documented",
        arguments: [("recorded", 200), ("documented", 202)])
    func linkResponse(reading: String, status: Int) {
        var client = AzureClient.at(.workspace)
        var settings = client.timeline.world.settings
        let isSet = settings.assume(.linkResponse, reading)
        #expect(isSet)
        client.timeline.choose(settings)
        let answer = client.put(
            Contoso.link, ["properties": ["writeAccessResourceId": .string(Contoso.cluster)]])
        #expect(answer.status == status)
        #expect(answer["Azure-AsyncOperation"] != nil)
    }

    @Test("LA-QUERY-01 · what is no query gets 400 and the error inside the error")
    func queryErrors() {
        var client = AzureClient.at(.workspace)
        for text in ["", "| count", "T |", "T | | count"] {
            let answer = client.query(text)
            #expect(answer.verdict == "400 BadArgumentError", "\(text)")
            #expect(answer.text("error", "innererror", "code") == "SyntaxError")
            #expect(answer.rules == ["LA-QUERY-01"])
        }
        #expect(client.query("T | count", of: "nobody").rules.contains("LA-QUERY-01"))
    }

    @Test("LA-QUERY-02, LA-QUERY-04, LA-CMK-04 · both stores answer, and old data becomes hot")
    func queries() {
        var client = AzureClient.at(.workspace)
        _ = client.ingest([["a": 1]])
        _ = client.put(Contoso.link, ["properties": ["writeAccessResourceId": .string(Contoso.cluster)]])
        client.pass(.minutes(90))
        _ = client.ingest([["a": 1]])
        let fresh = client.query("Contoso_CL | count")
        #expect(fresh.upheld.contains("LA-QUERY-02") && fresh.upheld.contains("LA-CMK-04"))
        #expect(fresh.upheld.contains("LA-ING-02"))

        client.pass(.days(15))
        let entries = client.entries.count
        #expect(!client.query("Contoso_CL | count").upheld.contains("LA-CMK-04"))
        #expect(client.entries.count == entries + 1)
        #expect(client.query("Contoso_CL | count").upheld.contains("LA-CMK-04"))
        #expect(client.entries.count == entries + 1)
    }

    @Test("LA-AEK-05 · the vault's audit log of visits is derived when it is read, one a minute")
    func polls() {
        func count(_ reading: String) -> Answer {
            var client = AzureClient.at(.workspace)
            var settings = client.timeline.world.settings
            let isSet = settings.assume(.pollLog, reading)
            #expect(isSet)
            client.timeline.choose(settings)
            _ = client.put(Contoso.link, ["properties": ["writeAccessResourceId": .string(Contoso.cluster)]])
            client.pass(.minutes(90))
            let before = client.entries.count
            let first = client.query("AZKVAuditLogs | count").at("tables")?.items?.first?["rows"]
            client.pass(.minutes(10))
            let answer = client.query("AZKVAuditLogs | count")
            if reading == "on" {
                let rows = { (document: Document?) in document?.items?.first?.items?.first?.integer ?? 0 }
                #expect(rows(answer.at("tables")?.items?.first?["rows"]) == rows(first) + 10)
                let newest = client.query("AZKVAuditLogs | take 1").at("tables")?.items?.first?["rows"]
                #expect(newest?.items?.first?.items?.last?.text == "OK")
            }
            #expect(client.entries.count == before + 1)
            return answer
        }
        #expect(count("on").upheld == ["LA-AEK-05"])
        #expect(!count("off").upheld.contains("LA-AEK-05"))
    }

    @Test("WS-07 · the state of ingestion never speaks of the key")
    func quotaStatus() {
        var client = AzureClient.at(.workspace)
        _ = client.put(Contoso.link, ["properties": ["writeAccessResourceId": .string(Contoso.cluster)]])
        client.pass(.minutes(90))
        _ = client.key("PATCH", "/keys/cmk", ["attributes": ["enabled": false]])
        client.pass(.hours(2))
        let answer = client.get(Contoso.workspace)
        #expect(answer.upheld.contains("WS-07"))
        #expect(answer.text("properties", "workspaceCapping", "dataIngestionStatus") == "RespectQuota")
    }

    @Test("WS-DEL-04 · deleted workspaces are listed by subscription and group")
    func deletedList() {
        var client = AzureClient.at(.workspace)
        _ = client.delete(Contoso.workspace)
        for scope in [Contoso.subscription, Contoso.group] {
            let answer = client.get(
                "\(scope)/providers/Microsoft.OperationalInsights/deletedWorkspaces",
                version: "2023-09-01")
            #expect(answer.values.count == 1)
            #expect(answer.upheld == ["WS-DEL-04"])
        }
    }

    @Test("WS-05 · a table's own retention is taken, shown, and given back with -1")
    func tableRetention() {
        var client = AzureClient.at(.workspace)
        let table = "\(Contoso.workspace)/tables/Contoso_CL"
        func write(_ properties: Document) -> Answer {
            let answer = client.send("PATCH", table, ["properties": properties], version: "2022-10-01")
            client.pass(.minutes(1))
            return answer
        }
        #expect(write(["retentionInDays": 40, "totalRetentionInDays": 1095]).status == 202)
        let own = client.get(table, version: "2022-10-01")
        #expect(own.at("properties", "totalRetentionInDays") == 1095)
        #expect(own.at("properties", "archiveRetentionInDays") == 1055)
        #expect(own.at("properties", "retentionInDaysAsDefault") == false)
        #expect(write(["retentionInDays": 3]).rules == ["WS-05"])
        // A change of the retention alone is done at once.
        #expect(write(["retentionInDays": -1, "totalRetentionInDays": -1]).status == 200)
        let common = client.get(table, version: "2022-10-01")
        #expect(common.at("properties", "totalRetentionInDays") == 30)
        #expect(common.at("properties", "totalRetentionInDaysAsDefault") == true)
    }

    @Test("the older back end tells of a quota once the workspace is there")
    func olderBackEnd() {
        let version = "2021-12-01-preview"
        var client = AzureClient.at(.group)
        let body: Document = [
            "location": "westeurope", "properties": ["workspaceCapping": ["dailyQuotaGb": 2]],
        ]
        func quota(_ answer: Answer) -> Document? {
            answer.at("properties", "workspaceCapping", "dailyQuotaGb")
        }
        #expect(quota(client.send("PUT", Contoso.workspace, body, version: version)) == .number("-1.0"))
        // The newer one does at once.
        #expect(quota(client.get(Contoso.workspace, version: "2022-10-01")) == 2)
        client.pass(.seconds(10))
        #expect(quota(client.get(Contoso.workspace, version: version)) == 2)
    }

    @Test("WS-DEL-06 · an automation account is linked, listed, and gone after a recovery")
    func servicesDropped() {
        var client = AzureClient.at(.workspace)
        let service = "\(Contoso.workspace)/linkedServices/Automation"
        #expect(client.put(service, ["properties": ["resourceId": "/x"]]).status == 200)
        #expect(client.get("\(Contoso.workspace)/linkedServices").values.count == 1)
        _ = client.delete(Contoso.workspace)
        _ = client.put(Contoso.workspace, ["location": "westeurope"])
        #expect(client.get(service).status == 404)
        #expect(client.delete(service).status == 204)
    }

    @Test("LA-BYOS-01, LA-BYOS-03 · storage is linked with its list, and searches leave and come back")
    func storage() {
        var client = AzureClient.at(.workspace)
        let account = "\(Contoso.group)/providers/Microsoft.Storage/storageAccounts/contososa"
        let storage = "\(Contoso.workspace)/linkedStorageAccounts/Query"
        let searches = "\(Contoso.workspace)/savedSearches"
        func send(_ method: String, _ path: String, _ body: Document? = nil) -> Answer {
            client.send(method, path, body, version: "2020-08-01")
        }
        let search: Document = [
            "properties": ["category": "c", "displayName": "d", "query": "T | count"]
        ]
        #expect(send("PUT", "\(searches)/one", search).status == 200)
        #expect(send("GET", searches).values.count == 1)
        let body: Document = ["properties": ["storageAccountIds": [.string(account)]]]
        #expect(send("PUT", storage, body).status == 200)
        #expect(send("GET", storage).at("properties", "storageAccountIds") == [.string(account)])
        #expect(send("GET", searches).values.isEmpty)
        #expect(send("GET", "\(searches)/one").status == 404)
        #expect(send("DELETE", storage).status == 200)
        #expect(send("DELETE", storage).status == 200)
        #expect(send("GET", searches).values.count == 1)
        #expect(send("DELETE", "\(searches)/one").status == 200)
        let wrong: Document = ["properties": ["storageAccountIds": ["/x"]]]
        #expect(send("PUT", storage, wrong).rules == ["LA-BYOS-02"])
    }

    @Test("LA-CLUSTER-10 · the sixth cluster of a region is one too many")
    func quota() {
        var client = AzureClient.at(.cluster)
        for number in 2...5 {
            #expect(client.put("\(Contoso.cluster)-\(number)", AzureClient.clusterBody).status == 202)
        }
        let sixth = client.put("\(Contoso.cluster)-6", AzureClient.clusterBody)
        #expect(sixth.verdict == "400 QuotaExceeded")
        #expect(sixth.rules == ["LA-CLUSTER-10"])
    }

    /// Gives dana a role at a scope, and lets it arrive.
    private func grant(_ role: BuiltInRole, at scope: String, _ client: inout AzureClient) {
        let name = "aaaaaaaa-0000-0000-0000-00000000000\(scope.count % 10)"
        let dana = Identity.objectID(named: "dana@contoso", in: client.timeline.world) ?? ""
        let answer = client.put(
            "\(scope)/providers/Microsoft.Authorization/roleAssignments/\(name)",
            [
                "properties": [
                    "roleDefinitionId": .string(
                        "\(Contoso.subscription)/providers/Microsoft.Authorization/roleDefinitions/"
                            + role.rawValue),
                    "principalId": .string(dana),
                ]
            ])
        #expect(answer.status == 201)
        client.pass(.minutes(10))
    }
    private func dana(
        _ client: inout AzureClient, _ method: String, _ path: String, _ body: Document? = nil
    ) -> Answer {
        client.send(method, path, body, headers: ["x-lockstep-actor": "dana@contoso"])
    }

    @Test("LA-CLUSTER-13 · a cluster is written by who may, and linking takes both ends")
    func permissions() {
        var client = AzureClient.at(.workspace)
        let link: Document = ["properties": ["writeAccessResourceId": .string(Contoso.cluster)]]
        let write = dana(&client, "PATCH", Contoso.cluster, ["tags": [:]])
        #expect(write.verdict == "403 AuthorizationFailed")
        #expect(write.rules == ["ARM-ERR-12", "LA-CLUSTER-13"])
        #expect(dana(&client, "PUT", Contoso.link, link).rules.contains("LA-CLUSTER-13"))

        grant(.logAnalyticsContributor, at: Contoso.workspace, &client)
        let half = dana(&client, "PUT", Contoso.link, link)
        #expect(half.verdict == "403 LinkedAuthorizationFailed")
        #expect(half.rules == ["ARM-ERR-13", "LA-CLUSTER-13"])
        grant(.logAnalyticsContributor, at: Contoso.cluster, &client)
        #expect(dana(&client, "PUT", Contoso.link, link).status == 200)
        #expect(dana(&client, "PATCH", Contoso.cluster, ["tags": [:]]).status == 200)
    }

    @Test("WS-DEL-08 · deleting takes the right at the workspace, recovering the one at its group")
    func deletionRights() {
        var client = AzureClient.at(.workspace)
        let refused = dana(&client, "DELETE", Contoso.workspace)
        #expect(refused.rules == ["ARM-ERR-12", "WS-DEL-08"])
        grant(.logAnalyticsContributor, at: Contoso.workspace, &client)
        #expect(dana(&client, "DELETE", Contoso.workspace).status == 200)
        let body: Document = ["location": "westeurope"]
        let recovery = dana(&client, "PUT", Contoso.workspace, body)
        #expect(recovery.rules == ["ARM-ERR-12", "WS-DEL-08"])
        grant(.logAnalyticsContributor, at: Contoso.group, &client)
        #expect(dana(&client, "PUT", Contoso.workspace, body).status == 200)
    }

    @Test("WS-08 · a locked workspace is not written or deleted, and its data ages all the same")
    func locked() {
        var client = AzureClient.at(.workspace)
        _ = client.ingest([["a": 1]])
        let lock = "\(Contoso.workspace)/providers/Microsoft.Authorization/locks/keep"
        #expect(client.put(lock, ["properties": ["level": "ReadOnly"]]).status == 201)
        let body: Document = ["tags": [:]]
        #expect(client.patch(Contoso.workspace, body).rules.contains("WS-08"))
        #expect(client.delete(Contoso.workspace).rules.contains("WS-08"))
        #expect(client.patch(Contoso.cluster, body).status == 200)
        client.pass(.days(31))
        #expect(client.query("Contoso_CL | count").at("tables")?.items?.first?["rows"] == [[0]])
        #expect(client.delete(lock).status == 200)
        #expect(client.patch(Contoso.workspace, body).status == 200)
    }
}
