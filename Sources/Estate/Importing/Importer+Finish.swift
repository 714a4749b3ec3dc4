import ControlPlane
import VirtualTime

/// What the documents show beyond the set-up: disabled keys, closed networks, deletions, locks.
extension Importer {
    /// A change with its date.
    private struct Change {
        let at: Instant
        let id: String
        let step: String
        let vault: String
        let method: String
        let path: String
        let body: Document?
    }

    mutating func finish() {
        client.timeline.advance(by: .hours(1))
        takeBackGrants()
        let changes = keyChanges()
        for change in changes where change.at <= client.world.now { perform(change) }
        for vault in all(.vault) where isMade(vault.id) { setNetwork(of: vault) }
        for change in changes.filter({ $0.at > client.world.now }).sorted(by: { $0.at < $1.at }) {
            client.timeline.advance(to: change.at)
            perform(change)
        }
        for vault in all(.deletedVault) where isMade(vault.id) { deleteVault(vault) }
        for lock in subjects where isLock(lock) { make(lock, body(of: lock)) }
    }

    /// Policies as the documents have them, with every identity known by now, and no role but theirs.
    private mutating func takeBackGrants() {
        for vault in all(.vault) where isMade(vault.id) {
            let path = translation.path(vault.id)
            let isScaffolded = scaffolds.contains { if case .policy(path) = $0 { true } else { false } }
            let keepsGrant = hasUnclearCosmosPrincipal && !isScaffolded
            if !keepsGrant { setPolicies(of: vault, note: false) }
        }
        addPolicies(note: false)
        for case .role(let path) in scaffolds { client.send("DELETE", path) }
        guard !scaffolds.isEmpty else { return }
        client.timeline.advance(by: genesis.settings.window(of: .rbacPropagation).upperBound)
    }

    // MARK: Keys

    private func keyChanges() -> [Change] {
        var changes: [Change] = []
        for key in all(.key).compactMap(ListedKey.init) {
            let held = versionsMade[key.subject.id] ?? []
            // Versions that only stores name came first.
            for (version, name) in zip(key.versions, held.suffix(key.versions.count)) {
                guard let body = attributes(of: version) else { continue }
                changes.append(
                    Change(
                        at: date(version.isEnabled ? nil : version.updated, in: key.vault),
                        id: key.subject.id,
                        step: "set the attributes", vault: key.vault, method: "PATCH",
                        path: "/keys/\(key.name)/\(name)", body: ["attributes": body]))
            }
            guard key.isDeleted, !held.isEmpty else { continue }
            changes.append(
                Change(
                    at: date(key.deletion, in: key.vault), id: key.subject.id, step: "delete",
                    vault: key.vault, method: "DELETE", path: "/keys/\(key.name)", body: nil))
        }
        return changes
    }

    private func attributes(of version: ListedKey.Version) -> Document? {
        var body: Members = [:]
        if !version.isEnabled { body.append("enabled", false) }
        if let expires = version.expires { body.append("exp", .integer(expires.milliseconds / 1_000)) }
        if let begins = version.notBefore { body.append("nbf", .integer(begins.milliseconds / 1_000)) }
        return body.isEmpty ? nil : .object(body)
    }

    /// At its own date, if that lies within the year and the operator can reach the vault by then.
    private func date(_ instant: Instant?, in vault: String) -> Instant {
        let earliest = client.world.now
        let row = all(.vault).first { ResourcePath($0.id)?.name.lowercased() == vault }
        let properties = row?.body["properties"] ?? [:]
        let isClosed =
            properties["networkAcls"]?["defaultAction"]?.text?.lowercased() == "deny"
            || properties["publicNetworkAccess"]?.text?.lowercased() ?? "enabled" != "enabled"
        guard let instant, !isClosed else { return earliest }
        return min(max(instant, earliest), now)
    }

    private mutating func perform(_ change: Change) {
        let answer = client.send(change.method, toVault: change.vault, change.path, change.body)
        note(answer, of: change.id, change.step, isWhole: false)
    }

    // MARK: Vaults

    private mutating func setNetwork(of vault: ImportSubject) {
        let properties = vault.body["properties"] ?? [:]
        var network: Members = [:]
        for name in ["networkAcls", "publicNetworkAccess"] {
            if let value = properties[name], !value.isBlank { network.append(name, value) }
        }
        guard !network.isEmpty else { return }
        let path = translation.path(vault.id)
        let answer = client.patch(path, ["properties": translation.document(.object(network))])
        guard !note(answer, of: vault.id, "set the network", isWhole: false) else { return }
        // Without the rules by address it still says who is kept out.
        let less = Document.object(network).removing(["networkAcls", "ipRules"])
        note(client.patch(path, ["properties": less]), of: vault.id, "set the network", isWhole: false)
    }

    private mutating func deleteVault(_ vault: ImportSubject) {
        let properties = vault.body["properties"] ?? [:]
        guard let id = properties["vaultId"]?.text else { return }
        if let at = properties["deletionDate"].flatMap({ DateText.instant($0) }), at > client.world.now {
            client.timeline.advance(to: min(at, now))
        }
        note(client.send("DELETE", translation.path(id)), of: vault.id, "delete", isWhole: false)
    }
}
