import AzureWire
import ControlPlane
import Foundation
import JWTKit
import Testing
import VirtualTime

@testable import EntraTokens

/// A server of tokens at a fixed instant, and a world to log in to.
struct Server {
    static let now: Int64 = 1_795_000_000
    let entra: Entra
    var world: World
    var name = "default"

    init(strict: Bool = false, directory: String? = nil, at seconds: Int64 = now) throws {
        var settings = Settings()
        _ = settings.assume(.strictIdentities, strict ? "on" : "off")
        world = World(Genesis(start: Genesis.defaultStart, settings: settings))
        entra = try Entra(directory: directory) { seconds }
    }

    func send(
        _ method: String, _ path: String, _ form: String = "", host: String = "localhost:8443"
    ) async throws -> (status: Int, body: Document, response: WireResponse)? {
        let request = try WireRequest(
            method: method, target: path, headers: ["Host": host], body: Array(form.utf8), secure: true)
        let answer = await entra.respond(to: request, inWorld: name, world)
        return try answer.map { ($0.status, try Document(json: $0.bodyBytes), $0) }
    }

    func token(
        _ form: String, tenant: String = Genesis.defaultTenant, version: String = "v2.0/",
        host: String = "localhost:8443"
    ) async throws -> (status: Int, body: Document) {
        let answer = try #require(
            try await send("POST", "/\(tenant)/oauth2/\(version)token", form, host: host))
        return (answer.status, answer.body)
    }
}

@Suite("Logging in") struct EntraTests {
    private let scope = "&scope=https%3A%2F%2Flocalhost%3A8443%2F%2F.default"
    private let tenant = Genesis.defaultTenant
    private func secret(_ id: String, _ secret: String) -> String {
        "grant_type=client_credentials&client_id=\(id)&client_secret=\(secret)\(scope)"
    }
    private func claims(_ text: String?) throws -> Document {
        let token = try BearerToken(authorization: "Bearer \(text ?? "")")
        return try #require(token.claims)
    }

