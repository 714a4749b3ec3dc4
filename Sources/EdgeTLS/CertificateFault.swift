/// Why there are no certificates.
public enum CertificateFault: Error, Sendable, Hashable, CustomStringConvertible {
    /// A private key that others on this machine could read, or that is no plain file of this user.
    case unsafeKeyFile(path: String)
    /// Another process holds the lock of the directory for longer than it ever should.
    case locked(path: String)
    /// A call of the system failed with this error.
    case system(path: String, reason: String)

    public var description: String {
        switch self {
        case .unsafeKeyFile(let path): "the key file \(path) is not a file that its owner alone can read"
        case .locked(let path): "another process keeps \(path) locked"
        case .system(let path, let reason): "\(path): \(reason)"
        }
    }

    /// What a person can do about it.
    public var wayOut: String {
        switch self {
        case .unsafeKeyFile(let path): "rm '\(path)', and a new authority is made"
        case .locked: "end the other process, or name another directory"
        case .system: "name a directory that can be written"
        }
    }
}
