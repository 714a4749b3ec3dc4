#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A file that is found whole or not at all, such as a private key that its owner alone may read.
public struct PrivateFile: Sendable {
    public enum Fault: Error, Sendable, Hashable {
        /// Others on this machine could read it, or it is no plain file of this user.
        case notPrivate
        /// A call of the system failed with this error.
        case system(String)
    }

    /// Longer than any key in PEM; what is behind it is not read.
    private static let longest = 16_384
    private let path: String

    public init(_ path: String) { self.path = path }

    /// nil when there is none. Looked at and read through one descriptor, so that it cannot be exchanged.
    public func text() throws(Fault) -> String? {
        let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
        guard descriptor >= 0 else {
            switch errno {
            case ENOENT: return nil
            case ELOOP: throw .notPrivate
            default: throw Self.systemFault
            }
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw Self.systemFault }
        guard status.st_mode & S_IFMT == S_IFREG, status.st_mode & 0o077 == 0, status.st_uid == geteuid()
        else { throw .notPrivate }
        var bytes = [UInt8](repeating: 0, count: Self.longest)
        var count = 0
        while count < bytes.count {
            let more = bytes.withUnsafeMutableBytes {
                read(descriptor, $0.baseAddress! + count, $0.count - count)
            }
            guard more >= 0 else { throw Self.systemFault }
            if more == 0 { break }
            count += more
        }
        return String(decoding: bytes.prefix(count), as: UTF8.self)
    }

    /// Puts the text in the place of what is there. Not synced: what a crash of the machine takes is for the
    /// caller to make anew.
    public func replace(with text: String, isForAll: Bool = false) throws(Fault) {
        try prepare(text, mode: isForAll ? 0o644 : 0o600, isSynced: false) { rename($0, path) == 0 }
    }

    /// Puts the text into a new file, synced, and gives it back; if another process was quicker, what that
    /// one wrote.
    public func create(_ text: String) throws(Fault) -> String {
        var other: String?
        do throws(Fault) {
            // A link never replaces another file.
            try prepare(text, mode: 0o600, isSynced: true) { link($0, path) == 0 }
        } catch {
            other = try self.text()
            if other == nil { throw error }
        }
        return other ?? text
    }

    /// Writes a file beside its place, and moves it there.
    private func prepare(
        _ text: String, mode: mode_t, isSynced: Bool, _ move: (_ temporary: String) -> Bool
    ) throws(Fault) {
        let temporary = "\(path).\(getpid()).new"
        unlink(temporary)
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode)
        guard descriptor >= 0 else { throw Self.systemFault }
        defer { unlink(temporary) }
        defer { close(descriptor) }
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            guard count >= 0 else { throw Self.systemFault }
            rest = rest.dropFirst(count)
        }
        guard !isSynced || fsync(descriptor) == 0, move(temporary) else { throw Self.systemFault }
    }

    private static var systemFault: Fault { .system(String(cString: strerror(errno))) }
}
