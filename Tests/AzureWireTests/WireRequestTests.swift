import AzureWire
import Testing

@Suite struct WireRequestTests {
    private func request(
        _ target: String, headers: HeaderFields = ["Host": "management.azure.com"]
    ) throws(RequestFault) -> WireRequest {
        try WireRequest(method: "get", target: target, headers: headers)
    }

    @Test("a target in origin form is split and decoded, and keeps its casing")
    func originForm() throws {
        let request = try request(
            "/subscriptions/ABC/resourceGroups/rg%20soc?Api-Version=2022-10-01&$filter=a+eq+%27b%27&flag")

        #expect(request.method == "GET")
        #expect(request.scheme == "http")
        #expect(request.host == "management.azure.com")
        #expect(request.port == nil)
        #expect(request.path == "/subscriptions/ABC/resourceGroups/rg%20soc")
        #expect(request.segments == ["subscriptions", "ABC", "resourceGroups", "rg soc"])
        #expect(request.query["api-version"] == "2022-10-01")
        #expect(request.query["$FILTER"] == "a eq 'b'")
        #expect(request.query["flag"] == "")
        #expect(request.query["absent"] == nil)
        #expect(request.query.map(\.name) == ["Api-Version", "$filter", "flag"])
    }

    @Test("a target in absolute form brings its own host, port and scheme")
    func absoluteForm() throws {
        let request = try request(
            "HTTPS://KV.Vault.Localhost.:8443/keys?api-version=7.4", headers: ["Host": "elsewhere.example"])

        #expect(request.scheme == "https")
        #expect(request.host == "kv.vault.localhost")
        #expect(request.port == 8443)
        #expect(request.segments == ["keys"])
        #expect(try self.request("http://localhost").path == "/")
        #expect(try self.request("http://localhost?a=1").query["a"] == "1")
    }

    @Test("empty segments, of doubled and final slashes, are left out")
    func emptySegments() throws {
        #expect(try request("//keys/soc-cmk/?api-version=7.4").segments == ["keys", "soc-cmk"])
    }

    @Test(
        "an unusable target is refused with its fault",
        arguments: [
            ("/a%2", RequestFault.badPercentEncoding), ("/a%zz", .badPercentEncoding),
            ("/a?b=%4", .badPercentEncoding),
            ("/a%ff", .invalidUTF8), ("/a%C3", .invalidUTF8), ("/a/../b", .dotSegment),
            ("/a/%2E%2e/b", .dotSegment),
            ("/./a", .dotSegment), ("/a%00b", .nulByte), ("/a b", .malformedTarget),
            ("/a#b", .malformedTarget),
            ("", .malformedTarget), ("*", .malformedTarget), ("ftp://host/a", .malformedTarget),
            ("/ä", .malformedTarget), ("http://user@host/", .malformedTarget),
            ("http:///a", .malformedTarget),
        ])
    func unusableTarget(target: String, fault: RequestFault) {
        #expect(throws: fault) { try request(target) }
    }

    @Test("a path may have 8 KiB and not one byte more")
    func pathLimit() throws {
        let longest = "/" + String(repeating: "a", count: WireRequest.longestPath - 1)

        #expect(try request(longest + "?q=" + longest).path == longest)
        #expect(throws: RequestFault.pathTooLong(limitBytes: 8_192)) { try request(longest + "a") }
    }

    @Test(
        "the Host header is one name or address with an optional port",
        arguments: [
            ("LOCALHOST:8443", "localhost", 8443), ("[::1]:80", "::1", 80), ("127.0.0.1", "127.0.0.1", nil),
            ("kv-soc.vault.azure.net.", "kv-soc.vault.azure.net", nil), ("host:", "host", nil),
        ] as [(String, String, Int?)])
    func host(text: String, host: String, port: Int?) throws {
        let request = try request("/", headers: ["host": text])

        #expect(request.host == host)
        #expect(request.port == port)
    }

    @Test(
        "another Host header is refused",
        arguments: [
            "a b", "a,b", "a/b", "host:99999", "host:-1", "host:1:2", "[::1", "[]", "[x]", "a@b", ".",
        ])
    func badHost(text: String) {
        #expect(throws: RequestFault.malformedHost) { try request("/", headers: ["Host": text]) }
    }

    @Test("no Host, an empty one and two are refused")
    func hostCount() {
        #expect(throws: RequestFault.missingHost) { try request("/", headers: [:]) }
        #expect(throws: RequestFault.missingHost) { try request("/", headers: ["Host": ""]) }
        #expect(throws: RequestFault.malformedHost) { try request("/", headers: ["Host": "a", "host": "b"]) }
    }

    @Test("header fields keep their order and are found in any casing")
    func headers() {
        var headers: HeaderFields = ["X-A": "1", "Accept": "b", "x-a": "2"]

        #expect(headers["x-A"] == "1")
        #expect(headers.values("X-a") == ["1", "2"])
        #expect(headers.map(\.name) == ["X-A", "Accept", "x-a"])

        headers["X-a"] = "3"
        #expect(headers.values("x-a") == ["3"])
        headers["ACCEPT"] = nil
        #expect(headers["accept"] == nil)
    }

    @Test("the proxy user is read from basic credentials, unless the connection names one")
    func proxyUser() throws {
        let headers: HeaderFields = ["Host": "a", "Proxy-Authorization": "basic Y29udG9zbzpzZWNyZXQ="]
        let entry = WireRequest.Entry(proxyUser: "fabrikam")

        #expect(try request("/", headers: headers).entry.proxyUser == "contoso")
        #expect(try request("/").entry.proxyUser == nil)
        #expect(
            try request("/", headers: ["Host": "a", "Proxy-Authorization": "Basic ?"]).entry.proxyUser == nil)
        let named = try WireRequest(method: "GET", target: "/", headers: headers, entry: entry)
        #expect(named.entry == entry)
    }
}
