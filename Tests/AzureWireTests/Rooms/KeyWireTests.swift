import AzureWire
import ControlPlane
import Testing
import VirtualTime

@Suite("Keys over the wire") struct KeyWireTests {
    private let host = "https://contoso-kv.vault.azure.net"

    @Test("a key is made with its public part, its attributes and the vault's recovery level")
    func creation() throws {
        var client = AzureClient.at(.vault)
        let created = client.key(
            "POST", "/keys/cmk/create", ["kty": "RSA", "key_size": 3072, "tags": ["a": "b"]])
        let version = client.keyVersion
        #expect(created.status == 200)
        #expect(created.text("key", "kid") == "\(host)/keys/cmk/\(version)")
        #expect(version.count == 32)
        #expect(created.text("key", "kty") == "RSA")
        #expect(created.text("key", "e") == "AQAB")
        #expect(created.text("key", "n")?.count == 512)
        #expect(
            created.at("key", "key_ops") == ["encrypt", "decrypt", "sign", "verify", "wrapKey", "unwrapKey"])
        let now = Document.integer(client.timeline.now.milliseconds / 1_000)
        #expect(
            created.at("attributes")
                == [
                    "enabled": true, "created": now, "updated": now, "recoveryLevel": "Recoverable",
                    "recoverableDays": 90, "exportable": false,
                ])
        #expect(created.at("tags") == ["a": "b"])
        #expect(created["x-ms-keyvault-service-version"] == "1.9.0")
        for path in ["/keys/cmk", "/keys/cmk/", "/keys/cmk/\(version)", "/keys/CMK/\(version.uppercased())"] {
            #expect(client.key("GET", path).body == created.body, "\(path)")
        }
    }

    @Test("create on a name in use and rotate add versions, newest last in the list, newest first by default")
    func versions() {
        var client = AzureClient.at(.key)
        let first = client.keyVersion
        let rotated = client.key("POST", "/keys/cmk/rotate")
        #expect(rotated.status == 200)
        let second = client.keyVersion
        #expect(second != first)
        #expect(rotated.text("key", "kid") == "\(host)/keys/cmk/\(second)")
        #expect(client.key("POST", "/keys/cmk/create", ["kty": "RSA"]).status == 200)
        let third = client.keyVersion

        #expect(client.key("GET", "/keys/cmk").text("key", "kid") == "\(host)/keys/cmk/\(third)")
        #expect(
            client.key("GET", "/keys/cmk/versions").values.map { $0["kid"] }
                == [first, second, third].map { .string("\(host)/keys/cmk/\($0)") })
        #expect(client.key("GET", "/keys").values.map { $0["kid"] } == [.string("\(host)/keys/cmk")])
        #expect(client.key("GET", "/keys").at("nextLink") == .null)
        #expect(client.key("GET", "/keys/none/versions").values.isEmpty)
    }

    @Test("KV-KEY-19 · a disabled version can still be read, and shows that it is disabled")
    func disabledKeyReadable() {
        var client = AzureClient.at(.key)
        let disabled = client.setKey(enabled: false)
        #expect(disabled.status == 200)
        #expect(disabled.at("attributes", "enabled") == false)

        let read = client.key("GET", "/keys/cmk/\(client.keyVersion)")
        #expect(read.status == 200)
        #expect(read.at("attributes", "enabled") == false)
        #expect(read.body == disabled.body)
        let used = client.key("POST", "/keys/cmk/wrapkey", ["alg": "RSA-OAEP-256", "value": "AAEC"])
        #expect(used.verdict == "403 Forbidden")
        #expect(used.text("error", "innererror", "code") == "KeyDisabled")
    }

    @Test("a patch changes attributes, operations and tags of the version it names, never the material")
    func patch() {
        var client = AzureClient.at(.key)
        let first = client.keyVersion
        let material = client.key("GET", "/keys/cmk").at("key", "n")
        _ = client.key("POST", "/keys/cmk/rotate")
        let patched = client.key(
            "PATCH", "/keys/cmk/\(first)",
            [
                "attributes": ["enabled": false, "nbf": 5, "exp": 4_000_000_000], "key_ops": ["wrapKey"],
                "tags": ["a": "b"],
            ])
        #expect(patched.status == 200)
        #expect(patched.at("attributes", "nbf") == 5)
        #expect(patched.at("attributes", "exp") == 4_000_000_000)
        #expect(patched.at("key", "key_ops") == ["wrapKey"])
        #expect(patched.at("key", "n") == material)
        #expect(patched.at("tags") == ["a": "b"])
        #expect(client.key("GET", "/keys/cmk").at("attributes", "enabled") == true)
        #expect(client.key("PATCH", "/keys/cmk/none", ["tags": [:]]).verdict == "404 KeyNotFound")
    }

    @Test(
        "KV-CRYPTO-01 · wrapping answers with the version it used; unwrapping must name the one that wrapped")
    func wrapping() throws {
        var client = AzureClient.at(.key)
        let first = client.keyVersion
        let wrapped = client.key(
            "POST", "/keys/cmk/wrapkey", ["alg": "RSA-OAEP-256", "value": "c2VjcmV0LWtleQ"])
        #expect(wrapped.status == 200)
        #expect(wrapped.text("kid") == "\(host)/keys/cmk/\(first)")
        let value = try #require(wrapped.text("value"))
        #expect(value != "c2VjcmV0LWtleQ")
        let body: Document = ["alg": "RSA-OAEP-256", "value": .string(value)]
        #expect(
            client.key("POST", "/keys/cmk/\(first)/unwrapkey", body).body
                == ["kid": .string("\(host)/keys/cmk/\(first)"), "value": "c2VjcmV0LWtleQ"])

        _ = client.key("POST", "/keys/cmk/rotate")
        // Without a version the latest is meant, which did not wrap it.
        #expect(client.key("POST", "/keys/cmk/unwrapkey", body).verdict == "400 BadParameter")
        #expect(client.key("POST", "/keys/cmk/\(first)/unwrapkey", body).status == 200)
        #expect(
            client.key("POST", "/keys/cmk/\(first)/unwrapkey", ["alg": "RSA1_5", "value": .string(value)])
                .verdict
                == "400 BadParameter")
        let entries = client.entries
        for wrong: Document in [
            ["alg": "A128KW", "value": "AAEC"], ["value": "AAEC"], ["alg": "RSA-OAEP", "value": "A"],
            ["alg": "RSA-OAEP", "value": "not base64!"], ["alg": "RSA-OAEP"],
        ] {
            #expect(client.key("POST", "/keys/cmk/wrapkey", wrong).verdict == "400 BadParameter", "\(wrong)")
        }
        #expect(client.entries == entries)
    }

    @Test("an expired version opens what it wrapped and wraps nothing new")
    func expired() throws {
        var client = AzureClient.at(.key)
        let version = client.keyVersion
        let wrap: Document = ["alg": "RSA-OAEP", "value": "AAEC"]
        let value = try #require(client.key("POST", "/keys/cmk/wrapkey", wrap).at("value"))
        let now = client.timeline.now.milliseconds / 1_000
        _ = client.key("PATCH", "/keys/cmk", ["attributes": ["exp": .integer(now + 60)]])
        client.pass(.minutes(1))

        let refused = client.key("POST", "/keys/cmk/wrapkey", wrap)
        #expect(refused.verdict == "403 Forbidden")
        #expect(refused.text("error", "innererror", "code") == "KeyExpired")
        #expect(
            client.key("POST", "/keys/cmk/\(version)/unwrapkey", ["alg": "RSA-OAEP", "value": value]).status
                == 200)
    }

    @Test("a deleted key is shown with its dates, holds its name, and is recovered as it was")
    func deletion() throws {
        var client = AzureClient.at(.key)
        let before = client.key("GET", "/keys/cmk")
        let deleted = client.key("DELETE", "/keys/cmk")
        #expect(deleted.status == 200)
        #expect(deleted.text("recoveryId") == "\(host)/deletedkeys/cmk")
        let now = client.timeline.now.milliseconds / 1_000
        #expect(deleted.at("deletedDate") == .integer(now))
        #expect(deleted.at("scheduledPurgeDate") == .integer(now + 90 * 86_400))
        #expect(client.key("GET", "/deletedkeys/cmk").body == deleted.body)
        let listed = client.key("GET", "/deletedkeys").values
        #expect(listed.map { $0["recoveryId"] } == [deleted.at("recoveryId")])
        #expect(listed.map { $0["kid"] } == [.string("\(host)/keys/cmk")])

        let missing = client.key("GET", "/keys/cmk")
        #expect(missing.verdict == "404 KeyNotFound")
        #expect(
            missing.message?.hasPrefix("A key with (name/id) cmk was not found in this key vault.") == true)
        let taken = client.key("POST", "/keys/cmk/create", ["kty": "RSA"])
        #expect(taken.verdict == "409 Conflict")
        #expect(taken.text("error", "innererror", "code") == "ObjectIsDeletedButRecoverable")
        let purge = client.key("DELETE", "/deletedkeys/cmk")
        #expect(purge.verdict == "403 Forbidden")
        #expect(
            purge.message?.hasPrefix("Operation \"purge\" is not allowed because purge protection") == true)
        #expect(purge.message?.hasSuffix("Vault: contoso-kv;location=westeurope") == true)

        #expect(client.key("POST", "/deletedkeys/cmk/recover").body == before.body)
        #expect(client.key("GET", "/deletedkeys/cmk").verdict == "404 KeyNotFound")
        #expect(client.key("GET", "/deletedkeys/cmk").message == "Deleted Key not found: cmk")
        #expect(client.key("POST", "/deletedkeys/cmk/recover").verdict == "400 MethodNotAllowed")
        #expect(client.key("POST", "/deletedkeys/none/recover").verdict == "404 KeyNotFound")
    }

    @Test("a key of a vault without purge protection can be purged, and its name is free")
    func purge() {
        var client = AzureClient.at(.group)
        let properties: Document = [
            "tenantId": .string(Genesis.defaultTenant), "sku": ["family": "A", "name": "standard"],
            "softDeleteRetentionInDays": 7,
        ]
        _ = client.put(Contoso.vault, ["location": "westeurope", "properties": properties])
        client.pass(.minutes(1))
        #expect(
            client.key("POST", "/keys/cmk/create", ["kty": "RSA"]).text("attributes", "recoveryLevel")
                == "CustomizedRecoverable+Purgeable")
        _ = client.key("DELETE", "/keys/cmk")
        let purged = client.key("DELETE", "/deletedkeys/cmk")
        #expect(purged.status == 204)
        #expect(purged.body == nil)
        #expect(client.key("GET", "/deletedkeys").values.isEmpty)
        #expect(client.key("POST", "/keys/cmk/create", ["kty": "RSA"]).status == 200)
    }

    @Test("someone without the permission is refused by policy, whatever the key")
    func permissions() {
        var client = AzureClient.at(.key)
        let asDana: HeaderFields = ["x-lockstep-actor": "dana@contoso"]
        let entries = client.entries.count
        for (method, path, operation) in [
            ("GET", "/keys/cmk", "get"), ("GET", "/keys", "list"), ("POST", "/keys/cmk/wrapkey", "wrapKey"),
            ("DELETE", "/keys/cmk", "delete"), ("POST", "/keys/none/rotate", "rotate"),
        ] {
            let answer = client.send(
                method, path, ["alg": "RSA-OAEP", "value": "AAEC"], version: "7.4",
                host: "contoso-kv.vault.azure.net",
                headers: asDana)
            #expect(answer.verdict == "403 Forbidden", "\(path)")
            #expect(answer.text("error", "innererror", "code") == "ForbiddenByPolicy")
            #expect(
                answer.message?.contains("does not have keys \(operation) permission on key vault") == true)
            #expect(answer.rules.first == "KV-ACC-03" && answer.rules.last == "KV-DP-04")
        }
        // A write that is refused is journaled; a read is not.
        #expect(client.entries.count == entries + 2)
    }

    @Test("a request without a token is challenged as Key Vault does")
    func challenge() {
        var client = AzureClient.at(.key)
        client.authorization = nil
        let answer = client.key("GET", "/keys/cmk")

        #expect(answer.verdict == "401 Unauthorized")
        #expect(answer.message == "AKV10000: Request is missing a Bearer or PoP token.")
        #expect(
            answer["WWW-Authenticate"]
                == "Bearer authorization=\"https://login.microsoftonline.com/\(Genesis.defaultTenant)\", "
                + "resource=\"https://vault.azure.net\"")
    }

    @Test("requests outside the data plane's terms are refused in its shape, and nothing is written")
    func malformed() {
        var client = AzureClient.at(.key)
        let before = client.entries
        #expect(client.key("GET", "/keys/cmk", version: nil).verdict == "400 BadParameter")
        #expect(client.key("GET", "/keys/cmk", version: "6.0").verdict == "400 BadParameter")
        #expect(client.key("GET", "/keys/cmk", version: "2031-01-01").status == 200)
        for body: Document in [
            ["kty": "RSA", "key_size": "big"], ["kty": "DSA"], [:], ["kty": 5],
            ["kty": "RSA", "key_ops": ["fly"]],
            ["kty": "RSA", "attributes": ["exp": -1]], ["kty": "RSA", "attributes": []],
        ] {
            let answer = client.key("POST", "/keys/other/create", body)
            #expect(answer.status == 400, "\(body)")
            #expect(answer.code != nil)
        }
        for text in ["{", "[]", ""] {
            let answer = client.send(
                "POST", "/keys/other/create", bytes: Array(text.utf8), version: "7.4",
                host: "contoso-kv.vault.azure.net")
            #expect(answer.status == 400)
        }
        #expect(client.entries == before)
        // What only the room can judge is refused there, in the data plane's word.
        #expect(
            client.key("POST", "/keys/other/create", ["kty": "RSA", "key_size": 1024]).verdict
                == "400 BadParameter")
        #expect(client.key("POST", "/keys/a_b/create", ["kty": "RSA"]).verdict == "400 BadParameter")
    }

    @Test("a vault that is not there, or not in DNS yet, cannot be reached")
    func unreachable() {
        var client = AzureClient.at(.group)
        #expect(client.key("GET", "/keys").verdict == "404 VaultNotFound")
        _ = client.put(Contoso.vault, AzureClient.vaultBody)
        #expect(client.key("GET", "/keys").verdict == "404 VaultNotFound")
        client.pass(.seconds(30))
        #expect(client.key("GET", "/keys").status == 200)
    }

    @Test("a name with an escaped slash names nothing, on either plane")
    func slash() {
        var client = AzureClient.at(.key)
        let before = client.entries
        #expect(client.key("POST", "/keys/a%2Fb/create", ["kty": "RSA"]).verdict == "400 BadParameter")
        #expect(client.key("GET", "/keys/cmk%2F\(client.keyVersion)").verdict == "400 BadParameter")
        let vaults = "\(Contoso.group)/providers/Microsoft.KeyVault/vaults"
        #expect(
            client.put("\(vaults)/contoso-kv%2Fkeys%2Fkey", AzureClient.vaultBody).verdict
                == "400 InvalidResourceName")
        #expect(
            client.put("\(Contoso.subscription)/resourceGroups/a%2Fb", ["location": "westeurope"]).verdict
                == "400 InvalidResourceName")
        #expect(client.entries == before)
    }
}
