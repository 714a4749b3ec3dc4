public import VirtualTime

/// What has to be set for a client to meet a world: variables, then commands, then what is left to say.
public struct ClientSetup: Sendable {
    /// In the order in which they are to be set. An empty text takes a variable's effect away.
    public private(set) var variables: [(name: String, value: String)] = []
    /// Commands as words, each to be run once.
    public private(set) var commands: [[String]] = []
    /// Sentences for a person.
    public private(set) var notes: [String] = []

    /// - Precondition: the client offers the mode.
    public init(_ client: ClientKind, _ mode: ClientKind.Mode, at place: ClientPlace) {
        precondition(client.offers(mode), "\(client) is not brought here by \(mode)")
        trust(place)
        reach(mode, place)
        switch client {
        case .az: setUpAz(mode, place)
        case .python: setUpPython(mode, place)
        case .go, .node, .dotnet: login(place)
        case .java: setUpJava(place)
        case .terraform: setUpTerraform(mode, place)
        case .ansible: setUpAnsible(place)
        case .curl: setUpCurl(mode, place)
        }
    }

    /// Everything that any client reads, for a command of which is not known what it will start. Java is left
    /// out: its options would name a trust store that nobody has made yet.
    public static func everything(at place: ClientPlace) -> ClientSetup {
        var whole = ClientSetup()
        for client in ClientKind.allCases where client != .java {
            for variable in ClientSetup(client, .proxy, at: place).variables {
                whole.set(variable.name, variable.value)
            }
        }
        return whole
    }

    private init() {}

    public var document: Document {
        [
            "variables": .object(Members(variables.map { ($0.name, .string($0.value)) })),
            "commands": .array(commands.map { .array($0.map { .string($0) }) }),
            "notes": .array(notes.map { .string($0) }),
        ]
    }

    // MARK: What all need

    /// Each library has a variable of its own for the certificates it trusts.
    private mutating func trust(_ place: ClientPlace) {
        for name in ["REQUESTS_CA_BUNDLE", "SSL_CERT_FILE", "CURL_CA_BUNDLE", "NODE_EXTRA_CA_CERTS"] {
            set(name, place.certificates)
        }
    }

    /// Both spellings: some clients read one and some the other. Exceptions of this shell are emptied: one of
    /// them could send a client past the proxy, to the real service.
    private mutating func reach(_ mode: ClientKind.Mode, _ place: ClientPlace) {
        for name in ["HTTPS_PROXY", "https_proxy"] { set(name, place.proxy) }
        for name in ["NO_PROXY", "no_proxy"] { set(name, "") }
        set("LOCKSTEP_URL", "http://127.0.0.1:\(place.port)")
        set("LOCKSTEP_WORLD", place.world)
    }

    /// The names that Azure's SDKs of all languages read for an application with a secret.
    private mutating func login(_ place: ClientPlace) {
        set("AZURE_TENANT_ID", place.tenant)
        set("AZURE_CLIENT_ID", place.login.clientID)
        set("AZURE_CLIENT_SECRET", place.login.secret)
        set("AZURE_SUBSCRIPTION_ID", place.subscription)
    }

    // MARK: What each needs

    private mutating func setUpAz(_ mode: ClientKind.Mode, _ place: ClientPlace) {
        // The person's own login stays as it is.
        set("AZURE_CONFIG_DIR", "\(place.folder)/az-\(mode.rawValue)")
        set("AZURE_CORE_COLLECT_TELEMETRY", "false")
        set("AZURE_CORE_SURVEY_MESSAGE", "false")
        set("AZURE_EXTENSION_USE_DYNAMIC_INSTALL", "no")
        if mode == .cloud {
            set("AZURE_CORE_INSTANCE_DISCOVERY", "false")
            commands.append([
                "az", "cloud", "register", "--name", "Lockstep", "--endpoint-resource-manager",
                place.endpoint,
            ])
            commands.append(["az", "cloud", "set", "--name", "Lockstep"])
        }
        commands.append([
            "az", "login", "--service-principal", "--username", place.login.clientID, "--password",
            place.login.secret, "--tenant", place.tenant, "--output", "none",
        ])
    }

    private mutating func setUpPython(_ mode: ClientKind.Mode, _ place: ClientPlace) {
        login(place)
        guard mode == .cloud else { return }
        set("AZURE_AUTHORITY_HOST", place.endpoint)
        notes = [
            "DefaultAzureCredential(disable_instance_discovery=True); management clients take "
                + "base_url=\"\(place.endpoint)\", credential_scopes=[\"\(place.endpoint)/.default\"]; "
                + "vaults are https://NAME.vault.localhost:\(place.port)."
        ]
    }

    private mutating func setUpJava(_ place: ClientPlace) {
        login(place)
        let store = "\(place.folder)/trust.p12"
        set(
            "JAVA_TOOL_OPTIONS",
            "-Djavax.net.ssl.trustStore=\(store) -Djavax.net.ssl.trustStorePassword=lockstep "
                + "-Dhttps.proxyHost=127.0.0.1 -Dhttps.proxyPort=\(place.port)")
        // keytool makes the store, and no folder for it.
        commands = [
            ["mkdir", "-p", place.folder],
            [
                "keytool", "-importcert", "-noprompt", "-alias", "lockstep", "-file", place.certificates,
                "-keystore", store, "-storetype", "PKCS12", "-storepass", "lockstep",
            ],
        ]
        guard place.world != SimulatorResponder.defaultWorld else { return }
        notes = [
            "Azure's SDK reads HTTPS_PROXY and so reaches the world '\(place.world)'. Java's own client sends no "
                + "user to a proxy: add the header X-Lockstep-World there."
        ]
    }

    private mutating func setUpTerraform(_ mode: ClientKind.Mode, _ place: ClientPlace) {
        set("ARM_TENANT_ID", place.tenant)
        set("ARM_CLIENT_ID", place.login.clientID)
        set("ARM_CLIENT_SECRET", place.login.secret)
        set("ARM_SUBSCRIPTION_ID", place.subscription)
        set("ARM_USE_CLI", "false")
        set("ARM_RESOURCE_PROVIDER_REGISTRATIONS", "none")
        if mode == .cloud { set("ARM_METADATA_HOSTNAME", "localhost:\(place.port)") }
    }

    private mutating func setUpAnsible(_ place: ClientPlace) {
        set("AZURE_TENANT", place.tenant)
        set("AZURE_CLIENT_ID", place.login.clientID)
        set("AZURE_SECRET", place.login.secret)
        set("AZURE_SUBSCRIPTION_ID", place.subscription)
        set("ANSIBLE_AZURE_AUTH_SOURCE", "env")
    }

    private mutating func setUpCurl(_ mode: ClientKind.Mode, _ place: ClientPlace) {
        let base = mode == .proxy ? "https://management.azure.com" : place.endpoint
        notes = ["curl -H 'Authorization: Bearer x' '\(base)/subscriptions?api-version=2022-12-01'"]
    }

    private mutating func set(_ name: String, _ value: String) {
        if let place = variables.firstIndex(where: { $0.name == name }) {
            variables[place].value = value
        } else {
            variables.append((name, value))
        }
    }
}
