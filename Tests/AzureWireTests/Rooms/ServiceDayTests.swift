import AzureWire
import ControlPlane
import Testing
import VirtualTime

/// Each change is looked at on the day before it and on its own (docs/decisions/0022).
@Suite("Services as of a day") struct ServiceDayTests {
    private func client(
        _ stage: Stage, before change: ServiceChange, isFaithful: Bool = false
    ) -> AzureClient {
        var settings = Settings()
        settings.servicesAsOf = change.since - .days(1)
        return .at(stage, settings, isFaithful: isFaithful)
    }
    private func client(
        _ stage: Stage, since change: ServiceChange, isFaithful: Bool = false
    ) -> AzureClient {
        var settings = Settings()
        settings.servicesAsOf = change.since
        return .at(stage, settings, isFaithful: isFaithful)
    }

    @Test("each profile has a day: what came in 2025 is there in the one of 2026 alone")
    func profiles() {
        #expect(!Settings(profile: .seed).has(.workspaceOperations))
        #expect(Settings(profile: .current).has(.workspaceOperations))
        #expect(ServiceChange.all.allSatisfy { Settings(profile: .current).has($0) })
        for change in ServiceChange.all { #expect(change.lastWithout < change.firstWith, "\(change.name)") }
        #expect(Set(ServiceChange.all.map(\.name)).count == ServiceChange.all.count)
    }

    @Test("systemData of a vault: read since 2021-04-01-preview; written since 2019-09-01, from a day on")
    func systemData() {
        func isDated(_ client: AzureClient, _ method: String, _ version: String) -> Bool {
            var client = client
            let body = method == "PUT" ? AzureClient.vaultBody : nil
            return client.send(method, Contoso.vault, body, version: version).at("systemData") != nil
        }
        for client in [
            client(.vault, before: .systemDataOfWrittenVaults),
            client(.vault, since: .systemDataOfWrittenVaults),
        ] {
            #expect(!isDated(client, "GET", "2019-09-01"))
            #expect(isDated(client, "GET", "2021-04-01-preview"))
            #expect(isDated(client, "PUT", "2021-04-01-preview"))
            #expect(!isDated(client, "PUT", "2018-02-14"))
        }
        #expect(!isDated(client(.vault, before: .systemDataOfWrittenVaults), "PUT", "2019-09-01"))
        #expect(isDated(client(.vault, since: .systemDataOfWrittenVaults), "PUT", "2019-09-01"))
    }

    @Test("times of an operation are RFC 1123's and nothing is told at its end, then ISO 8601 and properties")
    func operationTimes() {
        func ended(_ client: AzureClient) -> Answer {
            var client = client
            let accepted = client.put(Contoso.cluster, AzureClient.clusterBody)
            client.pass(.hours(2))
            return client.follow(accepted["Azure-AsyncOperation"])
        }
        let old = ended(client(.group, before: .isoTimesOfOperations))
        #expect(old.text("startTime") == "Fri, 16 Feb 2024 09:00:00 GMT")
        #expect(old.text("endTime") == "Fri, 16 Feb 2024 11:00:00 GMT")
        #expect(old.at("properties") == nil)
        let new = ended(client(.group, since: .isoTimesOfOperations))
        #expect(new.text("endTime") == "2024-02-16T11:00:00.0000000Z")
        #expect(new.at("properties") == [:])
    }

    @Test("a vault shows publicNetworkAccess in 2023-07-01 from a day on, in 2023-02-01 always")
    func publicAccess() {
        for (client, isShown) in [
            (client(.vault, before: .publicAccessIn20230701), false),
            (client(.vault, since: .publicAccessIn20230701), true),
        ] {
            var client = client
            let vault = client.get(Contoso.vault, version: "2023-07-01")
            #expect((vault.at("properties", "publicNetworkAccess") != nil) == isShown)
            let older = client.get(Contoso.vault, version: "2023-02-01")
            #expect(older.text("properties", "publicNetworkAccess") == "Enabled")
        }
    }

    @Test("a vault shows days of soft delete that nobody stated from a day on")
    func retention() {
        var old = client(.vault, before: .retentionOfNewVaults)
        #expect(old.get(Contoso.vault).at("properties", "softDeleteRetentionInDays") == nil)
        var new = client(.vault, since: .retentionOfNewVaults)
        #expect(new.get(Contoso.vault).at("properties", "softDeleteRetentionInDays") == 90)
    }

    @Test(
        "KV-VAULT-07 · a key is imported into the HSM of a standard vault until the documents say otherwise")
    func imports() {
        // RFC 7517, A.2.
        let body: Document = [
            "hsm": true,
            "key": [
                "kty": "EC", "crv": "P-256", "x": "MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4",
                "y": "4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM",
                "d": "870MB6gfuTJ4HtUnUvYMyJpr5eUZNP4Bk43bVdj3eAE",
            ],
        ]
        func imported(_ client: AzureClient) -> Answer {
            var client = client
            return client.key("PUT", "/keys/hsm", body)
        }
        let old = imported(client(.vault, before: .premiumForImportedHSMKeys))
        let new = imported(client(.vault, since: .premiumForImportedHSMKeys))
        #expect(new.code == "BadParameter")
        #expect(new.message?.contains("premium") == true)
        #expect(old.status == 200)
        #expect(old.text("key", "kty") == "EC-HSM")
    }

    @Test(
        "writing a workspace is an operation since 2025: Creating, Updating, Restoring"
    )
    func workspaces() {
        var client = client(.group, since: .workspaceOperations, isFaithful: true)
        let body: Document = ["location": "westeurope"]
        let made = client.put(Contoso.workspace, body)
        #expect(made.status == 201)
        #expect(made.text("properties", "provisioningState") == "Creating")
        #expect(made["Retry-After"] == "20")
        #expect(made["Location"]?.contains("\(Contoso.workspace)?api-version=2023-09-01&t=") == true)
        #expect(client.follow(made["Azure-AsyncOperation"]).text("status") == "InProgress")
        client.pass(.seconds(10))
        #expect(client.follow(made["Azure-AsyncOperation"]).text("status") == "Succeeded")
        #expect(client.get(Contoso.workspace).text("properties", "provisioningState") == "Succeeded")

        let changed = client.put(Contoso.workspace, ["location": "westeurope", "tags": ["a": "b"]])
        #expect(changed.status == 200)
        #expect(changed.text("properties", "provisioningState") == "Updating")
        #expect(changed.at("tags") == ["a": "b"])
        #expect(changed["Location"]?.contains("\(Contoso.workspace)/operationresults/") == true)
        #expect(client.follow(changed["Location"]).status == 202)
        client.pass(.seconds(10))
        let settled = client.get(Contoso.workspace)
        #expect(settled.text("properties", "provisioningState") == "Succeeded")
        #expect(settled.text("etag") != changed.text("etag"))
        #expect(client.follow(changed["Location"]).text("name") == "contoso-soc")

        _ = client.delete(Contoso.workspace)
        let restored = client.put(Contoso.workspace, body)
        #expect(restored.status == 201)
        #expect(restored.text("properties", "provisioningState") == "Restoring")
    }

    @Test("an operation on a workspace that is deleted or written anew is over")
    func superseded() {
        var settings = Settings(profile: .current)
        let isSet = settings.setTiming("workspace.update", from: 3_600_000, to: 3_600_000)
        #expect(isSet)
        var client = AzureClient.at(.workspace, settings)
        let first = client.put(Contoso.workspace, ["location": "westeurope"])
        let second = client.put(Contoso.workspace, ["location": "westeurope"])
        #expect(client.follow(first["Azure-AsyncOperation"]).text("status") == "Canceled")
        #expect(client.follow(second["Azure-AsyncOperation"]).text("status") == "InProgress")
        #expect(client.delete(Contoso.workspace).status == 200)
        #expect(client.follow(second["Azure-AsyncOperation"]).text("status") == "Canceled")
        let third = client.put(Contoso.workspace, ["location": "westeurope"])
        _ = client.delete(Contoso.group)
        client.pass(.minutes(10))
        #expect(client.follow(third["Azure-AsyncOperation"]).text("status") == "Canceled")
    }

    @Test("before, a workspace is written at once, and its creation is polled at its own URL")
    func synchronousWorkspaces() {
        var client = client(.group, before: .workspaceOperations, isFaithful: true)
        let made = client.put(Contoso.workspace, ["location": "westeurope"])
        #expect(made.status == 201)
        #expect(made["Azure-AsyncOperation"] == nil)
        #expect(made["Location"] == "https://management.azure.com\(Contoso.workspace)?api-version=2023-09-01")
        #expect(made["Retry-After"] == nil)
        client.pass(.seconds(10))
        let changed = client.put(Contoso.workspace, ["location": "westeurope"])
        #expect(changed.text("properties", "provisioningState") == "Succeeded")
        #expect(changed["Location"] == nil)
    }

    @Test("a faithful server sends the Retry-After that was recorded, and none where none was")
    func recordedPace() {
        var client = AzureClient.at(.cluster, isFaithful: true)
        #expect(client.put(Contoso.cluster, AzureClient.clusterBody)["Retry-After"] == nil)
        _ = client.delete(Contoso.vault)
        let deleted = "\(Contoso.keyVault)/locations/westeurope/deletedVaults/contoso-kv"
        #expect(client.send("POST", "\(deleted)/purge")["retry-after-ms"] == nil)
        let gone = client.delete(Contoso.group)
        #expect(gone["Retry-After"] == "15")
        let poll = client.follow(gone["Location"])
        #expect(poll.status == 202)
        #expect(poll["Retry-After"] == "15")
        #expect(poll["Location"]?.hasPrefix("https://") == true)
    }

    @Test("URLs of operations are signed since 2023: another time, another signature, the same operation")
    func signatures() throws {
        var client = client(.group, since: .signedOperationURLs, isFaithful: true)
        let first = try #require(client.put(Contoso.cluster, AzureClient.clusterBody)["Azure-AsyncOperation"])
        let items = first.split(separator: "&").dropFirst().map { $0.split(separator: "=").map(String.init) }
        #expect(items.map(\.first) == ["t", "c", "s", "h"])
        #expect(items.map { $0[1].utf8.count } == [18, 2_731, 342, 43])
        #expect(client.follow(first).text("status") == "InProgress")
        let group = try #require(client.delete(Contoso.group)["Location"])
        client.pass(.minutes(1))
        let later = try #require(client.follow(group)["Location"])
        #expect(later != group)
        #expect(later.split(separator: "&").first == group.split(separator: "&").first)

        var old = self.client(.group, before: .signedOperationURLs, isFaithful: true)
        let plain = old.put(Contoso.cluster, AzureClient.clusterBody)["Azure-AsyncOperation"]
        #expect(plain?.hasSuffix("?api-version=2015-11-01-preview") == true)
        var unfaithful = self.client(.group, since: .signedOperationURLs)
        let own = unfaithful.put(Contoso.cluster, AzureClient.clusterBody)["Azure-AsyncOperation"]
        #expect(own?.hasSuffix("?api-version=2015-11-01-preview") == true)
    }

    @Test("an account that is being restored shows its source's endpoint, then none")
    func restoredAccounts() throws {
        for (client, endpoint) in [
            (
                client(.vault, before: .endpointsOfRestoredAccounts),
                "https://contoso-db-westeurope.documents.azure.com:443/"
            ),
            (client(.vault, since: .endpointsOfRestoredAccounts), ""),
        ] {
            var client = client
            let accounts = "\(Contoso.group)/providers/Microsoft.DocumentDB/databaseAccounts"
            var body: Document = [
                "location": "westeurope",
                "properties": [
                    "databaseAccountOfferType": "Standard", "backupPolicy": ["type": "Continuous"],
                    "locations": [["locationName": "westeurope", "failoverPriority": 0]],
                ],
            ]
            _ = client.put("\(accounts)/contoso-db", body)
            client.pass(.minutes(5))
            let instance = try #require(
                client.get("\(accounts)/contoso-db").text("properties", "instanceId"))
            body["properties"]?["createMode"] = "Restore"
            body["properties"]?["restoreParameters"] = [
                "restoreMode": "PointInTime", "restoreTimestampInUtc": "2024-02-16T09:05:00Z",
                "restoreSource": .string(
                    "\(Contoso.documentDB)/locations/westeurope/restorableDatabaseAccounts/\(instance)"),
            ]
            let restored = client.put("\(accounts)/contoso-db2", body)
            #expect(restored.status == 200, "\(restored.message ?? "")")
            let place = restored.at("properties", "locations")?.items?.first
            #expect(place?["documentEndpoint"]?.text == endpoint)
            // Where the backup lies is shown in previews alone.
            #expect(restored.at("properties", "restoreParameters", "sourceBackupLocation") == nil)
            client.pass(.minutes(5))
            let ready = client.get("\(accounts)/contoso-db2").at("properties", "locations")?.items?.first
            #expect(
                ready?["documentEndpoint"]?.text == "https://contoso-db2-westeurope.documents.azure.com:443/")
        }
    }

    @Test("an account fails over by itself, and keeps quiet about change feeds, from days of 2025 on")
    func accounts() {
        let account = "\(Contoso.group)/providers/Microsoft.DocumentDB/databaseAccounts/contoso-db"
        let body: Document = [
            "location": "westeurope",
            "properties": [
                "databaseAccountOfferType": "Standard",
                "locations": [["locationName": "westeurope", "failoverPriority": 0]],
            ],
        ]
        func made(_ client: AzureClient, _ more: Members = [:]) -> Answer {
            var client = client
            var body = body
            for member in more { body["properties"]?[member.name] = member.value }
            return client.send("PUT", account, body, version: "2024-08-15")
        }
        let old = made(client(.vault, before: .automaticFailover))
        #expect(old.at("properties", "enableAutomaticFailover") == false)
        #expect(old.at("properties", "enableFullFidelityChangeFeed") == false)
        let new = made(client(.vault, since: .noChangeFeed))
        #expect(new.at("properties", "enableAutomaticFailover") == true)
        #expect(new.at("properties", "enableFullFidelityChangeFeed") == nil)
        let own = made(client(.vault, since: .noChangeFeed), ["enableAutomaticFailover": false])
        #expect(own.at("properties", "enableAutomaticFailover") == false)
    }
}
