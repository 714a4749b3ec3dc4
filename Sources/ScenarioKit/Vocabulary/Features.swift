/// What a file may ask for by `requires`: the version, and parts of the format that older versions lack.
public enum Features {
    public static let version = "0.1.0"
    /// In the order they came about.
    public static let all =
        Vocabulary.verbs + ["always", "cases", "matrix", "blocks", "include", "faults", "assume-all", "az"]

    /// Why a file cannot run here; nil if it can.
    static func missing(_ requires: Scenario.Requires) -> String? {
        if let range = requires.simulator, let own = VersionRange.Version(version), !range.holds(for: own) {
            return "requires lockstep \(range.text), this is \(version)"
        }
        return requires.features.first { !all.contains($0) }.map { "requires the feature '\($0)'" }
    }
}
