import Foundation
import ScenarioKit

/// Where worlds come from: files of this machine, and worlds of a running server.
enum WorldSource {
    /// `server:WORLD` is fetched from the server at LOCKSTEP_URL, once.
    static func files(for world: String) async throws -> FileAccess {
        guard world.hasPrefix("server:") else { return .disk }
        let name = String(world.dropFirst("server:".count))
        let text = try await ControlClient(url: nil, world: name).savedWorld()
        return FileAccess { $0 == world ? text : FileAccess.disk.text(of: $0) }
    }

    /// The same for a token, which may be of a served world.
    static func files(for token: ReplayToken) async throws -> FileAccess {
        try await files(for: token.spec.world)
    }
}
