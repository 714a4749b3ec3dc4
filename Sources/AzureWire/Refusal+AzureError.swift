import ControlPlane
import VirtualTime

extension WireFailure {
    /// The one exhaustive switch from what stands in the way to Azure's status, code and words.
    init(_ refusal: Refusal, entry: EntryNumber?, in world: World) {
        if case .invalid(let invalid) = refusal.reason {
            self.init(400, Self.codeOfInvalid(refusal.because), invalid.message)
            target = invalid.property
        } else {
            self = Self.failure(refusal.reason, in: world)
        }
        rules = refusal.because
        self.entry = entry
        isInferred = refusal.because.contains { Rulebook.find($0.code)?.citation.standing == .inferred }
    }

    /// Each service has its own word for a value it does not take.
    private static func codeOfInvalid(_ rules: [RuleID]) -> String {
        let isOfKeys = rules.first.flatMap { KeyVault.KeyRule(rawValue: $0.code) } != nil
        if isOfKeys || rules.first == KeyVault.VaultRule.skuNamed.id { return "BadParameter" }
        return switch rules.first.flatMap({ KeyVault.Rule(rawValue: $0.code) }) {
        case nil where rules.first.flatMap({ KeyVault.NetworkRule(rawValue: $0.code) }) != nil: "BadRequest"
        case nil: "InvalidParameter"
        case .keyName, .keyCreated: "BadParameter"
        default: "BadRequest"
        }
    }

    private static func failure(_ reason: Refusal.Reason, in world: World) -> WireFailure {
        switch reason {
        case .subscriptionNotFound, .groupNotFound, .resourceNotFound, .providerNotRegistered,
            .operationInProgress, .operationInterrupted, .locationFixed:
            resources(reason, in: world)
        case .scopeLocked, .groupNameInvalid, .groupBeingDeleted, .providerInUse,
            .registrationFixed, .throttled:
            frontDoor(reason, in: world)
        case .vaultNameInvalid, .vaultNameTaken, .vaultNameSoftDeleted, .vaultNotSoftDeleted,
            .vaultNotReachable,
            .vaultPropertyFixed, .purgeProtectionIrreversible, .softDeleteStays, .vaultBusy,
            .vaultPurgeNotAllowed, .deletedVaultNotFound:
            vaults(reason, in: world)
        case .purgeProtected, .accessDenied, .keyNotFound, .deletedKeyNotFound, .keySoftDeleted,
            .keyStillLive, .keyNameInUse,
            .keyDisabled, .keyOutsideValidity, .keyOperationNotAllowed, .networkDenied, .roleMissing,
            .keyInTransition, .vaultThrottled:
            keys(reason, in: world)
        case .notAuthorized, .linkedNotAuthorized, .principalNotFound, .roleUnknown, .roleAssignmentExists:
            authorization(reason, in: world)
        case .clusterNotReady, .clusterNameReserved, .clusterNotFound, .keyPropertiesMalformed, .keyNotValid,
            .keyNotRecoverable, .linkInProgress, .linkedElsewhere, .linkLimit, .ingestionDropped, .keyRevoked,
            .clusterDeleting, .clusterQuota, .workspaceNameTaken, .moveNotSupported:
            logAnalytics(reason, in: world)
        case .accountNameTaken, .vaultUnavailable, .accountKeyRefused, .accountRevoked:
            cosmosDB(reason, in: world)
        case .notOnboarded, .unsupportedChange, .preconditionFailed:
            sentinel(reason, in: world)
        case .invalid: preconditionFailure("what is invalid was answered before")
        }
    }

    private static func resources(_ reason: Refusal.Reason, in world: World) -> WireFailure {
        switch reason {
        case .subscriptionNotFound(let id):
            return WireFailure(
                404, "SubscriptionNotFound", "The subscription '\(id)' could not be found.",
                gateway: .subscriptionKnown)
        case .groupNotFound(let name): return .groupNotFound(name)
        case .resourceNotFound(let id):
            let name = world.names[id]
            let group = name.group.map { world.names[$0].name } ?? ""
            return .notFound(typeAndName(of: name.path), group: group)
        case .providerNotRegistered(let namespace):
            var failure = WireFailure(
                409, "MissingSubscriptionRegistration",
                "The subscription is not registered to use namespace '\(namespace)'. "
                    + "See https://aka.ms/rps-not-found for how to register subscriptions.",
                gateway: .registeredToWrite)
            failure.target = namespace
            failure.hasDetail = true
            return failure
        case .operationInProgress(let id):
            return WireFailure(
                409, "Conflict", "An operation is in progress on '\(world.names[id].name)'; wait for its end."
            )
        case .operationInterrupted(let code):
            return WireFailure(500, code, "The operation failed: a fault was asked for.")
        case .locationFixed(let id):
            let name = world.names[id].name
            let isGroup = world.resources.groups[id] != nil
            return WireFailure(
                409, isGroup ? "InvalidResourceGroupLocation" : "InvalidResourceLocation",
                "The resource '\(name)' already exists in another location. Please select a new resource "
                    + "name."
            )
        default: preconditionFailure("not a refusal of ARM itself")
        }
    }

