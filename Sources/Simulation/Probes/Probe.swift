public import ControlPlane
import JournalStore
public import VirtualTime

/// What people ask of a thing: its properties in the words of the domain, as a pure function of a world.
public enum Probe {
    /// The properties of a thing now; nil for one that does not exist.
    public static func read(_ thing: ThingReference, in world: World) -> Document? {
        guard var properties = properties(of: thing, in: world) else { return nil }
        if let fingerprint = fingerprint(of: thing, in: world) { properties["fingerprint"] = fingerprint }
        return properties
    }

    /// One property of a thing now. A fingerprint, which costs more than all the rest, is made only if it is
    /// the one that is asked for.
    public static func read(_ property: String, of thing: ThingReference, in world: World) -> Document? {
        guard property == "fingerprint" else { return properties(of: thing, in: world)?[property] }
        return fingerprint(of: thing, in: world)
    }

    /// All but the fingerprint, which stands at the end.
    private static func properties(of thing: ThingReference, in world: World) -> Document? {
        switch thing.kind {
        case "subscription": thing.name == world.subscription ? ["exists": true] : nil
        case "group": group(thing.name, in: world)
        case "provider":
            ["registration": .string(Resources.registration(of: thing.name, in: world).text)]
        case "identity":
            Identity.objectID(named: thing.name, in: world).map {
                ["exists": true, "principalId": .string($0)]
            }
        case "vault": world.vault(named: thing.name).map { vault($0) }
        case "key": key(thing, in: world)
        case "keyversion": keyVersion(thing, in: world)
        case "policy": policy(thing, in: world)
        case "role": roles(thing, in: world)
        case "cluster": world.cluster(named: thing.name).map { cluster($0, in: world) }
        case "workspace": world.workspace(named: thing.name).map { workspace($0, in: world) }
        case "cosmos": cosmos(thing.name, in: world)
        case "sentinel": sentinel(thing.name, in: world)
        case "records": world.workspace(named: thing.name).map { records($0, in: world) }
        default: nil
        }
    }

    /// All properties of a thing but its fingerprint; nil for a thing that does not exist.
    public static func readShort(_ thing: ThingReference, in world: World) -> Document? {
        properties(of: thing, in: world)
    }

    /// Every thing of the world with its properties, in the order of `ThingReference.kinds` and of creation.
    public static func all(in world: World) -> [(thing: ThingReference, properties: Document)] {
        things(in: world).compactMap { thing in read(thing, in: world).map { (thing, $0) } }
    }

    /// The same without their properties.
    public static func things(in world: World) -> [ThingReference] {
        var things: [ThingReference] = world.resources.groups.map {
            ThingReference(kind: "group", name: world.names[$0.id].name)
        }
        things += world.resources.registrations.map { ThingReference(kind: "provider", name: $0.namespace) }
        things += world.keyVault.vaults.map { ThingReference(kind: "vault", name: $0.name) }
        things += world.keyVault.keys.compactMap { world.reference(of: $0.id) }
        things += world.logAnalytics.clusters.compactMap { world.reference(of: $0.id) }
        things += world.cosmosDB.databaseAccounts.map {
            ThingReference(kind: "cosmos", name: world.names[$0.id].name)
        }
        for workspace in world.logAnalytics.workspaces {
            let name = world.names[workspace.id].name
            things.append(ThingReference(kind: "workspace", name: name))
            things.append(ThingReference(kind: "records", name: name))
            if world.sentinel.onboardings[workspace.id] != nil {
                things.append(ThingReference(kind: "sentinel", name: name))
            }
            if world.cosmosDB.accounts[workspace.id] != nil {
                things.append(ThingReference(kind: "cosmos", name: name))
            }
        }
        return things
    }

    private static func group(_ name: String, in world: World) -> Document {
        let path = "/subscriptions/\(world.subscription)/resourceGroups/\(name)"
        guard let id = world.names.find(path), let row = world.resources.groups[id] else {
            return ["exists": false]
        }
        let locks = world.resources.locks.filter { $0.scope == id }.map(\.level.rawValue)
        return [
            "exists": true, "provisioningState": .string(row.deletion == nil ? "Succeeded" : "Deleting"),
            "locks": .array(locks.map { .string($0) }),
        ]
    }

