import VirtualTime

/// Guards of a customer's own account, in the order of the article: name, place, identity, key.
extension CosmosDB {
    static func decideAccount(
        _ id: ResourceID, _ settings: AccountSettings, in world: World, _ docket: inout Docket
    ) throws(Refusal) {
        try Resources.requireWritable(id, namespace: namespace, in: world, &docket)
        if let account = world.cosmosDB.databaseAccounts[id] {
            try decideUpdate(of: account, settings, in: world, &docket)
            return
        }
        let name = world.names[id].name
        guard isAccountName(name) else {
            throw invalid(
                "name", "An account has 3-50 lower-case letters, digits and inner hyphens.",
                Rule.accountDeletion)
        }
        guard account(named: name, in: world) == nil else {
            throw Refusal(.accountNameTaken(name), because: Rule.accountDeletion)
        }
        guard let regions = settings.regions, !regions.isEmpty, let location = settings.location else {
            throw invalid("locations", "The locations of the account must be stated.", Rule.statesLocations)
        }
        let identity = made(settings.identity, of: id, in: world)
        let defaultIdentity = try parsed(settings.defaultIdentity, of: identity, isNew: true)
        let key = try settings.key.map { reference throws(Refusal) in
            try requireBackupIdentity(settings.continuousBackup ?? false, defaultIdentity)
            return try validated(
                reference, by: principal(of: defaultIdentity, identity), for: id, in: world, &docket)
        }
        let until = world.choose(.cosmosCreate, at: id, &docket)
        let operation = Resources.start(on: id, until: until, in: world, &docket)
        let account = DatabaseAccount(
            id: id, location: location, createdAt: world.now, identity: identity,
            defaultIdentity: defaultIdentity, state: .creating(until: until, operation: operation), key: key,
            regions: regions, continuousBackup: settings.continuousBackup ?? false,
            capabilities: settings.capabilities ?? [], carried: settings.carried ?? [:])
        docket.rule(
            .cosmosDB(.databaseAccountCreated(account)), because: Rule.accountDeletion,
            also: key == nil ? [] : [Rule.grantNeeded])
    }

    static func liveAccount(_ id: ResourceID, in world: World) throws(Refusal) -> DatabaseAccount {
        if let group = world.names[id].group { try Resources.requireGroup(group, in: world) }
        guard let account = world.cosmosDB.databaseAccounts[id] else { throw Resources.absent(id) }
        return account
    }

    static func decideUpdate(
        of account: DatabaseAccount, _ settings: AccountSettings, in world: World, _ docket: inout Docket
    ) throws(Refusal) {
        if let location = settings.location, !account.location.isSameRegion(as: location) {
            throw Refusal(.locationFixed(account.id), because: Rule.statesLocations)
        }
        if case .converting = account.state, let regions = settings.regions,
            regions.count > account.regions.count
        {
            throw invalid(
                "locations", "No region can be added while the account is converted.", Rule.converts)
        }
        try requireIdle(account)
        try requireNotRevoked(account, settings, in: world)
        guard !settings.clearsKey || account.key == nil else {
            throw invalid("keyVaultKeyUri", "Updating KeyVaultKeyUri is not supported", Rule.neverTurnedOff)
        }
        let identity = settings.identity.map {
            made($0, of: account.id, keeping: account.identity, in: world)
        }
        let identities = identity ?? account.identity
        let defaultIdentity =
            try settings.defaultIdentity.map { text throws(Refusal) in
                try parsed(text, of: identities, isNew: false)
            } ?? account.defaultIdentity
        let keyed = try settings.key.map { reference throws(Refusal) in
            try validated(
                reference, by: principal(of: defaultIdentity, identities), for: account.id, in: world, &docket
            )
        }
        if identity != nil || defaultIdentity != account.defaultIdentity {
            docket.rule(
                .cosmosDB(.databaseAccountIdentityChanged(account.id, identities, defaultIdentity)),
                because: Rule.defaultIdentities)
        }
        if settings.regions != nil || settings.carried != nil || settings.capabilities != nil
            || settings.continuousBackup != nil
        {
            docket.rule(
                .cosmosDB(.databaseAccountChanged(account.id, settings)), because: Rule.accountDeletion)
        }
        if let key = keyed, !key.isSame(as: account.key) {
            guard account.key != nil else { return try convert(account, to: key, in: world, &docket) }
            try replace(account, with: key, in: world, &docket)
        }
        startUpdate(of: account.id, in: world, &docket)
    }

