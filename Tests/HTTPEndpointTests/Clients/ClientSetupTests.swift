import HTTPEndpoint
import Testing
import VirtualTime

@Suite("what clients are told") struct ClientSetupTests {
    private func place(world: String = "default") -> ClientPlace {
        ClientPlace(
            port: 8443, world: world, tenant: "t", subscription: "s",
            login: .init(clientID: "c", secret: "hush"), certificates: "/state/ca.pem", folder: "/tmp/x")
    }

    private func variables(_ setup: ClientSetup) -> [String: String] {
        Dictionary(uniqueKeysWithValues: setup.variables.map { ($0.name, $0.value) })
    }

    @Test("every client trusts the certificates, goes by the proxy, and passes nothing by it")
    func common() {
        for client in ClientKind.allCases {
            let set = variables(ClientSetup(client, .proxy, at: place()))
            #expect(set["REQUESTS_CA_BUNDLE"] == "/state/ca.pem")
            #expect(set["SSL_CERT_FILE"] == "/state/ca.pem")
            #expect(set["HTTPS_PROXY"] == "http://127.0.0.1:8443")
            #expect(set["https_proxy"] == set["HTTPS_PROXY"])
            #expect(set["NO_PROXY"] == "")
            #expect(set["no_proxy"] == "")
        }
    }

    @Test("the user of the proxy names the world") func world() {
        let set = variables(ClientSetup(.go, .proxy, at: place(world: "ci-41")))
        #expect(set["HTTPS_PROXY"] == "http://ci-41:x@127.0.0.1:8443")
        #expect(set["LOCKSTEP_WORLD"] == "ci-41")
    }

    @Test("az logs in, under a configuration of its own; as a cloud of its own it is registered first")
    func az() {
        let proxied = ClientSetup(.az, .proxy, at: place())
        #expect(variables(proxied)["AZURE_CONFIG_DIR"] == "/tmp/x/az-proxy")
        #expect(proxied.commands.map { $0.prefix(2).joined(separator: " ") } == ["az login"])
        let cloud = ClientSetup(.az, .cloud, at: place())
        #expect(variables(cloud)["AZURE_CORE_INSTANCE_DISCOVERY"] == "false")
        #expect(variables(cloud)["AZURE_CONFIG_DIR"] != variables(proxied)["AZURE_CONFIG_DIR"])
        #expect(
            cloud.commands.map { $0.prefix(3).joined(separator: " ") } == [
                "az cloud register", "az cloud set", "az login --service-principal",
            ])
        #expect(cloud.commands[0].contains("https://localhost:8443"))
    }

    @Test(
        "each kind is told under the names it reads",
        arguments: [
            (ClientKind.python, "AZURE_CLIENT_SECRET"), (.dotnet, "AZURE_CLIENT_SECRET"),
            (.terraform, "ARM_CLIENT_SECRET"), (.ansible, "AZURE_SECRET"),
        ])
    func secrets(_ client: ClientKind, _ name: String) {
        #expect(variables(ClientSetup(client, .proxy, at: place()))[name] == "hush")
    }

    @Test("Java has a trust store, and a folder to put it in") func java() {
        let commands = ClientSetup(.java, .proxy, at: place()).commands
        #expect(commands.map(\.[0]) == ["mkdir", "keytool"])
        #expect(commands[0].last == "/tmp/x")
        #expect(commands[1].contains("/tmp/x/trust.p12"))
    }

    @Test("terraform asks a cloud of its own for its metadata") func terraform() {
        #expect(
            variables(ClientSetup(.terraform, .cloud, at: place()))["ARM_METADATA_HOSTNAME"]
                == "localhost:8443")
        #expect(variables(ClientSetup(.terraform, .proxy, at: place()))["ARM_METADATA_HOSTNAME"] == nil)
    }

    @Test("what any client may read has all of it but Java's trust store, which nobody made yet")
    func everything() {
        let set = variables(ClientSetup.everything(at: place()))
        for name in ["AZURE_CLIENT_ID", "ARM_CLIENT_ID", "AZURE_SECRET", "AZURE_CONFIG_DIR"] {
            #expect(set[name] != nil)
        }
        #expect(set["JAVA_TOOL_OPTIONS"] == nil)
        #expect(set["AZURE_AUTHORITY_HOST"] == nil)
    }
}