    // MARK: Key Vault

    private static func vault(_ vault: KeyVault.Vault) -> Document {
        let isLive = vault.deletion == nil
        return [
            "exists": .bool(isLive), "softDelete": .bool(vault.softDelete),
            "purgeProtection": .bool(vault.purgeProtection),
            "retentionDays": .integer(vault.retentionDays),
            "reachable": .bool(isLive && vault.dns == .registered),
        ]
    }

    private static func key(_ thing: ThingReference, in world: World) -> Document? {
        guard thing.segments.count == 2, let key = world.key(thing.segments[1], in: thing.segments[0]) else {
            return nil
        }
        return properties(of: key, key.latest, in: world)
    }

    private static func keyVersion(_ thing: ThingReference, in world: World) -> Document? {
        guard thing.segments.count == 3, let key = world.key(thing.segments[1], in: thing.segments[0]),
            let version = key.version(thing.segments[2])
        else { return nil }
        return properties(of: key, version, in: world)
    }

    private static func properties(
        of key: KeyVault.Key, _ version: KeyVault.KeyVersion, in world: World
    ) -> Document {
        let isExpired = version.expires.map { world.now >= $0 } ?? false
        let state =
            key.deletion != nil ? "deleted" : !version.enabled ? "disabled" : isExpired ? "expired" : "active"
        var properties: Document = [
            "enabled": .bool(version.enabled), "state": .string(state),
            "currentVersion": .string(key.latest.name),
        ]
        if let deletion = key.deletion {
            properties["recoverableUntil"] = .string(deletion.scheduledPurge.iso8601)
        }
        return properties
    }

    private static func policy(_ thing: ThingReference, in world: World) -> Document? {
        guard let first = thing.segments.first, let vault = world.vault(named: first),
            let objectID = Identity.objectID(
                named: thing.segments.dropFirst().joined(separator: "/"), in: world),
            let policy = vault.accessPolicies.first(where: { $0.objectID.lowercased() == objectID })
        else { return nil }
        let words = (policy.keys.all ? ["all"] : []) + policy.keys.granted.map(\.rawValue)
        return ["keys": .array(words.map { .string($0) })]
    }

    /// Roles at a vault or above it, `role/VAULT/PRINCIPAL`.
    private static func roles(_ thing: ThingReference, in world: World) -> Document? {
        guard let first = thing.segments.first, let vault = world.vault(named: first),
            let objectID = Identity.objectID(
                named: thing.segments.dropFirst().joined(separator: "/"), in: world)
        else { return nil }
        let roles = Identity.roles(of: objectID, at: vault.id, in: world)
        return ["roles": .array(roles.map { .string($0) })]
    }

    // MARK: Log Analytics

    private static func cluster(_ cluster: LogAnalytics.Cluster, in world: World) -> Document {
        [
            "exists": .bool(!cluster.isDeleted), "encryption": encryption(cluster.key != nil),
            "keyAccess": .string(cluster.access.text),
            "keyVersion": cluster.key.map { .string($0.wrappedWith) } ?? .null,
            "provisioningState": .string(cluster.state.text), "tierGB": .integer(cluster.capacity),
            "identityType": .string(cluster.identity.typeText),
        ]
    }

    private static func workspace(_ workspace: LogAnalytics.Workspace, in world: World) -> Document {
        let cluster = LogAnalytics.cluster(of: workspace, in: world)
        let isBlocked = workspace.isDeleted || cluster?.isDark == true
        return [
            "exists": .bool(!workspace.isDeleted), "provisioningState": .string(workspace.state.text),
            "data": LogAnalytics.isDark(workspace, in: world) ? "inaccessible" : "accessible",
            "ingestion": isBlocked ? "blocked" : "accepting",
            "linkedTo": .string(cluster.map { world.names[$0.id].name } ?? "none"),
            "retention": .string("\(workspace.retentionDays)d"), "deleted": .bool(workspace.isDeleted),
        ]
    }

