import Foundation
import ScenarioKit

/// Where worlds come from: files of this machine, and worlds of a running server.
enum WorldSource {
    static func files(for world: String) throws -> FileAccess {
        guard world.hasPrefix("server:") else { return .disk }
        throw Console.fail(
            "worlds of a running server are not read here yet.", try: "lockstep whatif --from FILE.lockworld",
            .wrongFile)
    }
}
