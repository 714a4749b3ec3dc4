public import VirtualTime

extension KeyVault {
    /// When a key rotates by itself, when its near expiry is told, how long new versions last (KV-ROT-02).
    public struct RotationPolicy: Equatable, Codable, Sendable {
        public var actions: [Action]
        public var expiry: Period?
        /// Set when the policy is.
        public internal(set) var createdAt: Instant?
        public internal(set) var updatedAt: Instant?

        public init(_ actions: [Action], expiry: Period? = nil) {
            self.actions = actions
            self.expiry = expiry
        }

        public struct Action: Equatable, Codable, Sendable {
            public let kind: Kind
            /// Counted from the creation of the version, or back from its expiry: one of the two.
            public let afterCreation: Period?
            public let beforeExpiry: Period?

            public init(_ kind: Kind, afterCreation: Period? = nil, beforeExpiry: Period? = nil) {
                self.kind = kind
                self.afterCreation = afterCreation
                self.beforeExpiry = beforeExpiry
            }
        }
        public enum Kind: String, CaseIterable, Codable, Sendable {
            case rotate = "Rotate"
            case notify = "Notify"
        }

        var rotation: Action? { actions.first { $0.kind == .rotate } }
        /// Thirty days before, unless the policy says otherwise.
        var notice: Duration {
            let given = actions.first { $0.kind == .notify }?.beforeExpiry
            return given?.duration ?? .days(30)
        }
    }

    /// A length of time as it was written, `P90D` or `P2Y`, and what it comes to.
    public struct Period: Equatable, Codable, Sendable {
        public let text: String
        public let days: Int64
        var duration: Duration { .days(days) }

        /// Years count 365 days, months 30: the documents say no more.
        public init?(_ text: String) {
            var rest = Substring(text.uppercased())
            guard rest.first == "P", rest.count > 1 else { return nil }
            rest = rest.dropFirst()
            var days: Int64 = 0
            while !rest.isEmpty {
                let digits = rest.prefix { $0.isNumber }
                guard let count = Int64(digits), count <= 100_000,
                    let unit = rest.dropFirst(digits.count).first
                else { return nil }
                switch unit {
                case "Y": days += 365 * count
                case "M": days += 30 * count
                case "W": days += 7 * count
                case "D": days += count
                default: return nil
                }
                rest = rest.dropFirst(digits.count + 1)
            }
            self.text = text
            self.days = days
        }
    }

    /// What falls due in a key.
    struct Agenda: Equatable, Codable, Sendable {
        var validity: Instant?
        var rotation: Instant?
        var notice: Instant?

        var next: Instant? {
            guard validity != nil || rotation != nil || notice != nil else { return nil }
            return min(
                validity ?? .distantFuture, rotation ?? .distantFuture, notice ?? .distantFuture)
        }
        var all: [Instant] { [validity, rotation, notice].compactMap { $0 } }
    }

    // MARK: Decisions

    static func rotate(
        _ key: Key, in world: World, because rule: any DocumentedRule, _ docket: inout Docket
    ) {
        let latest = key.latest
        let expiry = key.policy?.expiry
        let settings = KeySettings(
            type: latest.type, sizeBits: latest.sizeBits, curve: latest.curve, operations: latest.operations,
            expires: expiry.map { world.now + $0.duration }, carried: latest.carried)
        add(
            settings, to: key.id, vault: key.vault, in: world, because: rule,
            also: expiry == nil ? [] : [KeyRule.expiryOfNewVersions], &docket)
    }

