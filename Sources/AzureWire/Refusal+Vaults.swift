import ControlPlane
import VirtualTime

extension WireFailure {
    /// A vault's name that leads nowhere: told over HTTP, or as the connection that does not come about.
    static func notReachable(_ vault: String, in world: World) -> WireFailure {
        guard world.settings.isDefault(.deletedVaultHost) else {
            return WireFailure(
                502, "BadGatewayConnection",
                "The host name '\(vault.lowercased()).vault.azure.net' does not resolve.")
        }
        return WireFailure(404, "VaultNotFound", "The vault '\(vault)' cannot be reached under its name.")
    }

    /// Refusals about the life of a vault.
    static func lives(_ reason: Refusal.Reason, in world: World) -> WireFailure {
        switch reason {
        case .softDeleteStays:
            return WireFailure(
                400, "BadRequest",
                "The property \"enableSoftDelete\" cannot be set to false. "
                    + "Enabling soft delete for a vault is an irreversible action.")
        case .vaultBusy(let name):
            return WireFailure(
                409, "ConflictError",
                "A conflict occurred that prevented the operation from completing: another operation on "
                    + "vault '\(name)' is in progress.")
        case .vaultPurgeNotAllowed:
            let status = Int(world.settings.reading(of: .vaultPurgeStatus)) ?? 405
            return WireFailure(
                status, "MethodNotAllowed", "Operation 'DeletedVaultPurge' is not allowed.")
        case .deletedVaultNotFound(let name):
            return WireFailure(
                404, "DeletedVaultNotFound",
                "The specified deleted vault '\(name)' does not exist. Ensure that the vault was indeed deleted "
                    + "and that it is in recoverable state. If soft delete was not enabled then the vault is "
                    + "permanently deleted. Follow this link for more information: "
                    + "https://go.microsoft.com/fwlink/?linkid=2149745")
        default: preconditionFailure("not a refusal about the life of a vault")
        }
    }

    /// Refusals that go away by waiting.
    static func momentary(_ reason: Refusal.Reason) -> WireFailure {
        switch reason {
        case .keyInTransition(let name, let isDeletion, let isCreation):
            let present = "Key \(name) is currently being \(isDeletion ? "deleted" : "recovered")"
            return WireFailure(
                409, "Conflict",
                isCreation ? "\(present) and cannot be re-created; retry later." : "\(present).",
                innerCode: isDeletion ? "ObjectIsBeingDeleted" : "ObjectIsBeingRecovered")
        case .vaultThrottled(let seconds):
            var failure = WireFailure(
                429, "Throttled",
                "Request was not processed because too many requests were received. Reason: VaultRequestType")
            failure.retryAfterSeconds = seconds
            return failure
        default: preconditionFailure("not a refusal that goes away by waiting")
        }
    }
}
