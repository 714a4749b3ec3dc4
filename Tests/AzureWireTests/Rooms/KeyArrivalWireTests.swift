import AzureWire
import ControlPlane
import Testing
import VirtualTime

@Suite("Import, backup and restore over the wire") struct KeyArrivalWireTests {
    /// RFC 7517, A.2: the private members of a P-256 key.
    private static let elliptic: Document = [
        "kty": "EC", "crv": "P-256", "x": "MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4",
        "y": "4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM",
        "d": "870MB6gfuTJ4HtUnUvYMyJpr5eUZNP4Bk43bVdj3eAE",
    ]
    /// RFC 7515, A.2.1: the private members of an RSA key of 2,048 bits.
    private static let rsa: Document = [
        "kty": "RSA",
        "n": .string(
            "ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-"
                + "yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsL"
                + "A9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoud"
                + "F8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ"),
        "e": "AQAB",
        "d": .string(
            "Eq5xpGnNCivDflJsRQBXHx1hdR1k6Ulwe2JZD50LpXyWPEAeP88vLNO97IjlA7_GQ5sLKMgvfTeXZx9SE-7YwVol2NXOoAJe46"
                + "sui395IW_GO-pWJ1O0BkTGoVEn2bKVRUCgu-GjBVaYLU6f3l9kJfFNS3E0QbVdxzubSu3Mkqzjkn439X0M_V51gfpRLI9JY"
                + "anrC4D4qAdGcopV_0ZHHzQlBjudU2QvXt4ehNYTCBr6XCLQUShb1juUO1ZdiYoFaFQT5Tw8bGUl_x_jTj3ccPDVZFD9pIuh"
                + "LhBOneufuBiB4cS98l2SR_RQyGWSeWjnczT0QU91p1DhOVRuOopznQ"),
        "p": .string(
            "4BzEEOtIpmVdVEZNCqS7baC4crd0pqnRH_5IB3jw3bcxGn6QLvnEtfdUdiYrqBdss1l58BQ3KhooKeQTa9AB0Hw_Py5PJdTJNP"
                + "Y8cQn7ouZ2KKDcmnPGBY5t7yLc1QlQ5xHdwW1VhvKn-nXqhJTBgIPgtldC-KDV5z-y2XDwGUc"),
        "q": .string(
            "uQPEfgmVtjL0Uyyx88GZFF1fOunH3-7cepKmtH4pxhtCoHqpWmT8YAmZxaewHgHAjLYsp1ZSe7zFYHj7C6ul7TjeLQeZD_YwD6"
                + "6t62wDmpe_HlB-TnBA-njbglfIsRLtXlnDzQkv5dTltRJ11BKBBypeeF6689rjcJIDEz9RWdc"),
    ]
    private static let premium: Document = ["properties": ["sku": ["family": "A", "name": "premium"]]]

    private func with(_ key: Document, _ name: String, _ value: Document) -> Document {
        var members = key.members ?? [:]
        members[name] = value
        return .object(members)
    }

    @Test("an imported key shows its public half alone, and signs as itself")
    func imports() throws {
        var client = AzureClient.at(.vault)
        let imported = client.key(
            "PUT", "/keys/mine",
            [
                "key": Self.elliptic, "attributes": ["enabled": true, "exp": 4_000_000_000],
                "tags": ["a": "b"],
            ])
        #expect(imported.status == 200)
        let members = try #require(imported.body?.at(pointer: ["key"])?.members)
        #expect(members.names == ["kid", "kty", "key_ops", "crv", "x", "y"])
        #expect(members["x"] == Self.elliptic["x"] && members["y"] == Self.elliptic["y"])
        #expect(imported.at("attributes", "exp") == 4_000_000_000)
        #expect(imported.at("tags") == ["a": "b"])
        #expect(client.key("GET", "/keys/mine").body == imported.body)

        let rsa = client.key("PUT", "/keys/mine", ["key": Self.rsa, "hsm": false])
        #expect(rsa.at("key", "n") == Self.rsa["n"])
        #expect(rsa.body?.at(pointer: ["key"])?.members?.names == ["kid", "kty", "key_ops", "n", "e"])
        #expect(client.key("GET", "/keys/mine/versions").values.count == 2)
        let digest = Document.string(String(repeating: "A", count: 43))
        let signed = client.key("POST", "/keys/mine/sign", ["alg": "RS256", "value": digest])
        let verdict = client.key(
            "POST", "/keys/mine/verify",
            ["alg": "RS256", "digest": digest, "value": signed.at("value") ?? .null])
        #expect(verdict.body == ["value": true])
        #expect(client.entries.last?.rulings.first?.because == KeyVault.Rule.keyCreated.id)
    }

