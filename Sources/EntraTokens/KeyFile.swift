import CoreFoundation
import Foundation

/// Why the key of tokens cannot be kept.
public struct TokenKeyFault: Error, CustomStringConvertible {
    public let description: String
}

/// A file for its owner alone.
enum KeyFile {
    /// Longer than any key in PEM.
    private static let longest = 16_384

    /// nil when there is none. Looked at and read through one descriptor, so that it cannot be exchanged.
    static func read(_ path: String) throws -> String? {
        let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
        guard descriptor >= 0 else {
            if errno == ENOENT { return nil }
            throw fault(path)
        }
        let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
            status.st_mode & 0o077 == 0, status.st_uid == geteuid()
        else {
            throw TokenKeyFault(
                description: "\(path) can be read by others; chmod 600 it, or delete it for a new key")
        }
        return String(decoding: try file.read(upToCount: longest) ?? Data(), as: UTF8.self)
    }

    /// Puts the text into a new file and gives it back; if another process was quicker, what that one wrote.
    /// A file comes to its name whole, by a link that never replaces another.
    static func create(_ path: String, _ text: String) throws -> String {
        try FileManager.default.createDirectory(
            atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
        let temporary = "\(path).\(getpid()).new"
        unlink(temporary)
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw fault(temporary) }
        defer { unlink(temporary) }
        let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        try file.write(contentsOf: Data(text.utf8))
        try file.synchronize()
        if link(temporary, path) == 0 { return text }
        guard errno == EEXIST, let other = try read(path) else { throw fault(path) }
        return other
    }

    private static func fault(_ path: String) -> TokenKeyFault {
        TokenKeyFault(description: "\(path): \(String(cString: strerror(errno)))")
    }
}
