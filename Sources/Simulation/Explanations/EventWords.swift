import ControlPlane
import VirtualTime

extension AnyEvent {
    /// What happened to which property of what, in the words of the probes.
    func words(in world: World) -> Words {
        func thing(_ id: ResourceID) -> String {
            world.reference(of: id)?.description ?? world.names[id].name
        }
        switch self {
        case .resources(let event): return event.words(thing, in: world)
        case .identity(let event): return event.words(thing, in: world)
        case .keyVault(let event): return event.words(thing)
        case .logAnalytics(let event): return event.words(thing, in: world)
        case .cosmosDB(let event): return event.words { "cosmos/\(world.names[$0].name)" }
        case .sentinel(let event): return event.words { "sentinel/\(world.names[$0].name)" }
        }
    }
}

extension Resources.Event {
    fileprivate func words(_ thing: (ResourceID) -> String, in world: World) -> Words {
        switch self {
        case .groupWritten(let group): Words(act: "group written", thing: thing(group.id))
        case .groupDeletionStarted(let id, _, _):
            Words(
                act: "group deletion started", thing: thing(id), property: "provisioningState", to: "Deleting"
            )
        case .groupEmptied(let id, let stage):
            Words(act: "group emptied of \(stage.rawValue)", thing: thing(id))
        case .lockWritten(let lock):
            Words(act: "lock written", thing: thing(lock.scope), property: "lock", to: lock.level.rawValue)
        case .lockDeleted(let id): Words(act: "lock deleted", thing: thing(id))
        case .plainWritten(let row): Words(act: "resource written", thing: thing(row.id))
        case .plainDeleted(let id):
            Words(act: "resource deleted", thing: thing(id), property: "exists", to: "false")
        case .requestCounted(let buckets):
            Words(
                act: "request counted", thing: buckets.first?.id,
                to: buckets.first.map { "\($0.level / 1_000)" })
        case .faultArmed(let fault):
            Words(
                act: fault.remaining == 0 ? "fault ended" : "fault armed", property: fault.name,
                to: fault.remaining.map { "\($0)" })
        case .faultMet(let id, let name, let strikes):
            Words(act: strikes ? "fault struck" : "fault passed by", thing: thing(id), to: name)
        case .groupDeleted(let id):
            Words(act: "group deleted", thing: thing(id), property: "exists", to: "false")
        case .registrationStarted(_, let namespace, _):
            registration(of: namespace, "registration started", to: "Registering")
        case .registrationCompleted(_, let namespace):
            registration(of: namespace, "registration completed", to: "Registered")
        case .unregistrationStarted(_, let namespace, _):
            registration(of: namespace, "unregistration started", to: "Unregistering")
        case .unregistrationCompleted(_, let namespace):
            registration(of: namespace, "unregistration completed", to: "Unregistered")
        case .operationStarted(let operation):
            Words(act: "operation started", thing: thing(operation.resource))
        case .operationEnded(let id, let outcome):
            Words(
                act: "operation ended", thing: world.resources.operations[id].map { thing($0.resource) },
                property: "operation", to: outcome.word)
        }
    }

    private func registration(of namespace: String, _ act: String, to state: String) -> Words {
        Words(act: act, thing: "provider/\(namespace)", property: "registration", to: state)
    }
}

extension Resources.OperationOutcome {
    fileprivate var word: String {
        switch self {
        case .succeeded: "Succeeded"
        case .failed: "Failed"
        case .canceled: "Canceled"
        }
    }
}

