import Testing
import VirtualTime

@testable import ControlPlane

@Suite("COSMOS · accounts of the customer's own under a key") struct AccountRulesTests {
    private static let path = "\(Contoso.group)/providers/Microsoft.DocumentDB/databaseAccounts/contoso-db"

    private func reference(
        _ key: String = "cmk", version: String? = nil, wellFormed: Bool = true, in names: inout Names
    ) -> CosmosDB.KeyReference {
        let suffix = version.map { "/\($0)" } ?? ""
        return CosmosDB.KeyReference(
            uri: "https://contoso-kv.vault.azure.net/keys/\(key)\(suffix)", isWellFormed: wellFormed,
            version: version, vault: names.intern(Contoso.vault),
            key: names.intern("\(Contoso.vault)/keys/\(key)"))
    }
    private func create(
        _ timeline: inout Timeline, key: Bool = true,
        _ change: (inout CosmosDB.AccountSettings) -> Void = { _ in }
    ) -> Entry {
        timeline.submit { names in
            var settings = CosmosDB.AccountSettings(location: "westeurope", regions: ["westeurope"])
            if key { settings.key = reference(in: &names) }
            change(&settings)
            return .cosmosDB(.createOrUpdateAccount(names.intern(Self.path), settings))
        }
    }
    private func update(
        _ timeline: inout Timeline, _ make: (inout Names) -> CosmosDB.AccountSettings
    ) -> Entry {
        timeline.submit { names in
            let settings = make(&names)
            return .cosmosDB(.updateAccount(names.intern(Self.path), settings))
        }
    }
    private func row(_ timeline: Timeline) -> CosmosDB.DatabaseAccount? {
        timeline.find(Self.path).flatMap { timeline.world.cosmosDB.databaseAccounts[$0] }
    }
    private func holder(_ timeline: Timeline) -> CosmosDB.Account? {
        timeline.find(Self.path).flatMap { timeline.world.cosmosDB.accounts[$0] }
    }
    /// An account under the key, its creation ended.
    private func account(
        _ policy: ChoicePolicy = .latest, assuming readings: [(Assumption, String)] = []
    ) -> Timeline {
        var timeline = Timeline.contoso(.granted, choices: Choices(policy: policy), assuming: readings)
        _ = create(&timeline)
        timeline.advance(by: .minutes(5))
        return timeline
    }
    private func revoked(_ timeline: Timeline) -> Timeline {
        var timeline = timeline
        timeline.disableKey()
        timeline.advance(by: .hours(1))
        return timeline
    }

    @Test("COSMOS-CMK-12 · once it is made, an account shows its key and the version in use")
    func showsKey() {
        let timeline = account()
        #expect(timeline.entries.last(citing: CosmosDB.Rule.showsKey)?.at == timeline.now)
        #expect(row(timeline)?.key?.key == timeline.id(Contoso.key))
        #expect(holder(timeline)?.wrappedWith == timeline.latestVersion)
    }

    @Test(
        "COSMOS-CMK-06 · an account is created within five minutes, by a name that is free",
        arguments: [0, 1])
    func creation(step: Int) {
        var timeline = Timeline.contoso(.granted)
        #expect(create(&timeline).refusal == nil)
        timeline.advance(by: .minutes(5) - .milliseconds(Int64(1 - step)))
        #expect(row(timeline)?.state.text == (step == 0 ? "Creating" : "Succeeded"))
        #expect((holder(timeline) != nil) == (step == 1))
        for name in ["ab", "Contoso", "a--b", "-ab", "ab-", String(repeating: "a", count: 51)] {
            let entry = timeline.submit {
                .cosmosDB(
                    .createOrUpdateAccount(
                        $0.intern("\(Contoso.group)/providers/Microsoft.DocumentDB/databaseAccounts/\(name)"),
                        CosmosDB.AccountSettings(location: "westeurope", regions: ["westeurope"])))
            }
            #expect(entry.isRefused(by: CosmosDB.Rule.accountDeletion), "\(name)")
        }
        let other = "\(Contoso.subscription)/resourceGroups/other"
        timeline.createGroup(other)
        let taken = timeline.submit {
            .cosmosDB(
                .createOrUpdateAccount(
                    $0.intern("\(other)/providers/Microsoft.DocumentDB/databaseAccounts/contoso-db"),
                    CosmosDB.AccountSettings(location: "westeurope", regions: ["westeurope"])))
        }
        #expect(taken.refusal?.reason == .accountNameTaken("contoso-db"))
    }

