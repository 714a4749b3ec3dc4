public import VirtualTime

/// A failure to begin, with everything in it filled in.
public struct FaultUse: Equatable, Sendable {
    public let name: String
    public let type: String
    public let targets: [Reference]
    public let between: [Reference]
    public let oneWay: Bool
    /// When it begins: not before now.
    public let from: Instant
    public let until: Instant?
    public let count: Int?
    /// Of a thousand requests.
    public let perMille: Int?
    public let status: Int?
    public let code: String?
    public let retryAfter: Duration?
    public let latency: Duration?
}

/// Fills in a failure of a file.
struct FaultReader {
    let context: RunContext
    let world: any ScenarioWorld

    func fault(_ spec: FaultSpec) throws(StepFailure) -> FaultUse {
        var spans: [String: Duration] = [:]
        for (key, late) in spec.durations { spans[key] = try context.duration(late, in: world) }
        let from = world.now + (spans["after"] ?? .zero)
        return FaultUse(
            name: spec.name ?? spec.type, type: spec.type, targets: try references(spec.targets),
            between: try references(spec.between), oneWay: spec.oneWay, from: from,
            until: spans["for"].map { from + $0 }, count: spec.count,
            perMille: spec.rate.map { Int(Int128($0.numerator) * 1_000 / Int128($0.denominator)) },
            status: spec.status,
            code: spec.code, retryAfter: spans["retryAfter"], latency: spans["latency"])
    }

    private func references(_ lates: [Late<Reference>]) throws(StepFailure) -> [Reference] {
        var references: [Reference] = []
        for late in lates { references.append(try context.reference(late, in: world)) }
        return references
    }
}
