import Testing
import VirtualTime

@testable import ControlPlane

@Suite("KV-NET · the vault's network") struct NetworkRulesTests {
    private let here = "203.0.113.0/24"
    private typealias Network = KeyVault.NetworkSettings

    /// What the network turns away: the operator, the cluster, Azure Cosmos DB.
    private func denied(
        _ network: KeyVault.NetworkSettings, assuming readings: [(Assumption, String)] = []
    ) -> [Bool] {
        var timeline = Timeline.contosoCMK(assuming: readings)
        timeline.setNetwork(network)
        let callers: [Principal] = [.owner, .identity(objectID: timeline.clusterObjectID), .cosmosDB]
        return callers.map {
            timeline.refusal(of: .unwrapKey, by: $0).first == KeyVault.NetworkRule.judgedInOrder.id
        }
    }

    @Test("KV-NET-01 · a new vault is open to everybody")
    func openAtFirst() {
        var timeline = Timeline.contoso(.group)
        let created = timeline.createVault()
        #expect(created.cites(KeyVault.NetworkRule.openAtFirst))
        #expect(timeline.vault?.network == KeyVault.Network())
        #expect(timeline.vault?.network.publicAccess == .enabled)
        #expect(timeline.vault?.network.bypassesTrusted == true)
        #expect(timeline.vault?.network.deniesByDefault == false)
        #expect(denied(Network(publicAccess: .enabled)) == [false, false, false])
        let closed = timeline.createVault(
            Contoso.vault(named: "closed-kv"), network: Network(deniesByDefault: true))
        #expect(!closed.cites(KeyVault.NetworkRule.openAtFirst))
    }

    @Test("KV-NET-02 · at most 1000 address rules and 200 subnets, no private ranges, no IPv6")
    func limits() {
        var timeline = Timeline.contoso(.vault)
        func isRefused(_ network: KeyVault.NetworkSettings) -> Bool {
            timeline.setNetwork(network).isRefused(by: KeyVault.NetworkRule.dataPlaneRules)
        }
        func addresses(_ count: Int) -> [String] { (0..<count).map { "8.\($0 / 250).\($0 % 250).1" } }
        #expect(!isRefused(Network(addresses: addresses(1_000))))
        #expect(isRefused(Network(addresses: addresses(1_001))))
        #expect(!isRefused(Network(subnets: Array(repeating: "/subnet", count: 200))))
        #expect(isRefused(Network(subnets: Array(repeating: "/subnet", count: 201))))
        for text in [
            "10.0.0.1", "172.16.0.0/12", "172.31.255.255", "192.168.1.0/24", "8.0.0.0/5", "::1", "8.8.8",
        ] {
            #expect(isRefused(Network(addresses: [text])), "\(text)")
        }
        for text in ["9.255.255.255", "11.0.0.0/8", "172.15.255.255", "172.32.0.0", "192.167.255.255"] {
            #expect(!isRefused(Network(addresses: [text])), "\(text)")
        }
    }

    @Test("KV-NET-02 · a closed network leaves the vault itself manageable")
    func dataPlaneOnly() {
        var timeline = Timeline.contoso(.key)
        timeline.setNetwork(Network(publicAccess: .disabled))
        #expect(timeline.rotateKey().isRefused(by: KeyVault.NetworkRule.judgedInOrder))
        #expect(timeline.setNetwork(Network(publicAccess: .enabled)).refusal == nil)
        #expect(timeline.rotateKey().refusal == nil)
    }

    @Test("KV-NET-03 · perimeter, trusted services, public access, addresses, default action")
    func judgedInOrder() {
        #expect(denied(Network(deniesByDefault: true)) == [true, false, false])
        #expect(denied(Network(deniesByDefault: true, addresses: [here])) == [false, false, false])
        #expect(denied(Network(deniesByDefault: true, addresses: ["8.8.8.8"])) == [true, false, false])
        #expect(denied(Network(deniesByDefault: true, bypassesTrusted: false)) == [true, true, true])
        #expect(denied(Network(bypassesTrusted: false)) == [false, false, false])
        #expect(denied(Network(publicAccess: .disabled, addresses: [here])) == [true, false, false])
        #expect(denied(Network(publicAccess: .disabled, bypassesTrusted: false)) == [true, true, true])
        #expect(denied(Network(publicAccess: .securedByPerimeter)) == [true, true, true])
    }