    @Test("COSMOS-CMK-01 · without the grant there is no account, and one that loses it fails or goes dark")
    func grantNeeded() {
        var timeline = Timeline.contoso(.granted)
        timeline.removeGrant(of: Contoso.cosmosObjectID)
        let refused = create(&timeline)
        #expect(refused.isRefused(by: CosmosDB.Rule.grantNeeded))
        timeline.grant(Contoso.cosmosObjectID)
        #expect(create(&timeline).refusal == nil)
        timeline.removeGrant(of: Contoso.cosmosObjectID)
        timeline.advance(by: .minutes(5))
        #expect(row(timeline)?.state == .failed)
        #expect(holder(timeline) == nil)
    }

    @Test("COSMOS-CMK-02 · the firewall's no is told apart from the policies'")
    func vaultOpen() {
        let network = Refusal(.vaultUnavailable, because: [RuleID("KV-NET-01")])
        #expect(CosmosDB.rule(of: network) == CosmosDB.Rule.vaultOpen)
        #expect(CosmosDB.rule(of: Refusal(.vaultUnavailable, because: [])) == CosmosDB.Rule.grantNeeded)
    }

    @Test("COSMOS-CMK-03 · a vault without purge protection holds no key of an account")
    func recoverable() {
        var timeline = Timeline.contoso(.group)
        timeline.register()
        timeline.createVault(purgeProtection: nil)
        timeline.advance(by: .minutes(1))
        timeline.createKey()
        timeline.grant(Contoso.cosmosObjectID)
        #expect(create(&timeline).isRefused(by: CosmosDB.Rule.recoverable))
        timeline.updateVault(KeyVault.VaultChanges(purgeProtection: true))
        #expect(create(&timeline).refusal == nil)
    }

    @Test("COSMOS-CMK-04 · the address of the key has no version; in the other reading it is cut off")
    func versionless() {
        for (reading, isRefused) in [("refused", true), ("stripped", false)] {
            var timeline = Timeline.contoso(.granted, assuming: [(.cosmosKeyVersion, reading)])
            let version = timeline.latestVersion
            let entry = timeline.submit { names in
                let settings = CosmosDB.AccountSettings(
                    location: "westeurope", regions: ["westeurope"],
                    key: reference(version: version, in: &names))
                return .cosmosDB(.createOrUpdateAccount(names.intern(Self.path), settings))
            }
            #expect(entry.isRefused(by: CosmosDB.Rule.versionlessURI) == isRefused)
            if !isRefused {
                #expect(row(timeline)?.key?.uri == "https://contoso-kv.vault.azure.net/keys/cmk")
            }
        }
        var timeline = Timeline.contoso(.granted)
        let malformed = timeline.submit { names in
            let settings = CosmosDB.AccountSettings(
                location: "westeurope", regions: ["westeurope"], key: reference(wellFormed: false, in: &names)
            )
            return .cosmosDB(.createOrUpdateAccount(names.intern(Self.path), settings))
        }
        #expect(malformed.isRefused(by: CosmosDB.Rule.versionlessURI))
    }

    @Test("COSMOS-CMK-05 · locations must be stated, and the account's own stays")
    func locations() {
        var timeline = Timeline.contoso(.granted)
        let without = create(&timeline) { $0.regions = nil }
        #expect(without.isRefused(by: CosmosDB.Rule.statesLocations))
        #expect(create(&timeline).refusal == nil)
        let moved = create(&timeline) { $0.location = "northeurope" }
        #expect(moved.isRefused(by: CosmosDB.Rule.statesLocations))
    }

    @Test("COSMOS-CMK-07 · the account's own identity is its default by update only")
    func identities() {
        var timeline = Timeline.contoso(.granted)
        let own = CosmosDB.IdentityRequest(isSystemAssigned: true)
        let early = create(&timeline) {
            $0.identity = own
            $0.defaultIdentity = "SystemAssignedIdentity"
        }
        #expect(early.isRefused(by: CosmosDB.Rule.defaultIdentities))
        let unknown = create(&timeline) { $0.defaultIdentity = "Somebody" }
        #expect(unknown.isRefused(by: CosmosDB.Rule.defaultIdentities))
        let unassigned = create(&timeline) { $0.defaultIdentity = "UserAssignedIdentity=/subscriptions/s/x" }
        #expect(unassigned.isRefused(by: CosmosDB.Rule.defaultIdentities))
        _ = create(&timeline) { $0.identity = own }
        timeline.advance(by: .minutes(5))
        timeline.grant(row(timeline)?.identity.objectID ?? "")
        let entry = update(&timeline) { _ in
            CosmosDB.AccountSettings(defaultIdentity: "SystemAssignedIdentity")
        }
        #expect(entry.cites(CosmosDB.Rule.defaultIdentities))
        #expect(row(timeline)?.defaultIdentity == .systemAssigned)
        timeline.removeGrant(of: Contoso.cosmosObjectID)
        timeline.advance(by: .hours(1))
        #expect(holder(timeline)?.access == .held)
        timeline.removeGrant(of: row(timeline)?.identity.objectID ?? "")
        timeline.advance(by: .hours(1))
        #expect(holder(timeline)?.access.isDark == true)
    }