extension KeyVault.Event {
    fileprivate func words(_ thing: (ResourceID) -> String) -> Words {
        switch self {
        case .vaultCreated(let vault): Words(act: "vault created", thing: thing(vault.id))
        case .vaultChanged(let id, _): Words(act: "vault changed", thing: thing(id))
        case .vaultReachable(let id):
            Words(act: "vault reachable", thing: thing(id), property: "reachable", to: "true")
        case .vaultDeleted(let id, _):
            Words(act: "vault deleted", thing: thing(id), property: "exists", to: "false")
        case .vaultRecovered(let id):
            Words(act: "vault recovered", thing: thing(id), property: "exists", to: "true")
        case .vaultPurged(let id): Words(act: "vault purged", thing: thing(id))
        case .policiesChanged(let id, _): Words(act: "policies changed", thing: thing(id))
        case .purgeStarted(let id, _, _): Words(act: "vault purge started", thing: thing(id))
        case .faultsSet(let id, let faults):
            Words(
                act: faults.isEmpty ? "fault ended" : "fault began", thing: thing(id), property: "fault",
                to: faults.isEmpty ? "none" : faults.map(\.order.kind.rawValue).joined(separator: ", "))
        case .networkSet(let id, _, _): Words(act: "network set", thing: thing(id))
        case .networkInForce(let id): Words(act: "network in force", thing: thing(id))
        case .rightsChanged(let id): Words(act: "rights changed", thing: thing(id))
        case .versionCreated(let id, _, let version):
            Words(act: "key version created", thing: thing(id), property: "currentVersion", to: version.name)
        case .versionChanged(let id, _, let version, let changes):
            Words(
                act: "key version changed", thing: thing(id),
                property: changes.enabled == nil ? nil : "enabled",
                to: changes.enabled.map { "\($0) (\(version.prefix(8)))" })
        case .keyDeleted(let id, _, _):
            Words(act: "key deleted", thing: thing(id), property: "state", to: "deleted")
        case .keyRecovered(let id, _):
            Words(act: "key recovered", thing: thing(id), property: "state", to: "active")
        case .keyInTransition(let id, _): Words(act: "key in transition", thing: thing(id))
        case .validityChanged(let id, _, let version, let isValid):
            Words(
                act: isValid ? "key version valid" : "key version expired", thing: thing(id),
                property: "state", to: "\(isValid ? "active" : "expired") (\(version.prefix(8)))")
        case .rotationPolicySet(let id, _): Words(act: "rotation policy set", thing: thing(id))
        case .nearExpiry(let id, _): Words(act: "key near expiry", thing: thing(id))
        case .transactionCounted(let id, _, _): Words(act: "transaction counted", thing: thing(id))
        case .keyPurged(let id, _):
            Words(act: "key purged", thing: thing(id), property: "state", to: "purged")
        }
    }
}

extension LogAnalytics.Event {
    fileprivate func words(_ thing: (ResourceID) -> String, in world: World) -> Words {
        switch self {
        case .clusterCreated(let cluster):
            Words(
                act: "cluster created", thing: thing(cluster.id), property: "provisioningState",
                to: "Creating")
        case .clusterProvisioned(let id):
            Words(
                act: "cluster provisioned", thing: thing(id), property: "provisioningState", to: "Succeeded")
        case .clusterChanged(let id, _, _, _): Words(act: "cluster changed", thing: thing(id))
        case .clusterUpdateStarted(let id, _, _, _):
            Words(
                act: "cluster update started", thing: thing(id), property: "provisioningState", to: "Updating"
            )
        case .clusterUpdateEnded(let id):
            Words(
                act: "cluster update ended", thing: thing(id), property: "provisioningState", to: "Succeeded")
        case .clusterKeyChanged(let id, let key):
            Words(
                act: "cluster key changed", thing: thing(id), property: "keyVersion",
                to: key?.wrappedWith ?? "none")
        case .clusterIdentityChanged(let id, let identity):
            Words(
                act: "cluster identity changed", thing: thing(id), property: "identityType",
                to: identity.typeText)
        case .clusterIdentityRestored(let id): Words(act: "cluster identity restored", thing: thing(id))
        case .supportContacted(let id, let topic):
            Words(act: "support contacted", thing: thing(id), to: topic)
        case .vaultFellSilent(let id, _): Words(act: "vault fell silent", thing: thing(id))
        case .outageLimitReached(let id): Words(act: "outage limit reached", thing: thing(id))
        case .vaultAnswered(let id): Words(act: "vault answered", thing: thing(id))
        case .versionOutdated(let id, let version, _):
            Words(act: "version outdated", thing: thing(id), to: version)
        case .versionBecameStale(let id): Words(act: "version became stale", thing: thing(id))
        case .clusterDeleted(let id):
            Words(act: "cluster deleted", thing: thing(id), property: "exists", to: "false")
        case .clusterNameReserved(let id, _): Words(act: "cluster name reserved", thing: thing(id))
        case .clusterNameReleased(let id): Words(act: "cluster name released", thing: thing(id))
        case .keyAccessChanged(let id, let access):
            Words(act: "key access changed", thing: thing(id), property: "keyAccess", to: access.eventText)
        case .rewrapScheduled(let id, _): Words(act: "rewrap scheduled", thing: thing(id))
        case .rewrapAbandoned(let id): Words(act: "rewrap abandoned", thing: thing(id))
        case .keyRewrapped(let id, let version):
            Words(act: "key rewrapped", thing: thing(id), property: "keyVersion", to: version)
        default: workspaceWords(thing, in: world)
        }
    }

