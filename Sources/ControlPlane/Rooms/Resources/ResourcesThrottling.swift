public import VirtualTime

/// ARM's limits on requests, in a world that assumes them (`arm-throttling`): otherwise nothing is counted.
///
/// Two models: counters by the hour, as until 2024, and a bucket of tokens that fills as virtual time passes.
/// Both count per principal and, fifteen times as wide, per subscription.
extension Resources {
    public enum RequestKind: String, CaseIterable, Codable, Sendable {
        case reads, writes, deletes

        public init(_ operation: ScopedOperation) {
            switch operation {
            case .write, .action: self = .writes
            case .delete: self = .deletes
            }
        }
    }

    /// One principal's bucket for one kind of request, or the subscription's under `*`. There are as many as
    /// people in the tenant, times three.
    public struct Bucket: TableRow, Codable {
        /// `operator/reads`, `*/writes`
        public let id: String
        /// Requests left at `since`, in thousandths.
        public let level: Int64
        /// When `level` was so; in the hourly model the start of the hour.
        public let since: Instant
        public var deadline: Instant? { nil }
    }

    /// How many requests of a kind are left, and when there is one again.
    public struct Allowance: Equatable, Sendable {
        public let remaining: Int64
        /// Of the whole subscription; nil in the hourly model, which has none.
        public let global: Int64?
        /// Seconds to the next request that is let through, at least 1; nil while there is one.
        public let retryAfterSeconds: Int64?
    }

    /// Figures of a model for a kind of request: how many at once, and thousandths a millisecond.
    private struct Model {
        let capacity: Int64
        let refill: Int64
        let isHourly: Bool

        /// ARM-THR-02: 250 and 25 a second for reads, 200 and 10 a second else.
        static func bucket(_ kind: RequestKind) -> Model {
            kind == .reads
                ? Model(capacity: 250, refill: 25, isHourly: false)
                : Model(capacity: 200, refill: 10, isHourly: false)
        }
        /// ARM-THR-01: 12,000 reads, 1,200 writes and 15,000 deletes an hour.
        static func hourly(_ kind: RequestKind) -> Model {
            let capacity: Int64 =
                switch kind {
                case .reads: 12_000
                case .writes: 1_200
                case .deletes: 15_000
                }
            return Model(capacity: capacity, refill: 0, isHourly: true)
        }
        /// The subscription's: fifteen times one principal's.
        var global: Model { Model(capacity: capacity * 15, refill: refill * 15, isHourly: isHourly) }

        func level(of bucket: Bucket?, at now: Instant) -> Int64 {
            guard let bucket else { return capacity * 1_000 }
            let passed = now.milliseconds - bucket.since.milliseconds
            if isHourly { return passed >= 3_600_000 ? capacity * 1_000 : bucket.level }
            return min(capacity * 1_000, bucket.level + passed * refill)
        }
        /// One request taken out.
        func taken(from bucket: Bucket?, id: String, at now: Instant) -> Bucket {
            let left = level(of: bucket, at: now) - 1_000
            guard isHourly, let bucket, now.milliseconds - bucket.since.milliseconds < 3_600_000 else {
                return Bucket(id: id, level: left, since: now)
            }
            return Bucket(id: id, level: left, since: bucket.since)
        }
        func secondsToOne(_ bucket: Bucket?, at now: Instant) -> Int64? {
            let missing = 1_000 - level(of: bucket, at: now)
            guard missing > 0 else { return nil }
            let wait =
                isHourly
                ? 3_600_000 - (now.milliseconds - (bucket?.since.milliseconds ?? now.milliseconds))
                : (missing + refill - 1) / refill
            return max(1, (wait + 999) / 1_000)
        }
    }

    public static func throttles(in world: World) -> Bool { !world.settings.isDefault(.armThrottling) }

    /// The rule whose model counts in this world.
    public static func throttlingRule(in world: World) -> Rule {
        world.settings.reading(of: .armThrottling) == "hourly" ? Rule.hourlyLimits : Rule.tokenBuckets
    }

    private static func model(_ kind: RequestKind, in world: World) -> Model {
        throttlingRule(in: world) == .hourlyLimits ? .hourly(kind) : .bucket(kind)
    }

    private static func bucketID(_ kind: RequestKind, of principal: Principal?) -> String {
        "\(principal?.name ?? "*")/\(kind.rawValue)"
    }

    public static func allowance(
        for kind: RequestKind, of principal: Principal, in world: World
    ) -> Allowance {
        let model = model(kind, in: world)
        let own = world.resources.buckets[bucketID(kind, of: principal)]
        let shared = world.resources.buckets[bucketID(kind, of: nil)]
        return Allowance(
            remaining: max(0, model.level(of: own, at: world.now) / 1_000),
            global: model.isHourly ? nil : max(0, model.global.level(of: shared, at: world.now) / 1_000),
            retryAfterSeconds: model.secondsToOne(own, at: world.now)
                ?? (model.isHourly ? nil : model.global.secondsToOne(shared, at: world.now)))
    }

    static func requireAllowance(
        for kind: RequestKind, of principal: Principal, in world: World
    ) throws(Refusal) {
        guard throttles(in: world),
            let seconds = allowance(for: kind, of: principal, in: world).retryAfterSeconds
        else { return }
        let rule = throttlingRule(in: world)
        let error = rule == .hourlyLimits ? Rule.subscriptionThrottled : Rule.tooManyRequests
        throw Refusal(
            .throttled(kind, isHourly: rule == .hourlyLimits, retryAfterSeconds: Int(seconds)),
            because: [error.id, rule.id])
    }

    /// Takes a request out of its buckets, or refuses it.
    static func decideCounting(
        of kind: RequestKind, by principal: Principal, in world: World, _ docket: inout Docket
    ) throws(Refusal) {
        guard throttles(in: world) else { return }
        try requireAllowance(for: kind, of: principal, in: world)
        let model = model(kind, in: world)
        var taken: [Bucket] = []
        for (owner, model) in [(principal, model), (nil, model.global)] as [(Principal?, Model)] {
            let id = bucketID(kind, of: owner)
            taken.append(model.taken(from: world.resources.buckets[id], id: id, at: world.now))
        }
        docket.rule(.resources(.requestCounted(taken)), because: throttlingRule(in: world))
    }

    /// Leaves a principal with `remaining` requests of a kind: a test need not send the others.
    static func decideDraining(
        of kind: RequestKind, to remaining: Int64, by principal: Principal, in world: World,
        _ docket: inout Docket
    ) {
        let capacity = model(kind, in: world).capacity
        let level = min(max(0, remaining), capacity) * 1_000
        let bucket = Bucket(id: bucketID(kind, of: principal), level: level, since: world.now)
        docket.rule(.resources(.requestCounted([bucket])), because: throttlingRule(in: world))
    }
}
