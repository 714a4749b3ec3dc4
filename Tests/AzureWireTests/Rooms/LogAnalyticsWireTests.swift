import AzureWire
import ControlPlane
import Testing
import VirtualTime

@Suite("Clusters over the wire") struct ClusterWireTests {
    private let clusters = "\(Contoso.operationalInsights)/clusters"

    @Test("a cluster is shown with its identity, its tier and what is linked to it")
    func shape() throws {
        var client = AzureClient.at(.linked)
        let cluster = client.get(Contoso.cluster)
        #expect(cluster.status == 200)
        #expect(cluster.text("id") == Contoso.cluster)
        #expect(cluster.text("name") == "contoso-la")
        #expect(cluster.text("type") == "Microsoft.OperationalInsights/clusters")
        #expect(cluster.text("location") == "westeurope")
        #expect(cluster.at("sku") == ["name": "CapacityReservation", "capacity": 100])
        #expect(cluster.text("identity", "type") == "SystemAssigned")
        #expect(cluster.text("identity", "tenantId") == Genesis.defaultTenant)
        #expect(cluster.text("identity", "principalId")?.count == 36)
        #expect(cluster.text("properties", "clusterId")?.count == 36)
        #expect(cluster.text("properties", "billingType") == "Cluster")
        #expect(cluster.text("properties", "createdDate") == "Fri, 16 Feb 2024 09:01:00 GMT")
        #expect(
            cluster.at("properties", "keyVaultProperties")
                == [
                    "keyVaultUri": "https://contoso-kv.vault.azure.net/", "keyName": "cmk",
                    "keyVersion": .string(client.keyVersion),
                ])
        let linked = try #require(cluster.at("properties", "associatedWorkspaces", "0"))
        #expect(linked["workspaceName"] == "contoso-soc")
        #expect(linked["workspaceId"] == .string(client.customerID))
        #expect(linked["resourceId"] == .string(Contoso.workspace))
    }

    @Test("a change of tier or tags answers 200 at once, a change of the key 202")
    func updates() {
        var client = AzureClient.at(.underKey)
        let tier = client.patch(Contoso.cluster, ["sku": ["name": "capacityreservation", "capacity": 200]])
        #expect(tier.status == 200)
        #expect(tier.at("sku", "capacity") == 200)
        #expect(tier["Azure-AsyncOperation"] == nil)
        #expect(client.patch(Contoso.cluster, ["tags": ["a": "b"]]).at("tags") == ["a": "b"])
        // The same key again is no change.
        let same = client.patch(Contoso.cluster, AzureClient.keyBody(version: client.keyVersion))
        #expect(same.status == 200)
        #expect(same.at("tags") == ["a": "b"])

        let changed = client.patch(Contoso.cluster, AzureClient.keyBody(version: ""))
        #expect(changed.status == 202)
        #expect(
            client.get(Contoso.cluster).text("properties", "keyVaultProperties", "keyVersion")
                == client.keyVersion)
        client.pass(.minutes(10))
        #expect(client.get(Contoso.cluster).text("properties", "keyVaultProperties", "keyVersion") == "")
    }

    @Test("only three empty strings take the key away; null and {} ask for nothing")
    func clearing() {
        var client = AzureClient.at(.underKey)
        for nothing: Document in [nil, [:]] {
            let answer = client.patch(Contoso.cluster, ["properties": ["keyVaultProperties": nothing]])
            #expect(answer.status == 200)
            #expect(answer.text("properties", "keyVaultProperties", "keyName") == "cmk")
        }
        let cleared = client.patch(
            Contoso.cluster,
            ["properties": ["keyVaultProperties": ["keyVaultUri": "", "keyName": "", "keyVersion": ""]]])
        #expect(cleared.status == 202)
        client.pass(.minutes(10))
        #expect(client.get(Contoso.cluster).at("properties", "keyVaultProperties") == nil)
    }

    @Test("what a cluster does not take is refused with 400 and the rule, and changes nothing")
    func refusals() {
        var client = AzureClient.at(.underKey)
        let before = client.get(Contoso.cluster).body
        func refuse(_ body: Document, by rule: String) {
            let answer = client.patch(Contoso.cluster, body)
            #expect(answer.verdict == "400 InvalidParameter", "\(body)")
            #expect(answer.rules.contains(rule), "\(body) \(answer.rules)")
        }
        refuse(["sku": ["capacity": 150]], by: "LA-SKU-02")
        refuse(["sku": ["name": "PerGB2018", "capacity": 100]], by: "LA-SKU-01")
        refuse(["identity": ["type": "SystemAssigned,UserAssigned"]], by: "LA-ID-01")
        refuse(["identity": ["type": "UserAssigned", "userAssignedIdentities": [:]]], by: "LA-ID-01")
        refuse(AzureClient.keyBody(version: "00000000000000000000000000000000"), by: "KV-CRYPTO-02")
        refuse(AzureClient.keyBody(version: "", key: "none"), by: "KV-CRYPTO-02")
        refuse(AzureClient.keyBody(version: "", key: "a/b"), by: "LA-KEY-01")
        refuse(
            AzureClient.keyBody(version: "", key: String(repeating: "a/", count: 100_000)), by: "LA-KEY-01")
        refuse(
            ["properties": ["keyVaultProperties": ["keyVaultUri": "https://contoso-kv.vault.azure.net"]]],
            by: "LA-KEY-01")
        refuse(
            ["properties": ["keyVaultProperties": ["keyVaultUri": "http://contoso-kv", "keyName": "cmk"]]],
            by: "LA-KEY-01")
        #expect(client.get(Contoso.cluster).body == before)
    }

    @Test("a property that is read only is refused by name")
    func readOnly() {
        var client = AzureClient.at(.cluster)
        let answer = client.patch(Contoso.cluster, ["properties": ["associatedWorkspaces": []]])

        #expect(answer.verdict == "400 InvalidParameter")
        #expect(answer.message?.contains("associatedWorkspaces") == true)
    }

    @Test("clusters are listed by group and subscription, and gone from the lists when deleted")
    func listsAndDeletion() {
        var client = AzureClient.at(.cluster)
        let all = "\(Contoso.subscription)/providers/Microsoft.OperationalInsights/clusters"
        #expect(client.get(clusters).values == [client.get(Contoso.cluster).body].compactMap { $0 })
        #expect(client.get(all).values.count == 1)

        let deleted = client.delete(Contoso.cluster)
        #expect(deleted.status == 200)
        #expect(deleted.response.bodyBytes == Array("null".utf8))
        #expect(client.get(Contoso.cluster).verdict == "404 ResourceNotFound")
        #expect(client.get(clusters).values.isEmpty)
        #expect(client.get(all).values.isEmpty)
        #expect(client.delete(Contoso.cluster).status == 204)
        let again = client.put(Contoso.cluster, AzureClient.clusterBody)
        #expect(again.verdict == "409 Conflict")
        #expect(again.rules == ["LA-CREATE-05", "LA-ERR-CRE-09"])
        client.pass(.days(14))
        #expect(client.put(Contoso.cluster, AzureClient.clusterBody).status == 202)
    }

    @Test("a cluster cannot be deleted while it is made")
    func deletionMeanwhile() {
        var client = AzureClient.at(.group)
        _ = client.put(Contoso.cluster, AzureClient.clusterBody)

        #expect(client.delete(Contoso.cluster).verdict == "409 Conflict")
        client.pass(.hours(2))
        #expect(client.delete(Contoso.cluster).status == 200)
    }
}

