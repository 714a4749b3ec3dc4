public import ControlPlane
public import VirtualTime

/// A modeled operation: pure on a world, or through the door of a timeline.
struct Operation: Sendable {
    let plane: Plane
    /// Versions the type is offered in; nil where the path carries the version.
    let versions: KnownVersions?
    let kind: Kind
    /// What differs between those versions; nil where nothing does.
    var history: MemberHistory?
    /// What a body must be; nil where the route alone says so.
    var shape: BodyShape?

    typealias Read = @Sendable (Exchange, World) throws(WireFailure) -> WireResponse
    typealias Write = @Sendable (Exchange, inout Timeline) throws(WireFailure) -> WireResponse
    /// When what is being polled will have ended; nil if it has.
    typealias Settles = @Sendable (Exchange, World) -> Instant?

    enum Kind: Sendable {
        case read(Read, settles: Settles?)
        case write(Write)
    }
}

/// The routes of all rooms in one place, and the way of a request through them.
public struct AzureService: Sendable {
    let router = Self.routes
    /// Sends running operations as recordings show them, and no `x-lockstep-…` headers (P-20).
    public let isFaithful: Bool
    private let log: AnswerLog?

    /// Without a log of its own, that of the process, if it has one.
    public init(isFaithful: Bool = false, log: AnswerLog? = nil) {
        self.isFaithful = isFaithful
        self.log = log ?? AnswerLog.current
    }

    /// Built once: worlds come and go by the thousand, and their routes are the same.
    private static let routes: Router<Operation> = {
        var routes = RouteTable()
        ResourcesRoutes.add(to: &routes)
        ResourceMoves.add(to: &routes)
        MetadataRoutes.add(to: &routes)
        GenericResources.add(to: &routes)
        KeyVaultRoutes.add(to: &routes)
        IdentityRoutes.add(to: &routes)
        GraphRoutes.add(to: &routes)
        LogAnalyticsRoutes.add(to: &routes)
        DataCollectionRoutes.add(to: &routes)
        SentinelRoutes.add(to: &routes)
        CosmosDBRoutes.add(to: &routes)
        return routes.router
    }()

    /// What a request needs from the world it belongs to.
    public enum Task: Sendable {
        case read(@Sendable (_ world: World, _ pollDriven: Bool) -> ReadOutcome)
        case write(@Sendable (inout Timeline) -> WireResponse)
    }

    /// What becomes of a read.
    public enum ReadOutcome: Sendable {
        case answer(WireResponse)
        /// The world counts requests: this one goes through the door as a write does (ARM-THR-02, KV-LIM-01).
        case counts(@Sendable (inout Timeline) -> WireResponse)
        /// What is polled is under way until that instant: a poll-driven world goes on to it first (P-04).
        case waits(until: Instant)
    }

    /// Finds the way of a request; nothing has happened yet. Every answer leaves here.
    public func task(for request: WireRequest) -> Task {
        let match = router.match(request)
        // What people store and ask for is data: no name in it is changed.
        if case .found(let operation, _) = match, operation.plane.carriesData(at: request.segments) {
            return noted(task(for: request, match), request)
        }
        let request = WayIn.understood(request), way = WayIn(request)
        let task = noted(task(for: request, match), request)
        return way.translatesAnswers ? task.answering { way.shown($0) } : task
    }

    private func noted(_ task: Task, _ request: WireRequest) -> Task {
        log.map { task.noting(in: $0, request) } ?? task
    }

