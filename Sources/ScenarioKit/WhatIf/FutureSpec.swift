import ControlPlane
public import VirtualTime

/// One future in full: enough to make it again anywhere, without the plan it came from.
public struct FutureSpec: Equatable, Sendable {
    /// `builtin:NAME`, or the path of a saved world.
    public var world: String
    public var start: String?
    /// The fork point, in milliseconds from the world's start; nil where it is.
    public var at: Int64?
    public var event: Int?
    public var rules: String
    public var seed: String
    public var settings = WorldSettings()
    /// Milliseconds from the fork point.
    public var horizon: Int64
    /// What is done, in order: `at` in milliseconds from the fork point, then the keys of a step.
    public var deeds: [Document] = []
    var invariants: [InvariantSpec] = []
    /// The digest of the saved world it leaves from: of that file and no other.
    public var worldHash: String?

    init(world: String, rules: String, seed: String, horizon: Int64) {
        self.world = world
        self.rules = rules
        self.seed = seed
        self.horizon = horizon
    }

    /// Whether it leaves a world that somebody had before: a file, or one of a server.
    var isSaved: Bool { Self.isSaved(world) }
    static func isSaved(_ world: String) -> Bool {
        world.hasSuffix(".lockworld") || world.hasPrefix("server:")
    }

    /// A digest of everything in it, in lower-case hexadecimal digits.
    public var digest: String { String(Digest.sha256(document.json).hex.prefix(16)) }
}

/// Written with short names, for it stands in tokens.
extension FutureSpec {
    public var document: Document {
        var document: Document = ["w": .string(world)]
        if let start { document["t"] = .string(start) }
        if let at, at != 0 { document["a"] = .integer(at) }
        if let event { document["e"] = .integer(event) }
        if rules != Profile.seed.rawValue { document["r"] = .string(rules) }
        if seed != "0" { document["s"] = .string(seed) }
        document["h"] = .integer(horizon)
        if !deeds.isEmpty { document["d"] = .array(deeds) }
        if let settings = settingsDocument { document["x"] = settings }
        if !invariants.isEmpty { document["i"] = .array(invariants.map(\.document)) }
        if let worldHash { document["wh"] = .string(worldHash) }
        return document
    }

    /// - Returns: nil for anything that `document` does not write.
    public init?(_ document: Document) {
        guard let world = document["w"]?.text, let horizon = document["h"]?.integer, horizon >= 0 else {
            return nil
        }
        self.init(
            world: world, rules: document["r"]?.text ?? Profile.seed.rawValue,
            seed: document["s"]?.text ?? "0", horizon: horizon)
        start = document["t"]?.text
        at = document["a"]?.integer
        event = document["e"]?.integer.map(Int.init)
        deeds = document["d"]?.items ?? []
        worldHash = document["wh"]?.text
        guard deeds.allSatisfy({ $0["at"]?.integer.map { $0 >= 0 } == true }) else { return nil }
        for item in document["i"]?.items ?? [] {
            guard let invariant = InvariantSpec(item) else { return nil }
            invariants.append(invariant)
        }
        guard read(document["x"] ?? [:]) else { return nil }
    }

    private var settingsDocument: Document? {
        var document = Document.object(Members())
        func put(_ name: String, _ items: [Document]) { if !items.isEmpty { document[name] = .array(items) } }
        put("c", settings.choices.map { [.string($0.point), .string($0.policy)] })
        put("a", settings.assumptions.map { [.string($0.name), .string($0.reading)] })
        put(
            "m",
            settings.timings.map {
                [.string($0.name), .integer($0.least.wholeMilliseconds), .integer($0.most.wholeMilliseconds)]
            })
        put(
            "f",
            settings.traffic.map {
                [
                    .string($0.workspace.name), .integer($0.rate.records),
                    .integer($0.rate.period.wholeMilliseconds),
                    $0.backfill.map { .integer($0.wholeMilliseconds) } ?? .null,
                    $0.table.map { .string($0) } ?? .null,
                ]
            })
        put(
            "k",
            settings.retention.map {
                [.string($0.workspace.name), .integer($0.duration.wholeMilliseconds)]
            })
        return document.members?.isEmpty == false ? document : nil
    }

    private mutating func read(_ document: Document) -> Bool {
        for item in document["c"]?.items ?? [] {
            guard let point = item[0]?.text, let policy = item[1]?.text else { return false }
            settings.choices.append(WorldSettings.Choice(point: point, policy: policy))
        }
        for item in document["a"]?.items ?? [] {
            guard let name = item[0]?.text, let reading = item[1]?.text else { return false }
            settings.assumptions.append(AssumptionUse(name: name, reading: reading))
        }
        for item in document["m"]?.items ?? [] {
            guard let name = item[0]?.text, let least = item[1]?.integer, let most = item[2]?.integer else {
                return false
            }
            settings.timings.append(
                WorldSettings.Timing(name: name, least: .milliseconds(least), most: .milliseconds(most)))
        }
        for item in document["f"]?.items ?? [] {
            guard let name = item[0]?.text, let records = item[1]?.integer, let period = item[2]?.integer,
                let rate = TrafficRate(records: records, periodMilliseconds: period)
            else { return false }
            settings.traffic.append(
                WorldSettings.Traffic(
                    workspace: Reference(kind: "workspace", name: name), rate: rate,
                    backfill: item[3]?.integer.map { .milliseconds($0) }, table: item[4]?.text))
        }
        for item in document["k"]?.items ?? [] {
            guard let name = item[0]?.text, let span = item[1]?.integer else { return false }
            settings.retention.append(
                WorldSettings.Retention(
                    workspace: Reference(kind: "workspace", name: name), duration: .milliseconds(span)))
        }
        return true
    }
}

extension InvariantSpec {
    var document: Document {
        var document: Document = ["n": .string(name)]
        if let rule { document["r"] = .string(rule) }
        if let expression { document["x"] = .string(expression) }
        if isWarning { document["w"] = true }
        return document
    }

    init?(_ document: Document) {
        guard let name = document["n"]?.text, document["r"] != nil || document["x"] != nil else { return nil }
        self.init(
            name: name, rule: document["r"]?.text, expression: document["x"]?.text,
            isWarning: document["w"]?.flag ?? false)
    }
}

extension TrafficRate {
    init?(records: Int64, periodMilliseconds: Int64) {
        guard records >= 0, records <= 1_000_000, periodMilliseconds > 0 else { return nil }
        self.records = records
        period = .milliseconds(periodMilliseconds)
    }
}
