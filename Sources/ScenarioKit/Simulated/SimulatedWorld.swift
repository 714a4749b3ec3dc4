public import AzureWire
public import ControlPlane
import Simulation
public import VirtualTime

/// A scenario's world: a timeline of its own, spoken to through the same routes as a client's.
public struct SimulatedWorld: ScenarioWorld {
    public internal(set) var timeline: Timeline
    private let service: AzureService
    /// What the world began from; nil for one that cannot be saved, because its journal lies elsewhere.
    private let genesis: Genesis?
    private var pollsMoveTime = false

    public init(timeline: Timeline, from genesis: Genesis? = nil, service: AzureService = AzureService()) {
        self.timeline = timeline
        self.genesis = genesis
        self.service = service
    }

    public var model: World { timeline.world }
    private var world: World { timeline.world }

    public var now: Instant { world.now }
    /// Number of the next entry.
    public var position: Int { Int(world.sequence) + 1 }
    public var revision: Int { Int(timeline.revision) }
    public var subscriptionID: String { world.subscription }
    public var tenantID: String { world.tenant }
    public func nextDue() -> Instant? { world.next?.at }
    public mutating func advance(to instant: Instant) { timeline.advance(to: instant) }
    public func fork() -> any ScenarioWorld { self }
    public func stateHash() -> String { world.stateHash() }

    public func saved(marks: [(name: String, at: Instant)]) throws(WorldProblem) -> [String] {
        guard let genesis else { throw WorldProblem("this world has no beginning to be saved from") }
        let marks = marks.map { SavedTimeline.Mark(name: $0.name, at: $0.at) }
        guard let lines = try? SavedTimeline.lines(of: timeline, from: genesis, marks: marks) else {
            throw WorldProblem("the world cannot be written down")
        }
        return lines
    }

    // MARK: Calls

    public mutating func send(_ call: HTTPCall) -> CallResult {
        var headers: HeaderFields = [
            "Host": call.host, "Authorization": "Bearer lockstep", "x-lockstep-actor": call.actor,
        ]
        if call.body != nil { headers["Content-Type"] = "application/json" }
        for header in call.headers { headers[header.name] = header.value }
        var bytes: [UInt8] = []
        call.body?.json(into: &bytes)
        let target = call.query.isEmpty ? call.path : "\(call.path)?\(call.query)"
        let response: WireResponse
        do throws(RequestFault) {
            let request = try WireRequest(
                method: call.method, target: target, headers: headers, body: bytes, secure: true)
            HinderedCalls.delay(callTo: request.host, in: &timeline)
            response = service.respond(to: request, in: &timeline, pollDriven: pollsMoveTime)
            HinderedCalls.count(callTo: request.host, met: response.status, in: &timeline)
        } catch {
            response = service.refuse(error)
        }
        var result = result(of: response, path: call.path, resource: nil)
        result.exchange = Self.line("\(call.method) https://\(call.host)\(target)", response)
        return result
    }

    public mutating func act(
        _ name: String, on target: Reference, with arguments: Document, by actor: String
    ) -> CallResult {
        let act = Act(name, on: ThingReference(kind: target.kind, name: target.name), with: arguments)
        do throws(ActProblem) {
            let vault = target.name.split(separator: "/").first.map { "\($0).vault.azure.net" }
            let host = target.kind.hasPrefix("key") ? vault ?? "" : ""
            HinderedCalls.delay(callTo: host, in: &timeline)
            let outcome = try service.perform(act, by: actor, in: &timeline)
            HinderedCalls.count(callTo: host, met: outcome.response.status, in: &timeline)
            let resource = outcome.path.flatMap { path in
                path.hasPrefix("/subscriptions/") ? HTTPCall(method: "GET", path: path) : nil
            }
            var result = result(of: outcome.response, path: outcome.path ?? "", resource: resource)
            if let request = outcome.request {
                result.exchange = Self.line(
                    "\(request.method) https://\(request.host)\(request.path)", outcome.response)
            }
            if let results = outcome.results.members, !results.isEmpty {
                var body = result.body ?? [:]
                for member in results { body[member.name] = member.value }
                result.body = body
                result.resource = nil
            }
            return result
        } catch {
            return CallResult(
                status: 400, body: ["error": ["code": "ActProblem", "message": .string(error.description)]])
        }
    }

