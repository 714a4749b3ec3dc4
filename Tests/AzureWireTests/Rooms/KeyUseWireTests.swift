import AzureWire
import ControlPlane
import Testing
import VirtualTime

@Suite("Using and rotating keys over the wire") struct KeyUseWireTests {
    private let policy = "/keys/cmk/rotationpolicy"

    @Test("KV-KEY-02 · kinds, sizes and curves; what is none of them is refused")
    func kinds() {
        var client = AzureClient.at(.vault)
        func create(_ body: Document) -> Answer { client.key("POST", "/keys/k/create", body) }
        for bad: Document in [
            ["kty": "DSA"], ["kty": "RSA", "key_size": 1024], ["kty": "EC", "crv": "P-192"],
        ] {
            let refused = create(bad)
            #expect(refused.verdict == "400 BadParameter")
            #expect(refused.rules == ["KV-KEY-02"])
        }
        let curve = create(["kty": "EC", "crv": "P-521"])
        #expect(curve.at("key", "crv") == "P-521")
        #expect(curve.text("key", "x")?.count == 88)
        #expect(curve.at("key", "key_ops") == ["sign", "verify"])
        #expect(create(["kty": "RSA"]).text("key", "n")?.count == 342)
    }

    @Test("KV-KEY-18 · fifteen tags of 256 characters, and no more")
    func tagLimits() {
        var client = AzureClient.at(.key)
        func tags(_ count: Int, _ length: Int) -> Document {
            .object(
                Members(
                    (0..<count).map { ("tag\($0)", .string(String(repeating: "x", count: length))) }))
        }
        #expect(client.key("PATCH", "/keys/cmk", ["tags": tags(15, 256)]).status == 200)
        for bad in [tags(16, 1), tags(1, 257)] {
            let refused = client.key("PATCH", "/keys/cmk", ["tags": bad])
            #expect(refused.verdict == "400 BadParameter")
            #expect(refused.rules == ["KV-KEY-18"])
            #expect(client.key("POST", "/keys/k/create", ["kty": "RSA", "tags": bad]).rules == ["KV-KEY-18"])
        }
    }

    @Test("KV-CRYPTO-02 · what is encrypted decrypts, what is signed verifies, and both need a valid key")
    func uses() {
        var client = AzureClient.at(.key)
        func use(_ verb: String, _ body: Document) -> Answer {
            client.key("POST", "/keys/cmk/\(client.keyVersion)/\(verb)", body)
        }
        let secret: Document = "c2VjcmV0LWtleQ"
        let encrypted = use("encrypt", ["alg": "RSA-OAEP", "value": secret])
        let body: Document = ["alg": "RSA-OAEP", "value": encrypted.at("value") ?? .null]
        #expect(use("decrypt", body).at("value") == secret)
        let digest = String(repeating: "A", count: 43)
        let signed = use("sign", ["alg": "RS256", "value": .string(digest)])
        func verify(_ digest: String) -> Document? {
            use(
                "verify",
                ["alg": "RS256", "digest": .string(digest), "value": signed.at("value") ?? .null]
            ).at("value")
        }
        #expect(verify(digest) == true)
        #expect(verify(String(repeating: "B", count: 43)) == false)
        #expect(use("sign", ["alg": "ES256", "value": "AAEC"]).verdict == "400 BadParameter")

        let now = client.timeline.now.milliseconds / 1_000
        _ = client.key("PATCH", "/keys/cmk", ["attributes": ["exp": .integer(now)]])
        for verb in ["sign", "encrypt", "wrapkey"] {
            let refused = use(verb, ["alg": "RS256", "value": "AAEC"])
            #expect(refused.text("error", "innererror", "code") == "KeyExpired")
            #expect(refused.rules == ["KV-CRYPTO-02", "KV-KEY-07"])
        }
        #expect(use("decrypt", body).status == 200)
        #expect(verify(digest) == true)
    }