    private static func frontDoor(_ reason: Refusal.Reason, in world: World) -> WireFailure {
        switch reason {
        case .scopeLocked(let scope, let operation, let locked):
            return WireFailure(
                409, "ScopeLocked",
                "The scope '\(scope)' cannot perform \(operation == .delete ? "delete" : "write") operation "
                    + "because following scope(s) are locked: '\(locked.joined(separator: ","))'. Please "
                    + "remove the lock and try again.", gateway: .scopeLocked)
        case .groupNameInvalid(let name): return .groupNameInvalid(name)
        case .groupBeingDeleted(let name):
            return WireFailure(
                409, "ResourceGroupBeingDeleted",
                "The resource group '\(name)' is in deprovisioning state and cannot perform this operation.",
                gateway: .groupIsGoing)
        case .providerInUse(let namespace):
            return WireFailure(
                409, "SubscriptionHasResources",
                "The subscription has resources of namespace '\(namespace)': delete them before unregistering it.",
                gateway: .unregistering)
        case .registrationFixed(let namespace):
            return WireFailure(
                409, "Conflict", "The namespace '\(namespace)' is always registered.",
                gateway: .registrationPolicy)
        case .throttled(let kind, let isHourly, let seconds):
            return throttled(kind, isHourly, seconds, in: world)
        default: preconditionFailure("not a refusal of ARM's front door")
        }
    }

    private static func throttled(
        _ kind: Resources.RequestKind, _ isHourly: Bool, _ seconds: Int, in world: World
    ) -> WireFailure {
        var failure =
            isHourly
            ? WireFailure(
                429, "SubscriptionRequestsThrottled",
                "Number of requests for subscription '\(world.subscription)' and operation '\(kind.rawValue)' "
                    + "exceeded the backend storage limit. Please try again after '\(seconds)' seconds.",
                gateway: .subscriptionThrottled)
            : WireFailure(
                429, "TooManyRequests",
                "The request is being throttled. Please try again after \(seconds) seconds.",
                gateway: .tooManyRequests)
        failure.headers = ["Retry-After": "\(seconds)"]
        return failure
    }

    private static func vaults(_ reason: Refusal.Reason, in world: World) -> WireFailure {
        switch reason {
        case .vaultNameInvalid(let name):
            return WireFailure(
                400, "VaultNameNotValid",
                "The vault name '\(name)' is invalid. A vault's name must be between 3-24 alphanumeric "
                    + "characters. "
                    + "The name must begin with a letter, end with a letter or digit, and not contain "
                    + "consecutive hyphens."
            )
        case .vaultNameTaken(let name):
            return WireFailure(
                409, "VaultAlreadyExists",
                "The vault name '\(name)' is already in use. Vault names are globaly unique.")
        case .vaultNameSoftDeleted:
            return WireFailure(
                409, "ConflictError",
                "A vault with the same name already exists in deleted state. You need to either recover "
                    + "or purge "
                    + "existing key vault. Follow this link "
                    + "https://go.microsoft.com/fwlink/?linkid=2149745 for more "
                    + "information on soft delete.")
        case .vaultNotSoftDeleted(let name):
            return WireFailure(
                404, "SoftDeletedVaultDoesNotExist",
                "A soft deleted vault with the given name '\(name)' does not exist in this location.")
        case .vaultNotReachable(.unknown(let name)), .vaultNotReachable(.softDeleted(let name)),
            .vaultNotReachable(.registeringDNS(let name)):
            return notReachable(name, in: world)
        case .vaultNotReachable(.noConnection(let name)):
            return WireFailure(503, "ServiceUnavailable", "No connection to the vault '\(name)' comes about.")
        case .vaultPropertyFixed(let property):
            return WireFailure(
                400, "BadRequest",
                "The property \"\(property)\" has been set already and it can't be modified.")
        case .purgeProtectionIrreversible:
            return WireFailure(
                400, "BadRequest",
                "The property \"enablePurgeProtection\" cannot be set to false. "
                    + "Enabling the purge protection for a vault is an irreversible action.")
        case .softDeleteStays, .vaultBusy, .vaultPurgeNotAllowed, .deletedVaultNotFound:
            return lives(reason, in: world)
        default: preconditionFailure("not a refusal about a vault")
        }
    }