    public mutating func ingest(
        _ records: Int, into workspace: Reference, table: String?, by actor: String
    ) -> CallResult {
        guard let row = world.workspace(named: workspace.name) else {
            return CallResult(
                status: 404, rejectedBy: [LogAnalytics.Rule.deletedNotQueried.id.code], outcome: "rejected")
        }
        let id = row.id
        let entry = timeline.submit { _ in
            .logAnalytics(.ingest(workspace: id, table: table ?? "SecurityEvent", records: Int64(records)))
        }
        if let refusal = entry.refusal {
            return CallResult(status: 403, rejectedBy: refusal.because.map(\.code), outcome: "rejected")
        }
        let isDropped = entry.rulings.contains {
            if case .logAnalytics(.recordsDropped) = $0.event { true } else { false }
        }
        return CallResult(
            status: 204, rejectedBy: isDropped ? entry.rules.map(\.code) : [],
            outcome: isDropped ? "dropped" : "stored")
    }

    public func operation(_ id: String) -> OperationState {
        guard id.hasPrefix("/") else {
            guard let operation = service.operation(named: id, in: world) else { return .failed }
            switch operation.outcome {
            case nil: return .inProgress(id: id)
            case .succeeded: return .succeeded
            case .failed: return .failed
            case .canceled: return .canceled
            }
        }
        return service.settles(at: id, in: world) == nil ? .succeeded : .inProgress(id: id)
    }

    /// What was asked, and the status with the code of an error.
    private static func line(_ asked: String, _ response: WireResponse) -> String {
        var code: String?
        if case .document(let body) = response.body, response.status >= 400 {
            code = body["error"]?["code"]?.text ?? body["code"]?.text
        }
        return "\(asked) → \(response.status)\(code.map { " \($0)" } ?? "")"
    }

    private func result(of response: WireResponse, path: String, resource: HTTPCall?) -> CallResult {
        let body: Document? = if case .document(let document) = response.body { document } else { nil }
        let isRefused = response.status >= 400
        let rules = response.headers["x-lockstep-decision"].map {
            $0.split(separator: ",").map { $0.split(separator: " ").joined() }
        }
        var result = CallResult(
            status: response.status,
            headers: response.headers.map { HTTPCall.Header(name: $0.name, value: $0.value) }, body: body,
            rejectedBy: rules ?? [], outcome: isRefused ? "rejected" : response.headers["x-lockstep-outcome"],
            operation: isRefused ? .none : operation(behind: response, path: path), resource: resource)
        result.upheld = response.upheld.map(\.code)
        return result
    }

    /// An operation that ended at its own instant is still one to follow: the answer's body was made before
    /// it.
    private func operation(behind response: WireResponse, path: String) -> OperationState {
        if let name = response.headers["x-lockstep-operation"] { return .inProgress(id: name) }
        if let url = response.headers["Azure-AsyncOperation"] {
            return .inProgress(
                id: url.split(separator: "?")[0].split(separator: "/").last.map(String.init) ?? "")
        }
        guard path.hasPrefix("/subscriptions/") else { return .none }
        return operation(path)
    }

    // MARK: Names

    public func probe(_ reference: Reference) -> Document? {
        Probe.read(ThingReference(kind: reference.kind, name: reference.name), in: world)
    }

    public func probe(_ reference: Reference, _ property: String) -> Document? {
        Probe.read(property, of: ThingReference(kind: reference.kind, name: reference.name), in: world)
    }

    public func probeShort(_ reference: Reference) -> Document? {
        Probe.readShort(ThingReference(kind: reference.kind, name: reference.name), in: world)
    }

    public func resourceID(of reference: Reference) -> String? {
        world.path(of: ThingReference(kind: reference.kind, name: reference.name))
    }

    public func objectID(of principal: String) -> String? {
        let name =
            principal.hasPrefix("identity/") ? String(principal.dropFirst("identity/".count)) : principal
        return Identity.objectID(named: name, in: world)
    }

    // MARK: The journal

    public func entries(from sequence: Int) -> [JournalEntry] { journal(from: sequence) { _ in true } }

    public func happenings(from sequence: Int) -> [JournalEntry] {
        journal(from: sequence) { !$0.isPassage }
    }

    private func journal(from sequence: Int, _ isWanted: (Entry) -> Bool) -> [JournalEntry] {
        var found: [JournalEntry] = []
        for entry in timeline.entries.entries(after: EntryNumber(sequence) - 1) where isWanted(entry) {
            for line in entry.lines(in: world) {
                found.append(
                    JournalEntry(
                        sequence: Int(line.number), at: line.at, kind: line.kind.rawValue,
                        causes: line.causes.map { Int($0) }, fields: line.document))
            }
        }
        return found
    }

    public func standing(ofRule id: String) -> RuleStanding {
        guard let line = Rulebook.find(id) else { return .notAnInvariant }
        return Standing.of(line, in: timeline)
    }

