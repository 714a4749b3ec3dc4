/// Files on this machine that clients are pointed to.
public struct ClientFiles: Sendable {
    /// The certificates that clients trust, as they are now, in PEM.
    let pem: @Sendable () -> String
    /// The path of the file that holds them.
    let certificates: String
    /// A folder of this user's for what clients keep of a world.
    let scratch: String

    public init(pem: @escaping @Sendable () -> String, certificates: String, scratch: String) {
        self.pem = pem
        self.certificates = certificates
        self.scratch = scratch
    }
}