    private static func keys(_ reason: Refusal.Reason, in world: World) -> WireFailure {
        switch reason {
        case .purgeProtected(let vault):
            let name = world.names[vault].name
            let location = world.keyVault.vaults[vault]?.location ?? ""
            return WireFailure(
                403, "Forbidden",
                "Operation \"purge\" is not allowed because purge protection is enabled for this vault. "
                    + "Key Vault service will automatically purge it after the retention period has passed.\r\n"
                    + "Vault: \(name);location=\(location)")
        case .accessDenied(let operation, let principal, let vault):
            let name = world.names[vault].name
            let location = world.keyVault.vaults[vault]?.location ?? ""
            return WireFailure(
                403, "Forbidden",
                "The user, group or application '\(caller(principal, in: world))' does not have keys \(operation.rawValue) "
                    + "permission on key vault '\(name);location=\(location)'. For help resolving this issue, please see "
                    + "https://go.microsoft.com/fwlink/?linkid=2125287",
                inner: "ForbiddenByPolicy")
        case .keyNotFound(let name):
            return WireFailure(
                404, "KeyNotFound",
                "A key with (name/id) \(name) was not found in this key vault. If you recently deleted "
                    + "this key you "
                    + "may be able to recover it using the correct recovery command. For help resolving "
                    + "this issue, "
                    + "please see https://go.microsoft.com/fwlink/?linkid=2125182")
        case .deletedKeyNotFound(let name):
            return WireFailure(404, "KeyNotFound", "Deleted Key not found: \(name)")
        case .keySoftDeleted, .keyStillLive, .keyNameInUse: return heldName(reason)
        case .keyDisabled(let operation):
            return WireFailure(
                403, "Forbidden", "Operation \(operation.rawValue) is not allowed on a disabled key.",
                inner: "KeyDisabled")
        case .keyOutsideValidity(let operation, let expired):
            return WireFailure(
                403, "Forbidden",
                "Operation \(operation.rawValue) is not allowed on "
                    + "\(expired ? "an expired" : "a not yet valid") key.",
                inner: expired ? "KeyExpired" : "KeyNotYetValid")
        case .keyOperationNotAllowed(let operation):
            return WireFailure(
                403, "Forbidden", "Operation \(operation.rawValue) is not permitted on this key.",
                inner: "KeyOperationForbidden")
        case .networkDenied, .roleMissing, .keyInTransition, .vaultThrottled: return access(reason, in: world)
        default: preconditionFailure("not a refusal about a key")
        }
    }

    /// Refusals for a name that a key has, or had.
    private static func heldName(_ reason: Refusal.Reason) -> WireFailure {
        switch reason {
        case .keySoftDeleted(let name):
            return WireFailure(
                409, "Conflict",
                "Key \(name) is currently in a deleted but recoverable state, and its name cannot be "
                    + "reused; in this "
                    + "state, the key can only be recovered or purged.",
                inner: "ObjectIsDeletedButRecoverable")
        case .keyStillLive(let name):
            return WireFailure(
                400, "MethodNotAllowed", "Key exists already: \(name)",
                inner: "RequestNotAllowedOnNonDeletedObject")
        case .keyNameInUse(let name):
            return WireFailure(
                409, "Conflict", "There is a key of the name \(name): a backup is restored to a free name.")
        default: preconditionFailure("not a refusal about the name of a key")
        }
    }

