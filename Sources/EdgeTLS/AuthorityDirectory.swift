import Crypto
import Foundation

/// The directory that keeps an authority: `ca.pem` for clients, and the intermediate's key for its owner.
///
/// Processes take turns by a lock that the system lets go when one dies. Each file is written beside its
/// place and renamed, so that whoever reads it finds it whole. Two files that do not belong together, as
/// after a crash between the renames, are replaced.
struct AuthorityDirectory: Sendable {
    let path: String

    var trustPath: String { "\(path)/ca.pem" }
    var keyPath: String { "\(path)/ca-key.pem" }
    private var lockPath: String { "\(path)/ca.lock" }

    /// The kept authority if it is usable, else a new one in its place.
    func authority(for subtrees: [String], at now: Date) throws -> CertificateAuthority {
        try createDirectory()
        return try locked {
            if let kept = try read(), kept.isUsable(for: subtrees, at: now) { return kept }
            let made = try CertificateAuthority.make(subtrees: subtrees, at: now)
            try write(made.key.pemRepresentation + "\n", to: keyPath, mode: 0o600)
            try write(made.pem, to: trustPath, mode: 0o644)
            return made
        }
    }

    /// nil when there is none, or none that can be understood.
    private func read() throws -> CertificateAuthority? {
        guard let keyPEM = try readKey(), let pem = try? String(contentsOfFile: trustPath, encoding: .utf8)
        else { return nil }
        return try? CertificateAuthority(pem: pem, keyPEM: keyPEM)
    }

    /// The text of the key file, looked at and read through one descriptor so that it cannot be exchanged.
    private func readKey() throws(CertificateFault) -> String? {
        let descriptor = open(keyPath, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
        guard descriptor >= 0 else {
            switch errno {
            case ENOENT: return nil
            case ELOOP: throw .unsafeKeyFile(path: keyPath)
            default: throw systemFault(keyPath)
            }
        }
        let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw systemFault(keyPath) }
        guard status.st_mode & S_IFMT == S_IFREG, status.st_mode & 0o077 == 0, status.st_uid == geteuid()
        else {
            throw .unsafeKeyFile(path: keyPath)
        }
        let longest = 4_096
        guard let data = try? file.read(upToCount: longest) else { return nil }
        return String(decoding: data, as: UTF8.self)
    }

    private func write(_ text: String, to place: String, mode: mode_t) throws(CertificateFault) {
        let temporary = "\(place).\(getpid()).new"
        unlink(temporary)
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode)
        guard descriptor >= 0 else { throw systemFault(temporary) }
        let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        do {
            try file.write(contentsOf: Data(text.utf8))
        } catch {
            unlink(temporary)
            throw .system(path: temporary, reason: "\(error)")
        }
        guard rename(temporary, place) == 0 else {
            let fault = systemFault(place)
            unlink(temporary)
            throw fault
        }
    }

    private func createDirectory() throws(CertificateFault) {
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw .system(path: path, reason: error.localizedDescription)
        }
    }

    /// Does the work while no other process does it in this directory.
    private func locked<Value>(_ work: () throws -> Value) throws -> Value {
        let descriptor = open(lockPath, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw systemFault(lockPath) }
        defer { close(descriptor) }
        // The work takes milliseconds; ten seconds mean that something is wrong.
        for _ in 0..<1_000 {
            if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return try work() }
            usleep(10_000)
        }
        throw CertificateFault.locked(path: lockPath)
    }

    private func systemFault(_ path: String) -> CertificateFault {
        .system(path: path, reason: String(cString: strerror(errno)))
    }
}
