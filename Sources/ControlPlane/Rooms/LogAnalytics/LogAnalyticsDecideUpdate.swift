import VirtualTime

extension LogAnalytics {
    /// Guards of a cluster update, in the order of LA-KEY-03.
    static func decideUpdate(
        of cluster: Cluster, _ changes: ClusterChanges, in world: World, _ docket: inout Docket
    ) throws(Refusal) {
        if let operation = cluster.state.operation {
            let isNew = cluster.state.isCreating
            throw Refusal(
                .clusterNotReady(cluster.id),
                because: [
                    Rule.notWhileProvisioning.id,
                    isNew ? ErrorRule.operationNotSucceeded.id : ErrorRule.operationRunning.id,
                ],
                causes: [operation.startedBy])
        }
        try requireWritable(cluster, changes, in: world)
        let capacity = try capacity(changes.skuName, changes.capacity)
        if let capacity { try requireUnlocked(cluster, to: capacity, in: world) }
        let billing = try billingType(changes.billingType)
        try requireFixed(changes, of: cluster)
        let identity = try newIdentity(changes.identity, of: cluster, in: world, &docket)
        let key: ClusterUpdate.KeyTarget?
        do throws(Refusal) {
            key = try newKey(changes.key, of: cluster, in: world, &docket)
        } catch {
            guard error.isFoundByTheVault, !world.settings.isDefault(.keyValidation) else { throw error }
            // Reported late: the operation is accepted, and fails with the same words.
            start(ClusterUpdate(since: world.stamp.entry, failure: error), of: cluster, in: world, &docket)
            return
        }
        if identity != nil, key != nil {
            throw Refusal(
                .invalid(.init("identity", "Identity and key cannot change in one operation.")),
                because: KeyRule.oneChangeAtATime)
        }
        change(cluster, capacity: capacity, billing, changes.carried, &docket)
        guard identity != nil || key != nil else { return }
        start(
            ClusterUpdate(key: key, identity: identity, since: world.stamp.entry), of: cluster, in: world,
            &docket)
    }

    /// Tier, bill and tags: in force with the answer (LA-SKU-04).
    private static func change(
        _ cluster: Cluster, capacity: Int?, _ billing: BillingType?, _ carried: Document?,
        _ docket: inout Docket
    ) {
        let changesTier = capacity.map { $0 != cluster.capacity } ?? false
        let changesBill = billing.map { $0 != cluster.billingType } ?? false
        guard changesTier || changesBill || carried != nil else { return }
        var also = [ClusterRule.synchronous.id]
        if capacity == cluster.capacity { also.append(ClusterRule.sameTier.id) }
        if changesTier { also.append(ClusterRule.billed.id) }
        if cluster.isDark { also.append(KeyRule.metadataWhileRevoked.id) }
        let rule =
            changesTier ? ClusterRule.commitmentPeriod : changesBill ? ClusterRule.billingType : nil
        docket.rule(
            .logAnalytics(
                .clusterChanged(
                    cluster.id, capacity: capacity ?? cluster.capacity,
                    billingType: billing ?? cluster.billingType, carried: carried ?? cluster.carried)),
            because: rule?.id ?? also.removeFirst(), also: also)
    }

    private static func start(
        _ update: ClusterUpdate, of cluster: Cluster, in world: World, _ docket: inout Docket
    ) {
        let until = world.choose(.clusterUpdateKey, at: cluster.id, &docket)
        let operation = Resources.start(on: cluster.id, until: until, in: world, &docket)
        docket.rule(
            .logAnalytics(.clusterUpdateStarted(cluster.id, update, until: until, operation)),
            because: Rule.keyUpdateTakesTime)
    }

    /// What a dark cluster still takes: metadata, unless the world reads the documents more strictly, and
    /// nothing about a key that is lost for good (LA-REVOKE-10, LA-REVOKE-14).
    private static func requireWritable(
        _ cluster: Cluster, _ changes: ClusterChanges, in world: World
    ) throws(Refusal) {
        guard cluster.isDark else { return }
        let causes = cluster.access.cause.map { [$0] } ?? []
        if cluster.access.isLost, changes.key != nil || changes.identity != nil {
            throw Refusal(
                .keyNotValid("it is destroyed"),
                because: [KeyRule.lostForGood.id, ErrorRule.keyValidationFailed.id], causes: causes)
        }
        try requireARMWrites(of: cluster.id, in: world, causes: causes)
    }