    private func task(for request: WireRequest, _ match: Router<Operation>.Match) -> Task {
        guard case .found(let operation, let parameters) = match else {
            return .read { world, _ in .answer(unmatched(request, match, in: world)) }
        }
        switch operation.kind {
        case .read(let read, let settles):
            return .read { world, pollDriven in
                var until: Instant?
                if Self.counts(operation.plane, in: world) {
                    return .counts { countedRead(request, operation, parameters, read, in: &$0) }
                }
                let receipt = Receipt(of: request, in: world)
                let response = answer(request, operation.plane, receipt) { () throws(WireFailure) in
                    let exchange = try exchange(request, operation, parameters, in: world)
                    if pollDriven, let settles, let instant = settles(exchange, world), instant > world.now {
                        until = instant
                        return .empty(202)
                    }
                    return try read(exchange, world).shown(exchange, operation)
                }
                return until.map { .waits(until: $0) } ?? .answer(response)
            }
        case .write(let write):
            return .write { timeline in
                let receipt = Receipt(of: request, in: timeline.world)
                let response = answer(request, operation.plane, receipt) { () throws(WireFailure) in
                    let exchange = try admitted(request, operation, parameters, in: &timeline)
                        .shaped(by: operation.shape, on: operation.plane)
                    return try write(exchange, &timeline).locating().shown(exchange, operation)
                        .counting(request, by: exchange.principal, in: timeline.world)
                }
                return response.telling(of: timeline, since: receipt.sequence, isFaithful: isFaithful)
            }
        }
    }

    /// A read in a world that counts requests: counted, then answered.
    private func countedRead(
        _ request: WireRequest, _ operation: Operation, _ parameters: RouteParameters,
        _ read: Operation.Read, in timeline: inout Timeline
    ) -> WireResponse {
        answer(request, operation.plane, Receipt(of: request, in: timeline.world)) { () throws(WireFailure) in
            let exchange = try exchange(request, operation, parameters, in: timeline.world)
            guard operation.plane == .arm else {
                try KeyVaultDataPlane.count(exchange, &timeline)
                return try read(exchange, timeline.world).shown(exchange, operation)
            }
            try count(exchange, .reads, in: &timeline)
            try meetFault(exchange, in: &timeline)
            return try read(exchange, timeline.world).shown(exchange, operation)
                .counting(request, by: exchange.principal, in: timeline.world)
        }
    }

    private static func counts(_ plane: Plane, in world: World) -> Bool {
        switch plane {
        case .arm: Resources.throttles(in: world) || !world.resources.faults.isEmpty
        case .keyVault: !world.settings.isDefault(.vaultThrottling)
        case .query, .ingestion, .documents, .login, .graph: false
        }
    }

    /// The whole way in one call, for a timeline that nobody else uses.
    public func respond(to request: WireRequest, in timeline: inout Timeline, pollDriven: Bool)
        -> WireResponse
    {
        switch task(for: request) {
        case .read(let read): return Self.answer(read, in: &timeline, pollDriven: pollDriven)
        case .write(let write): return write(&timeline)
        }
    }

    /// Reads, letting time go on to the end of what is polled if need be.
    public static func answer(
        _ read: @Sendable (World, Bool) -> ReadOutcome, in timeline: inout Timeline, pollDriven: Bool
    ) -> WireResponse {
        switch read(timeline.world, pollDriven) {
        case .answer(let response): return response
        case .counts(let counted): return counted(&timeline)
        case .waits(let until): timeline.advance(to: until)
        }
        guard case .answer(let response) = read(timeline.world, false) else {
            preconditionFailure("a read that is not poll-driven never waits")
        }
        return response
    }

    /// The answer to a request that could not be read at all.
    public func refuse(_ fault: RequestFault) -> WireResponse {
        let code = fault.status == 413 ? "RequestContentTooLarge" : "InvalidRequest"
        return AzureError(code: code, message: fault.sentence).response(fault.status)
    }

    // MARK: Before the route

