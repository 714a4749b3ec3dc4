import ControlPlane
import Testing
import VirtualTime

@Suite("KV-CRYPTO, KV-ACC · who may do what with a key") struct CryptographyRulesTests {
    private let dana = Principal.user("dana@contoso")

    private func granting(_ permissions: KeyPermissions) -> Timeline {
        var timeline = Timeline.contoso(.key)
        let objectID = Identity.objectID(named: "dana@contoso", in: timeline.world) ?? ""
        timeline.grant(objectID, permissions)
        return timeline
    }

    @Test(
        "KV-ACC-03 · each operation needs the permission of its name",
        arguments: [KeyOperation.create, .rotate, .update, .delete, .recover, .purge]
            + KeyOperation.cryptographic)
    func operationPermission(operation: KeyOperation) {
        func isDenied(_ permissions: KeyPermissions) -> Bool {
            var timeline = granting(permissions)
            if operation == .recover || operation == .purge { timeline.deleteKey() }
            return attempt(operation, &timeline).first == KeyVault.Rule.operationPermission.id
        }
        let others = KeyOperation.allCases.filter { $0 != operation }

        #expect(!isDenied(KeyPermissions([operation])))
        #expect(isDenied(KeyPermissions(others)))
        #expect(isDenied(KeyPermissions()))
    }

    private func attempt(_ operation: KeyOperation, _ timeline: inout Timeline) -> [RuleID] {
        switch operation {
        case .create: timeline.createKey(by: dana).refusal?.because ?? []
        case .rotate: timeline.rotateKey(by: dana).refusal?.because ?? []
        case .update:
            timeline.updateKey(KeyVault.VersionChanges(enabled: true), by: dana).refusal?.because ?? []
        case .delete: timeline.deleteKey(by: dana).refusal?.because ?? []
        case .recover: timeline.recoverKey(by: dana).refusal?.because ?? []
        case .purge: timeline.purgeKey(by: dana).refusal?.because ?? []
        default: timeline.refusal(of: operation, by: dana)
        }
    }

    @Test("KV-ACC-03 · a principal that is not in the directory has no permission, whatever a policy says")
    func unknownPrincipal() {
        var timeline = Timeline.contoso(.key)
        timeline.grant("99999999-0000-0000-0000-000000000000")

        let stranger = Principal.identity(objectID: "99999999-0000-0000-0000-000000000000")

        #expect(timeline.refusal(of: .get, by: stranger).first == KeyVault.Rule.operationPermission.id)
    }

    @Test("KV-CRYPTO-01 · wrapping without a version uses the latest; a named version is the one used")
    func wrapping() throws {
        var timeline = Timeline.contoso(.key)
        let first = timeline.latestVersion
        timeline.rotateKey()
        func used(_ version: String?) throws -> String {
            try KeyVault.require(
                .wrapKey, with: timeline.id(Contoso.key), version: version, by: .owner, in: timeline.world
            ).name
        }

        #expect(try used(nil) == timeline.latestVersion)
        #expect(try used(first) == first)
    }

    /// A world in which every row from `row` on of the table of KV-CRYPTO-02 stands in the way.
    private func obstructed(from row: Int) -> Timeline {
        var timeline = granting(row > 6 ? .encryption : KeyPermissions([.list]))
        if row <= 13 { timeline.updateKey(KeyVault.VersionChanges(operations: [.sign])) }
        if row <= 12 { timeline.updateKey(KeyVault.VersionChanges(expires: timeline.now)) }
        if row <= 11 { timeline.updateKey(KeyVault.VersionChanges(notBefore: timeline.now + .days(1))) }
        if row <= 10 { timeline.disableKey() }
        if row <= 8 { timeline.deleteKey() }
        if row <= 3 { timeline.deleteVault() }
        return timeline
    }

    @Test(
        "KV-CRYPTO-02 · rows in order: vault, permission, key, enabled, validity, operations",
        arguments: [
            (3, KeyVault.Rule.deletedVaultUnreachable), (6, .operationPermission), (8, .decisionTable),
            (10, .disabled), (12, .decisionTable), (13, .decisionTable),
        ])
    func rowsInOrder(row: Int, rule: KeyVault.Rule) {
        let timeline = obstructed(from: row)

        #expect(timeline.refusal(of: .wrapKey, by: dana).first == rule.id)
    }

