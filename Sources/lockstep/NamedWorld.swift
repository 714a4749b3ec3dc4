import ControlPlane
import Foundation
import HTTPEndpoint
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
            guard let lines = lines(of: name) else {
                throw Console.fail("\(name) cannot be read.", .wrongFile)
            }
            return try InitialWorld(saved: lines, settings: change)
        } catch let problem as WorldProblem {
            throw Console.fail(problem.message, try: "builtin:contoso-cmk or FILE.lockworld", .wrongFile)
        }
    }

    private static func lines(of file: String) -> [String]? {
        guard let data = FileManager.default.contents(atPath: file),
            let text = String(validating: data, as: UTF8.self)
        else { return nil }
        return text.split(separator: "\n").map(String.init)
    }

    /// What the control API makes worlds from.
    static let make: ControlTools.Make = { order in
        do {
            let made: InitialWorld
            switch order.source {
            case .lines(let lines): made = try InitialWorld(saved: lines, settings: order.settings)
            case .named(let file) where file.hasSuffix(".lockworld"):
                guard let lines = lines(of: file) else {
                    throw WorldOrderProblem("\(file) cannot be read.", try: "the path of a *.lockworld")
                }
                made = try InitialWorld(saved: lines, settings: order.settings)
            case .named(let name):
                made = try InitialWorld(
                    named: name, start: order.start, seed: order.seed, subscription: order.subscription,
                    tenant: order.tenant, settings: order.settings)
            }
            return (made.timeline, made.genesis)
        } catch let problem as WorldProblem {
            throw WorldOrderProblem(
                "\(problem.message).", try: "builtin:contoso-cmk, world:NAME or the path of a *.lockworld")
        }
    }
}