    @Test("its public half is shown as it was sent, with a zero in front and an old name of its curve")
    func asSent() {
        var client = AzureClient.at(.vault)
        // The generator itself, which is the key of 1 (SEC 2, 2.4.1).
        let sent: Document = [
            "kty": "EC", "crv": "SECP256K1", "x": "AHm-Zn753LusVaBilc6HCwcCm_zbLc4o2VnygVsW-BeY",
            "y": "SDradyajxGVdpPv8DhEIqP0XtEimhVQZnEfQj_sQ1Lg",
            "d": "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAE",
        ]
        let key = client.key("PUT", "/keys/old", ["key": sent])
        for name in ["crv", "x", "y"] { #expect(key.at("key", name) == sent[name]) }
        let digest = Document.string(String(repeating: "A", count: 43))
        let signed = client.key("POST", "/keys/old/sign", ["alg": "ES256K", "value": digest])
        #expect(signed.status == 200)
    }

    @Test("what makes no key is refused by name, and nothing is written")
    func refusedImports() {
        var client = AzureClient.at(.key)
        let entries = client.entries
        for key: Document in [
            with(Self.elliptic, "d", "AQ"), with(Self.elliptic, "x", Self.elliptic["y"] ?? .null),
            with(Self.elliptic, "crv", "P-384"), with(Self.elliptic, "crv", "P-1"),
            with(Self.elliptic, "d", .null), with(Self.elliptic, "kty", "RSA"),
            with(Self.rsa, "n", "AQAB"), with(Self.rsa, "p", Self.rsa["q"] ?? .null),
            with(Self.rsa, "d", "AQAB"), with(Self.rsa, "e", "AQAA"), with(Self.rsa, "q", "*"),
            with(Self.rsa, "p", .string(String(repeating: "A", count: 2_000))), [:], ["kty": "DSA"],
            ["kty": "oct", "k": "AAEC"],
        ] {
            let refused = client.key("PUT", "/keys/mine", ["key": key])
            #expect(refused.verdict == "400 BadParameter", "\(key.json.prefix(80))")
        }
        #expect(client.key("PUT", "/keys/mine", [:]).verdict == "400 BadParameter")
        #expect(client.entries == entries)
        // An HSM's own wrapping is left out, and says so.
        let wrapped = client.key("PUT", "/keys/mine", ["key": ["kty": "RSA-HSM", "key_hsm": "AAEC"]])
        #expect(wrapped.status == 501)
        #expect(
            client.key("PUT", "/keys/mine", ["key": Self.rsa, "hsm": true]).verdict == "400 BadParameter")
        _ = client.patch(Contoso.vault, Self.premium)
        let inHardware = client.key("PUT", "/keys/mine", ["key": Self.rsa, "hsm": true])
        #expect(inHardware.at("key", "kty") == "RSA-HSM")
        let symmetric = client.key(
            "PUT", "/keys/oct", ["key": ["kty": "oct", "k": "AAECAwQFBgcICQoLDA0ODw"]])
        #expect(symmetric.at("key", "kty") == "oct-HSM")
        // RFC 3394, 4.1.
        let wrap = client.key(
            "POST", "/keys/oct/wrapkey", ["alg": "A128KW", "value": "ABEiM0RVZneImaq7zN3u_w"])
        #expect(wrap.text("value") == "H6aLCoEStEeu80vY-1p7gp0-hiNx0s_l")
    }

    @Test("KV-ROT-04 · what was imported does not rotate by itself, and turns by hand")
    func rotation() {
        var client = AzureClient.at(.key)
        let policy: Document = [
            "lifetimeActions": [["trigger": ["timeAfterCreate": "P30D"], "action": ["type": "Rotate"]]]
        ]
        #expect(client.key("PUT", "/keys/cmk/rotationpolicy", policy).status == 200)
        #expect(client.key("PUT", "/keys/cmk", ["key": Self.rsa]).status == 200)
        client.pass(.days(60))
        #expect(client.key("GET", "/keys/cmk").at("key", "n") == Self.rsa["n"])
        let refused = client.key("PUT", "/keys/cmk/rotationpolicy", policy)
        #expect(refused.verdict == "400 BadParameter")
        #expect(refused.rules == ["KV-ROT-04"])
        let told: Document = [
            "lifetimeActions": [["trigger": ["timeBeforeExpiry": "P20D"], "action": ["type": "Notify"]]]
        ]
        #expect(client.key("PUT", "/keys/cmk/rotationpolicy", told).status == 200)
        let rotated = client.key("POST", "/keys/cmk/rotate")
        #expect(rotated.status == 200)
        #expect(rotated.at("key", "n") != Self.rsa["n"])
    }

