import VirtualTime

extension KeyVault {
    /// One call of the data plane, as the service's limits count it (KV-LIM-01).
    public struct Transaction: Equatable, Codable, Sendable {
        public let operation: KeyOperation
        /// Of the key it is for, if there is one.
        public let type: KeyType?
        public let sizeBits: Int?

        public init(_ operation: KeyOperation, type: KeyType? = nil, sizeBits: Int? = nil) {
            self.operation = operation
            self.type = type
            self.sizeBits = sizeBits
        }

        /// Parts of a vault's share of ten seconds: `share` divided by how many of its kind fit in.
        var weight: Int { KeyVault.share / limit }

        /// How many of its kind fit into ten seconds.
        public var limit: Int {
            let isHSM = type?.isHSM == true
            switch operation {
            case .create, .release: return isHSM ? 10 : 20
            case .import: return 300
            case .encrypt, .decrypt, .sign, .verify, .wrapKey, .unwrapKey:
                let fast = isHSM ? 2_000 : 4_000
                guard type?.isRSA == true else { return fast }
                return sizeBits == 4_096 ? fast / 8 : sizeBits == 3_072 ? fast / 4 : fast
            case .get, .list, .update, .delete, .recover, .purge, .backup, .restore, .rotate,
                .getRotationPolicy, .setRotationPolicy:
                return 4_000
            }
        }
    }

    /// A number that every limit divides.
    static let share = 12_000
    static let window = Duration.seconds(10)

    /// What was used of a vault, or of all the subscription's vaults in a region, in the last ten seconds.
    struct Meter: TableRow, Codable {
        /// `vault/12` or `region/westeurope`.
        let id: String
        /// By instant, the oldest first. No more than fit into a limit, because what is refused is not kept.
        var used: [Use] = []
        var deadline: Instant? { nil }

        struct Use: Equatable, Codable {
            let at: Instant
            var weight: Int
        }

        /// Half-open: what was used exactly ten seconds ago counts no more.
        func sum(at now: Instant) -> Int {
            used.reduce(0) { $1.at + KeyVault.window > now ? $0 + $1.weight : $0 }
        }
        /// When the oldest use that still counts will count no more.
        func relief(at now: Instant) -> Instant? {
            used.first { $0.at + KeyVault.window > now }.map { $0.at + KeyVault.window }
        }
    }

    static func decideCount(
        _ transaction: Transaction, on vault: ResourceID, in world: World, _ docket: inout Docket
    ) throws(Refusal) {
        guard !world.settings.isDefault(.vaultThrottling),
            let region = world.keyVault.vaults.read(vault, { $0.location })
        else { return }
        try require(
            transaction, under: Meter.id(of: vault), share, because: NetworkRule.vaultLimit, in: world)
        try require(
            transaction, under: Meter.id(of: region), 5 * share, because: NetworkRule.subscriptionLimit,
            in: world)
        docket.rule(
            .keyVault(.transactionCounted(vault: vault, region: region, weight: transaction.weight)),
            because: NetworkRule.vaultLimit, also: [NetworkRule.subscriptionLimit])
    }

    private static func require(
        _ transaction: Transaction, under meter: String, _ limit: Int, because rule: NetworkRule,
        in world: World
    ) throws(Refusal) {
        guard let row = world.keyVault.meters[meter],
            row.sum(at: world.now) + transaction.weight > limit, let relief = row.relief(at: world.now)
        else { return }
        let wait = (relief - world.now).wholeMilliseconds
        throw Refusal(
            .vaultThrottled(retryAfterSeconds: Int((wait + 999) / 1_000)),
            because: [rule.id, ProtocolRule.tooMany.id])
    }
}

extension KeyVault.Meter {
    static func id(of vault: ResourceID) -> String { "vault/\(vault.handle)" }
    static func id(of region: String) -> String { "region/\(region.lowercased())" }
}

extension Table<KeyVault.Meter> {
    mutating func count(_ weight: Int, at now: Instant, vault: ResourceID, region: String) {
        for id in [KeyVault.Meter.id(of: vault), KeyVault.Meter.id(of: region)] {
            var meter = self[id] ?? KeyVault.Meter(id: id)
            meter.used.removeAll { $0.at + KeyVault.window <= now }
            if let last = meter.used.indices.last, meter.used[last].at == now {
                meter.used[last].weight += weight
            } else {
                meter.used.append(KeyVault.Meter.Use(at: now, weight: weight))
            }
            put(meter)
        }
    }
}