    private static func startUpdate(of id: ResourceID, in world: World, _ docket: inout Docket) {
        let until = world.choose(.cosmosUpdate, at: id, &docket)
        let operation = Resources.start(on: id, until: until, in: world, &docket)
        docket.rule(
            .cosmosDB(.databaseAccountUpdating(id, until: until, operation)), because: Rule.accountDeletion)
    }

    static func decideRegeneration(
        of kind: AccountKeyKind, on id: ResourceID, in world: World, _ docket: inout Docket
    ) throws(Refusal) {
        let account = try liveAccount(id, in: world)
        try requireIdle(account)
        try requireNotRevoked(account, AccountSettings(), in: world)
        docket.rule(.cosmosDB(.accountKeyRegenerated(id, kind)), because: Rule.accountDeletion)
        startUpdate(of: id, in: world, &docket)
    }

    private static func requireIdle(_ account: DatabaseAccount) throws(Refusal) {
        guard let operation = account.state.operation else { return }
        throw Refusal(
            .operationInProgress(account.id), because: Rule.accountDeletion, causes: [operation.startedBy])
    }

    /// An account that has no key yet gets one: for a day at most, and for good (COSMOS-CMK-14).
    private static func convert(
        _ account: DatabaseAccount, to key: AccountKey, in world: World, _ docket: inout Docket
    ) throws(Refusal) {
        let unfit = ["enablecassandra", "enablenosqlvectorsearch"]
        if let capability = account.capabilities.first(where: { unfit.contains($0.lowercased()) }) {
            throw invalid(
                "keyVaultKeyUri", "An account with \(capability) cannot be converted.", Rule.converts)
        }
        let until = world.choose(.cosmosConvert, at: account.id, &docket)
        let operation = Resources.start(on: account.id, until: until, in: world, &docket)
        docket.rule(
            .cosmosDB(.conversionStarted(account.id, key, until: until, operation)), because: Rule.converts)
    }

    /// Another key, while the present one can still open what it wrapped (COSMOS-ROT-02).
    private static func replace(
        _ account: DatabaseAccount, with key: AccountKey, in world: World, _ docket: inout Docket
    ) throws(Refusal) {
        guard let holder = world.cosmosDB.accounts[account.id],
            reach(.unwrapKey, holder, version: holder.wrappedWith, in: world) == .usable
        else {
            throw Refusal(.keyNotValid("the present key cannot be used"), because: Rule.keyCanChange)
        }
        guard let version = world.keyVault.keys[key.key]?.latest.name else { return }
        docket.rule(
            .cosmosDB(.accountRekeyed(account.id, key, version: version)), because: Rule.keyCanChange)
    }

    /// While revoked an account can be deleted; its identity can be repaired, as the reading has it.
    private static func requireNotRevoked(
        _ account: DatabaseAccount, _ settings: AccountSettings, in world: World
    ) throws(Refusal) {
        guard let holder = world.cosmosDB.accounts[account.id], holder.access.isDark else { return }
        if settings.repairsIdentity, world.settings.reading(of: .cosmosIdentityRepair) != "never" { return }
        throw Refusal(
            .accountRevoked(account.id), because: Rule.onlyDeletion,
            causes: holder.access.cause.map { [$0] } ?? [])
    }

