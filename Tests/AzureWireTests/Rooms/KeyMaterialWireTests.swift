import AzureWire
import ControlPlane
import TestKeys
import Testing
import VirtualTime

@Suite("Key material over the wire") struct KeyMaterialWireTests {
    private func use(_ client: inout AzureClient, _ verb: String, _ body: Document, key: String = "cmk")
        -> Answer
    {
        client.key("POST", "/keys/\(key)/\(verb)", body)
    }

    @Test("every algorithm of an RSA key encrypts, wraps and signs, and a second process gives equal bytes")
    func rsa() throws {
        var client = AzureClient.at(.key)
        var again = AzureClient.at(.key)
        for algorithm in ["RSA-OAEP-256", "RSA-OAEP", "RSA1_5"] {
            for (there, back) in [("encrypt", "decrypt"), ("wrapkey", "unwrapkey")] {
                let body: Document = ["alg": .string(algorithm), "value": "c2VjcmV0LWtleQ"]
                let made = use(&client, there, body)
                #expect(made.status == 200)
                // A modulus of 3,072 bits is 384 bytes, and those are 512 digits.
                #expect(made.text("value")?.count == 512)
                #expect(use(&again, there, body).body == made.body)
                let opened = use(
                    &client, back, ["alg": .string(algorithm), "value": made.at("value") ?? .null])
                #expect(opened.text("value") == "c2VjcmV0LWtleQ")
                #expect(opened.rules.isEmpty)
            }
        }
        for (algorithm, digits) in [
            ("RS256", 43), ("RS384", 64), ("RS512", 86), ("PS256", 43), ("PS384", 64), ("PS512", 86),
        ] {
            let digest = Document.string(String(repeating: "A", count: digits))
            let signed = use(&client, "sign", ["alg": .string(algorithm), "value": digest])
            #expect(signed.status == 200, "\(algorithm)")
            let verdict = use(
                &client, "verify",
                ["alg": .string(algorithm), "digest": digest, "value": signed.at("value") ?? .null])
            #expect(verdict.body == ["value": true])
        }
    }

    @Test("an elliptic-curve key signs with the algorithm of its curve, and with no other")
    func elliptic() {
        var client = AzureClient.at(.vault)
        for (curve, algorithm, digits) in [
            ("P-256", "ES256", 43), ("P-256K", "ES256K", 43), ("P-384", "ES384", 64), ("P-521", "ES512", 86),
        ] {
            let name = "ec\(digits)\(curve.count)"
            let made = client.key(
                "POST", "/keys/\(name)/create", ["kty": "EC", "crv": .string(curve)])
            #expect(made.at("key", "crv") == .string(curve))
            let digest = Document.string(String(repeating: "A", count: digits))
            let signed = use(&client, "sign", ["alg": .string(algorithm), "value": digest], key: name)
            let verdict = use(
                &client, "verify",
                ["alg": .string(algorithm), "digest": digest, "value": signed.at("value") ?? .null],
                key: name)
            #expect(verdict.body == ["value": true], "\(curve)")
            for other in ["ES256", "ES256K", "ES384", "ES512", "RS256"] where other != algorithm {
                let refused = use(&client, "sign", ["alg": .string(other), "value": digest], key: name)
                #expect(refused.verdict == "400 BadParameter")
                #expect(refused.message == "Property alg must be one of \(algorithm).")
            }
        }
    }