    /// Under `revoked-arm-writes: refused` nothing but deletion is left while the key is revoked.
    static func requireARMWrites(
        of id: ResourceID, in world: World, causes: [EntryNumber]
    ) throws(Refusal) {
        guard !world.settings.isDefault(.revokedARMWrites) else { return }
        throw Refusal(.keyRevoked(id), because: KeyRule.metadataWhileRevoked, causes: causes)
    }

    private static func newIdentity(
        _ request: IdentityRequest?, of cluster: Cluster, in world: World, _ docket: inout Docket
    ) throws(Refusal) -> ClusterIdentity? {
        switch (request, cluster.identity) {
        case (nil, _), (.systemAssigned?, .systemAssigned), (IdentityRequest.none?, .none): return nil
        case (.userAssigned(let new)?, .userAssigned(let old)) where new.lowercased() == old.lowercased():
            return nil
        case (let request?, _):
            let identity = made(request, of: cluster.id, in: world)
            try Sentinel.allowIdentityChange(of: cluster, to: identity, in: world, &docket)
            return identity
        }
    }

    private static func newKey(
        _ request: KeyRequest?, of cluster: Cluster, in world: World, _ docket: inout Docket
    ) throws(Refusal) -> ClusterUpdate.KeyTarget? {
        guard let request else { return nil }
        if request.clears {
            guard cluster.key != nil else { return nil }
            try Sentinel.allowKeyChange(of: cluster, to: nil, in: world, &docket)
            if cluster.isDark {
                throw Refusal(
                    .keyNotValid("the present key cannot be used"),
                    because: [Rule.keyValidated.id, KeyRule.clears.id, ErrorRule.keyValidationFailed.id],
                    causes: cluster.access.cause.map { [$0] } ?? [])
            }
            return .clear
        }
        let (_, key) = try located(request)
        if let present = cluster.key, present.key == key,
            present.version.lowercased() == request.version.lowercased(),
            present.minimumBits == request.minimumBits
        {
            return nil
        }
        try Sentinel.allowKeyChange(of: cluster, to: key, in: world, &docket)
        return .use(try validated(request, by: cluster.identity, for: cluster, in: world))
    }

    private static func located(_ request: KeyRequest) throws(Refusal) -> (vault: ResourceID, key: ResourceID)
    {
        guard request.isWellFormed else {
            throw Refusal(
                .keyPropertiesMalformed, because: [Rule.keyProperties.id, ErrorRule.keyMalformed.id])
        }
        guard let vault = request.vault, let key = request.key else {
            throw notValid("the vault was not found", because: Rule.keyValidated.id)
        }
        return (vault, key)
    }

    private static func notValid(
        _ why: String, because rule: RuleID, also rules: [RuleID] = [], causes: [EntryNumber] = []
    ) -> Refusal {
        Refusal(
            .keyNotValid(why), because: [rule] + rules + [ErrorRule.keyValidationFailed.id], causes: causes)
    }

    /// Vault reachable and readable → key and version there → vault recoverable → key can wrap.
    ///
    /// - Parameter cluster: the one whose present key is replaced; nil for one that is being created.
    static func validated(
        _ request: KeyRequest, by identity: ClusterIdentity, location: String? = nil,
        for cluster: Cluster? = nil, in world: World
    ) throws(Refusal) -> ClusterKey {
        let (vault, key) = try located(request)
        let check = KeyCheck(
            principal: KeyVault.principal(of: identity), present: cluster?.key,
            isDark: cluster?.isDark ?? false)
        if let location = location ?? cluster?.location {
            try requireNear(vault, location: location, in: world)
        }
        if case .userAssigned = identity, isPrivate(vault, in: world) {
            throw notValid("it is reached by private link alone", because: KeyRule.privateVault.id)
        }
        let version = try checked(.get, key, request.version, check, world)
        guard let row = world.keyVault.vaults[vault], row.purgeProtection else {
            throw Refusal(
                .keyNotRecoverable(vault: vault),
                because: [
                    Rule.recoverableVault.id, KeyVault.Rule.recoverableForCMK.id,
                    ErrorRule.keyUnrecoverable.id,
                ])
        }
        guard version.type == .rsa || version.type == .rsaHSM, version.sizeBits >= request.minimumBits ?? 0
        else {
            throw notValid(
                "an RSA key of sufficient size is needed", because: KeyRule.keyShape.id,
                also: version.type.isRSA ? [] : [KeyVault.KeyRule.rsaForCMK.id])
        }
        _ = try checked(.wrapKey, key, request.version, check, world)
        _ = try checked(.unwrapKey, key, request.version, check, world)
        if let present = cluster?.key {
            // Re-wrapping opens the account key with the version that wrapped it.
            _ = try checked(.unwrapKey, present.key, present.wrappedWith, check, world)
        }
        return ClusterKey(
            vaultURI: request.vaultURI, name: request.name, version: request.version,
            minimumBits: request.minimumBits, key: key, vault: vault, wrappedWith: version.name)
    }