    static func decideDeletion(
        of id: ResourceID, in world: World, _ docket: inout Docket
    ) throws(Refusal) {
        let account = try liveAccount(id, in: world)
        if case .deleting = account.state { return }
        delete(account, in: world, &docket)
    }

    static func delete(_ account: DatabaseAccount, in world: World, _ docket: inout Docket) {
        let until = world.choose(.cosmosDelete, at: account.id, &docket)
        Resources.end(account.state.operation, .canceled, &docket)
        let operation = Resources.start(on: account.id, until: until, in: world, &docket)
        let isDark = world.cosmosDB.accounts.read(account.id) { $0.access.isDark } == true
        docket.rule(
            .cosmosDB(.databaseAccountDeletionStarted(account.id, until: until, operation)),
            because: isDark ? Rule.onlyDeletion : Rule.accountDeletion)
    }

    // MARK: Names and identities

    /// Names are held across the cloud.
    public static func account(named name: String, in world: World) -> DatabaseAccount? {
        world.cosmosDB.databaseAccounts.first { world.names[$0.id].name.lowercased() == name.lowercased() }
    }

    static func isAccountName(_ name: String) -> Bool {
        (3...50).contains(name.utf8.count)
            && name.split(separator: "-", omittingEmptySubsequences: false).allSatisfy { part in
                !part.isEmpty
                    && part.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) }
            }
    }

    private static func made(
        _ request: IdentityRequest?, of id: ResourceID, keeping present: AccountIdentity = AccountIdentity(),
        in world: World
    ) -> AccountIdentity {
        guard let request else { return present }
        let made = Identity.objectID(
            of: "\(world.names[id].path.lowercased())@\(world.stamp.entry)", in: world.tenant)
        return AccountIdentity(
            objectID: request.isSystemAssigned ? present.objectID ?? made : nil,
            userAssigned: request.userAssigned)
    }

    /// `FirstPartyIdentity`, `SystemAssignedIdentity` or `UserAssignedIdentity={id}`.
    private static func parsed(
        _ text: String?, of identity: AccountIdentity, isNew: Bool
    ) throws(Refusal) -> DefaultIdentity {
        guard let text, text.lowercased() != "firstpartyidentity" else { return .firstParty }
        if text.lowercased().contains("federatedclientid=") {
            throw invalid(
                "defaultIdentity", "Cross-tenant customer-managed keys are not supported.", Rule.crossTenant)
        }
        if text.lowercased() == "systemassignedidentity" {
            guard !isNew else {
                throw invalid(
                    "defaultIdentity",
                    "Updating default identity not allowed. Cannot set SystemAssignedIdentity as the default "
                        + "identity during provision.", Rule.defaultIdentities)
            }
            guard identity.objectID != nil else {
                throw invalid(
                    "defaultIdentity", "The account has no system-assigned identity.", Rule.defaultIdentities)
            }
            return .systemAssigned
        }
        let prefix = "userassignedidentity="
        guard text.lowercased().hasPrefix(prefix) else {
            throw invalid(
                "defaultIdentity", "The default identity '\(text)' is invalid.", Rule.defaultIdentities)
        }
        let id = String(text.dropFirst(prefix.count))
        guard identity.userAssigned.contains(where: { $0.lowercased() == id.lowercased() }) else {
            throw invalid(
                "defaultIdentity", "The identity is not assigned to the account.", Rule.defaultIdentities)
        }
        return .userAssigned(id)
    }

    private static func requireBackupIdentity(
        _ continuousBackup: Bool, _ identity: DefaultIdentity
    ) throws(Refusal) {
        guard continuousBackup, identity == .firstParty else { return }
        throw invalid(
            "defaultIdentity", "Setting Non-FPI default identity is required for continuous backup.",
            Rule.backupIdentity)
    }

    static func invalid(_ property: String, _ message: String, _ rule: Rule) -> Refusal {
        Refusal(.invalid(.init(property, message)), because: [rule.id])
    }
}
