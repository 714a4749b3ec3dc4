/// The clients of Azure that `lockstep env` knows.
public enum ClientKind: String, Sendable, CaseIterable {
    case az, python, go, node, java, dotnet, terraform, ansible, curl

    /// How a client is brought here.
    public enum Mode: String, Sendable, CaseIterable {
        /// Under Azure's own names, by `HTTPS_PROXY`: nothing in the client is set.
        case proxy
        /// As a cloud of its own under `localhost`, by the client's own settings.
        case cloud
    }

    /// Whether the client can be told of another cloud at all. Ansible's collection asks a library that no
    /// longer offers it, and the rest of them would have to be told in their code.
    public func offers(_ mode: Mode) -> Bool {
        switch self {
        case .az, .python, .terraform, .curl: true
        case .go, .node, .java, .dotnet, .ansible: mode == .proxy
        }
    }
}