    @Test("KV-NET-04 · a trusted service that the bypass lets in still needs its permission")
    func bypassGrantsNothing() {
        var timeline = Timeline.contosoCMK()
        timeline.setNetwork(Network(deniesByDefault: true))
        let cluster = Principal.identity(objectID: timeline.clusterObjectID)
        #expect(timeline.refusal(of: .unwrapKey, by: cluster) == [])
        timeline.removeGrant(of: timeline.clusterObjectID)
        #expect(
            timeline.refusal(of: .unwrapKey, by: cluster).contains(
                KeyVault.NetworkRule.bypassGrantsNothing.id))
        #expect(timeline.access == "cached")
    }

    @Test("KV-NET-05 · Azure Cosmos DB passes by the bypass, or by the letter of the table does not")
    func trustedServices() {
        let closed = Network(deniesByDefault: true)
        #expect(denied(closed) == [true, false, false])
        #expect(denied(closed, assuming: [(.cosmosTrusted, "not-listed")]) == [true, false, true])

        var timeline = Timeline.contosoCMK(assuming: [(.cosmosTrusted, "not-listed")])
        #expect(timeline.setNetwork(closed).cites(KeyVault.NetworkRule.trustedServices))
        #expect(timeline.access == "granted")
        #expect(timeline.accountAccess == "cached")
        #expect(
            timeline.refusal(of: .get, by: .cosmosDB).contains(KeyVault.NetworkRule.trustedServices.id))
    }

    @Test(
        "KV-NET-06 · rules are in force after the delay the world sets, and at once without one",
        arguments: [0, 15])
    func rulesTakeTime(minutes: Int) {
        var settings = Settings()
        _ = settings.setTiming(
            "network.ruleDelay", from: Int64(minutes) * 60_000, to: Int64(minutes) * 60_000)
        var timeline = Timeline.contoso(.onboarded, settings)
        timeline.setNetwork(Network(deniesByDefault: true, bypassesTrusted: false))
        if minutes > 0 {
            timeline.advance(by: .minutes(minutes) - .milliseconds(1))
            #expect(timeline.refusal(of: .get) == [])
            #expect(timeline.access == "granted")
            timeline.advance(by: .milliseconds(1))
            #expect(timeline.entries.last(citing: KeyVault.NetworkRule.rulesTakeTime) != nil)
        }
        #expect(timeline.refusal(of: .get).first == KeyVault.NetworkRule.judgedInOrder.id)
        #expect(timeline.access == "cached")
    }

    @Test("KV-DP-05 · a closed network is told before any missing permission")
    func networkBeforePermission() {
        var timeline = Timeline.contoso(.key)
        timeline.setNetwork(Network(deniesByDefault: true))
        let refused = timeline.refusal(of: .get, by: .user("dana@contoso"))
        #expect(refused.last == KeyVault.ProtocolRule.firewallRefusal.id)
        #expect(!refused.contains(KeyVault.Rule.operationPermission.id))
    }

    @Test("a denial is a revocation for the stores, or an outage by the other reading")
    func denialForStores() {
        let closed = Network(deniesByDefault: true, bypassesTrusted: false)
        var revoking = Timeline.contosoCMK()
        revoking.setNetwork(closed)
        #expect(revoking.access == "cached")
        revoking.advance(by: .hours(1))
        #expect(revoking.access == "revoked")

        var outage = Timeline.contosoCMK(assuming: [(.vaultFirewallDenial, "outage")])
        outage.setNetwork(closed)
        outage.advance(by: .days(3))
        #expect(outage.access == "granted")
        let key = outage.id(Contoso.key), cluster = Principal.identity(objectID: outage.clusterObjectID)
        #expect(
            KeyVault.reach(.unwrapKey, with: key, version: nil, by: cluster, in: outage.world) == .outage)
    }
}
