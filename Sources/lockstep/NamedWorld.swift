import ControlPlane
import Foundation
import ScenarioKit
import VirtualTime

/// A world that an argument names: a builtin one, or a file that was saved or imported.
enum NamedWorld {
    /// - Parameters:
    ///   - name: `builtin:NAME`, or the path of a `*.lockworld`.
    ///   - start, seed: of a builtin world; a file has its own.
    ///   - change: what is chosen beside the defaults.
    static func load(
        _ name: String, start: Instant, seed: UInt64, settings change: (Settings) throws -> Settings
    ) throws -> InitialWorld {
        do {
            guard name.hasSuffix(".lockworld") else {
                return try InitialWorld(named: name, start: start, seed: seed, settings: change)
            }
            guard let data = FileManager.default.contents(atPath: name),
                let text = String(validating: data, as: UTF8.self)
            else { throw Console.fail("\(name) cannot be read.", .wrongFile) }
            return try InitialWorld(saved: text.split(separator: "\n").map(String.init), settings: change)
        } catch let problem as WorldProblem {
            throw Console.fail(problem.message, try: "builtin:contoso-cmk or FILE.lockworld", .wrongFile)
        }
    }
}