    private static func records(_ workspace: LogAnalytics.Workspace, in world: World) -> Document {
        let data = workspace.data, now = world.now
        let age = data.oldest(at: now).map { Document.string((now - $0).text) } ?? .null
        return [
            "sent": .integer(data.sent(at: now)), "stored": .integer(data.stored(at: now)),
            "accessible": .integer(LogAnalytics.accessible(workspace, in: world)),
            "dropped": .integer(data.dropped(at: now)), "purgedByRetention": .integer(data.purged(at: now)),
            "purgedUnseen": .integer(data.purgedUnseen(at: now)),
            "unrecoverable": .integer(data.unrecoverable),
            // Nothing in the model deletes data because of a revocation (LA-REVOKE-06); what is not stored,
            // dropped, purged or lost with its store would be counted here.
            "deletedByRevocation": .integer(
                data.sent(at: now) - data.stored(at: now) - data.dropped(at: now) - data.purged(at: now)
                    - data.unrecoverable),
            "oldestAge": age,
        ]
    }

    // MARK: Sentinel and the account behind it

    private static func cosmos(_ name: String, in world: World) -> Document? {
        if let row = CosmosDB.account(named: name, in: world) { return cosmos(row, in: world) }
        guard let workspace = world.workspace(named: name),
            let account = world.cosmosDB.accounts[workspace.id]
        else { return nil }
        return [
            "exists": .bool(!account.isDeleted), "encryption": encryption(true),
            "keyAccess": .string(account.access.text), "keyVersion": .string(account.wrappedWith),
            "keyStatus": .string(CosmosDB.keyStatus(of: account, in: world)),
            "subStatus": CosmosDB.subStatus(of: account, in: world).map { .integer($0.rawValue) } ?? .null,
        ]
    }

    /// An account of the customer's own.
    private static func cosmos(_ row: CosmosDB.DatabaseAccount, in world: World) -> Document {
        let holder = world.cosmosDB.accounts[row.id]
        return [
            "exists": true, "encryption": encryption(holder != nil),
            "keyAccess": holder.map { .string($0.access.text) } ?? .null,
            "keyVersion": holder.map { .string($0.wrappedWith) } ?? .null,
            "provisioningState": .string(row.state.text),
            "keyStatus": holder.map { .string(CosmosDB.keyStatus(of: $0, in: world)) } ?? .null,
            "subStatus": holder.flatMap { CosmosDB.subStatus(of: $0, in: world) }
                .map { .integer($0.rawValue) } ?? .null,
        ]
    }

    private static func sentinel(_ name: String, in world: World) -> Document? {
        guard let workspace = world.workspace(named: name) else { return nil }
        guard let row = world.sentinel.onboardings[workspace.id] else { return ["onboarding": "none"] }
        let account = world.cosmosDB.accounts[workspace.id]
        return [
            "onboarding": .string(row.state.text), "status": .string(row.availability.rawValue),
            "encryption": encryption(row.customerManagedKey),
            "configuration": Sentinel.configurationIsBlocked(row, in: world) ? "blocked" : "writable",
            "logs": LogAnalytics.isDark(workspace, in: world) ? "inaccessible" : "accessible",
            "keyVersion": account.map { .string($0.wrappedWith) } ?? .null,
            "marks": .array(row.undefined.map { .string($0.code) }),
            "previewFeatures": row.customerManagedKey ? "disabled" : "enabled",
        ]
    }

    private static func encryption(_ isCustomers: Bool) -> Document {
        isCustomers ? "customer-managed" : "microsoft-managed"
    }

    // MARK: Fingerprints

    private static func fingerprint(of thing: ThingReference, in world: World) -> Document? {
        switch thing.kind {
        case "cluster": world.cluster(named: thing.name).map { fingerprint($0) }
        case "workspace": world.workspace(named: thing.name).map { fingerprint($0) }
        case "sentinel":
            world.workspace(named: thing.name).flatMap { world.sentinel.onboardings[$0.id] }
                .map { fingerprint($0) }
        default: nil
        }
    }

    /// A hash of everything in the row: what a rejected change must not touch.
    private static func fingerprint(_ row: some Encodable) -> Document {
        let text = (try? StateHash.text(of: row)) ?? ""
        return .string(String(Digest.sha256(text).hex.prefix(16)))
    }
}

extension World {
    /// The digest of the whole state, in lower-case hexadecimal digits: equal worlds, equal digests.
    public func stateHash() -> String {
        Digest.sha256((try? StateHash.text(of: self)) ?? "").hex
    }
}
