import VirtualTime

extension Identity {
    /// An application that a client can log in as, and the person or principal that it acts for.
    public struct LogIn: Equatable, Sendable {
        /// What it is called where clients are set up.
        public let name: String
        /// What the directory calls who acts.
        let principal: String
        /// Held at the subscription from the beginning.
        let role: BuiltInRole?
        /// Whether it acts for a person; else it is a principal of its own.
        let isPerson: Bool

        func kind(in tenant: String) -> DirectoryEntry.Kind {
            isPerson ? .person : .application(client: Identity.clientID(of: self, in: tenant))
        }

        /// From the one who may do everything to the one who may do nothing.
        public static let all = [
            LogIn(name: "owner", principal: "operator", role: .owner, isPerson: true),
            LogIn(name: "contributor", principal: "contributor", role: .contributor, isPerson: false),
            LogIn(name: "reader", principal: "reader", role: .reader, isPerson: false),
            LogIn(name: "trainee", principal: "trainee", role: .owner, isPerson: true),
            LogIn(name: "attacker", principal: "attacker", role: nil, isPerson: false),
        ]
    }

    /// The id under which Entra knows the application.
    public static func clientID(of logIn: LogIn, in tenant: String) -> String {
        NamedGUID.text("client/\(logIn.name)", in: tenant)
    }
    public static func objectID(of logIn: LogIn, in tenant: String) -> String {
        objectID(of: logIn.principal, in: tenant)
    }
}
