import Foundation
import ScenarioKit

extension FileAccess {
    /// Files of this machine, by paths from the working folder.
    static let disk = FileAccess { path in
        FileManager.default.contents(atPath: path).flatMap { String(validating: $0, as: UTF8.self) }
    }
}
