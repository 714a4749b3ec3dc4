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
        /// The connection ends without an answer.
        case reset
        /// What a request starts takes hold, and says at its end that it failed.
        case interruption(code: String)
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
        /// Only requests of the providers of that namespace; nil for all.
        public var namespace: String?
        /// Only requests with that method; nil for all.
        public var method: String?
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
            switch kind {
            case .gateway, .error, .throttled, .reset: lies(around: path, at: now)
            case .unavailable(let namespace):
                lies(around: path, at: now) && Self.isOf(namespace, path)
            case .slow, .interruption: false
            }
        }

        /// Whether it acts at a path now, whatever it does there.
        func lies(around path: String, at now: Instant) -> Bool {
            isActive(at: now) && (scope.map { path == $0 || path.hasPrefix("\($0)/") } ?? true)
                && (namespace.map { Self.isOf($0, path) } ?? true)
        }

        private static func isOf(_ namespace: String, _ path: String) -> Bool {
            path.contains("/providers/\(namespace.lowercased())")
        }
    }

    /// The first failure that a request to ARM might meet now.
    public static func fault(at path: String, method: String, in world: World) -> RequestFault? {
        let path = path.lowercased()
        return world.resources.faults.first { fault in
            if case .gateway = fault.kind, method == "GET" || method == "HEAD" { return false }
            return (fault.method ?? method) == method && fault.mayMeet(path, at: world.now)
        }
    }

    /// Why an operation that starts now will say that it failed, if a failure that was asked for meets it.
    static func interruption(
        of resource: ResourceID, in world: World, _ docket: inout Docket
    ) -> Refusal? {
        guard !world.resources.faults.isEmpty else { return nil }
        let path = world.names[resource].path.lowercased()
        for fault in world.resources.faults where fault.lies(around: path, at: world.now) {
            guard case .interruption(let code) = fault.kind else { continue }
            guard strike(fault, of: resource, in: world, &docket) else { return nil }
            return Refusal(.operationInterrupted(code: code), because: rule(of: fault.kind))
        }
        return nil
    }

    /// Arms a failure, in the place of one of its name; one that meets nothing goes.
    static func decideArming(_ fault: RequestFault, _ docket: inout Docket) {
        docket.rule(.resources(.faultArmed(fault)), because: rule(of: fault.kind))
    }

    /// A request comes by: the failure meets it, or with a rate below one lets it pass.
    static func decideStrike(of id: ResourceID, _ name: String, in world: World, _ docket: inout Docket) {
        guard let fault = world.resources.faults.first(where: { $0.name == name }) else { return }
        _ = strike(fault, of: id, in: world, &docket)
    }

    /// Whether a failure meets what it might meet, noted either way.
    private static func strike(
        _ fault: RequestFault, of id: ResourceID, in world: World, _ docket: inout Docket
    ) -> Bool {
        let name = fault.name
        let occurrence = "fault.\(name).\(fault.seen + 1)"
        let strikes = fault.perMille.map { isMet($0, occurrence, in: world, &docket) } ?? true
        docket.rule(
            .resources(.faultMet(id, name: name, strikes: strikes)), because: rule(of: fault.kind))
        return strikes
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
        case .gateway, .error, .unavailable, .slow, .reset, .interruption: Rule.gatewayFails
        }
    }
}
