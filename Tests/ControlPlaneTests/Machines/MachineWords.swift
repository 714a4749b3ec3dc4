import VirtualTime

@testable import ControlPlane

/// What the states of our types are called in the rulebook: one switch each.
enum MachineWords {
    static func vault(_ path: String) -> Transition.Look {
        { timeline in
            guard let id = timeline.find(path), let vault = timeline.world.keyVault.vaults[id] else {
                let isPurged = timeline.hasSeen { event in
                    if case .keyVault(.vaultPurged(let id)) = event {
                        id == timeline.find(path)
                    } else {
                        false
                    }
                }
                return isPurged ? "Purged" : "(none)"
            }
            if vault.deletion != nil { return vault.purge == nil ? "SoftDeleted" : "Purging" }
            return switch vault.dns {
            case .registering: "RegisteringDns"
            case .registered: "Active"
            }
        }
    }

    static func key(_ timeline: Timeline) -> String {
        guard let key = timeline.key else {
            let isPurged = timeline.hasSeen { if case .keyVault(.keyPurged) = $0 { true } else { false } }
            return isPurged ? "Purged" : "(none)"
        }
        if key.deletion != nil { return "Deleted" }
        return key.versions.count == 1 ? "Live" : "Live(+v)"
    }
    /// What a read of the live key finds: one that is deleted is not there.
    static func liveKey(_ timeline: Timeline) -> String {
        let word = key(timeline)
        return word == "Deleted" ? "(none)" : word
    }
    static func version(_ timeline: Timeline) -> String {
        guard let version = timeline.key?.versions.first else { return "(none)" }
        guard version.enabled else { return "Version disabled" }
        return version.expires.map { $0 <= timeline.now } == true ? "Version expired" : "Version enabled"
    }

    static func cluster(_ timeline: Timeline) -> String {
        guard let cluster = timeline.cluster else { return "(none)" }
        if cluster.isDeleted { return "Tombstone" }
        return switch cluster.state {
        case .creating: "Creating"
        case .succeeded: "Succeeded"
        case .updating: "Updating"
        case .restoring: "Restoring"
        case .failed: "Failed"
        }
    }

    /// `v` is the first version of its key, `v+1` the one after.
    private static func version(_ name: String, of key: ResourceID, in timeline: Timeline) -> String {
        let place = timeline.world.keyVault.keys[key]?.place(of: name) ?? 0
        return place == 0 ? "(v)" : "(v+\(place))"
    }
    static func clusterKey(_ timeline: Timeline) -> String {
        guard let cluster = timeline.cluster, let key = cluster.key else { return "MMK" }
        switch cluster.access {
        case .held:
            let word = "Protected\(version(key.wrappedWith, of: key.key, in: timeline))"
            return cluster.outage == nil ? word : word + ", outage flag"
        case .revoking: return "RevocationPending"
        case .revoked: return cluster.isRevokedIrreversibly ? "RevokedIrreversible" : "Revoked"
        case .restoring: return "Restoring"
        case .lost: return "Lost"
        }
    }
    static func mode(_ timeline: Timeline) -> String {
        timeline.cluster?.key?.followsLatest == true ? "auto" : "pinned"
    }

    static func workspace(_ timeline: Timeline) -> String {
        guard let workspace = timeline.workspace else {
            if timeline.world.logAnalytics.departures.contains(where: { _ in true }) { return "Purging" }
            let isPurged = timeline.hasSeen {
                if case .logAnalytics(.workspacePurged) = $0 { true } else { false }
            }
            return isPurged ? "Purged" : "(none)"
        }
        if workspace.isDeleted { return "SoftDeleted" }
        return switch workspace.state {
        case .creating: "Creating"
        case .succeeded: "Succeeded"
        case .updating: "Updating"
        case .restoring: "Restoring"
        case .failed: "Failed"
        }
    }

    static func link(_ timeline: Timeline) -> String {
        switch (timeline.workspace?.link, timeline.workspace?.isDeleted) {
        case (.linked, true): "dormant"
        case (.linking, _): "Linking"
        case (.linked, _): "Linked"
        case (.unlinking, _): "Unlinking"
        case (nil, _), (.some(.none), _): "Unlinked"
        }
    }

    static func account(_ timeline: Timeline) -> String {
        guard let account = timeline.ownAccount else {
            let isDeleted = timeline.hasSeen {
                if case .cosmosDB(.databaseAccountDeleted) = $0 { true } else { false }
            }
            return isDeleted ? "Deleted" : "(none)"
        }
        switch account.state {
        case .creating: return "Creating"
        case .converting: return "Converting"
        case .deleting: return "Deleting"
        case .failed: return "Failed"
        // The rulebook has no state for a change on its way.
        case .succeeded, .updating: break
        }
        guard let holder = timeline.world.cosmosDB.accounts[account.id] else { return "MMK" }
        switch holder.access {
        case .held:
            let place = timeline.world.keyVault.keys[holder.key]?.place(of: holder.wrappedWith) ?? 0
            return place == 0 ? "Confirmed" : "Confirmed(v+\(place))"
        case .revoking: return "Pending"
        case .revoked: return "Revoked"
        case .restoring: return "Restoring"
        case .lost: return "Lost"
        }
    }

    static func onboarding(_ timeline: Timeline) -> String {
        guard let row = timeline.onboarding else { return "NotOnboarded" }
        switch row.state {
        case .onboarding: return "Onboarding"
        case .awaitingConfirmation: return "AwaitingConfirmation"
        case .onboarded: break
        case .failed: return "OnboardingFailed"
        case .removing: return "Removing"
        case .removed: return "Removed"
        case .purged: return "Purged config"
        }
        let word = row.customerManagedKey ? "Onboarded(CMK)" : "Onboarded(MMK)"
        let ineffective: [Sentinel.Rule] = [.enableOnOnboarded, .enableOnCluster, .linkOnboarded]
        guard let mark = row.undefined.last else { return word }
        return word + (ineffective.map(\.id).contains(mark) ? "+Ineffective" : "+Undefined(\(mark))")
    }

    static func sentinelAccess(_ timeline: Timeline) -> String {
        switch timeline.availability {
        case nil: return "(none)"
        case .available: return "Available"
        case .degraded:
            let stores = Sentinel.stores(behind: timeline.id(Contoso.workspace), in: timeline.world)
            return "PartiallyRevoked(\(stores.clusterIsDark ? "cluster" : "cosmos"))"
        case .unavailable:
            let isLost = timeline.cluster?.access.isLost == true && timeline.account?.access.isLost == true
            return isLost ? "Lost" : "Revoked"
        }
    }

    static func registration(_ timeline: Timeline) -> String {
        switch Resources.registration(of: "Microsoft.DocumentDB", in: timeline.world) {
        case .notRegistered: "NotRegistered"
        case .registering: "Registering"
        case .registered: "Registered"
        case .unregistering: "Unregistering"
        case .unregistered: "Unregistered"
        }
    }

    /// The newest operation on a resource.
    static func operation(on path: String) -> Transition.Look {
        { timeline in
            guard let id = timeline.find(path),
                let operation = timeline.world.resources.operations.filter({ $0.resource == id }).last
            else { return "(none)" }
            if Resources.hasExpired(operation, in: timeline.world) { return "expired" }
            return switch operation.outcome {
            case nil: "InProgress"
            case .succeeded: "Succeeded"
            case .failed: "Failed"
            case .canceled: "Canceled"
            }
        }
    }
}