@Suite("Workspaces over the wire") struct WorkspaceWireTests {
    @Test("WS-01 · PUT of a new workspace answers 201 and Creating, and its own URL tells when it is made")
    func creation() throws {
        var client = AzureClient.at(.group)
        let created = client.put(Contoso.workspace, ["location": "westeurope"])
        #expect(created.status == 201)
        #expect(created.text("properties", "provisioningState") == "Creating")
        #expect(
            created["Location"] == "https://management.azure.com\(Contoso.workspace)?api-version=2023-09-01")
        #expect(client.follow(created["Location"]).text("properties", "provisioningState") == "Creating")

        client.pass(.seconds(10))
        let made = client.follow(created["Location"])
        #expect(made.status == 200)
        #expect(made.text("properties", "provisioningState") == "Succeeded")
        #expect(made["Location"] == nil)
        #expect(client.put(Contoso.workspace, ["location": "westeurope"]).status == 200)
        #expect(client.patch(Contoso.workspace, ["tags": ["a": "b"]]).status == 200)
        #expect(client.delete(Contoso.workspace).status == 200)
        #expect(client.delete(Contoso.workspace).status == 204)
    }

    @Test("a workspace is shown with Azure's defaults")
    func shape() {
        var client = AzureClient.at(.workspace)
        let workspace = client.get(Contoso.workspace)
        #expect(workspace.text("id") == Contoso.workspace)
        #expect(workspace.text("name") == "contoso-soc")
        #expect(workspace.text("type") == "Microsoft.OperationalInsights/workspaces")
        #expect(workspace.text("properties", "customerId")?.count == 36)
        #expect(workspace.text("properties", "sku", "name") == "PerGB2018")
        #expect(workspace.at("properties", "retentionInDays") == 30)
        #expect(
            workspace.at("properties", "features")
                == ["legacy": 0, "searchVersion": 1, "enableLogAccessUsingOnlyResourcePermissions": true])
        #expect(workspace.text("properties", "workspaceCapping", "dataIngestionStatus") == "RespectQuota")
        #expect(workspace.at("properties", "workspaceCapping", "dailyQuotaGb") == .number("-1.0"))
        #expect(workspace.text("properties", "publicNetworkAccessForQuery") == "Enabled")
        #expect(workspace.text("properties", "createdDate")?.hasPrefix("2024-02-16T") == true)
        // Older versions write dates and sku in another way.
        let older = client.get(Contoso.workspace, version: "2020-08-01")
        #expect(older.text("properties", "createdDate")?.hasPrefix("Fri, 16 Feb 2024") == true)
        #expect(older.text("properties", "sku", "name") == "pergb2018")
        #expect(older.at("properties", "customerId") == workspace.at("properties", "customerId"))
    }

    @Test("PUT and PATCH change what they name; a retention or a name out of bounds is refused")
    func updates() {
        var client = AzureClient.at(.workspace)
        let retention = client.patch(Contoso.workspace, ["properties": ["retentionInDays": 90]])
        #expect(retention.at("properties", "retentionInDays") == 90)
        _ = client.patch(Contoso.workspace, ["tags": ["a": "1", "b": "2"]])
        let tags = client.patch(Contoso.workspace, ["tags": ["c": "3"]])
        #expect(tags.at("tags") == ["c": "3"])
        #expect(tags.at("properties", "retentionInDays") == 90)
        let carried = client.patch(
            Contoso.workspace, ["properties": ["features": ["disableLocalAuth": true]]])
        #expect(carried.at("properties", "features", "disableLocalAuth") == true)
        #expect(carried.at("properties", "features", "legacy") == 0)

        for days: Document in [0, 3, 731, -1] {
            let answer = client.patch(Contoso.workspace, ["properties": ["retentionInDays": days]])
            #expect(answer.verdict == "400 InvalidParameter")
        }
        for name in ["abc", "-abcd", "abcd-", "a_bcd"] {
            let path = "\(Contoso.operationalInsights)/workspaces/\(name)"
            #expect(client.put(path, ["location": "westeurope"]).verdict == "400 InvalidParameter", "\(name)")
        }
        #expect(
            client.put(Contoso.workspace, ["location": "eastus"]).verdict == "409 InvalidResourceLocation")
    }

    @Test("a cluster's id in the features is set by linking alone")
    func featureOfLinking() {
        var client = AzureClient.at(.workspace)
        let body: Document = ["properties": ["features": ["clusterResourceId": .string(Contoso.cluster)]]]
        #expect(
            client.patch(Contoso.workspace, body).at("properties", "features", "clusterResourceId") == nil)
    }

    @Test("a deleted workspace is listed as such and recovered by PUT with what it had")
    func recovery() {
        var client = AzureClient.at(.linked)
        _ = client.patch(Contoso.workspace, ["properties": ["retentionInDays": 90]])
        let before = client.get(Contoso.workspace)
        _ = client.delete(Contoso.workspace)
        #expect(client.get(Contoso.workspace).verdict == "404 ResourceNotFound")
        #expect(client.get(Contoso.link).verdict == "404 ResourceNotFound")
        let live = "\(Contoso.operationalInsights)/workspaces"
        let deleted = "\(Contoso.operationalInsights)/deletedWorkspaces"
        #expect(client.get(live).values.isEmpty)
        #expect(client.get(deleted).values.map { $0["name"] } == ["contoso-soc"])
        #expect(
            client.get("\(Contoso.subscription)/providers/Microsoft.OperationalInsights/deletedWorkspaces")
                .values.count
                == 1)
        #expect(
            client.put(Contoso.workspace, ["location": "eastus"]).verdict == "409 InvalidResourceLocation")

        let recovered = client.put(Contoso.workspace, ["location": "westeurope"])
        #expect(recovered.status == 200)
        #expect(recovered.at("properties", "customerId") == before.at("properties", "customerId"))
        #expect(recovered.at("properties", "retentionInDays") == 90)
        #expect(client.get(Contoso.link).text("properties", "writeAccessResourceId") == Contoso.cluster)
        #expect(client.get(deleted).values.isEmpty)
        #expect(client.get(live).values.count == 1)
    }

    @Test("a forced deletion leaves nothing to recover")
    func force() {
        var client = AzureClient.at(.workspace)
        let customer = client.customerID
        #expect(client.send("DELETE", "\(Contoso.workspace)?force=TRUE").status == 200)
        #expect(client.get("\(Contoso.operationalInsights)/deletedWorkspaces").values.isEmpty)
        let created = client.put(Contoso.workspace, ["location": "westeurope"])
        #expect(created.status == 201)
        #expect(created.text("properties", "customerId") != customer)
    }
}

