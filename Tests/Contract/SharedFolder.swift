import Foundation

/// A folder of third-party data, which is never kept in the repository.
enum SharedFolder {
    /// The one that the environment names, or the one of that name in `shared` beside the checkout.
    /// - Parameter landmark: a file or folder that it must have
    static func find(_ name: String, variable: String, landmark: String) -> URL? {
        let named = ProcessInfo.processInfo.environment[variable].map { URL(filePath: $0) }
        let package = URL(filePath: #filePath).resolvingSymlinksInPath()
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let beside = package.deletingLastPathComponent().appending(path: "shared/\(name)")
        return [named, beside].compactMap { $0 }.first {
            FileManager.default.fileExists(atPath: $0.appending(path: landmark).path)
        }
    }
}
