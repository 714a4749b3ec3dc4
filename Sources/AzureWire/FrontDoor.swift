import ControlPlane
import VirtualTime

/// ARM's front door: every request passes its checkpoints in the one order of ARM-ERR-ORDER, and the first
/// that says no is the answer. The list is `Resources.Checkpoint`; what needs the world is judged there.
struct FrontDoor {
    let request: WireRequest
    /// nil for a request that no route takes.
    let versions: KnownVersions?
    let isWrite: Bool
    let world: World
    let principal: Principal

    /// Judges the request up to `last`.
    func admit(through last: Resources.Checkpoint = .throttle) throws(FrontDoorFailure) {
        for checkpoint in Resources.Checkpoint.allCases {
            do throws(WireFailure) {
                try judge(checkpoint)
            } catch {
                throw .gateway(error)
            }
            if isWrite, checkpoint.isOfTheWorld, let arrival = Resources.Arrival(request) {
                do throws(Refusal) {
                    try Resources.check(checkpoint, arrival, by: principal, in: world)
                } catch {
                    throw .world(arrival)
                }
            }
            if checkpoint == last { return }
        }
    }

    private func judge(_ checkpoint: Resources.Checkpoint) throws(WireFailure) {
        switch checkpoint {
        case .path: try requireNames()
        case .authentication: try requireToken()
        case .versionGiven:
            guard isARMs, request.query["api-version"]?.isEmpty != false else { return }
            throw .versionMissing
        case .subscription: try requireSubscription()
        case .type:
            guard versions != nil, let namespace = request.namespace else { return }
            guard ProviderCatalog.find(namespace) != nil else { throw .namespaceUnknown(namespace) }
        case .version: try requireVersion()
        case .location: try requireLocation()
        case .authorization: try requireRight()
        case .registration, .group, .lock, .throttle: return
        }
    }

    private var isARMs: Bool {
        versions != nil
            || ["subscriptions", "providers"].contains(request.segments.first?.lowercased() ?? "")
    }

    // MARK: Names

    /// Characters that no name in a path may have, and how long one may be.
    private static let illegal = Set("<>%&:\\?/#*".unicodeScalars.map(\.value))
    private static let longestName = 260

    private func requireNames() throws(WireFailure) {
        let segments = request.segments
        for segment in segments
        where segment.unicodeScalars.count > Self.longestName
            || segment.unicodeScalars.contains(where: { Self.illegal.contains($0.value) || $0.value < 0x20 })
        {
            throw WireFailure(
                400, "InvalidResourceName",
                "The name '\(segment.prefix(80))' is invalid: it is longer than \(Self.longestName) characters "
                    + "or contains a character that names may not have, such as a slash.",
                gateway: .namesValid)
        }
        guard segments.count > 3, segments[0].lowercased() == "subscriptions",
            segments[2].lowercased() == "resourcegroups", !Resources.isGroupName(segments[3])
        else { return }
        throw .groupNameInvalid(segments[3])
    }

    // MARK: Who asks

    private func requireToken() throws(WireFailure) {
        do throws(BearerToken.Fault) {
            let token = try request.token.get()
            if !Plane.arm.takes(audience: token.claims?["aud"]?.text) { throw .wrongAudience }
            if WorldPrincipals.turnsAway(request, in: world) { throw .malformed }
        } catch {
            throw Plane.unauthorized(error, tenant: world.tenant)
        }
    }

    // MARK: What is asked for

    private func requireSubscription() throws(WireFailure) {
        try Self.requireSubscription(in: request, world)
    }