@Suite("The link over the wire") struct LinkWireTests {
    private let body: Document = ["properties": ["writeAccessResourceId": .string(Contoso.cluster)]]

    @Test("LA-LINK-01 · PUT of the link answers 200 with the linked service and the URL of its operation")
    func linkStarts() {
        var client = AzureClient.at(.workspace)
        let started = client.put(Contoso.link, body)
        #expect(started.status == 200)
        #expect(
            started.body
                == [
                    "properties": [
                        "writeAccessResourceId": .string(Contoso.cluster),
                        "provisioningState": "ProvisioningAccount",
                    ],
                    "id": .string("\(Contoso.workspace)/linkedServices/Cluster"),
                    "name": "contoso-soc/Cluster",
                    "type": "Microsoft.OperationalInsights/workspaces/linkedServices",
                ])
        #expect(started["Location"] == nil)
        let url = started["Azure-AsyncOperation"]
        #expect(client.follow(url).text("status") == "InProgress")
        client.pass(.minutes(90))
        #expect(client.follow(url).text("status") == "Succeeded")
        let workspace = client.get(Contoso.workspace)
        #expect(workspace.text("properties", "features", "clusterResourceId") == Contoso.cluster)
        #expect(workspace.text("properties", "sku", "name") == "LACluster")
    }

    @Test("LA-LINK-02 · the linked service shows ProvisioningAccount, Succeeded and Deleting, as it stands")
    func linkStates() {
        var client = AzureClient.at(.workspace)
        func state() -> String? { client.get(Contoso.link).text("properties", "provisioningState") }
        #expect(client.get(Contoso.link).status == 404)
        #expect(client.get("\(Contoso.workspace)/linkedServices").values.isEmpty)
        _ = client.put(Contoso.link, body)
        #expect(state() == "ProvisioningAccount")
        client.pass(.minutes(90))
        #expect(state() == "Succeeded")
        #expect(client.get("\(Contoso.workspace)/linkedServices").values.count == 1)

        let unlinking = client.delete(Contoso.link)
        #expect(unlinking.status == 200)
        #expect(unlinking["Azure-AsyncOperation"]?.isEmpty == false)
        #expect(state() == "Deleting")
        client.pass(.minutes(90))
        #expect(client.get(Contoso.link).status == 404)
        #expect(client.get(Contoso.workspace).text("properties", "sku", "name") == "PerGB2018")
        #expect(client.get(Contoso.workspace).at("properties", "features", "clusterResourceId") == nil)
        #expect(client.delete(Contoso.link).status == 204)
    }

    @Test("linking again to the same cluster changes nothing; to another, or meanwhile, is refused")
    func conflicts() {
        var client = AzureClient.at(.workspace)
        _ = client.put("\(Contoso.cluster)-2", AzureClient.clusterBody)
        client.pass(.hours(2))
        _ = client.put(Contoso.link, body)
        let meanwhile = client.put(Contoso.link, body)
        #expect(meanwhile.verdict == "409 Conflict")
        #expect(meanwhile.rules == ["LA-LINK-08", "LA-ERR-LNK-02"])
        #expect(client.delete(Contoso.link).verdict == "409 Conflict")
        client.pass(.minutes(90))

        let again = client.put(Contoso.link, body)
        #expect(again.status == 200)
        #expect(again["Azure-AsyncOperation"] == nil)
        let other: Document = ["properties": ["writeAccessResourceId": .string("\(Contoso.cluster)-2")]]
        #expect(client.put(Contoso.link, other).verdict == "409 Conflict")
    }

    @Test("a link needs a workspace, a cluster, and the name cluster")
    func needs() {
        var client = AzureClient.at(.workspace)
        let before = client.entries
        #expect(
            client.put(Contoso.link.replacing("contoso-soc", with: "none"), body).verdict
                == "404 ResourceNotFound")
        let other = client.put("\(Contoso.workspace)/linkedServices/other", body)
        #expect(other.verdict == "501 NotModeled")
        #expect(other.message?.contains("other") == true)
        for id: Document in [
            nil, 5, "contoso-la", "/subscriptions/", .string(Contoso.group),
            .string("\(Contoso.cluster)/x/y"),
            .string("/subscriptions/" + String(repeating: "a/", count: 100_000)), .string(Contoso.vault),
        ] {
            let answer = client.put(Contoso.link, ["properties": ["writeAccessResourceId": id]])
            #expect(answer.verdict == "400 InvalidRequestContent")
        }
        #expect(client.entries == before)
        let absent = client.put(
            Contoso.link, ["properties": ["writeAccessResourceId": .string("\(Contoso.cluster)-none")]])
        #expect(absent.verdict == "400 InvalidParameter")
        #expect(absent.rules == ["LA-LINK-08", "LA-ERR-LNK-03"])
    }
}
