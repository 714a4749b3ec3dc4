import Foundation
import PrivateFiles

/// Why the key of tokens cannot be kept.
public struct TokenKeyFault: Error, CustomStringConvertible {
    public let description: String
}

/// Has the key of tokens, in a file that only its owner reads, so that tokens are good after a restart.
///
/// It is made when it is first needed: an RSA key takes longer than all else of a start, and many runs log
/// nobody in.
actor KeyKeeper {
    private let directory: String?
    private var key: Task<SigningKey, any Error>?

    /// - Parameter directory: nil keeps the key in memory.
    /// - Throws: `TokenKeyFault` for a key that is there and cannot be used.
    init(directory: String?) throws {
        self.directory = directory
        guard let directory, let pem = try Self.pem(in: directory) else { return }
        guard SigningKey.isKey(pem) else {
            throw TokenKeyFault(
                description: "\(Self.path(in: directory)) has no RSA key in PEM; delete it for a new one")
        }
    }

    func get() async throws -> SigningKey {
        if let key { return try await key.value }
        let task = Task { [directory] in
            guard let directory else { return try await SigningKey(pem: SigningKey.make()) }
            return try await SigningKey(pem: Self.pem(in: directory) ?? Self.create(in: directory))
        }
        key = task
        do {
            return try await task.value
        } catch {
            key = nil
            throw error
        }
    }

    private static func path(in directory: String) -> String { "\(directory)/token-key.pem" }

    private static func pem(in directory: String) throws(TokenKeyFault) -> String? {
        let path = path(in: directory)
        do { return try PrivateFile(path).text() } catch { throw fault(error, path) }
    }

    private static func create(in directory: String) throws -> String {
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        let path = path(in: directory), pem = try SigningKey.make()
        do { return try PrivateFile(path).create(pem) } catch { throw fault(error, path) }
    }

    private static func fault(_ fault: PrivateFile.Fault, _ path: String) -> TokenKeyFault {
        switch fault {
        case .notPrivate:
            TokenKeyFault(
                description: "\(path) can be read by others; chmod 600 it, or delete it for a new key")
        case .system(let reason): TokenKeyFault(description: "\(path): \(reason)")
        }
    }
}