    /// Of a path below `/subscriptions`, whatever plane it belongs to.
    static func requireSubscription(in request: WireRequest, _ world: World) throws(WireFailure) {
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

    private func requireVersion() throws(WireFailure) {
        guard let versions else { return }
        let verdict = versions.judge(request.query["api-version"])
        switch verdict {
        case .accepted(let version), .acceptedNewer(let version, _):
            try Retirement.require(version, of: versions, in: world)
        case .missing: return
        case .unknown, .malformed:
            let isARMs = versions.resourceType.hasPrefix("Microsoft.Resources/")
            let location = isARMs ? nil : Optional("westeurope")
            guard let error = versions.refusal(of: verdict, location: location, locations: Regions.names)
            else { return }
            var failure =
                isARMs
                ? WireFailure(400, error.code, error.message, gateway: .versionOfARM)
                : WireFailure(400, error.code, error.message, gateway: .versionKnown)
            if versions.resourceType == SentinelRoutes.onboardingType {
                failure.rules.append(Sentinel.Rule.onboardingVersions.id)
            }
            failure.rules += LogAnalyticsRoutes.rules(ofVersionsOf: versions.resourceType)
            throw failure
        }
    }

    /// A tracked resource is written where its type is offered.
    private func requireLocation() throws(WireFailure) {
        // Key Vault has a code of its own for it (KV-VAULT-21).
        guard isWrite, request.method == "PUT", let type = versions?.resourceType,
            !type.hasPrefix("Microsoft.KeyVault/"),
            let body = try? Document(json: request.body, maximumDepth: 64),
            let given = body.member(anyCase: "location")?.text, !given.isEmpty
        else { return }
        let location = Regions.normalized(given)
        guard !Regions.names.contains(location), location != "global" else { return }
        let list = Regions.names.joined(separator: ", ")
        throw WireFailure(
            400, "LocationNotAvailableForResourceType",
            "The provided location '\(location)' is not available for resource type '\(type)'. "
                + "List of available regions for the resource type is '\(list)'.",
            gateway: .locationOffered)
    }
}

/// Why a request did not get through the front door.
enum FrontDoorFailure: Error {
    /// The gateway needs nothing but the request to say no.
    case gateway(WireFailure)
    /// The state of the cloud says no: the journal is to have it.
    case world(Resources.Arrival)
}

extension Resources.Arrival {
    /// What ARM knows of a write; nil for reads.
    init?(_ request: WireRequest) {
        let operation: Resources.ScopedOperation
        switch request.method {
        case "PUT", "PATCH": operation = .write
        case "DELETE": operation = .delete
        case "POST": operation = .action
        default: return nil
        }
        let segments = request.segments
        let isInGroup =
            segments.count > 4 && segments[0].lowercased() == "subscriptions"
            && segments[2].lowercased() == "resourcegroups"
        let group = isInGroup ? "/" + segments.prefix(4).joined(separator: "/") : nil
        // Registering a provider is what makes it registered.
        let registers = segments.count == 5 && segments[2].lowercased() == "providers"
        self.init(
            path: "/" + segments.joined(separator: "/"), namespace: registers ? nil : request.namespace,
            group: group, operation: operation)
    }
}

extension AzureService {
    /// Lets a write through to its route, or journals and throws ARM's refusal.
    func admitted(
        _ request: WireRequest, _ operation: Operation, _ parameters: RouteParameters,
        in timeline: inout Timeline
    ) throws(WireFailure) -> Exchange {
        let world = timeline.world
        let exchange = try exchange(request, operation, parameters, in: world)
        guard operation.plane == .arm else { return exchange }
        let door = FrontDoor(
            request: request, versions: operation.versions, isWrite: true, world: world,
            principal: exchange.principal)
        do throws(FrontDoorFailure) {
            try door.admit()
        } catch {
            switch error {
            case .gateway(let failure): throw failure
            case .world(let arrival):
                _ = try exchange.submit(&timeline) { names in
                    .resources(.turnAway(names.intern(arrival.path), arrival))
                }
            }
        }
        try count(exchange, .init(request.method), in: &timeline)
        try meetFault(exchange, in: &timeline)
        return exchange
    }

    /// In a world that counts requests, this one is counted: from here on it is the provider's.
    func count(
        _ exchange: Exchange, _ kind: Resources.RequestKind, in timeline: inout Timeline
    ) throws(WireFailure) {
        guard Resources.throttles(in: timeline.world) else { return }
        let scope = "/subscriptions/\(timeline.world.subscription)"
        _ = try exchange.submit(&timeline) { names in
            .resources(.countRequest(names.intern(scope), kind))
        }
    }

    /// A failure that a scenario has asked for meets the first request that comes its way.
    func meetFault(_ exchange: Exchange, in timeline: inout Timeline) throws(WireFailure) {
        guard !timeline.world.resources.faults.isEmpty else { return }
        let path = "/" + exchange.request.segments.joined(separator: "/")
        let method = exchange.request.method
        guard let fault = Resources.fault(at: path, method: method, in: timeline.world) else { return }
        let entry = try exchange.submit(&timeline) { names in
            .resources(.strike(names.intern(path), fault: fault.name))
        }
        for case .resources(.faultMet(_, _, strikes: true)) in entry.rulings.map(\.event) {
            throw WireFailure(fault.kind)
        }
    }
}

extension Resources.RequestKind {
    /// The kind ARM counts a method under (ARM-THR-03).
    init(_ method: String) {
        switch method {
        case "GET", "HEAD": self = .reads
        case "DELETE": self = .deletes
        default: self = .writes
        }
    }
}

extension WireResponse {
    /// How many requests of its kind are left, where the world counts them.
    func counting(_ request: WireRequest, by principal: Principal, in world: World) -> WireResponse {
        guard Resources.throttles(in: world) else { return self }
        let kind = Resources.RequestKind(request.method)
        let allowance = Resources.allowance(for: kind, of: principal, in: world)
        var response = self
        let prefix = "x-ms-ratelimit-remaining-subscription-"
        response.headers["\(prefix)\(kind.rawValue)"] = String(allowance.remaining)
        if let global = allowance.global {
            response.headers["\(prefix)global-\(kind.rawValue)"] = String(global)
        }
        return response.upholding(
            Resources.Rule.limitHeaders.id, Resources.throttlingRule(in: world).id)
    }
}
