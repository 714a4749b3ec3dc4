import Testing
import VirtualTime

@Suite("Where a cloud's services are") struct MetadataTests {
    private func cloud(_ version: String?, host: String = "localhost:8443") -> Document? {
        var client = AzureClient()
        client.authorization = nil
        let answer = client.send("GET", "/metadata/endpoints", version: version, host: host)
        #expect(answer.status == 200)
        return answer.body
    }

    @Test("is an object in the newest version, a list in those before, and short in the first")
    func shapes() {
        let newest = cloud("2022-09-01")
        #expect(newest?["name"]?.text == "Lockstep")
        for version in [nil, "2019-05-01", "2020-06-01"] {
            #expect(cloud(version)?.items == newest.map { [$0] })
        }
        #expect(cloud("2015-01-01")?["authentication"] == newest?["authentication"])
        #expect(cloud("2015-01-01")?["suffixes"] == nil)
        var client = AzureClient()
        #expect(
            client.send("GET", "/metadata/endpoints", version: "2001-01-01").verdict
                == "400 InvalidApiVersionParameter")
    }

    @Test("follows the way in, without a slash at any end")
    func followsTheWayIn() {
        let local = cloud("2022-09-01"), azures = cloud("2022-09-01", host: "management.azure.com")
        let shared = [
            ["resourceManager"], ["microsoftGraphResourceId"], ["authentication", "loginEndpoint"],
        ]
        for path in shared + [["authentication", "audiences", "0"]] {
            #expect(local?.at(pointer: path)?.text == "https://localhost:8443", "\(path)")
        }
        #expect(local?.at(pointer: ["suffixes", "keyVaultDns"])?.text == "vault.localhost:8443")
        #expect(local?.at(pointer: ["suffixes", "mhsmDns"])?.text == "managedhsm.localhost:8443")
        #expect(azures?["resourceManager"]?.text == "https://management.azure.com")
        #expect(azures?.at(pointer: ["suffixes", "keyVaultDns"])?.text == "vault.azure.net")
        // What Terraform takes for Azure, and not for Azure Stack.
        #expect(local?.at(pointer: ["authentication", "tenant"])?.text == "common")
        #expect(local?.at(pointer: ["authentication", "identityProvider"])?.text == "AAD")
    }
}
