import ControlPlane
import VirtualTime

/// A way to lose a key, and to have it back.
enum KeyLoss: String, CaseIterable {
    case disabled, expired
    case accessRemoved = "access removed"
    case networkClosed = "network closed"
    case deleted, purged
    case vaultDeleted = "vault deleted"
    case vaultPurged = "vault purged"

    /// Carries it out, as the operator would.
    ///
    /// - Parameter store: whose access is taken, where that is the way.
    /// - Returns: nil for a way that does not arise.
    func happen(to key: ResourceID, of store: KeyedStore, in client: inout WireClient) -> WireClient.Answer? {
        switch self {
        case .disabled: return client.setKey(key, ["enabled": false])
        case .expired:
            let now = client.world.now.milliseconds / 1_000
            return client.setKey(key, ["exp": .integer(now)])
        case .accessRemoved: return client.takeAccess(of: store.principal, in: store.vault)
        case .networkClosed:
            guard client.world.keyVault.vaults[store.vault] != nil else { return nil }
            return client.patch(
                client.path(store.vault),
                ["properties": ["networkAcls": ["defaultAction": "Deny", "bypass": "None"]]])
        case .deleted: return client.sendKey("DELETE", key)
        case .purged:
            guard let deletion = client.sendKey("DELETE", key), !deletion.isRefused else { return nil }
            client.timeline.advance(by: client.world.settings.window(of: .keyTransition).upperBound)
            return client.sendKey("DELETE", key, deleted: true)
        case .vaultDeleted: return client.send("DELETE", client.path(store.vault))
        case .vaultPurged:
            guard let vault = client.world.keyVault.vaults[store.vault],
                !client.send("DELETE", client.path(store.vault)).isRefused
            else { return nil }
            let answer = client.send(
                "POST",
                "/subscriptions/\(client.world.subscription)/providers/Microsoft.KeyVault/locations/"
                    + "\(vault.location)/deletedVaults/\(vault.name)/purge")
            client.timeline.advance(by: client.world.settings.window(of: .vaultPurge).upperBound)
            return answer
        }
    }

    /// Undoes it; nil where nothing does.
    func undo(of key: ResourceID, of store: KeyedStore, in client: inout WireClient) -> WireClient.Answer? {
        switch self {
        case .disabled: return client.setKey(key, ["enabled": true])
        case .expired:
            let later = client.world.now + .days(3_650)
            return client.setKey(key, ["exp": .integer(later.milliseconds / 1_000)])
        case .accessRemoved: return client.giveAccess(to: store.principal, in: store.vault)
        case .networkClosed:
            return client.patch(
                client.path(store.vault),
                ["properties": ["networkAcls": ["defaultAction": "Deny", "bypass": "AzureServices"]]])
        case .deleted: return client.sendKey("POST", key, deleted: true, "/recover")
        case .vaultDeleted:
            guard let vault = client.world.keyVault.vaults[store.vault] else { return nil }
            return client.put(
                client.path(store.vault),
                [
                    "location": .string(vault.location),
                    "properties": [
                        "tenantId": .string(vault.tenant), "sku": ["family": "A", "name": "standard"],
                        "createMode": "recover",
                    ],
                ])
        case .purged, .vaultPurged: return nil
        }
    }

    /// Until when it can be undone: what a deletion leaves is purged by itself.
    func deadline(of key: ResourceID, of store: KeyedStore, in world: World) -> Instant? {
        switch self {
        case .deleted: world.keyVault.keys[key]?.deletion?.scheduledPurge
        case .vaultDeleted: world.keyVault.vaults[store.vault]?.deletion?.scheduledPurge
        case .disabled, .expired, .accessRemoved, .networkClosed, .purged, .vaultPurged: nil
        }
    }

    /// What gives access back.
    var remedy: String {
        switch self {
        case .disabled: "enable the key"
        case .expired: "extend the key's expiry"
        case .accessRemoved: "grant get, wrapKey and unwrapKey again"
        case .networkClosed: "open the network, or turn the bypass for trusted services on"
        case .deleted: "recover the key"
        case .vaultDeleted: "recover the vault"
        case .purged, .vaultPurged: "nothing"
        }
    }
}
