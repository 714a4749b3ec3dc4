/// Where a client is to go, and as whom.
public struct ClientPlace: Sendable {
    /// The port of the listener on loopback.
    public let port: Int
    /// The name of the world; `default` needs no choosing.
    public let world: String
    public let tenant: String
    public let subscription: String
    public let login: Login
    /// The certificates that the client must trust, as a PEM file.
    public let certificates: String
    /// A folder for what clients keep of a world: the configuration of `az`, Java's trust store.
    public let folder: String

    /// An application of the tenant, with its secret.
    public struct Login: Sendable, Hashable {
        public let clientID: String
        public let secret: String

        public init(clientID: String, secret: String) {
            self.clientID = clientID
            self.secret = secret
        }
    }

    public init(
        port: Int, world: String, tenant: String, subscription: String, login: Login, certificates: String,
        folder: String
    ) {
        self.port = port
        self.world = world
        self.tenant = tenant
        self.subscription = subscription
        self.login = login
        self.certificates = certificates
        self.folder = folder
    }

    /// The proxy's URL; the user of its credentials names the world.
    public var proxy: String {
        world == SimulatorResponder.defaultWorld
            ? "http://127.0.0.1:\(port)" : "http://\(world):x@127.0.0.1:\(port)"
    }
    /// The listener by its local name, for clients that are told of a cloud.
    public var endpoint: String { "https://localhost:\(port)" }
}