    private func workspaceWords(_ thing: (ResourceID) -> String, in world: World) -> Words {
        switch self {
        case .workspaceCreated(let workspace): Words(act: "workspace created", thing: thing(workspace.id))
        case .workspaceProvisioned(let id): Words(act: "workspace provisioned", thing: thing(id))
        case .workspaceOperationStarted(let id, let state):
            Words(act: "workspace operation started", thing: thing(id), property: "state", to: state.text)
        case .workspaceChanged(let id, _): Words(act: "workspace changed", thing: thing(id))
        case .workspaceAccessChanged(let id, let isDark):
            Words(
                act: "workspace access changed", thing: thing(id), property: "data",
                to: isDark ? "inaccessible" : "accessible")
        case .workspaceDeleted(let id, _):
            Words(act: "workspace deleted", thing: thing(id), property: "deleted", to: "true")
        case .workspaceRecovered(let id):
            Words(act: "workspace recovered", thing: thing(id), property: "deleted", to: "false")
        case .workspacePurged(let id): Words(act: "workspace purged", thing: thing(id))
        case .linkStarted(let id, _, _, _): Words(act: "link started", thing: thing(id))
        case .workspaceLinked(let id, let cluster):
            Words(
                act: "workspace linked", thing: thing(id), property: "linkedTo", to: world.names[cluster].name
            )
        case .unlinkStarted(let id, _, _, _): Words(act: "unlink started", thing: thing(id))
        case .workspaceUnlinked(let id, _):
            Words(act: "workspace unlinked", thing: thing(id), property: "linkedTo", to: "none")
        case .recordsStored(let id, _, let records, _):
            Words(act: "records stored", thing: thing(id), property: "stored", to: "+\(records)")
        case .recordsDropped(let id, _, let records):
            Words(act: "records dropped", thing: thing(id), property: "dropped", to: "+\(records)")
        case .tableWritten(let table): Words(act: "table written", thing: world.names[table.id].name)
        case .tableProvisioned(let id): Words(act: "table provisioned", thing: world.names[id].name)
        case .tableDeleted(let id): Words(act: "table deleted", thing: world.names[id].name)
        case .sharedKeysRegenerated(let id): Words(act: "shared keys regenerated", thing: thing(id))
        case .retentionSet(let id, let days, _, _):
            Words(act: "retention set", thing: thing(id), property: "retention", to: "\(days)d")
        case .dataPurgeScheduled(let id, _): Words(act: "data purge scheduled", thing: thing(id))
        case .dataPurged(let customerID): Words(act: "data purged", to: customerID)
        case .oldDataQueried(let id, _): Words(act: "old data queried", thing: thing(id))
        case .serviceWritten, .serviceDeleted, .storageLinked, .storageUnlinked, .searchSaved,
            .searchDeleted:
            storageWords(thing, in: world)
        case .trafficStarted(let id, _, _): Words(act: "traffic started", thing: thing(id))
        case .trafficStopped(let id): Words(act: "traffic stopped", thing: thing(id))
        default: preconditionFailure("a cluster event has its words above")
        }
    }
}

extension LogAnalytics.Event {
    private func storageWords(_ thing: (ResourceID) -> String, in world: World) -> Words {
        switch self {
        case .serviceWritten(let id, let service):
            Words(act: "service linked", thing: thing(id), to: service.name)
        case .serviceDeleted(let id, let name): Words(act: "service unlinked", thing: thing(id), to: name)
        case .storageLinked(let id, let storage):
            Words(act: "storage linked", thing: thing(id), to: storage.kind.rawValue)
        case .storageUnlinked(let id, let kind):
            Words(act: "storage unlinked", thing: thing(id), to: kind.rawValue)
        case .searchSaved(let search): Words(act: "search saved", thing: thing(search.workspace))
        case .searchDeleted(let id): Words(act: "search deleted", thing: world.names[id].name)
        default: preconditionFailure("any other event has its words above")
        }
    }
}

