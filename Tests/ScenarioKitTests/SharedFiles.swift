import Foundation

/// The files that lie beside the checkout and never in it.
enum SharedFiles {
    static let package = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    static let folder: URL? = {
        let named = ProcessInfo.processInfo.environment["LOCKSTEP_SHARED"].map { URL(fileURLWithPath: $0) }
        let beside = package.deletingLastPathComponent().appendingPathComponent("shared")
        return [named, beside].compactMap { $0 }.first {
            FileManager.default.fileExists(atPath: $0.appendingPathComponent("scenarios").path)
        }
    }()

    static var isPresent: Bool { folder != nil }

    static func scenario(_ name: String) throws -> String {
        guard let folder else { throw CocoaError(.fileNoSuchFile) }
        return try text(of: folder.appendingPathComponent("scenarios/\(name).scenario.yaml"))
    }

    static func text(of url: URL) throws -> String { try String(contentsOf: url, encoding: .utf8) }
}