    func exchange(
        _ request: WireRequest, _ operation: Operation, _ parameters: RouteParameters, in world: World
    ) throws(WireFailure) -> Exchange {
        let principal = principal(of: request, in: world)
        var version: APIVersion?
        if operation.plane == .arm {
            let door = FrontDoor(
                request: request, versions: operation.versions, isWrite: false, world: world,
                principal: principal)
            // A write is judged to the end where its refusal can be journaled.
            if case .read = operation.kind { try passing { () throws(FrontDoorFailure) in try door.admit() } }
            if case .accepted(let known)? = operation.versions?.judge(request.query["api-version"]) {
                version = known
            } else if case .acceptedNewer(let newer, _)? = operation.versions?.judge(
                request.query["api-version"])
            {
                version = newer
            }
        } else {
            try requireCaller(request, on: operation.plane, in: world)
            version = try judge(request, operation, in: world)
            try FrontDoor.requireSubscription(in: request, world)
            try requireNames(parameters, on: operation.plane)
        }
        return Exchange(
            request: request, parameters: parameters, principal: principal, version: version,
            isFaithful: isFaithful)
    }

    /// A read is turned away by the gateway alone.
    func passing(_ door: () throws(FrontDoorFailure) -> Void) throws(WireFailure) {
        do throws(FrontDoorFailure) {
            try door()
        } catch {
            guard case .gateway(let failure) = error else { return }
            throw failure
        }
    }

    /// Other planes have fewer questions, and words of their own for them.
    private func judge(
        _ request: WireRequest, _ operation: Operation, in world: World
    ) throws(WireFailure) -> APIVersion? {
        guard let versions = operation.versions else { return nil }
        let verdict = versions.judge(request.query["api-version"])
        switch verdict {
        case .accepted(let version), .acceptedNewer(let version, _):
            try Retirement.require(version, of: versions, in: world)
            return version
        case .missing:
            throw operation.plane == .keyVault
                ? WireFailure(
                    400, "BadParameter", "api-version must be specified.",
                    because: [KeyVault.ProtocolRule.versionMandatory.id]) : .versionMissing
        case .unknown, .malformed:
            guard
                let error = versions.refusal(of: verdict, location: "westeurope", locations: Regions.names)
            else { return nil }
            if operation.plane == .keyVault { throw WireFailure(400, "BadParameter", error.message) }
            throw WireFailure(400, error.code, error.message, gateway: .versionKnown)
        }
    }

    /// A name is one segment of a path: with an escaped slash in it, it would name something else.
    private func requireNames(_ parameters: RouteParameters, on plane: Plane) throws(WireFailure) {
        guard let name = parameters.first(where: { $0.value.contains("/") })?.value else { return }
        throw WireFailure(
            400, plane == .keyVault ? "BadParameter" : "InvalidResourceName",
            "The name '\(name)' is invalid: it contains a slash.")
    }

    /// Whoever the world does not know acts as its owner (P-32), where it takes such a one at all.
    func principal(of request: WireRequest, in world: World) -> Principal {
        WorldPrincipals.caller(of: request, in: world) ?? .owner
    }

    /// A world that knows its callers has no answer for others.
    private func requireCaller(_ request: WireRequest, on plane: Plane, in world: World) throws(WireFailure) {
        guard plane.asksForTokenFirst, WorldPrincipals.turnsAway(request, in: world) else { return }
        throw Plane.unauthorized(.malformed, tenant: world.tenant)
    }

    /// Takes the route, and says a failure in the words of the plane.
    func answer(
        _ request: WireRequest, _ plane: Plane, _ receipt: Receipt,
        _ route: () throws(WireFailure) -> WireResponse
    ) -> WireResponse {
        if plane.asksForTokenFirst {
            do throws(BearerToken.Fault) {
                let token = try request.token.get()
                if !plane.takes(audience: token.claims?["aud"]?.text) { throw .wrongAudience }
            } catch {
                return stamped(
                    plane.unauthorized(error, tenant: receipt.tenant, isFaithful: isFaithful), for: request,
                    receipt)
            }
        }
        do throws(WireFailure) {
            return stamped(try route(), for: request, receipt)
        } catch {
            let isOfCosmosDB = request.namespace?.lowercased() == "microsoft.documentdb"
            var response = stamped(
                plane.response(error, isFaithful: isFaithful, isBare: isOfCosmosDB && !error.isGateway),
                for: request, receipt)
            if error.endsConnection { response.delivery = .reset }
            return response
        }
    }
}
