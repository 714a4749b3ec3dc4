import VirtualTime

/// A world whose requests are all seen, reads too: the request log beside the journal.
///
/// The journal keeps what changed the world. Whether somebody looked, and over which path, is told here.
struct ObservedWorld: ScenarioWorld {
    private var inner: any ScenarioWorld
    /// What the wire says beside the journal's entry of that sequence.
    private var seen: [Int: Members] = [:]
    /// Exchanges that left no entry: reads, and what the wire itself refused.
    private var unjournaled: [JournalEntry] = []

    /// What was read of this state. Looking back reads the same past states again and again.
    private var memo = ProbeMemo()

    init(_ inner: any ScenarioWorld) { self.inner = inner }

    var now: Instant { inner.now }
    var position: Int { inner.position }
    var subscriptionID: String { inner.subscriptionID }
    var tenantID: String { inner.tenantID }
    func nextDue() -> Instant? { inner.nextDue() }
    mutating func advance(to instant: Instant) {
        memo = ProbeMemo()
        inner.advance(to: instant)
    }
    func operation(_ id: String) -> OperationState { inner.operation(id) }
    func probeShort(_ reference: Reference) -> Document? { inner.probeShort(reference) }
    func probe(_ reference: Reference) -> Document? {
        if let known = memo.probes[reference] { return known }
        let found = inner.probe(reference)
        memo.probes[reference] = .some(found)
        return found
    }
    func things() -> [Reference] {
        if let known = memo.things { return known }
        let found = inner.things()
        memo.things = found
        return found
    }
    func sourceMinutes(_ fate: RecordFate, of workspace: Reference) -> [Range<Int64>] {
        inner.sourceMinutes(fate, of: workspace)
    }
    func resourceID(of reference: Reference) -> String? { inner.resourceID(of: reference) }
    func objectID(of principal: String) -> String? { inner.objectID(of: principal) }
    func standing(ofRule id: String) -> RuleStanding { inner.standing(ofRule: id) }
    func assumptionsUsed() -> [AssumptionUse] { inner.assumptionsUsed() }
    func stateHash() -> String { inner.stateHash() }
    func fork() -> any ScenarioWorld { self }
    mutating func configure(_ settings: WorldSettings) throws(WorldProblem) {
        memo = ProbeMemo()
        try inner.configure(settings)
    }
    mutating func inject(_ fault: FaultUse) throws(WorldProblem) {
        memo = ProbeMemo()
        try inner.inject(fault)
    }
    mutating func clear(_ fault: String) throws(WorldProblem) {
        memo = ProbeMemo()
        try inner.clear(fault)
    }
    func saved(marks: [(name: String, at: Instant)]) throws(WorldProblem) -> [String] {
        try inner.saved(marks: marks)
    }
    func probe(_ reference: Reference, _ property: String) -> Document? { inner.probe(reference, property) }

    // MARK: Calls

    mutating func send(_ call: HTTPCall) -> CallResult {
        memo = ProbeMemo()
        let position = inner.position
        let result = inner.send(call)
        note(
            Exchange(method: call.method, host: call.host, path: call.path), result, by: call.actor,
            from: position)
        return result
    }

    mutating func act(
        _ name: String, on target: Reference, with arguments: Document, by actor: String
    ) -> CallResult {
        memo = ProbeMemo()
        let position = inner.position
        let result = inner.act(name, on: target, with: arguments, by: actor)
        let exchange = result.exchange.flatMap { Exchange($0) }
        note(exchange, result, by: actor, from: position, act: name, target: target.description)
        return result
    }

    mutating func ingest(_ records: Int, into workspace: Reference, table: String?, by actor: String)
        -> CallResult
    {
        memo = ProbeMemo()
        return inner.ingest(records, into: workspace, table: table, by: actor)
    }

    private mutating func note(
        _ exchange: Exchange?, _ result: CallResult, by actor: String, from position: Int,
        act: String? = nil, target: String? = nil
    ) {
        var fields: Members = ["actor": Self.actor(actor)]
        if let exchange {
            fields["method"] = .string(exchange.method)
            fields["path"] = .string(exchange.path)
            fields["write"] = .bool(exchange.isWrite)
        }
        fields["status"] = .integer(result.status)
        if inner.position > position,
            let entry = inner.entries(from: position).first(where: { $0.kind == "request" })
        {
            seen[entry.sequence] = fields
            return
        }
        fields["decision"] = result.status < 400 ? "accepted" : "refused"
        if let act { fields["act"] = .string(act) }
        if let target { fields["target"] = .string(target) }
        // It lies after the last entry there is, before the one to come.
        unjournaled.append(
            JournalEntry(sequence: position - 1, at: now, kind: "request", fields: .object(fields)))
    }

    private static func actor(_ name: String) -> Document {
        let role =
            name == "trainee" ? "trainee" : Vocabulary.people.contains(name) ? "operator" : "service"
        return ["name": .string(name), "role": .string(role)]
    }

    // MARK: The journal

    func entries(from sequence: Int) -> [JournalEntry] {
        if let known = memo.entries[sequence] { return known }
        let found = merged(from: sequence)
        memo.entries[sequence] = found
        return found
    }

    private func merged(from sequence: Int) -> [JournalEntry] {
        var rest = unjournaled.drop { $0.sequence < sequence }
        var merged: [JournalEntry] = []
        for entry in inner.entries(from: sequence) {
            while let read = rest.first, read.sequence < entry.sequence { merged.append(rest.removeFirst()) }
            merged.append(told(entry))
        }
        return merged + rest
    }

    /// The entry with what the wire said.
    private func told(_ entry: JournalEntry) -> JournalEntry {
        guard entry.kind == "request" else { return entry }
        var fields = entry.fields
        if let name = fields["actor"]?["name"]?.text { fields["actor"] = Self.actor(name) }
        for member in seen[entry.sequence] ?? Members() { fields[member.name] = member.value }
        return JournalEntry(
            sequence: entry.sequence, at: entry.at, kind: entry.kind, causes: entry.causes, fields: fields)
    }
}

/// Answers of one state of a world, shared by its copies until one of them changes.
private final class ProbeMemo {
    var probes: [Reference: Document?] = [:]
    var things: [Reference]?
    var entries: [Int: [JournalEntry]] = [:]
}

/// What was asked: `PATCH https://contoso-kv.vault.azure.net/keys/cmk/1 → 200`.
private struct Exchange {
    let method: String
    let host: String
    let path: String

    init(method: String, host: String, path: String) {
        self.method = method
        self.host = host
        self.path = path
    }

    init?(_ line: String) {
        let words = line.split(separator: " ")
        guard words.count >= 2, words[1].hasPrefix("https://") else { return nil }
        let rest = words[1].dropFirst("https://".count)
        let host = rest.prefix { $0 != "/" }
        method = String(words[0])
        self.host = String(host)
        path = String(rest.dropFirst(host.count).prefix { $0 != "?" })
    }

    /// A query is asked with POST and changes nothing.
    var isWrite: Bool { !["GET", "HEAD"].contains(method) && !host.hasPrefix("api.loganalytics") }
}