    @Test("a symmetric key of a premium vault wraps, encrypts with a tag, and shows nothing of itself")
    func symmetric() throws {
        var client = AzureClient.at(.vault)
        _ = client.patch(Contoso.vault, ["properties": ["sku": ["family": "A", "name": "premium"]]])
        let made = client.key("POST", "/keys/s/create", ["kty": "oct-HSM", "key_size": 192])
        #expect(made.status == 200)
        #expect(made.body?.at(pointer: ["key"])?.members?.names == ["kid", "kty", "key_ops"])
        let key = String(repeating: "A", count: 43)
        let wrapped = use(&client, "wrapkey", ["alg": "A192KW", "value": .string(key)], key: "s")
        let unwrapped = use(
            &client, "unwrapkey", ["alg": "A192KW", "value": wrapped.at("value") ?? .null], key: "s")
        #expect(unwrapped.text("value") == key)

        let sealed = use(
            &client, "encrypt", ["alg": "A192GCM", "value": "AAECAw", "aad": "BAUG"], key: "s")
        #expect(sealed.text("aad") == "BAUG" && sealed.text("tag")?.count == 22)
        var body = sealed.body?.members ?? [:]
        body.append("alg", "A192GCM")
        #expect(use(&client, "decrypt", .object(body), key: "s").text("value") == "AAECAw")
        body["aad"] = "BAUH"
        #expect(use(&client, "decrypt", .object(body), key: "s").verdict == "400 BadParameter")

        let iv = Document.string(String(repeating: "B", count: 22))
        let chained = use(
            &client, "encrypt", ["alg": "A192CBCPAD", "value": "AAECAw", "iv": iv], key: "s")
        #expect(
            use(
                &client, "decrypt",
                ["alg": "A192CBCPAD", "value": chained.at("value") ?? .null, "iv": iv], key: "s"
            ).text("value") == "AAECAw")
        for bad: Document in [
            ["alg": "A192CBC", "value": "AAECAw", "iv": iv], ["alg": "A192CBCPAD", "value": "AAECAw"],
            ["alg": "A256GCM", "value": "AAECAw"], ["alg": "A192KW", "value": "AAECAw"],
        ] {
            #expect(use(&client, "encrypt", bad, key: "s").verdict == "400 BadParameter", "\(bad)")
        }
        #expect(use(&client, "sign", ["alg": "HS256", "value": .string(key)], key: "s").status == 403)
    }

    @Test("what does not fit is told in the service's shape, and nothing is written")
    func unfit() {
        var client = AzureClient.at(.key)
        let entries = client.entries
        let zeros = String(repeating: "A", count: 512)
        for (verb, body) in [
            ("sign", ["alg": "RS256", "value": "AAEC"]), ("sign", ["alg": "RS256"]), ("sign", [:]),
            ("verify", ["alg": "RS256", "value": "AAEC", "digest": "AAEC"]),
            ("verify", ["alg": "RS256", "value": "AAEC"]),
            ("unwrapkey", ["alg": "RSA-OAEP", "value": "AAEC"]),
            ("unwrapkey", ["alg": "RSA-OAEP", "value": .string(zeros)]),
            ("decrypt", ["alg": "RSA1_5", "value": .string(zeros + "AAAA")]),
            ("encrypt", ["alg": "RSA-OAEP-256", "value": .string(zeros)]),
            ("encrypt", ["alg": "rsa-oaep", "value": "AAEC"]), ("encrypt", ["value": "AAEC"]),
            ("encrypt", ["alg": "RSA-OAEP", "value": "A*"]), ("wrapkey", ["alg": "A256KW", "value": "AAEC"]),
        ] as [(String, Document)] {
            let refused = use(&client, verb, body)
            #expect(refused.verdict == "400 BadParameter", "\(verb) \(body)")
            #expect(refused.message?.isEmpty == false)
        }
        #expect(client.entries == entries)
    }

    @Test("random bytes differ from call to call, and not from run to run")
    func random() {
        var client = AzureClient.at(.vault)
        var again = AzureClient.at(.vault)
        let first = client.key("POST", "/rng", ["count": 128])
        #expect(first.text("value")?.count == 171)
        #expect(again.key("POST", "/rng", ["count": 128]).body == first.body)
        #expect(client.key("POST", "/rng", ["count": 128]).body != first.body)
        for count: Document in [0, 129, -1, "8", .null] {
            #expect(client.key("POST", "/rng", ["count": count]).status == 400)
        }
    }

    @Test("answers say that the keys protect nothing, unless they are to be as Azure's")
    func warning() {
        var client = AzureClient.at(.key)
        #expect(client.key("GET", "/keys/cmk")["x-lockstep-keys"] == "test keys; they protect nothing")
        #expect(client.get(Contoso.vault)["x-lockstep-keys"] == nil)
        client.service = AzureService(isFaithful: true)
        #expect(client.key("GET", "/keys/cmk")["x-lockstep-keys"] == nil)
    }
}
