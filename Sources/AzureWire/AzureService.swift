public import ControlPlane
public import VirtualTime

/// A modeled operation: pure on a world, or through the door of a timeline.
struct Operation: Sendable {
    let plane: Plane
    /// Versions the type is offered in; nil where the path carries the version.
    let versions: KnownVersions?
    let kind: Kind

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
    let router: Router<Operation>
    /// Sends running operations as recordings show them, and no `x-lockstep-…` headers (P-20).
    public let isFaithful: Bool

    public init(isFaithful: Bool = false) {
        self.isFaithful = isFaithful
        var routes = RouteTable()
        ResourcesRoutes.add(to: &routes)
        KeyVaultRoutes.add(to: &routes)
        IdentityRoutes.add(to: &routes)
        LogAnalyticsRoutes.add(to: &routes)
        SentinelRoutes.add(to: &routes)
        router = routes.router
    }

    /// What a request needs from the world it belongs to.
    public enum Task: Sendable {
        case read(@Sendable (_ world: World, _ pollDriven: Bool) -> ReadOutcome)
        case write(@Sendable (inout Timeline) -> WireResponse)
    }

    public enum ReadOutcome: Sendable {
        case answer(WireResponse)
        /// What is polled is under way until that instant: a poll-driven world goes on to it first (P-04).
        case waits(until: Instant)
        /// The read is counted where throttling is assumed, and counting is a write.
        case counts(@Sendable (inout Timeline) -> WireResponse)
    }

    /// Finds the way of a request; nothing has happened yet.
    public func task(for request: WireRequest) -> Task {
        let match = router.match(request)
        guard case .found(let operation, let parameters) = match else {
            return .read { world, _ in .answer(unmatched(request, match, in: world)) }
        }
        switch operation.kind {
        case .read(let read, let settles):
            return .read { world, pollDriven in
                if operation.plane == .keyVault, !world.settings.isDefault(.vaultThrottling) {
                    return .counts { timeline in
                        let before = timeline.world
                        return answer(request, operation.plane, before) { () throws(WireFailure) in
                            let exchange = try exchange(request, operation, parameters, in: before)
                            try KeyVaultDataPlane.count(exchange, &timeline)
                            return try read(exchange, timeline.world)
                        }
                    }
                }
                var until: Instant?
                let response = answer(request, operation.plane, world) { () throws(WireFailure) in
                    let exchange = try exchange(request, operation, parameters, in: world)
                    if pollDriven, let settles, let instant = settles(exchange, world), instant > world.now {
                        until = instant
                        return .empty(202)
                    }
                    return try read(exchange, world)
                }
                return until.map { .waits(until: $0) } ?? .answer(response)
            }
        case .write(let write):
            return .write { timeline in
                let before = timeline.world
                return answer(request, operation.plane, before) { () throws(WireFailure) in
                    try write(exchange(request, operation, parameters, in: before), &timeline)
                }
            }
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
        case .waits(let until): timeline.advance(to: until)
        case .counts(let count): return count(&timeline)
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

    // MARK: The front door, in ARM's order (ARM-ERR-ORDER)

    private func exchange(
        _ request: WireRequest, _ operation: Operation, _ parameters: RouteParameters, in world: World
    ) throws(WireFailure) -> Exchange {
        let verdict = try judge(request, operation, in: world)
        try requireNames(parameters, on: operation.plane)
        let principal = principal(of: request, in: world)
        try requireRight(to: operation, by: principal, request, in: world)
        return Exchange(
            request: request, parameters: parameters, principal: principal, version: verdict,
            isFaithful: isFaithful)
    }

    private func judge(
        _ request: WireRequest, _ operation: Operation, in world: World
    ) throws(WireFailure) -> APIVersion? {
        guard let versions = operation.versions else { return nil }
        let verdict = versions.judge(request.query["api-version"])
        if case .missing = verdict {
            throw operation.plane == .keyVault
                ? WireFailure(
                    400, "BadParameter", "api-version must be specified.",
                    because: [KeyVault.ProtocolRule.versionMandatory.id]) : .versionMissing
        }
        try requireSubscription(in: request, world)
        switch verdict {
        case .accepted(let version), .acceptedNewer(let version, _):
            try requireInService(version, of: versions, in: world)
            return version
        case .missing, .unknown, .malformed:
            let isARMs = versions.resourceType.hasPrefix("Microsoft.Resources/")
            let location = isARMs ? nil : Optional("westeurope")
            guard let error = versions.refusal(of: verdict, location: location, locations: Regions.names)
            else {
                return nil
            }
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

    func requireSubscription(in request: WireRequest, _ world: World) throws(WireFailure) {
        guard request.segments.count > 1, request.segments[0].lowercased() == "subscriptions" else { return }
        let given = request.segments[1]
        guard given.lowercased() != world.subscription.lowercased() else { return }
        guard given.isGUID else {
            throw WireFailure(
                400, "InvalidSubscriptionId",
                "The provided subscription identifier '\(given)' is malformed or invalid.",
                gateway: .subscriptionKnown)
        }
        throw WireFailure(
            404, "SubscriptionNotFound", "The subscription '\(given)' could not be found.",
            gateway: .subscriptionKnown)
    }

    /// A token that names a person of the tenant acts as that person; any other acts as the owner (P-32).
    private func principal(of request: WireRequest, in world: World) -> Principal {
        if let actor = request.headers["x-lockstep-actor"],
            let objectID = Identity.objectID(named: actor, in: world),
            let person = person(objectID, in: world)
        {
            return person
        }
        guard let token = try? BearerToken(authorization: request.headers["Authorization"]) else {
            return .owner
        }
        let objectID = token.objectID?.lowercased() ?? Identity.objectID(named: token.text, in: world)
        return objectID.flatMap { person($0, in: world) } ?? .owner
    }

    private func person(_ objectID: String, in world: World) -> Principal? {
        guard let entry = world.identity.entries[objectID], entry.kind == .person else { return nil }
        return .user(entry.name)
    }

    /// Asks for a token, takes the route, and says a failure in the words of the plane.
    func answer(
        _ request: WireRequest, _ plane: Plane, _ world: World,
        _ route: () throws(WireFailure) -> WireResponse
    ) -> WireResponse {
        do throws(BearerToken.Fault) {
            let token = try BearerToken(authorization: request.headers["Authorization"])
            if !plane.takes(audience: token.claims?["aud"]?.text) { throw .wrongAudience }
        } catch {
            return stamped(
                plane.unauthorized(error, tenant: world.tenant, isFaithful: isFaithful), for: request,
                in: world)
        }
        do throws(WireFailure) {
            return stamped(try route(), for: request, in: world)
        } catch {
            return stamped(plane.response(error, isFaithful: isFaithful), for: request, in: world)
        }
    }
}