    @Test("gives a token whose signature the key set verifies, with the claims that clients read")
    func signature() async throws {
        let server = try Server()
        let answer = try await server.token(secret("any", "x"))
        #expect(answer.status == 200)
        #expect(answer.body["expires_in"]?.integer ?? 0 >= 3_600)
        #expect(answer.body["token_type"] == "Bearer")
        let text = try #require(answer.body["access_token"]?.text)
        let keys = try #require(try await server.send("GET", "/common/discovery/v2.0/keys"))
        let verifier = JWTKeyCollection()
        try await verifier.add(jwksJSON: keys.body.json)
        let read = try await verifier.verify(text, as: TokenClaims.self)
        let owner = WorldPrincipals.owner(in: server.world)
        #expect(read.oid == owner.objectID && read.sub == owner.objectID)
        #expect(read.aud == "https://localhost:8443/")
        #expect(read.iss == "https://localhost:8443/\(tenant)/")
        #expect(read.tid == tenant && read.appid == "any" && read.idtyp == "app" && read.ver == "1.0")
        #expect(read.world == "default" && read.scp == nil)
        #expect(read.nbf <= Server.now && read.exp >= Server.now + 3_600)
        // Another key verifies nothing.
        let other = try #require(try await Server().send("GET", "/common/discovery/keys"))
        let stranger = JWTKeyCollection()
        try await stranger.add(jwksJSON: other.body.json)
        await #expect(throws: (any Error).self) {
            try await stranger.verify(text, as: TokenClaims.self)
        }
    }

    @Test("names who logs in, the tenant that was asked and the world")
    func subjects() async throws {
        var server = try Server()
        server.name = "training"
        let reader = try #require(WorldPrincipals.all(in: server.world).first { $0.name == "reader" })
        let other = "22222222-2222-2222-2222-222222222222"
        let answer = try await server.token(
            secret(reader.clientID, "wrong"), tenant: other, host: "login.microsoftonline.com")
        let claims = try claims(answer.body["access_token"]?.text)
        #expect(claims["oid"]?.text == reader.objectID)
        #expect(claims["tid"]?.text == other)
        #expect(claims["iss"]?.text == "https://sts.windows.net/\(other)/")
        #expect(claims["lockstep_world"] == "training")
    }

    @Test("speaks version 1, the manner of AD FS, and takes doubled slashes")
    func otherWays() async throws {
        let server = try Server()
        let form =
            "grant_type=client_credentials&client_id=a&client_secret=b&resource=https://management.azure.com/"
        let first = try await server.token(form, version: "")
        #expect(first.body["expires_in"]?.text != nil)
        #expect(first.body["resource"] == "https://management.azure.com/")
        #expect(try await server.token(secret("a", "b"), tenant: "/\(tenant)").status == 200)
        let federated = try await server.token(secret("a", "b"), tenant: "adfs", version: "")
        #expect(federated.body["expires_in"]?.integer != nil)
        let configuration = try #require(
            try await server.send("GET", "/adfs/.well-known/openid-configuration"))
        #expect(configuration.body["token_endpoint"] == "https://localhost:8443/adfs/oauth2/token")
    }

    @Test("says where everything is, by the way in")
    func documents() async throws {
        let server = try Server()
        for (host, base) in [
            ("localhost:8443", "https://localhost:8443"),
            ("login.microsoftonline.com", "https://login.microsoftonline.com"),
        ] {
            for tenant in [tenant, "common", "organizations", "consumers"] {
                let found = try #require(
                    try await server.send(
                        "GET", "/\(tenant)/v2.0/.well-known/openid-configuration", host: host))
                #expect(found.body["token_endpoint"]?.text == "\(base)/\(tenant)/oauth2/v2.0/token")
                #expect(
                    found.body["authorization_endpoint"]?.text == "\(base)/\(tenant)/oauth2/v2.0/authorize")
            }
            let instance = try #require(
                try await server.send("GET", "/common/discovery/instance?api-version=1.1", host: host))
            #expect(instance.body["tenant_discovery_endpoint"]?.text?.hasPrefix(base) == true)
            let realm = try #require(
                try await server.send("GET", "/common/userrealm/a@b.test?api-version=1.0", host: host))
            #expect(realm.body["account_type"] == "Managed" && realm.body["domain_name"] == "b.test")
        }
        #expect(try await server.send("GET", "/subscriptions") == nil)
        #expect(try await server.send("POST", "/x/oauth2/token", host: "management.azure.com") == nil)
    }

    @Test("of a person gives the tokens that get others, and none of another world")
    func people() async throws {
        var server = try Server()
        let form =
            "grant_type=password&username=dana%40contoso&password=x&client_id=cli&client_info=1\(scope)"
        let answer = try await server.token(form, tenant: "organizations")
        let claims = try claims(answer.body["access_token"]?.text)
        #expect(claims["oid"]?.text == Identity.objectID(named: "dana@contoso", in: server.world))
        #expect(claims["scp"] == "user_impersonation" && claims["idtyp"] == "user")
        #expect(answer.body["id_token"]?.text != nil && answer.body["client_info"]?.text != nil)
        let refresh =
            "grant_type=refresh_token&client_id=cli&refresh_token="
            + (answer.body["refresh_token"]?.text ?? "") + scope
        let next = try await server.token(refresh)
        #expect(try self.claims(next.body["access_token"]?.text)["oid"] == claims["oid"])
        let access = answer.body["access_token"]?.text ?? ""
        #expect(
            try await server.token("grant_type=refresh_token&client_id=cli&refresh_token=\(access)").status
                == 400)
        server.name = "other"
        #expect(try await server.token(refresh).status == 400)
    }

    @Test("of a strict world takes its own clients, secrets and tenant, in Entra's words")
    func strict() async throws {
        let server = try Server(strict: true)
        let reader = try #require(WorldPrincipals.all(in: server.world).first { $0.name == "reader" })
        #expect(try await server.token(secret(reader.clientID, reader.secret)).status == 200)
        let cases: [(String, String, Int, Int64)] = [
            (secret(reader.clientID, "wrong"), tenant, 401, 7_000_215),
            (secret("any", reader.secret), tenant, 400, 700_016),
            (secret(reader.clientID, reader.secret), "22222222-2222-2222-2222-222222222222", 400, 90002),
            ("grant_type=password&client_id=c&username=nobody&password=x", tenant, 400, 50034),
            ("grant_type=password&client_id=c&username=reader&password=x", tenant, 400, 50126),
        ]
        for (form, tenant, status, number) in cases {
            let answer = try await server.token(form, tenant: tenant)
            #expect(answer.status == status)
            #expect(answer.body["error_codes"] == [.integer(number)], "\(form)")
            #expect(answer.body["error_description"]?.text?.hasPrefix("AADSTS\(number): ") == true)
        }
    }

    @Test(
        "tells what is missing, and what is not modeled",
        arguments: [
            ("", 400, Int64(900144)), ("grant_type=client_credentials", 400, 900144),
            ("grant_type=client_credentials&client_id=a", 401, 7_000_216),
            ("grant_type=client_credentials&client_id=a&client_secret=b", 400, 90014),
            ("grant_type=client_credentials&client_id=a&client_secret=b&scope=x", 400, 1_002_012),
            ("grant_type=client_credentials&client_id=a&client_assertion=b", 400, 70003),
            ("grant_type=device_code&client_id=a&device_code=b", 400, 70003),
            ("grant_type=x&client_id=a", 400, 70003), ("grant_type=%zz", 400, 9_002_313),
        ])
    func refusals(form: String, status: Int, number: Int64) async throws {
        let answer = try await Server().token(form)
        #expect(answer.status == status)
        #expect(answer.body["error_codes"] == [.integer(number)])
    }

    @Test("reads no form without end")
    func bounds() async throws {
        let answer = try await Server().token(
            "grant_type=" + String(repeating: "x", count: TokenRequest.longest))
        #expect(answer.body["error_codes"] == [.integer(9_002_313)])
    }
}

@Suite("The key of tokens") struct TokenKeyTests {
    @Test("outlives a restart, in a file for its owner alone")
    func restart() async throws {
        let directory = FileManager.default.temporaryDirectory.appendingPathComponent(
            "lockstep-\(UUID().uuidString)"
        ).path
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let form = "grant_type=client_credentials&client_id=a&client_secret=b&scope=x/.default"
        let before = try Server(directory: directory)
        let token = try await before.token(form).body["access_token"]?.text ?? ""
        let after = try Server(directory: directory)
        let keys = try #require(try await after.send("GET", "/common/discovery/keys"))
        let verifier = JWTKeyCollection()
        try await verifier.add(jwksJSON: keys.body.json)
        _ = try await verifier.verify(token, as: TokenClaims.self)
        #expect(try await after.token(form).body["access_token"]?.text == token)
        let path = "\(directory)/token-key.pem"
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
        #expect(throws: TokenKeyFault.self) { try Server(directory: directory) }
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
        try "no key".write(toFile: path, atomically: false, encoding: .utf8)
        #expect(throws: TokenKeyFault.self) { try Server(directory: directory) }
    }
}