    private static func logAnalytics(_ reason: Refusal.Reason, in world: World) -> WireFailure {
        switch reason {
        case .clusterNotReady:
            return WireFailure(
                400, "InvalidParameter",
                "Operation can't be executed now: an async operation of the cluster is not in state "
                    + "succeeded."
            )
        case .clusterNameReserved(let id, let until):
            return WireFailure(
                409, "Conflict",
                "The cluster name '\(world.names[id].name)' is reserved until \(until.iso8601): a cluster "
                    + "of that name "
                    + "was deleted in the last 14 days.")
        case .clusterNotFound(let name):
            return WireFailure(400, "InvalidParameter", "The cluster '\(name)' was not found or is deleted.")
        case .keyPropertiesMalformed:
            return WireFailure(
                400, "InvalidParameter",
                "KeyVaultProperties need a key vault URI and a key name, or are all empty.")
        case .keyNotValid(let why):
            return WireFailure(
                400, "InvalidParameter",
                "The key could not be validated in the key vault (\(why)): its identity needs get, "
                    + "wrapKey and "
                    + "unwrapKey on an enabled key.")
        case .keyNotRecoverable(let vault):
            return WireFailure(
                400, "InvalidParameter",
                "The key isn't recoverable: soft delete and purge protection must be enabled on key vault "
                    + "'\(world.names[vault].name)'.")
        case .linkInProgress:
            return WireFailure(409, "Conflict", "A link or unlink operation of the workspace is in process.")
        case .linkedElsewhere(let workspace, let cluster):
            return WireFailure(
                409, "Conflict",
                "The workspace '\(world.names[workspace].name)' is linked to cluster "
                    + "'\(world.names[cluster].name)'."
            )
        case .linkLimit:
            return WireFailure(
                400, "InvalidParameter", "A workspace can be linked at most twice in 30 days.")
        case .ingestionDropped:
            return WireFailure(
                403, "CustomerManagedKeyRevoked",
                "Ingestion is prevented: the customer-managed key is not accessible.")
        case .keyRevoked(let id):
            return revoked(id, in: world)
        case .clusterDeleting, .clusterQuota, .workspaceNameTaken, .moveNotSupported:
            return limits(reason, in: world)
        default: preconditionFailure("not a refusal of Log Analytics")
        }
    }

    private static func limits(_ reason: Refusal.Reason, in world: World) -> WireFailure {
        switch reason {
        case .clusterDeleting(let id):
            return WireFailure(
                400, "InvalidParameter",
                "The cluster '\(world.names[id].name)' is being deleted: wait for the end and retry.")
        case .clusterQuota(let location):
            return WireFailure(
                400, "QuotaExceeded",
                "A subscription takes 5 active clusters in \(location), and 7 with those deleted in the last "
                    + "14 days.")
        case .workspaceNameTaken(let name):
            var failure = WireFailure(409, "Conflict", "The workspace name '\(name)' is not unique")
            failure.target = "name"
            return failure
        case .moveNotSupported(let id):
            return WireFailure(
                409, "ResourceMoveNotSupported",
                "The cluster '\(world.names[id].name)' cannot be moved to another group, subscription or "
                    + "region.")
        default: preconditionFailure("no limit of Log Analytics")
        }
    }

    private static func revoked(_ id: ResourceID, in world: World) -> WireFailure {
        WireFailure(
            403, "CustomerManagedKeyRevoked",
            "The customer-managed key of '\(world.names[id].name)' is not accessible: its data "
                + "can be neither "
                + "read nor changed. The only operation possible is deletion.")
    }

    private static func cosmosDB(_ reason: Refusal.Reason, in world: World) -> WireFailure {
        switch reason {
        case .accountNameTaken(let name):
            WireFailure(409, "Conflict", "The database account name '\(name)' is already in use.")
        case .vaultUnavailable:
            WireFailure(
                503, "ServiceUnavailable",
                "Error contacting the Azure Key Vault resource. Please try again.")
        case .accountKeyRefused(let isNetwork):
            WireFailure(
                403, "Forbidden",
                isNetwork
                    ? "Database account creation failed: access to the key vault was denied by its firewall "
                        + "(ForbiddenByFirewall)."
                    : "Access to the configured customer managed key was denied: the default identity needs "
                        + "get, wrapKey and unwrapKey.")
        case .accountRevoked:
            WireFailure(
                400, "BadRequest",
                "No Update is allowed on Database Account with Customer Managed Key in Revoked Status")
        default: preconditionFailure("not a refusal of Azure Cosmos DB")
        }
    }

    private static func sentinel(_ reason: Refusal.Reason, in world: World) -> WireFailure {
        switch reason {
        case .notOnboarded(let workspace):
            return WireFailure(
                400, "BadRequest",
                "Workspace '\(world.names[workspace].name)' is not onboarded to Microsoft Sentinel.")
        case .unsupportedChange(let sentence): return WireFailure(409, "Conflict", sentence)
        case .preconditionFailed(let sentence): return WireFailure(400, "BadRequest", sentence)
        default: preconditionFailure("not a refusal of Sentinel")
        }
    }

    private init(_ status: Int, _ code: String, _ message: String, inner: String) {
        self.init(status, code, message, because: [], innerCode: inner)
    }

    /// `Microsoft.KeyVault/vaults/kv` out of a path.
    private static func typeAndName(of path: String) -> String {
        let segments = path.split(separator: "/")
        guard let providers = segments.lastIndex(where: { $0.lowercased() == "providers" }) else {
            return path
        }
        return segments[(providers + 1)...].joined(separator: "/")
    }
}
