import Foundation

@testable import ScenarioKit

/// Files of this repository.
enum RepositoryFile {
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    static func source(_ path: String) throws -> SourceText {
        try SourceText(file: path, bytes: try Data(contentsOf: root.appendingPathComponent(path)))
    }
}
