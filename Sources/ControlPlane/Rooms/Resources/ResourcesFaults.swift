public import VirtualTime

/// Failures between client and provider that no rule of the cloud brings about: a scenario asks for them.
extension Resources {
    /// A provider that does not answer, in the three ways a client sees (ARM-ERR-23).
    public enum GatewayFault: String, CaseIterable, Codable, Sendable {
        case badGateway = "BadGatewayConnection"
        case serverTimeout = "ServerTimeout"
        case gatewayTimeout = "GatewayTimeout"
    }

    public enum FaultKind: Equatable, Codable, Sendable {
        case gateway(GatewayFault)
        /// An answer of that status and code, whatever was asked.
        case error(status: Int, code: String)
        case throttled(retryAfterSeconds: Int)
        /// 502 from the providers of that namespace.
        case unavailable(namespace: String)
        /// Calls take so much longer, in virtual time; to that vault alone, if one is named.
        case slow(milliseconds: Int64, vault: ResourceID?)
    }

    /// A failure that waits for requests.
    public struct RequestFault: Equatable, Codable, Sendable {
        public let name: String
        public let kind: FaultKind
        /// Only what lies there or below, a path in lower case; nil for everything.
        public var scope: String?
        public var from: Instant?
        public var until: Instant?
        /// How many more requests it meets; nil for any number.
        public internal(set) var remaining: Int?
        /// Of a thousand requests it meets so many; nil for all of them.
        public var perMille: Int?
        /// Requests that it might have met, so far.
        public internal(set) var seen = 0

        public init(_ kind: FaultKind, name: String, hits: Int? = nil) {
            self.kind = kind
            self.name = name
            remaining = hits
        }

        public func isActive(at now: Instant) -> Bool {
            from.map { $0 <= now } ?? true && until.map { now < $0 } ?? true
        }

        /// - Parameter path: in lower case.
        func mayMeet(_ path: String, at now: Instant) -> Bool {
            guard isActive(at: now), scope.map({ path == $0 || path.hasPrefix("\($0)/") }) ?? true else {
                return false
            }
            return switch kind {
            case .gateway, .error, .throttled: true
            case .unavailable(let namespace): path.contains("/providers/\(namespace.lowercased())")
            case .slow: false
            }
        }
    }

    /// The first failure that a request to ARM might meet now.
    public static func fault(at path: String, isWrite: Bool, in world: World) -> RequestFault? {
        let path = path.lowercased()
        return world.resources.faults.first { fault in
            if case .gateway = fault.kind, !isWrite { return false }
            return fault.mayMeet(path, at: world.now)
        }
    }

    /// Arms a failure, in the place of one of its name; one that meets nothing goes.
    static func decideArming(_ fault: RequestFault, _ docket: inout Docket) {
        docket.rule(.resources(.faultArmed(fault)), because: rule(of: fault.kind))
    }

    /// A request comes by: the failure meets it, or with a rate below one lets it pass.
    static func decideStrike(of id: ResourceID, _ name: String, in world: World, _ docket: inout Docket) {
        guard let fault = world.resources.faults.first(where: { $0.name == name }) else { return }
        let occurrence = "fault.\(name).\(fault.seen + 1)"
        let strikes = fault.perMille.map { isMet($0, occurrence, in: world, &docket) } ?? true
        docket.rule(
            .resources(.faultMet(id, name: name, strikes: strikes)), because: rule(of: fault.kind))
    }

    /// Whether a failure that meets so many of a thousand requests meets this one: as a search wants it, as
    /// somebody has said by name, or as it is drawn: by name and number, so that no other choice shifts it.
    private static func isMet(
        _ perMille: Int, _ occurrence: String, in world: World, _ docket: inout Docket
    ) -> Bool {
        guard (1..<1_000).contains(perMille) else { return perMille > 0 }
        if let pinned = docket.strike(occurrence, at: world.now) { return pinned }
        let exact = world.settings.choices.exact.last { Glob.matches($0.glob, occurrence) }
        if case .after(let milliseconds)? = exact?.value { return milliseconds > 0 }
        var draw = Draw(seed: world.settings.choices.seed, key: occurrence)
        return draw.uniform(in: 0...999) < Int64(perMille)
    }

    private static func rule(of kind: FaultKind) -> Rule {
        switch kind {
        case .error(409, _): Rule.conflict
        case .throttled: Rule.tooManyRequests
        case .gateway, .error, .unavailable, .slow: Rule.gatewayFails
        }
    }
}
