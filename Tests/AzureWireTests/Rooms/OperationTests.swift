import AzureWire
import ControlPlane
import Testing
import VirtualTime

@Suite("Operations that take time") struct OperationTests {
    private let status =
        "https://management.azure.com\(Contoso.subscription)/providers/Microsoft.OperationalInsights"
        + "/locations/westeurope/operationstatuses/"
    private let pacing = [
        "Retry-After", "retry-after-ms", "x-ms-retry-after-ms", "X-Go-Azure-Sdk-Skip-Polling-Delay",
    ]

    @Test("ARM-ASYNC-01 · a write that takes time answers 202 with two absolute URLs that tell how it stands")
    func longRunning() throws {
        var client = AzureClient.at(.group)
        let accepted = client.put(Contoso.cluster, AzureClient.clusterBody)

        #expect(accepted.status == 202)
        #expect(accepted.body == nil)
        #expect(accepted["Content-Type"] == nil)
        let url = try #require(accepted["Azure-AsyncOperation"])
        #expect(url.hasPrefix(status))
        #expect(url.hasSuffix("?api-version=2015-11-01-preview"))
        let name = try #require(url.dropFirst(status.count).split(separator: "?").first)
        #expect(name.count == 36)
        #expect(
            accepted["Location"]
                == "https://management.azure.com\(Contoso.cluster)/operationresults/\(name)"
                + "?api-version=2015-11-01-preview"
        )
    }

    @Test("LA-CREATE-01 · creating a cluster is such a write, and shows Creating until it has ended")
    func clusterCreation() {
        var client = AzureClient.at(.group)
        let accepted = client.put(Contoso.cluster, AzureClient.clusterBody)
        #expect(accepted.status == 202)
        #expect(client.get(Contoso.cluster).text("properties", "provisioningState") == "Creating")

        client.pass(.hours(2) - .milliseconds(1))
        #expect(client.follow(accepted["Azure-AsyncOperation"]).text("status") == "InProgress")
        client.pass(.milliseconds(1))
        #expect(client.follow(accepted["Azure-AsyncOperation"]).text("status") == "Succeeded")
        #expect(client.get(Contoso.cluster).text("properties", "provisioningState") == "Succeeded")
    }

    @Test("ARM-ASYNC-02 · the status URL answers 200 with the state, and with the end once there is one")
    func operationStatus() throws {
        var client = AzureClient.at(.group)
        let url = client.put(Contoso.cluster, AzureClient.clusterBody)["Azure-AsyncOperation"]
        let running = client.follow(url)
        #expect(running.status == 200)
        let name = try #require(running.text("name"))
        #expect(
            running.body
                == [
                    "id":
                        .string(
                            "\(Contoso.subscription)/providers/Microsoft.OperationalInsights/locations"
                                + "/westeurope/operationstatuses/\(name)"),
                    "name": .string(name), "status": "InProgress",
                    "startTime": "2024-02-16T09:00:00.0000000Z",
                ])

        client.pass(.hours(2))
        let ended = client.follow(url)
        #expect(ended.text("status") == "Succeeded")
        #expect(ended.text("endTime") == "2024-02-16T11:00:00.0000000Z")
        #expect(ended.text("name") == name)
        #expect(ended["Retry-After"] == nil)
    }

    @Test("ARM-ASYNC-02 · an operation that was stopped is Canceled")
    func canceled() {
        var client = AzureClient.at(.underKey)
        let url = client.patch(Contoso.cluster, AzureClient.keyBody(version: ""))["Azure-AsyncOperation"]
        #expect(client.delete(Contoso.cluster).status == 200)

        #expect(client.follow(url).text("status") == "Canceled")
    }

    @Test("ARM-ASYNC-03 · the result URL answers 202 while the operation runs, then 200 with the resource")
    func operationResult() {
        var client = AzureClient.at(.group)
        let url = client.put(Contoso.cluster, AzureClient.clusterBody)["Location"]
        let running = client.follow(url)
        #expect(running.status == 202)
        #expect(running.body == nil)
        #expect(running["x-lockstep-upholds"] == "ARM-ASYNC-03")

        client.pass(.hours(2))
        let ended = client.follow(url)
        #expect(ended.status == 200)
        #expect(ended.body == client.get(Contoso.cluster).body)
        #expect(client.delete(Contoso.cluster).status == 200)
        #expect(client.follow(url).status == 204)
    }

    @Test("ARM-ASYNC-04 · a running operation says when to ask again, everywhere and never zero")
    func pacingHeaders() {
        var client = AzureClient.at(.cluster)
        _ = client.put(Contoso.workspace, ["location": "westeurope"])
        client.pass(.seconds(10))
        let link: Document = ["properties": ["writeAccessResourceId": .string(Contoso.cluster)]]
        var answers = [
            client.put("\(Contoso.cluster)-2", AzureClient.clusterBody), client.put(Contoso.link, link),
            client.put("\(Contoso.workspace)-2", ["location": "westeurope"]),
        ]
        answers += [client.follow(answers[0]["Azure-AsyncOperation"]), client.follow(answers[0]["Location"])]
        for answer in answers {
            #expect(answer["Retry-After"] == "1")
            #expect(answer["retry-after-ms"] == "100")
            #expect(answer["x-ms-retry-after-ms"] == "100")
            #expect(answer["X-Go-Azure-Sdk-Skip-Polling-Delay"] == "true")
        }
        #expect(answers[3]["x-lockstep-upholds"] == "ARM-ASYNC-06, ARM-ASYNC-04")
        for path in [Contoso.cluster, Contoso.workspace, Contoso.vault, Contoso.group] {
            for name in pacing { #expect(client.get(path)[name] == nil) }
        }
        client.pass(.hours(2))
        let ended = client.follow(answers[0]["Azure-AsyncOperation"])
        #expect(ended["x-lockstep-upholds"] == "ARM-ASYNC-06")
    }

    @Test("ARM-ASYNC-04 · a faithful one leaves that out, as recordings do")
    func faithful() {
        var client = AzureClient.at(.group, isFaithful: true)
        let accepted = client.put(Contoso.cluster, AzureClient.clusterBody)
        #expect(accepted["Azure-AsyncOperation"]?.isEmpty == false)
        for answer in [
            accepted, client.follow(accepted["Azure-AsyncOperation"]), client.follow(accepted["Location"]),
            client.put(Contoso.workspace, ["location": "westeurope"]),
        ] {
            for name in pacing { #expect(answer[name] == nil) }
        }
    }

    @Test("ARM-ASYNC-04 · provisioningState is final at Succeeded; a write meanwhile is refused")
    func terminalStates() {
        var client = AzureClient.at(.underKey)
        #expect(client.patch(Contoso.cluster, AzureClient.keyBody(version: "")).status == 202)
        #expect(client.get(Contoso.cluster).text("properties", "provisioningState") == "Updating")
        let before = client.get(Contoso.cluster)
        let meanwhile = client.patch(Contoso.cluster, ["sku": ["capacity": 200]])
        #expect(meanwhile.verdict == "400 InvalidParameter")
        #expect(meanwhile.rules.first == "LA-CREATE-04")
        #expect(client.get(Contoso.cluster).body == before.body)

        client.pass(.minutes(10))
        #expect(client.get(Contoso.cluster).text("properties", "provisioningState") == "Succeeded")
        #expect(client.patch(Contoso.cluster, ["sku": ["capacity": 200]]).status == 200)
    }

    @Test("are unknown under any name but their own")
    func unknownOperation() {
        var client = AzureClient.at(.group)
        let url = client.put(Contoso.cluster, AzureClient.clusterBody)["Azure-AsyncOperation"] ?? ""
        let path = url.replacing("https://management.azure.com", with: "")
        let name = String(path.split(separator: "?")[0].suffix(36))
        for other in [
            "00000000-0000-0000-0000-000000000002", "x", String(name.dropLast()) + "f",
            "+\(name.dropFirst())",
        ] {
            for wrong in [path, path.replacing("operationstatuses", with: "operationStatuses")] {
                let answer = client.get(wrong.replacing(name, with: other), version: nil)
                #expect(answer.verdict == "404 OperationNotFound", "\(other)")
            }
        }
        #expect(client.get(path.replacing(name, with: name.uppercased()), version: nil).status == 200)
        #expect(
            client.get(path.replacing("operationstatuses", with: "operationStatuses"), version: nil).status
                == 200)
    }

    @Test("lead back the way the client came: the same scheme, host and port")
    func sameOrigin() throws {
        var client = AzureClient.at(.group)
        let accepted = client.send("PUT", Contoso.cluster, AzureClient.clusterBody, host: "localhost:8443")

        #expect(accepted["Azure-AsyncOperation"]?.hasPrefix("https://localhost:8443/subscriptions/") == true)
        #expect(accepted["Location"]?.hasPrefix("https://localhost:8443/subscriptions/") == true)
    }
}