extension CosmosDB.Event {
    fileprivate func words(_ thing: (ResourceID) -> String) -> Words {
        switch self {
        case .accountCreated(let account): Words(act: "account created", thing: thing(account.id))
        case .keyAccessChanged(let id, let access):
            Words(act: "key access changed", thing: thing(id), property: "keyAccess", to: access.eventText)
        case .rewrapScheduled(let id, _): Words(act: "rewrap scheduled", thing: thing(id))
        case .rewrapAbandoned(let id): Words(act: "rewrap abandoned", thing: thing(id))
        case .keyRewrapped(let id, let version):
            Words(act: "key rewrapped", thing: thing(id), property: "keyVersion", to: version)
        case .deletionStarted(let id, _, _): Words(act: "account deletion started", thing: thing(id))
        case .accountDeleted(let id):
            Words(act: "account deleted", thing: thing(id), property: "exists", to: "false")
        case .accountForgotten(let id): Words(act: "account forgotten", thing: thing(id))
        default: ownWords(thing)
        }
    }

    private func ownWords(_ thing: (ResourceID) -> String) -> Words {
        func state(_ act: String, _ id: ResourceID, _ to: String) -> Words {
            Words(act: act, thing: thing(id), property: "provisioningState", to: to)
        }
        return switch self {
        case .databaseAccountCreated(let account): state("account created", account.id, "Creating")
        case .databaseAccountChanged(let id, _): Words(act: "account changed", thing: thing(id))
        case .databaseAccountIdentityChanged(let id, _, let identity):
            Words(act: "account identity changed", thing: thing(id), to: identity.text)
        case .conversionStarted(let id, _, _, _): state("conversion started", id, "Updating")
        case .accountRekeyed(let id, let key, _): Words(act: "account rekeyed", thing: thing(id), to: key.uri)
        case .databaseAccountUpdating(let id, _, _): state("account updating", id, "Updating")
        case .accountKeyRegenerated(let id, let kind):
            Words(act: "account key regenerated", thing: thing(id), to: kind.rawValue)
        case .databaseAccountSettled(let id): state("account settled", id, "Succeeded")
        case .databaseAccountFailed(let id): state("account failed", id, "Failed")
        case .databaseAccountDeletionStarted(let id, _, _): state("account deletion started", id, "Deleting")
        case .itemStored(let item): Words(act: "item stored", thing: thing(item.id.account), to: item.id.path)
        case .itemRemoved(let id, let path): Words(act: "item removed", thing: thing(id), to: path)
        case .databaseAccountDeleted(let id):
            Words(act: "account deleted", thing: thing(id), property: "exists", to: "false")
        default: Words(act: "cosmos")
        }
    }
}

extension Sentinel.Event {
    fileprivate func words(_ thing: (ResourceID) -> String) -> Words {
        switch self {
        case .onboardingStarted(let id, _, _):
            Words(act: "onboarding started", thing: thing(id), property: "onboarding", to: "requested")
        case .onboarded(let id, _):
            Words(act: "onboarded", thing: thing(id), property: "onboarding", to: "confirmed")
        case .onboardingFailed(let id):
            Words(act: "onboarding failed", thing: thing(id), property: "onboarding", to: "rejected")
        case .offboarded(let id, _, _):
            Words(act: "offboarded", thing: thing(id), property: "onboarding", to: "none")
        case .confirmationAwaited(let id, _): Words(act: "confirmation awaited", thing: thing(id))
        case .removalCompleted(let id): Words(act: "removal completed", thing: thing(id))
        case .configurationPurged(let id): Words(act: "configuration purged", thing: thing(id))
        case .availabilityChanged(let id, let availability):
            Words(
                act: "availability changed", thing: thing(id), property: "status", to: availability.rawValue)
        case .itemWritten(let item): Words(act: "\(item.kind.rawValue) written", thing: thing(item.workspace))
        case .itemDeleted: Words(act: "item deleted")
        case .markedUndefined(let id, let rule):
            Words(act: "marked undefined", thing: thing(id), property: "undefined", to: rule.code)
        case .supportContacted(let id, let topic):
            Words(act: "support contacted", thing: thing(id), to: topic)
        }
    }
}

extension KeyAccess {
    /// The probe's word, and whether the key is back, or lost for good, while it still says revoked.
    fileprivate var eventText: String {
        switch self {
        case .restoring: "\(text) (restoring)"
        case .lost: "\(text) (lost)"
        case .held, .revoking, .revoked: text
        }
    }
}