    @Test("COSMOS-CMK-08 · a vault that is missing or gone is a failure to reach it")
    func vaultReachable() {
        var timeline = Timeline.contoso(.granted)
        let missing = create(&timeline) {
            $0.key = CosmosDB.KeyReference(
                uri: "https://none.vault.azure.net/keys/k", isWellFormed: true, version: nil, vault: nil,
                key: nil)
        }
        #expect(missing.isRefused(by: CosmosDB.Rule.vaultReachable))
        timeline.deleteVault()
        #expect(create(&timeline).isRefused(by: CosmosDB.Rule.vaultReachable))
        timeline.recoverVault()
        #expect(create(&timeline).refusal == nil)
    }

    @Test("COSMOS-CMK-09 · an RSA key, and advice below 3072 bits")
    func keyKind() {
        func created(with settings: KeyVault.KeySettings) -> Entry {
            var timeline = Timeline.contoso(.granted)
            timeline.createKey(settings)
            return create(&timeline)
        }
        let curve = created(
            with: KeyVault.KeySettings(type: .ec, sizeBits: 256, operations: [.sign, .verify]))
        #expect(curve.isRefused(by: CosmosDB.Rule.keyKind))
        #expect(created(with: KeyVault.KeySettings(sizeBits: 2048)).advises(CosmosDB.Rule.keyKind))
        #expect(created(with: KeyVault.KeySettings(sizeBits: 3072)).advisories.isEmpty)
    }

    @Test("COSMOS-CMK-10 · continuous backup under a key needs a managed identity")
    func backupIdentity() {
        var timeline = Timeline.contoso(.granted)
        let refused = create(&timeline) { $0.continuousBackup = true }
        #expect(refused.isRefused(by: CosmosDB.Rule.backupIdentity))
        let plain = create(&timeline, key: false) { $0.continuousBackup = true }
        #expect(plain.refusal == nil)
    }

    @Test("COSMOS-CMK-13 · an account under a key stays under one")
    func neverTurnedOff() {
        var timeline = account()
        let cleared = update(&timeline) { _ in CosmosDB.AccountSettings(clearsKey: true) }
        #expect(cleared.isRefused(by: CosmosDB.Rule.neverTurnedOff))
        #expect(holder(timeline) != nil)
    }

    @Test(
        "COSMOS-CMK-14 · conversion takes up to a day, is final, and adds no region",
        arguments: [ChoicePolicy.latest, .earliest])
    func conversion(policy: ChoicePolicy) {
        var timeline = Timeline.contoso(.granted, choices: Choices(policy: policy))
        _ = create(&timeline, key: false)
        timeline.advance(by: .minutes(5))
        #expect(holder(timeline) == nil)
        let entry = update(&timeline) { CosmosDB.AccountSettings(key: reference(in: &$0)) }
        #expect(entry.cites(CosmosDB.Rule.converts))
        guard policy == .latest else {
            #expect(holder(timeline)?.access == .held)
            return
        }
        let region = update(&timeline) { _ in
            CosmosDB.AccountSettings(regions: ["westeurope", "northeurope"])
        }
        #expect(region.isRefused(by: CosmosDB.Rule.converts))
        timeline.advance(by: .hours(24) - .milliseconds(1))
        #expect(holder(timeline) == nil)
        timeline.advance(by: .milliseconds(1))
        #expect(holder(timeline)?.access == .held)

        var unfit = Timeline.contoso(.granted)
        _ = create(&unfit, key: false) { $0.capabilities = ["EnableCassandra"] }
        unfit.advance(by: .minutes(5))
        let cassandra = update(&unfit) { CosmosDB.AccountSettings(key: reference(in: &$0)) }
        #expect(cassandra.isRefused(by: CosmosDB.Rule.converts))
    }

