import AzureWire
import Testing

@Suite struct RouterTests {
    private static let vault =
        "/subscriptions/{subscription}/resourceGroups/{group}/providers/Microsoft.KeyVault/vaults/{vault}"

    private func outcome(
        _ router: Router<String>, _ method: String, _ path: String, host: String = "management.azure.com"
    ) -> String {
        switch router.match(method: method, host: host, segments: path.split(separator: "/").map(String.init))
        {
        case .found(let name, let parameters):
            name + parameters.map { " \($0.name)=\($0.value)" }.joined()
        case .wrongMethod(let allowed): "allow " + allowed.joined(separator: ", ")
        case .none: "none"
        }
    }

    @Test("literals compare without case, and parameters keep theirs")
    func casing() throws {
        var router = Router<String>()
        try router.add("PUT", Self.vault, "put")

        let path = "/SUBSCRIPTIONS/Ab/resourcegroups/RG-Soc/Providers/microsoft.keyvault/VAULTS/Kv-Soc"
        #expect(outcome(router, "PUT", path) == "put subscription=Ab group=RG-Soc vault=Kv-Soc")
        #expect(outcome(router, "PUT", path + "/keys") == "none")
        #expect(outcome(router, "PUT", "/subscriptions/Ab") == "none")
    }

    @Test("the leftmost literal wins, and a template without the method is passed over")
    func literalFirst() throws {
        var router = Router<String>()
        try router.add("GET", "/keys/{key}/{version}", "version")
        try router.add("GET", "/keys/{key}/versions", "versions")
        try router.add("PATCH", "/keys/{key}/{version}", "patch")
        try router.add("GET", "/{any}/restore/versions", "other")

        #expect(outcome(router, "GET", "/keys/k/Versions") == "versions key=k")
        #expect(outcome(router, "GET", "/keys/k/v1") == "version key=k version=v1")
        #expect(outcome(router, "PATCH", "/keys/k/versions") == "patch key=k version=versions")
        #expect(outcome(router, "GET", "/keys/restore/versions") == "versions key=restore")
        #expect(outcome(router, "GET", "/x/restore/versions") == "other any=x")
    }

    @Test("a known path with an unknown method names the methods it has")
    func wrongMethod() throws {
        var router = Router<String>()
        try router.add("put", Self.vault, "put")
        try router.add("GET", Self.vault, "get")

        let path = "/subscriptions/s/resourceGroups/g/providers/Microsoft.KeyVault/vaults/v"
        #expect(outcome(router, "POST", path) == "allow PUT, GET")
        #expect(outcome(router, "GET", path) == "get subscription=s group=g vault=v")
    }

    @Test("two templates that answer the same requests clash, whatever their names and casing")
    func clash() throws {
        var router = Router<String>()
        try router.add("GET", "/keys/{key}", host: .keyVault, "first")
        let clash = RouteFault.clash(method: "GET", template: "/KEYS/{name}/", existing: "/keys/{key}")

        #expect(throws: clash) { try router.add("GET", "/KEYS/{name}/", host: .keyVault, "second") }
        #expect(outcome(router, "GET", "/keys/k", host: "kv.vault.azure.net") == "first vault=kv key=k")
        try router.add("PUT", "/keys/{name}", host: .keyVault, "other method")
        try router.add("GET", "/keys/{name}", host: .management, "other host")
        #expect(router.routes.map(\.handler) == ["first", "other method", "other host"])
    }

    @Test("hosts that localhost serves by path clash there, and a refused route leaves no trace")
    func localClash() throws {
        var router = Router<String>()
        try router.add("GET", "/{tenant}/keys", host: .login, "login")

        #expect(throws: RouteFault.self) { try router.add("GET", "/{account}/keys", host: .graph, "graph") }
        #expect(outcome(router, "GET", "/t/keys", host: "graph.microsoft.com") == "none")
        #expect(router.routes.count == 1)
    }

    @Test(
        "a malformed template is refused",
        arguments: ["keys", "/{}", "/{a}/{a}", "/a{b}", "/{a", "/{{a}}", "/a}"])
    func malformed(template: String) {
        var router = Router<String>()
        #expect(throws: RouteFault.malformedTemplate(template)) { try router.add("GET", template, "x") }
    }

    @Test("the host decides which routes answer")
    func hosts() throws {
        var router = Router<String>()
        try router.add("GET", "/", host: .any, "any")
        try router.add("GET", "/", host: .keyVault, "vault")
        try router.add("GET", "/subscriptions", "subscriptions")
        try router.add("GET", "/v1/workspaces/{workspace}/query", host: .logAnalyticsQuery, "query")
        try router.add("POST", "/dataCollectionRules/{rule}/streams/{stream}", host: .ingestion, "ingest")
        try router.add("GET", "/_lockstep/v1/clock", host: .control, "clock")

        #expect(outcome(router, "GET", "/", host: "kv.vault.localhost") == "vault vault=kv")
        #expect(outcome(router, "GET", "/", host: "a.kv.vault.localhost") == "any")
        #expect(outcome(router, "GET", "/", host: "unknown.example") == "any")
        for host in ["localhost", "127.0.0.1", "::1"] {
            #expect(outcome(router, "GET", "/subscriptions", host: host) == "subscriptions")
            #expect(outcome(router, "GET", "/v1/workspaces/w/query", host: host) == "query workspace=w")
            #expect(outcome(router, "GET", "/_lockstep/v1/clock", host: host) == "clock")
        }
        #expect(outcome(router, "GET", "/_lockstep/v1/clock") == "none")
        #expect(outcome(router, "GET", "/subscriptions", host: "api.loganalytics.io") == "none")
        #expect(outcome(router, "GET", "/subscriptions", host: "unknown.example") == "none")
        #expect(
            outcome(
                router, "POST", "/dataCollectionRules/r/streams/s",
                host: "dce.westeurope-1.ingest.monitor.azure.com")
                == "ingest endpoint=dce.westeurope-1 rule=r stream=s")
    }

    @Test("further local names can be given")
    func localNames() throws {
        var router = Router<String>(localNames: ["lockstep"])
        try router.add("GET", "/_lockstep/v1/clock", host: .control, "clock")

        #expect(outcome(router, "GET", "/_lockstep/v1/clock", host: "lockstep") == "clock")
        #expect(outcome(router, "GET", "/_lockstep/v1/clock", host: "localhost") == "none")
    }

    @Test("a request is matched by its host and path, and parameters are found by name")
    func request() throws {
        var router = Router<String>()
        try router.add("GET", "/keys/{key}", host: .keyVault, "key")
        let request = try WireRequest(
            method: "GET", target: "/keys/soc%2Dcmk/", headers: ["Host": "KV.vault.azure.net:443"])

        guard case .found(_, let parameters) = router.match(request) else {
            Issue.record("The request has a route.")
            return
        }
        #expect(parameters["vault"] == "kv")
        #expect(parameters["key"] == "soc-cmk")
    }
}