    @Test("KV-ROT-02 · a policy is set and shown as it was written, with the notice it has anyway")
    func policyShape() {
        var client = AzureClient.at(.key)
        let before = client.key("GET", policy)
        #expect(
            before.at("lifetimeActions")
                == [["trigger": ["timeBeforeExpiry": "P30D"], "action": ["type": "Notify"]]])
        let body: Document = [
            "lifetimeActions": [
                ["trigger": ["timeAfterCreate": "P3M"], "action": ["type": "rotate"]],
                ["trigger": ["timeBeforeExpiry": "P20D"], "action": ["type": "Notify"]],
            ], "attributes": ["expiryTime": "P2Y"],
        ]
        let set = client.key("PUT", policy, body)
        #expect(set.status == 200)
        #expect(set.text("attributes", "expiryTime") == "P2Y")
        #expect(set.at("lifetimeActions", "0", "trigger") == ["timeAfterCreate": "P3M"])
        #expect(set.at("lifetimeActions", "0", "action") == ["type": "Rotate"])
        #expect(client.key("GET", policy).body == set.body)
        client.pass(.days(90))
        #expect(client.key("GET", "/keys/cmk/versions").values.count == 2)

        for bad: Document in [
            ["lifetimeActions": [["trigger": ["timeAfterCreate": "P3M"], "action": ["type": "Delete"]]]],
            ["attributes": ["expiryTime": "3 years"]],
            ["lifetimeActions": [["trigger": [:], "action": ["type": "Rotate"]]]],
        ] {
            let refused = client.key("PUT", policy, bad)
            #expect(refused.verdict == "400 BadParameter")
            #expect(refused.rules == ["KV-ROT-02"])
        }
    }

    @Test("KV-ROT-07 · reading the policy takes its own permission")
    func rotationRights() {
        var client = AzureClient.at(.key)
        let dana = Identity.objectID(named: "dana@contoso", in: client.timeline.world) ?? ""
        func read() -> Answer {
            client.send(
                "GET", policy, version: "7.4", host: "contoso-kv.vault.azure.net",
                headers: ["x-lockstep-actor": "dana@contoso"])
        }
        _ = client.put("\(Contoso.vault)/accessPolicies/add", AzureClient.policies(dana, ["get", "list"]))
        #expect(read().rules == ["KV-ACC-03", "KV-ROT-07", "KV-DP-04"])
        _ = client.put(
            "\(Contoso.vault)/accessPolicies/add", AzureClient.policies(dana, ["getrotationpolicy"]))
        #expect(read().status == 200)
    }

    @Test("KV-KEY-13 · a key that is being deleted is nowhere, and its name is not free")
    func inTransition() {
        var settings = Settings()
        _ = settings.setTiming("key.transition", from: 0, to: 20_000)
        var client = AzureClient.at(.key, settings)
        _ = client.key("DELETE", "/keys/cmk")
        #expect(client.key("GET", "/deletedkeys/cmk").verdict == "404 KeyNotFound")
        let early = client.key("POST", "/deletedkeys/cmk/recover")
        #expect(early.verdict == "409 Conflict")
        #expect(early.text("error", "innererror", "code") == "ObjectIsBeingDeleted")
        #expect(early.message == "Key cmk is currently being deleted.")
        let again = client.key("POST", "/keys/cmk/create", ["kty": "RSA"])
        #expect(again.message == "Key cmk is currently being deleted and cannot be re-created; retry later.")
        client.pass(.seconds(20))
        #expect(client.key("GET", "/deletedkeys/cmk").status == 200)
        #expect(client.key("POST", "/deletedkeys/cmk/recover").status == 200)
        let soon = client.key("POST", "/keys/cmk/rotate")
        #expect(soon.text("error", "innererror", "code") == "ObjectIsBeingRecovered")
    }

    @Test("KV-DP-08 · beyond the limit 429, when to come again, and nothing counted; reads count like writes")
    func throttled() {
        var settings = Settings()
        _ = settings.assume(.vaultThrottling, "on")
        var client = AzureClient.at(.vault, settings)
        let made = (0..<21).map { _ in client.key("POST", "/keys/k/create", ["kty": "RSA"]) }
        #expect(made.prefix(20).allSatisfy { $0.status == 200 })
        #expect(made.last?.verdict == "429 Throttled")
        #expect(made.last?.rules == ["KV-LIM-01", "KV-DP-08"])
        #expect(made.last?["Retry-After"] == "10")
        #expect(client.key("GET", "/keys/k").verdict == "429 Throttled")
        client.pass(.seconds(10))
        let before = client.entries.count
        #expect(client.key("GET", "/keys/k").status == 200)
        #expect(client.entries.count == before + 1)
        #expect(client.get(Contoso.vault).status == 200)
    }
}
