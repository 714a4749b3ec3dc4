import ControlPlane
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

    /// What was read of this state. Time passes often and little happens: the same is read again and again.
    private var readings = StateReadings()

    init(_ inner: any ScenarioWorld) { self.inner = inner }

    var now: Instant { inner.now }
    var position: Int { inner.position }
    var revision: Int { inner.revision + unjournaled.count }
    var subscriptionID: String { inner.subscriptionID }
    var tenantID: String { inner.tenantID }
    var model: World { inner.model }
    func nextDue() -> Instant? { inner.nextDue() }
    func operation(_ id: String) -> OperationState { inner.operation(id) }
    func probe(_ reference: Reference) -> Document? { inner.probe(reference) }
    func probe(_ reference: Reference, _ property: String) -> Document? {
        guard property != "fingerprint" else { return inner.probe(reference, property) }
        return probeShort(reference)?[property]
    }
    func probeShort(_ reference: Reference) -> Document? {
        guard reference.isSteady else { return inner.probeShort(reference) }
        return kept(in: &readings.probes[reference]) { inner.probeShort(reference) }
    }
    func things() -> [Reference] { kept(in: &readings.things) { inner.things() } }
    func view() -> Members {
        guard readings.view != nil else { return kept(in: &readings.view) { ClientView(of: self) }.members }
        readings.view?.update(from: self)
        return readings.view?.members ?? Members()
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
    func saved(marks: [(name: String, at: Instant)]) throws(WorldProblem) -> [String] {
        try inner.saved(marks: marks)
    }

    private func kept<Reading>(in place: inout Reading?, _ read: () -> Reading) -> Reading {
        if let known = place { return known }
        let found = read()
        place = found
        return found
    }

    // MARK: Changes

    mutating func advance(to instant: Instant) {
        let before = inner.revision
        inner.advance(to: instant)
        if inner.revision != before { readings = StateReadings() }
    }
    mutating func configure(_ settings: WorldSettings) throws(WorldProblem) {
        readings = StateReadings()
        try inner.configure(settings)
    }
    mutating func inject(_ fault: FaultUse) throws(WorldProblem) {
        readings = StateReadings()
        try inner.inject(fault)
    }
    mutating func clear(_ fault: String) throws(WorldProblem) {
        readings = StateReadings()
        try inner.clear(fault)
    }

    mutating func send(_ call: HTTPCall) -> CallResult {
        readings = StateReadings()
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
        readings = StateReadings()
        let position = inner.position
        let result = inner.act(name, on: target, with: arguments, by: actor)
        let exchange = result.exchange.flatMap { Exchange($0) }
        note(exchange, result, by: actor, from: position, act: name, target: target.description)
        return result
    }

    mutating func ingest(_ records: Int, into workspace: Reference, table: String?, by actor: String)
        -> CallResult
    {
        readings = StateReadings()
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
        merged(inner.entries(from: sequence), from: sequence)
    }

    func happenings(from sequence: Int) -> [JournalEntry] {
        kept(in: &readings.happenings[sequence]) {
            merged(inner.happenings(from: sequence), from: sequence)
        }
    }

    private func merged(_ entries: [JournalEntry], from sequence: Int) -> [JournalEntry] {
        var rest = unjournaled.drop { $0.sequence < sequence }
        var merged: [JournalEntry] = []
        for entry in entries {
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

/// What was read of one state of a world, shared by its copies until something happens in one of them.
private final class StateReadings {
    /// Of steady things only, and without their fingerprints.
    var probes: [Reference: Document?] = [:]
    var things: [Reference]?
    var view: ClientView?
    var happenings: [Int: [JournalEntry]] = [:]
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