    @Test("COSMOS-CMK-14 · the key is looked at when the conversion begins, and shows at its end")
    func lostWhileConverting() {
        var timeline = Timeline.contoso(.granted)
        _ = create(&timeline, key: false)
        timeline.advance(by: .minutes(5))
        _ = update(&timeline) { CosmosDB.AccountSettings(key: reference(in: &$0)) }
        timeline.disableKey()
        timeline.advance(by: .hours(24))
        #expect(row(timeline)?.state == .succeeded)
        #expect(holder(timeline)?.access.text == "cached")
    }

    @Test("COSMOS-ROT-01 · a new version is taken up within the hour")
    func rotation() {
        var timeline = account()
        let before = holder(timeline)?.wrappedWith
        timeline.rotateKey()
        timeline.advance(by: .hours(1) - .milliseconds(1))
        #expect(holder(timeline)?.wrappedWith == before)
        timeline.advance(by: .milliseconds(1))
        #expect(holder(timeline)?.wrappedWith == timeline.latestVersion)
    }

    @Test("COSMOS-ROT-02 · another key while the present one can be used, and not after it is lost")
    func anotherKey() {
        var timeline = account()
        timeline.createKey(at: "\(Contoso.vault)/keys/next")
        var dark = timeline
        let entry = update(&timeline) { CosmosDB.AccountSettings(key: reference("next", in: &$0)) }
        #expect(entry.cites(CosmosDB.Rule.keyCanChange))
        #expect(holder(timeline)?.key == timeline.id("\(Contoso.vault)/keys/next"))
        timeline.disableKey()
        timeline.advance(by: .hours(1))
        #expect(holder(timeline)?.access == .held)

        dark.disableKey()
        let late = update(&dark) { CosmosDB.AccountSettings(key: reference("next", in: &$0)) }
        #expect(late.isRefused(by: CosmosDB.Rule.keyCanChange))
    }

    @Test(
        "COSMOS-ROT-03 · the previous version disabled before the account had moved: revoked, and advised on")
    func disableOldLater() {
        var timeline = account()
        let old = timeline.latestVersion
        timeline.rotateKey()
        #expect(timeline.disableKey(version: old).advises(CosmosDB.Rule.disableOldLater))
        timeline.advance(by: .hours(1))
        #expect(holder(timeline)?.access.isDark == true)

        var later = account()
        let previous = later.latestVersion
        later.rotateKey()
        later.advance(by: .hours(24))
        #expect(later.disableKey(version: previous).advisories.isEmpty)
        #expect(holder(later)?.access == .held)
    }

    @Test("COSMOS-ROT-04 · while revoked a new version waits, and is taken up once access is back")
    func rotationWaits() {
        var timeline = account()
        timeline.removeGrant(of: Contoso.cosmosObjectID)
        timeline.advance(by: .hours(1))
        let before = holder(timeline)?.wrappedWith
        #expect(timeline.rotateKey().advises(CosmosDB.Rule.rotationWaits))
        timeline.advance(by: .hours(2))
        #expect(holder(timeline)?.wrappedWith == before)
        timeline.grant(Contoso.cosmosObjectID)
        timeline.advance(by: .hours(2))
        #expect(holder(timeline)?.wrappedWith == timeline.latestVersion)
    }

    @Test(
        "COSMOS-REVOKE-03 · while revoked only deletion; its identity by the reading",
        arguments: [
            ("stand-alone-only", true), ("always", true), ("never", false),
        ])
    func onlyDeletion(reading: String, repairs: Bool) {
        var timeline = revoked(account(assuming: [(.cosmosIdentityRepair, reading)]))
        let tags = update(&timeline) { _ in CosmosDB.AccountSettings(carried: ["tags": ["a": "b"]]) }
        #expect(tags.isRefused(by: CosmosDB.Rule.onlyDeletion))
        let identity = update(&timeline) { _ in
            CosmosDB.AccountSettings(identity: CosmosDB.IdentityRequest(isSystemAssigned: true))
        }
        #expect((identity.refusal == nil) == repairs)
        let deletion = timeline.submit { .cosmosDB(.deleteDatabaseAccount($0.intern(Self.path))) }
        #expect(deletion.cites(CosmosDB.Rule.onlyDeletion))
        timeline.advance(by: .minutes(20))
        #expect(row(timeline) == nil)
        #expect(holder(timeline) == nil)
    }