    @Test("KV-KEY-18 · a backup brings back all versions as they were, into a vault where the name is free")
    func backup() throws {
        var client = AzureClient.at(.key)
        let wrap: Document = ["alg": "RSA-OAEP", "value": "AAEC"]
        let wrapped = client.key("POST", "/keys/cmk/wrapkey", wrap)
        let first = client.keyVersion
        _ = client.key("PUT", "/keys/cmk", ["key": Self.rsa, "tags": ["a": "b"]])
        _ = client.setKey(enabled: false)
        let before = client.key("GET", "/keys/cmk")
        let entries = client.entries
        let backup = client.key("POST", "/keys/cmk/backup")
        #expect(backup.status == 200)
        #expect(client.entries == entries)
        let value = try #require(backup.text("value"))
        // The private half does not lie open in it.
        let d = try #require(Self.rsa["d"]?.text)
        #expect(!value.contains(d.prefix(40)))

        let taken = client.key("POST", "/keys/restore", ["value": .string(value)])
        #expect(taken.verdict == "409 Conflict")
        #expect(taken.rules == ["KV-KEY-18"])
        _ = client.key("DELETE", "/keys/cmk")
        let held = client.key("POST", "/keys/restore", ["value": .string(value)])
        #expect(held.text("error", "innererror", "code") == "ObjectIsDeletedButRecoverable")

        let second = Contoso.vault.replacing("contoso-kv", with: "contoso-kv2")
        _ = client.put(second, AzureClient.vaultBody)
        client.pass(.minutes(1))
        func there(_ method: String, _ path: String, _ body: Document? = nil) -> Answer {
            client.send(method, path, body, version: "7.4", host: "contoso-kv2.vault.azure.net")
        }
        let restored = there("POST", "/keys/restore", ["value": .string(value)])
        #expect(restored.status == 200)
        let version = before.text("key", "kid")?.split(separator: "/").last ?? ""
        #expect(restored.text("key", "kid") == "https://contoso-kv2.vault.azure.net/keys/cmk/\(version)")
        #expect(restored.at("key", "n") == before.at("key", "n"))
        #expect(restored.at("attributes") == before.at("attributes"))
        #expect(restored.at("tags") == ["a": "b"])
        #expect(there("GET", "/keys/cmk/versions").values.count == 2)
        let opened = there(
            "POST", "/keys/cmk/\(first)/unwrapkey",
            ["alg": "RSA-OAEP", "value": wrapped.at("value") ?? .null])
        #expect(opened.text("value") == "AAEC")
        // A backup of the restored key restores just as well: what it follows from goes along.
        #expect(there("POST", "/keys/cmk/backup").status == 200)
    }

    @Test("a backup that was changed, or is of another subscription, is none")
    func brokenBackups() throws {
        var client = AzureClient.at(.key)
        let value = try #require(client.key("POST", "/keys/cmk/backup").text("value"))
        let entries = client.entries
        for place in [0, 5, 30, 60, value.count - 3] {
            var digits = Array(value)
            digits[place] = digits[place] == "A" ? "B" : "A"
            let changed = client.key("POST", "/keys/restore", ["value": .string(String(digits))])
            #expect(changed.verdict == "400 BadParameter", "\(place)")
        }
        for bad: Document in ["", "AAEC", "*", 5, .null] {
            #expect(client.key("POST", "/keys/restore", ["value": bad]).status == 400)
        }
        #expect(client.key("POST", "/keys/none/backup").verdict == "404 KeyNotFound")
        #expect(client.entries == entries)
    }

    @Test("import, backup and restore each take their own permission")
    func permissions() {
        var client = AzureClient.at(.key)
        func asDana(_ method: String, _ path: String, _ body: Document) -> Answer {
            client.send(
                method, path, body, version: "7.4", host: "contoso-kv.vault.azure.net",
                headers: ["x-lockstep-actor": "dana@contoso"])
        }
        let value = client.key("POST", "/keys/cmk/backup").at("value") ?? .null
        for (method, path, body, operation) in [
            ("PUT", "/keys/mine", ["key": Self.rsa], "import"), ("POST", "/keys/cmk/backup", [:], "backup"),
            ("POST", "/keys/restore", ["value": value], "restore"), ("POST", "/rng", ["count": 8], "get"),
        ] as [(String, String, Document, String)] {
            let answer = asDana(method, path, body)
            #expect(answer.text("error", "innererror", "code") == "ForbiddenByPolicy", "\(path)")
            #expect(answer.message?.contains("does not have keys \(operation) permission") == true)
        }
    }

    @Test("release stays out, and says where that is written")
    func release() {
        var client = AzureClient.at(.key)
        let answer = client.key("POST", "/keys/cmk/\(client.keyVersion)/release", ["target": "x"])
        #expect(answer.status == 501)
        #expect(answer.message?.contains("docs/non-goals/keyvault.md") == true)
    }
}
