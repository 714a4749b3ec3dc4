import VirtualTime

@testable import ControlPlane

extension Contoso {
    static let account = "\(group)/providers/Microsoft.DocumentDB/databaseAccounts/contoso-db"
}

/// An account of the customer's own through the door.
extension Timeline {
    var ownAccount: CosmosDB.DatabaseAccount? {
        find(Contoso.account).flatMap { world.cosmosDB.databaseAccounts[$0] }
    }
    private static func reference(
        _ key: String, wellFormed: Bool = true, in names: inout Names
    ) -> CosmosDB.KeyReference {
        CosmosDB.KeyReference(
            uri: "https://contoso-kv.vault.azure.net/keys/\(key)", isWellFormed: wellFormed, version: nil,
            vault: names.intern(Contoso.vault), key: names.intern("\(Contoso.vault)/keys/\(key)"))
    }
    mutating func createAccount(
        key: String? = "cmk", wellFormed: Bool = true, defaultIdentity: String? = nil
    ) {
        submit { names in
            var settings = CosmosDB.AccountSettings(location: "westeurope", regions: ["westeurope"])
            settings.defaultIdentity = defaultIdentity
            settings.key = key.map { Self.reference($0, wellFormed: wellFormed, in: &names) }
            return .cosmosDB(.createOrUpdateAccount(names.intern(Contoso.account), settings))
        }
    }
    mutating func setAccountKey(_ key: String?) {
        submit { names in
            var settings = CosmosDB.AccountSettings()
            settings.key = key.map { Self.reference($0, in: &names) }
            settings.clearsKey = key == nil
            return .cosmosDB(.updateAccount(names.intern(Contoso.account), settings))
        }
    }
    mutating func deleteOwnAccount() {
        submit { .cosmosDB(.deleteDatabaseAccount($0.intern(Contoso.account))) }
    }
}

extension Machines {
    static var account: Machine {
        let none = Timeline.contoso(.granted)
        let keyless = none.after({ $0.createAccount(key: nil) }, { $0.advance(by: .minutes(5)) })
        let confirmed = none.after({ $0.createAccount() }, { $0.advance(by: .minutes(5)) })
        return Machine(
            number: "8.7", title: "Cosmos DB account CMK",
            about: "An account of the customer's own, under a key that its first-party identity may use.",
            look: MachineWords.account, isStep: { if case .cosmosDB = $0 { true } else { false } },
            rows: creations(from: none) + [
                Transition(
                    3, "MMK", "set keyVaultKeyUri", "what it holds can be wrapped", from: keyless, path: true,
                    .act { $0.setAccountKey("cmk") }, .time())
            ] + losses(ofAccount: confirmed) + returns(ofAccount: confirmed) + changes(of: confirmed))
    }

    private static func creations(from none: Timeline) -> [Transition] {
        let put = "PUT with keyVaultKeyUri"
        let closed = KeyVault.NetworkSettings(deniesByDefault: true, bypassesTrusted: false)
        return [
            Transition(
                1, "(none)", put, "provider, vault, grant and key are in order", from: none, path: true,
                .act { $0.createAccount() }, .time()),
            Transition(
                2, "(none)", "PUT", "the firewall turns it away", from: none.after { $0.setNetwork(closed) }
            ) { $0.createAccount() },
            Transition(
                2, "(none)", "PUT", "the vault does not answer", from: none.after { $0.deleteVault() }
            ) { $0.createAccount() },
            Transition(2, "(none)", "PUT", "the address names no key", from: none) {
                $0.createAccount(wellFormed: false)
            },
            Transition(2, "(none)", "PUT", "an identity it cannot have yet", from: none) {
                $0.createAccount(defaultIdentity: "SystemAssignedIdentity")
            },
        ]
    }

    private static func losses(ofAccount held: Timeline) -> [Transition] {
        let closed = KeyVault.NetworkSettings(deniesByDefault: true, bypassesTrusted: false)
        let expiring = held.after { $0.updateKey(KeyVault.VersionChanges(expires: $0.now + .days(10))) }
        let lost: [(String, Timeline, Transition.Step)] = [
            ("latest version disabled", held, .act { $0.disableKey() }),
            ("expired", expiring, .time(since: { $0.key?.latest.expires ?? $0.now })),
            ("deleted", held, .act { $0.deleteKey() }),
            ("grant lost", held, .act { $0.removeGrant(of: Contoso.cosmosObjectID) }),
            ("vault gone", held, .act { $0.deleteVault() }),
            ("network", held, .act { $0.setNetwork(closed) }),
        ]
        return lost.map { Transition(4, "Confirmed", $0.0, from: $0.1, $0.2) }
    }

    private static func returns(ofAccount held: Timeline) -> [Transition] {
        let pending = held.after { $0.disableKey() }
        let revoked = pending.later(.hours(1))
        let restoring = revoked.after { $0.enableKey() }
        return [
            Transition(5, "Pending", "fixed", "before the bound", from: pending) { $0.enableKey() },
            Transition(6, "Pending", "t0 + 1 h", from: pending, .time()),
            Transition(7, "Revoked", "fixed", from: revoked) { $0.enableKey() },
            Transition(8, "Restoring", "+ 1 h", from: restoring, .time()),
            Transition(nil, "Restoring", "lost again", from: restoring) { $0.disableKey() },
            Transition(
                nil, "Revoked", "key purged",
                from: held.after({ $0.deleteKey() }, { $0.advance(by: .hours(1)) }),
                .time(since: { $0.key?.deletion?.scheduledPurge ?? $0.now })),
        ]
    }

    private static func changes(of held: Timeline) -> [Transition] {
        let pending = held.after { $0.disableKey() }
        let states = [("Confirmed", held), ("Pending", pending), ("Revoked", pending.later(.hours(1)))]
        let next = "\(Contoso.vault)/keys/next"
        return [
            Transition(
                9, "Confirmed", "new version", "the previous one can be used", from: held,
                .act { $0.rotateKey() }, .time()),
            Transition(
                10, "Confirmed", "new uri", "both can be used; no account of Sentinel's",
                from: held.after { $0.createKey(at: next) }
            ) { $0.setAccountKey("next") },
        ]
            + states.map { Transition(11, $0.0, "null uri", from: $0.1, act: { $0.setAccountKey(nil) }) }
            + states.map {
                Transition(12, $0.0, "DELETE", from: $0.1, .act { $0.deleteOwnAccount() }, .time())
            }
    }
}
