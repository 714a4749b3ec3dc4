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
                404, "DeletedVaultNotFound", "The deleted vault '\(name)' was not found.")
        default: preconditionFailure("not a refusal about the life of a vault")
        }
    }
}