    /// Vault and cluster in one region and one tenant (LA-CMK-03).
    private static func requireNear(
        _ vault: ResourceID, location: String, in world: World
    ) throws(Refusal) {
        guard world.settings.isDefault(.regionTenantChecks), let row = world.keyVault.vaults[vault] else {
            return
        }
        guard row.location.isSameRegion(as: location) else {
            throw notValid("the vault is in another region", because: KeyRule.sameRegionAndTenant.id)
        }
        guard row.tenant.lowercased() == world.tenant.lowercased() else {
            throw notValid("the vault is in another tenant", because: KeyRule.sameRegionAndTenant.id)
        }
    }

    /// Whether the vault's public door is closed, whoever else may pass it (LA-ID-06).
    private static func isPrivate(_ vault: ResourceID, in world: World) -> Bool {
        world.keyVault.vaults.read(vault) { $0.networkInForce.isClosed } ?? false
    }

    /// For whom a key is checked.
    private struct KeyCheck {
        let principal: Principal
        /// The key in use, if one is replaced.
        let present: ClusterKey?
        let isDark: Bool
    }

    private static func checked(
        _ operation: KeyOperation, _ key: ResourceID, _ version: String, _ check: KeyCheck, _ world: World
    ) throws(Refusal) -> KeyVault.KeyVersion {
        do throws(Refusal) {
            return try KeyVault.require(
                operation, with: key, version: version, by: check.principal, in: world)
        } catch {
            throw notValid(
                "\(operation.rawValue) was refused",
                because: operation == .get ? Rule.getPermission.id : Rule.keyValidated.id,
                also: particulars(of: error, operation, key, version, check) + error.because,
                causes: error.causes)
        }
    }

    /// Which rules a vault's no to a cluster touches, beside the vault's own.
    private static func particulars(
        of refusal: Refusal, _ operation: KeyOperation, _ key: ResourceID, _ version: String,
        _ check: KeyCheck
    ) -> [RuleID] {
        var rules: [RuleID] = []
        switch refusal.reason {
        case .accessDenied, .roleMissing:
            rules.append(KeyRule.clusterIdentityAsks.id)
            if operation == .get, check.present != nil { rules.append(KeyRule.getAlone.id) }
        case .keyOutsideValidity(_, expired: true): rules.append(KeyRule.expiredServes.id)
        default: break
        }
        if check.isDark, let present = check.present, key == present.key, version == present.wrappedWith {
            rules.append(KeyRule.metadataWhileRevoked.id)
        }
        return rules
    }
}

extension KeyVault {
    /// Who knocks at the vault for a cluster (LA-AEK-03).
    public static func principal(of identity: LogAnalytics.ClusterIdentity) -> Principal {
        switch identity {
        case .systemAssigned(let objectID): .identity(objectID: objectID)
        // Neither is in the directory: what they ask is refused.
        case .userAssigned(let id): .identity(objectID: id)
        case .none: .simulator
        }
    }
}

extension Refusal {
    /// Whether it takes a visit to the vault to find out: what `key-validation: async` reports late.
    fileprivate var isFoundByTheVault: Bool {
        switch reason {
        case .keyNotValid, .keyNotRecoverable: true
        default: false
        }
    }
}
