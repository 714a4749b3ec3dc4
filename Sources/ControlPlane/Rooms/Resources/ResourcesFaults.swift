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
        // Drawn by name and number, so that no other choice shifts it: `fault.NAME.N`.
        var draw = Draw(seed: world.settings.choices.seed, key: "fault.\(name).\(fault.seen + 1)")
        let strikes = fault.perMille.map { draw.uniform(in: 0...999) < Int64($0) } ?? true
        docket.rule(
            .resources(.faultMet(id, name: name, strikes: strikes)), because: rule(of: fault.kind))
    }

    private static func rule(of kind: FaultKind) -> Rule {
        switch kind {
        case .error(409, _): Rule.conflict
        case .throttled: Rule.tooManyRequests
        case .gateway, .error, .unavailable, .slow: Rule.gatewayFails
        }
    }
}