    static func decidePolicy(
        _ given: RotationPolicy, for key: Key, in world: World, _ docket: inout Docket
    ) throws(Refusal) {
        for kind in RotationPolicy.Kind.allCases where given.actions.count(where: { $0.kind == kind }) > 1 {
            throw invalid("lifetimeActions", "one \(kind.rawValue) action at most", KeyRule.policyShape)
        }
        for action in given.actions {
            let hasOneTrigger = (action.afterCreation == nil) != (action.beforeExpiry == nil)
            guard hasOneTrigger, action.kind == .rotate || action.afterCreation == nil else {
                throw invalid(
                    "trigger", "one trigger, and for Notify the one before expiry", KeyRule.policyShape)
            }
        }
        guard given.rotation == nil || key.latest.material?.isImported != true else {
            throw invalid(
                "lifetimeActions", "no rotation of a key that was imported", KeyRule.expiryOfNewVersions)
        }
        if let expiry = given.expiry, expiry.days < 28 {
            throw invalid("expiryTime", "at least 28 days", KeyRule.rotationLimits)
        }
        if let after = given.rotation?.afterCreation {
            guard after.days >= 7, after.days + 7 <= given.expiry?.days ?? .max else {
                throw invalid(
                    "timeAfterCreate", "7 days at least, and 7 before expiry", KeyRule.rotationLimits)
            }
        }
        if let before = given.rotation?.beforeExpiry {
            guard before.days >= 7, let expiry = given.expiry, before.days + 7 <= expiry.days,
                key.latest.expires != nil
            else {
                throw invalid(
                    "timeBeforeExpiry", "7 days at least, of an expiry that policy and key have",
                    KeyRule.rotationLimits)
            }
        }
        var policy = given
        policy.createdAt = key.policy?.createdAt ?? world.now
        policy.updatedAt = world.now
        docket.rule(.keyVault(.rotationPolicySet(key.id, policy)), because: KeyRule.policyShape)
    }

    private static func invalid(_ property: String, _ what: String, _ rule: KeyRule) -> Refusal {
        Refusal(.invalid(.init(property, "A rotation policy takes \(what).")), because: rule)
    }

    // MARK: What falls due

    static func ringAgenda(of id: ResourceID, in world: World, _ docket: inout Docket) {
        guard let key = world.keyVault.keys[id] else { return }
        let now = world.now
        func isDue(_ at: Instant?) -> Bool { at.map { $0 <= now } ?? false }
        if isDue(key.agenda.validity) {
            for version in key.versions {
                guard let isValid = version.edge(at: now) else { continue }
                docket.rule(
                    .keyVault(
                        .validityChanged(id, vault: key.vault, version: version.name, isValid: isValid)),
                    because: KeyRule.validity)
            }
        }
        if isDue(key.agenda.notice) {
            docket.rule(
                .keyVault(.nearExpiry(id, version: key.latest.name)), because: KeyRule.rotatesByItself)
        }
        if isDue(key.agenda.rotation) {
            rotate(key, in: world, because: KeyRule.rotatesByItself, &docket)
            tellAtOnce(after: key, in: world, &docket)
        }
    }

    /// A new version that lives shorter than its notice is near its end from the start.
    private static func tellAtOnce(after key: Key, in world: World, _ docket: inout Docket) {
        guard let policy = key.policy, let expiry = policy.expiry, expiry.duration <= policy.notice else {
            return
        }
        let name = versionName(of: key.id, ordinal: key.versions.count + 1, in: world)
        docket.rule(.keyVault(.nearExpiry(key.id, version: name)), because: KeyRule.rotatesByItself)
    }
}

extension KeyVault.KeyVersion {
    var leeway: Duration { .milliseconds(leewayMilliseconds ?? 0) }
    /// First instant at which it may make new things, and the first at which it may no more.
    var begins: Instant? { notBefore.map { $0 - leeway } }
    var ends: Instant? { expires.map { $0 + leeway } }

    /// Whether its validity begins (`true`) or ends exactly now.
    fileprivate func edge(at now: Instant) -> Bool? {
        if ends == now { return false }
        return begins == now ? true : nil
    }
}

extension KeyVault.Key {
    /// Works out anew what falls due, from the state it is in: nothing overdue is forgotten.
    mutating func schedule(at now: Instant) {
        agenda = KeyVault.Agenda()
        guard deletion == nil, !isSuspended else { return }
        for version in versions {
            for edge in [version.begins, version.ends] {
                if let edge, edge > now { agenda.validity = min(edge, agenda.validity ?? edge) }
            }
        }
        guard let policy else { return }
        if let rotation = policy.rotation, latest.material?.isImported != true {
            let due =
                rotation.afterCreation.map { latest.createdAt + $0.duration }
                ?? rotation.beforeExpiry.flatMap { before in latest.expires.map { $0 - before.duration } }
            agenda.rotation = due.map { max($0, now) }
        }
        if let expires = latest.expires, expires > now, noticed != latest.name {
            agenda.notice = max(expires - policy.notice, now)
        }
    }
}
