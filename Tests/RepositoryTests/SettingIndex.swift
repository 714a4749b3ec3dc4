import ControlPlane

/// Which source files read each setting of the catalogs.
struct SettingIndex {
    let readers: [(name: String, files: [String])]

    static let current = SettingIndex(sources: Repository.sources)

    init(sources: [SourceFile]) {
        let catalogs = ["Assumption.swift", "ChoicePoint.swift", "FixedTiming.swift", "Contradictions.swift"]
        let files = sources.filter { file in
            file.path.hasPrefix("Sources/ControlPlane/") || file.path.hasPrefix("Sources/AzureWire/")
                || file.path.hasPrefix("Sources/Simulation/")
        }
        .filter { file in
            !catalogs.contains(where: file.path.hasSuffix) && !file.path.hasSuffix("Rules.swift")
        }
        func row(_ name: String, _ swiftName: String) -> (name: String, files: [String]) {
            (name, files.filter { Self.names(swiftName, in: $0.code) }.map(\.name))
        }
        readers =
            Assumption.allCases.map { row($0.rawValue, "\($0)") }
            + ChoicePoint.allCases.map { row($0.rawValue, "\($0)") }
            + FixedTiming.allCases.map { row($0.rawValue, "\($0)") }
    }

    /// `.name`, and no longer name that begins so.
    private static func names(_ name: String, in code: String) -> Bool {
        code.ranges(of: ".\(name)").contains { range in
            range.upperBound == code.endIndex
                || !(code[range.upperBound].isLetter || code[range.upperBound].isNumber)
        }
    }
}