    @Test("KV-CRYPTO-02 · row 14: nothing stands in the way")
    func nothingInTheWay() {
        let timeline = obstructed(from: 14)

        for operation in [KeyOperation.wrapKey, .unwrapKey, .get] {
            #expect(timeline.refusal(of: operation, by: dana) == [])
        }
    }

    @Test("KV-CRYPTO-02 · row 1: a vault in RegisteringDns answers nobody")
    func registeringComesFirst() {
        var timeline = Timeline.contoso(.group)
        timeline.createVault()
        #expect(
            timeline.createKey(by: dana).refusal?.reason == .vaultNotReachable(.registeringDNS("contoso-kv")))
    }

    @Test("KV-CRYPTO-02 · row 7 and 9: no such key, no such version")
    func notFound() {
        var timeline = Timeline.contoso(.key)
        #expect(timeline.refusal(of: .get, version: "0").first == KeyVault.Rule.decisionTable.id)
        #expect(timeline.refusal(of: .wrapKey, version: "0").first == KeyVault.Rule.decisionTable.id)
        timeline.deleteKey()
        timeline.advance(by: .days(90))
        #expect(timeline.refusal(of: .get).first == KeyVault.Rule.decisionTable.id)
    }

    @Test("KV-CRYPTO-02 · rows 11 and 12: validity is [nbf, exp), and bars only what makes new things")
    func validity() {
        var timeline = Timeline.contoso(.key)
        let begin = timeline.now + .hours(1), end = timeline.now + .hours(2)
        timeline.updateKey(KeyVault.VersionChanges(notBefore: begin, expires: end))
        func isRefused(_ operation: KeyOperation) -> Bool { !timeline.refusal(of: operation).isEmpty }

        var wraps: [Bool] = []
        for instant in [begin - .milliseconds(1), begin, end - .milliseconds(1), end] {
            timeline.advance(to: instant)
            wraps.append(!isRefused(.wrapKey))
            #expect(isRefused(.sign) == isRefused(.wrapKey))
            #expect(isRefused(.encrypt) == isRefused(.wrapKey))
            for operation in [KeyOperation.unwrapKey, .decrypt, .verify, .get] {
                #expect(!isRefused(operation))
            }
        }
        #expect(wraps == [false, true, true, false])
    }

    @Test("KV-CRYPTO-02 · row 13: an operation the key does not list is refused, reading it is not")
    func operationsOfTheKey() {
        var timeline = Timeline.contoso(.key)
        timeline.updateKey(KeyVault.VersionChanges(operations: [.wrapKey]))

        #expect(timeline.refusal(of: .wrapKey) == [])
        #expect(timeline.refusal(of: .unwrapKey).first == KeyVault.Rule.decisionTable.id)
        #expect(timeline.refusal(of: .get) == [])
    }

    @Test("KV-CMK-01 · a vault without purge protection serves no customer-managed key")
    func recoverableForCMK() {
        var timeline = Timeline.contoso(.group)
        timeline.createVault(purgeProtection: nil)
        timeline.advance(by: .minutes(1))
        timeline.createKey()
        timeline.createCluster()
        timeline.advance(by: .hours(2))
        timeline.grant(timeline.clusterObjectID)

        let refused = timeline.setClusterKey(version: "")
        #expect(refused.refusal?.because.contains(KeyVault.Rule.recoverableForCMK.id) == true)

        timeline.updateVault(KeyVault.VaultChanges(purgeProtection: true))
        #expect(timeline.setClusterKey(version: "").refusal == nil)
    }

    @Test(
        "KV-CMK-02 · get, wrap and unwrap: none of the three may be missing",
        arguments: [KeyOperation.get, .wrapKey, .unwrapKey])
    func grantsForCMK(missing: KeyOperation) {
        var timeline = Timeline.contoso(.granted)
        let rest = [KeyOperation.get, .wrapKey, .unwrapKey].filter { $0 != missing }
        timeline.grant(timeline.clusterObjectID, KeyPermissions(rest))

        let refused = timeline.setClusterKey(version: "")
        #expect(refused.refusal != nil)
        #expect(refused.cites(KeyVault.Rule.operationPermission))
        #expect(refused.cites(KeyVault.Rule.grantsForCMK))

        timeline.grant(timeline.clusterObjectID, .encryption)
        #expect(timeline.setClusterKey(version: "").refusal == nil)
    }
}
