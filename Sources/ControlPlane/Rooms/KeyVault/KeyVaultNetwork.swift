import VirtualTime

extension KeyVault {
    /// What a vault's firewall says. A new vault's is off (KV-NET-01).
    public struct Network: Equatable, Codable, Sendable {
        public var publicAccess = PublicAccess.enabled
        /// `defaultAction: Deny`: whom no rule admits is refused.
        public var deniesByDefault = false
        /// `bypass: AzureServices`: services of the published table pass.
        public var bypassesTrusted = true
        public var addresses: [AddressRange] = []
        /// Ids of subnets, as sent. Nobody here calls from one.
        public var subnets: [String] = []
        /// Whether rules were ever given: only then are they shown.
        public var isStated = false

        public init() {}

        public enum PublicAccess: String, CaseIterable, Codable, Sendable {
            case enabled = "Enabled"
            case disabled = "Disabled"
            case securedByPerimeter = "SecuredByPerimeter"
        }

        /// Whether it keeps anybody out.
        public var isClosed: Bool { deniesByDefault || publicAccess != .enabled }
    }

    /// The members of `networkAcls` and `publicNetworkAccess` that a request names.
    public struct NetworkSettings: Equatable, Codable, Sendable {
        public var publicAccess: Network.PublicAccess?
        public var deniesByDefault: Bool?
        public var bypassesTrusted: Bool?
        /// CIDR texts, checked when decided.
        public var addresses: [String]?
        public var subnets: [String]?

        public init(
            publicAccess: Network.PublicAccess? = nil, deniesByDefault: Bool? = nil,
            bypassesTrusted: Bool? = nil, addresses: [String]? = nil, subnets: [String]? = nil
        ) {
            self.publicAccess = publicAccess
            self.deniesByDefault = deniesByDefault
            self.bypassesTrusted = bypassesTrusted
            self.addresses = addresses
            self.subnets = subnets
        }
        var statesRules: Bool {
            deniesByDefault != nil || bypassesTrusted != nil || addresses != nil || subnets != nil
        }
    }

    /// An IPv4 address or a range of them, `203.0.113.0/24`.
    public struct AddressRange: Equatable, Codable, Sendable {
        public let text: String
        let first: UInt32
        let last: UInt32

        public init?(_ text: String) {
            let parts = text.split(separator: "/", omittingEmptySubsequences: false)
            guard let address = parts.first.flatMap(Self.address), parts.count <= 2 else { return nil }
            guard let bits = parts.count == 2 ? Int(parts[1]) : 32, (0...32).contains(bits) else {
                return nil
            }
            let mask = bits == 0 ? 0 : UInt32.max << UInt32(32 - bits)
            self.text = text
            first = address & mask
            last = first | ~mask
        }

        static func address(_ text: some StringProtocol) -> UInt32? {
            let parts = text.split(separator: ".", omittingEmptySubsequences: false)
            guard parts.count == 4 else { return nil }
            var address: UInt32 = 0
            for part in parts {
                guard let byte = UInt8(part), part.utf8.allSatisfy(\.isASCIIDigit) else { return nil }
                address = address << 8 | UInt32(byte)
            }
            return address
        }

        func contains(_ address: UInt32) -> Bool { first <= address && address <= last }
        private func overlaps(_ other: AddressRange) -> Bool { first <= other.last && other.first <= last }

        /// Whether any address in it is one of a private network (RFC 1918).
        var isPrivate: Bool { Self.privateRanges.contains(where: overlaps) }
        private static let privateRanges = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"].compactMap {
            AddressRange($0)
        }
    }

    /// Why the network turns a caller away.
    public enum NetworkDenial: String, Codable, Sendable {
        /// No rule admits the caller's address, and it is no trusted service.
        case address
        /// A service that would be trusted, were the bypass not off.
        case bypassIsOff
        /// Public access is off, and nobody comes by a private link.
        case connection
        /// The vault is inside a perimeter that admits nobody here.
        case perimeter
        /// A first-party service that is not in the published table.
        case notListed
    }
}

extension KeyVault.Network {
    /// The address of every person: one that is set aside for documentation, so it is nobody's.
    public static let clientAddress = "203.0.113.10"
    private static let client = KeyVault.AddressRange.address(clientAddress) ?? 0

    /// Perimeter, trusted services, the public switch, rules by address, default action: in this order.
    func denial(of principal: Principal, in world: World) -> KeyVault.NetworkDenial? {
        guard isClosed else { return nil }
        if publicAccess == .securedByPerimeter { return .perimeter }
        switch principal {
        case .identity, .microsoft, .simulator:
            return bypassesTrusted ? nil : .bypassIsOff
        case .cosmosDB:
            guard bypassesTrusted else { return .bypassIsOff }
            return world.settings.isDefault(.cosmosTrusted) ? nil : .notListed
        case .user:
            guard publicAccess == .enabled else { return .connection }
            return addresses.contains { $0.contains(Self.client) } ? nil : .address
        }
    }
}

extension KeyVault.NetworkDenial {
    /// The rules that shut the caller out, the order of judging first.
    var rules: [RuleID] {
        let own: [RuleID] =
            switch self {
            case .notListed: [KeyVault.NetworkRule.trustedServices.id]
            case .address, .bypassIsOff, .connection, .perimeter: []
            }
        return [KeyVault.NetworkRule.judgedInOrder.id] + own + [KeyVault.ProtocolRule.firewallRefusal.id]
    }
}

extension KeyVault {
    /// Checks the rules a request brings and merges them into those there are.
    static func merged(_ given: NetworkSettings, into present: Network) throws(Refusal) -> Network {
        var network = present
        if let access = given.publicAccess { network.publicAccess = access }
        network.isStated = network.isStated || given.statesRules
        if let denies = given.deniesByDefault { network.deniesByDefault = denies }
        if let bypasses = given.bypassesTrusted { network.bypassesTrusted = bypasses }
        if let subnets = given.subnets {
            guard subnets.count <= 200 else { throw invalid("at most 200 virtual network rules") }
            network.subnets = subnets
        }
        if let addresses = given.addresses {
            guard addresses.count <= 1_000 else { throw invalid("at most 1000 address rules") }
            network.addresses = []
            for text in addresses {
                guard let range = AddressRange(text) else { throw invalid("IPv4 ranges only, not '\(text)'") }
                guard !range.isPrivate else { throw invalid("no private range such as '\(text)'") }
                network.addresses.append(range)
            }
        }
        return network
    }

    private static func invalid(_ what: String) -> Refusal {
        Refusal(
            .invalid(.init("networkAcls", "The network rules of a vault take \(what).")),
            because: NetworkRule.dataPlaneRules)
    }

    /// Sets the network if the request changes it; the stores look again when it is in force.
    static func setNetwork(
        _ given: NetworkSettings?, of vault: Vault, in world: World, _ docket: inout Docket
    ) throws(Refusal) {
        guard let given else { return }
        let network = try merged(given, into: vault.network)
        guard network != vault.network else { return }
        let delay = world.settings.fixed(.networkRuleDelay)
        let due = delay == .zero ? nil : world.now + delay
        docket.rule(
            .keyVault(.networkSet(vault.id, network, due: due)), because: NetworkRule.dataPlaneRules,
            also: network.isClosed && network.bypassesTrusted ? [NetworkRule.trustedServices] : [])
    }
}
