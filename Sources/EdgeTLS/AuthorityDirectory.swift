import Crypto
import Foundation
import PrivateFiles

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
            try write(made.key.pemRepresentation + "\n", to: keyPath)
            try write(made.pem, to: trustPath, isForAll: true)
            return made
        }
    }

    /// nil when there is none, or none that can be understood.
    private func read() throws -> CertificateAuthority? {
        guard let keyPEM = try keyText(), let pem = try? String(contentsOfFile: trustPath, encoding: .utf8)
        else { return nil }
        return try? CertificateAuthority(pem: pem, keyPEM: keyPEM)
    }

    private func keyText() throws(CertificateFault) -> String? {
        do { return try PrivateFile(keyPath).text() } catch { throw fault(error, keyPath) }
    }

    private func write(_ text: String, to place: String, isForAll: Bool = false) throws(CertificateFault) {
        do {
            try PrivateFile(place).replace(with: text, isForAll: isForAll)
        } catch {
            throw fault(error, place)
        }
    }

    private func fault(_ fault: PrivateFile.Fault, _ path: String) -> CertificateFault {
        switch fault {
        case .notPrivate: .unsafeKeyFile(path: path)
        case .system(let reason): .system(path: path, reason: reason)
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
