import ScenarioKit
import VirtualTime

/// The plan that is made for a world: each key disabled for an hour, disabled for good, and deleted.
struct WorldPlanText {
    /// Longer than a deleted key can be recovered.
    static let standardHorizon = "100d"

    let world: String
    let horizon: String
    /// `VAULT/KEY`
    let keys: [String]

    var source: SourceText {
        func quoted(_ text: String) -> String { Document.string(text).json }
        var lines = [
            "schema: lockstep/whatif/v1", "name: Keys", "from: { world: \(quoted(world)) }",
            "horizon: \(quoted(horizon))",
            "measure: [first_dark, dark_minutes, lost_records, access_recoverable_until, refused]",
            "objective: { maximise: dark_minutes }", "futures:", "  as-it-is: []",
        ]
        for (place, key) in keys.enumerated() {
            let name = "\(Self.slug(key))-\(place + 1)", target = quoted("key/\(key)")
            lines += [
                "  \(name)-disabled-for-1h:", "    - { at: T, act: key.disable, target: \(target) }",
                "    - { at: T+1h, act: key.enable, target: \(target) }",
                "  \(name)-disabled:", "    - { at: T, act: key.disable, target: \(target) }",
                "  \(name)-deleted:", "    - { at: T, act: key.delete, target: \(target) }",
            ]
        }
        return SourceText(file: "evidence", text: lines.joined(separator: "\n") + "\n")
    }

    /// The letters of a future's name; the number that follows keeps keys apart.
    private static func slug(_ key: String) -> String {
        String(key.lowercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" })
    }
}