    @Test("COSMOS-REVOKE-04 · the status tells the number of what took access away")
    func statusTells() {
        func status(
            assuming readings: [(Assumption, String)] = [], after lose: (inout Timeline) -> Void
        ) -> Int? {
            var timeline = account(assuming: readings)
            lose(&timeline)
            timeline.advance(by: .hours(1))
            guard let holder = holder(timeline) else { return nil }
            let status = CosmosDB.subStatus(of: holder, in: timeline.world)
            let text = CosmosDB.keyStatus(of: holder, in: timeline.world)
            #expect(text.hasPrefix("Access to your account is currently revoked because "))
            #expect(text.hasSuffix("(\(status?.rawValue ?? 0))"))
            return status?.rawValue
        }
        #expect(status { $0.disableKey() } == 4018)
        #expect(status(assuming: [(.cosmosDisabledCode, "sub-4002")]) { $0.disableKey() } == 4002)
        #expect(status { $0.removeGrant(of: Contoso.cosmosObjectID) } == 4002)
        #expect(status { $0.deleteKey() } == 4003)
        #expect(status { $0.deleteVault() } == 4017)
        #expect(status { $0.updateKey(KeyVault.VersionChanges(expires: $0.now)) } == 4018)
        #expect(status { $0.updateKey(KeyVault.VersionChanges(operations: [.wrapKey])) } == 4005)
        #expect(
            status {
                let old = $0.latestVersion
                $0.rotateKey()
                $0.disableKey(version: old)
            } == 4012)
        let held = account()
        #expect(
            holder(held).map { CosmosDB.keyStatus(of: $0, in: held.world) }
                == "Access to the configured customer managed key confirmed.")
    }

    @Test("COSMOS-REVOKE-07 · expiry takes the key away, and a key not valid yet too")
    func expiry() {
        var timeline = account()
        timeline.updateKey(KeyVault.VersionChanges(expires: timeline.now + .days(2)))
        timeline.advance(by: .days(2) - .milliseconds(1))
        #expect(holder(timeline)?.access.text == "granted")
        timeline.advance(by: .milliseconds(1))
        #expect(holder(timeline)?.access.text == "cached")
        #expect(timeline.entries.last(citing: CosmosDB.Rule.expiryRevokes)?.at == timeline.now)
        timeline.advance(by: .hours(1))
        #expect(holder(timeline)?.access.text == "revoked")

        var early = account()
        early.updateKey(KeyVault.VersionChanges(notBefore: early.now + .days(1)))
        early.advance(by: .hours(2))
        #expect(holder(early)?.access.text == "revoked")
        early.advance(by: .days(1))
        #expect(holder(early)?.access.text == "granted")
    }

    @Test("COSMOS-REVOKE-07 · a newer version takes the place of an expired one within the hour")
    func expiryOvertaken() {
        var timeline = account()
        timeline.updateKey(KeyVault.VersionChanges(expires: timeline.now))
        #expect(holder(timeline)?.access.text == "cached")
        timeline.advance(by: .minutes(30))
        timeline.rotateKey()
        #expect(holder(timeline)?.access.text == "granted")
        timeline.advance(by: .hours(1))
        #expect(holder(timeline)?.access.text == "granted")
        #expect(holder(timeline)?.wrappedWith == timeline.latestVersion)
    }

    @Test("COSMOS-REVOKE-09 · once the key is purged the account is lost, and can be deleted")
    func lostForGood() {
        var timeline = account()
        timeline.deleteKey()
        timeline.advance(by: .days(90))
        guard case .lost? = holder(timeline)?.access else {
            Issue.record("the account should be lost")
            return
        }
        #expect(timeline.entries.contains { $0.rules.contains(CosmosDB.Rule.lostForGood.id) })
        let deletion = timeline.submit { .cosmosDB(.deleteDatabaseAccount($0.intern(Self.path))) }
        #expect(deletion.refusal == nil)
    }

    @Test("COSMOS-XT-01 · a federated client is refused")
    func crossTenant() {
        var timeline = Timeline.contoso(.granted)
        let entry = create(&timeline) {
            $0.defaultIdentity = "UserAssignedIdentity=/subscriptions/s/x&FederatedClientId=c"
        }
        #expect(entry.isRefused(by: CosmosDB.Rule.crossTenant))
    }

    @Test("ARM-RG-02, ARM-RP-03 · an account keeps its provider registered, and goes with its group")
    func withItsGroup() {
        var timeline = account()
        #expect(timeline.unregister().isRefused(by: Resources.Rule.unregistering))
        timeline.removeGroup()
        #expect(row(timeline) == nil)
        #expect(holder(timeline) == nil)
        #expect(timeline.unregister().refusal == nil)
    }
}