    // MARK: Settings

    public func assumptionsUsed() -> [AssumptionUse] {
        world.settings.assumed.map { AssumptionUse(name: $0.assumption.rawValue, reading: $0.reading) }
    }

    public mutating func configure(_ given: WorldSettings) throws(WorldProblem) {
        pollsMoveTime = given.pollsMoveTime ?? pollsMoveTime
        timeline.choose(try SettingsAdapter.settings(given, from: world.settings))
        for retention in given.retention {
            guard let row = world.workspace(named: retention.workspace.name) else {
                throw WorldProblem("there is no \(retention.workspace)")
            }
            let days = Int(retention.duration.components.seconds / 86_400)
            try submit(
                .logAnalytics(.updateWorkspace(row.id, LogAnalytics.WorkspaceChanges(retentionDays: days))))
        }
        try begin(given.traffic)
    }

    /// Records come in from now on.
    mutating func begin(_ sources: [WorldSettings.Traffic]) throws(WorldProblem) {
        for traffic in sources {
            guard let row = world.workspace(named: traffic.workspace.name) else {
                throw WorldProblem("there is no \(traffic.workspace)")
            }
            try submit(
                .logAnalytics(
                    .startTraffic(
                        workspace: row.id, table: traffic.table ?? "SecurityEvent",
                        records: Int64(traffic.rate.records),
                        periodMilliseconds: traffic.rate.period.wholeMilliseconds,
                        backfillMilliseconds: traffic.backfill?.wholeMilliseconds ?? 0)))
        }
    }

    mutating func submit(_ command: AnyCommand) throws(WorldProblem) { try submit { _ in command } }

    mutating func submit(_ command: (inout Names) -> AnyCommand) throws(WorldProblem) {
        let entry = timeline.submit(command)
        if let refusal = entry.refusal {
            throw WorldProblem("refused by \(refusal.because.map(\.code).joined(separator: ", "))")
        }
    }
}

/// Makes empty worlds in memory.
public struct SimulatedWorldFactory: ScenarioWorldFactory, Sendable {
    private let defect: Defect?

    public init() { defect = nil }

    /// Of worlds with a mistake planted in them, by its name: what a test of searches looks for.
    package init(defect name: String) { defect = Defect(rawValue: name) }

    public func makeEmptyWorld(_ plan: WorldPlan) throws(WorldProblem) -> any ScenarioWorld {
        var genesis = try Self.genesis(plan)
        if let defect {
            var settings = genesis.settings
            settings.defect = defect
            genesis = Genesis(start: genesis.start, settings: settings)
        }
        return SimulatedWorld(timeline: Timeline(World(genesis)), from: genesis)
    }

    public func makeSavedWorld(
        _ lines: [String], at moment: InstantSpec?
    ) throws(WorldProblem) -> any ScenarioWorld {
        let saved: SavedTimeline
        do throws(SavedTimeline.Fault) {
            saved = try SavedTimeline(lines: lines)
        } catch {
            throw WorldProblem("the saved world cannot be read: \(error)")
        }
        let instant = try moment.map { spec throws(WorldProblem) in try Self.instant(spec, in: saved) }
        return SimulatedWorld(timeline: saved.timeline(at: instant), from: saved.genesis)
    }

    static func instant(_ spec: InstantSpec, in saved: SavedTimeline) throws(WorldProblem) -> Instant {
        switch spec.base {
        case .absolute(let instant): return instant + spec.offset
        case .start, .mark:
            let name = if case .mark(let name) = spec.base { name } else { "T" }
            guard let mark = saved.marks.last(where: { $0.name == name }) else {
                let known = saved.marks.map(\.name).joined(separator: ", ")
                throw WorldProblem("the saved world has no mark '\(name)' (it has: \(known))")
            }
            return mark.at + spec.offset
        case .now, .nextEvent: throw WorldProblem("a saved world has no 'now': name an instant or a mark")
        }
    }

    /// The genesis a plan stands for.
    public static func genesis(_ plan: WorldPlan) throws(WorldProblem) -> Genesis {
        guard let profile = Profile(rawValue: plan.rules) else {
            throw WorldProblem("unknown rules '\(plan.rules)'")
        }
        let settings = Settings(profile: profile, choices: Choices(seed: SettingsAdapter.seed(plan.seed)))
        return Genesis(
            start: plan.at, settings: settings,
            subscription: plan.subscription ?? Genesis.defaultSubscription,
            tenant: plan.tenant ?? Genesis.defaultTenant)
    }
}
