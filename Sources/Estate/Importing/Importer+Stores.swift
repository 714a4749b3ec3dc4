import ControlPlane
import VirtualTime

/// What lies under keys: clusters, and Cosmos DB accounts of the customer's own.
extension Importer {
    mutating func makeClusters() {
        for cluster in all(.cluster) {
            var full = body(
                of: cluster,
                without: [
                    ["properties", "keyVaultProperties"], ["properties", "associatedWorkspaces"],
                    ["identity", "principalId"], ["identity", "tenantId"],
                ])
            full = full.setting(assigned(of: cluster), at: ["identity", "userAssignedIdentities"])
            if cluster.body["identity"]?["type"]?.text == nil { full = full.removing(["identity"]) }
            var less: Document = ["location": full["location"] ?? .null, "sku": full["sku"] ?? .null]
            if let identity = full["identity"] { less["identity"] = identity }
            guard make(cluster, full, less, inTier(less)) else { continue }
            let path = translation.path(cluster.id)
            guard let id = client.world.names.find(path), let row = client.world.logAnalytics.clusters[id]
            else { continue }
            if case .systemAssigned(let objectID) = row.identity {
                translation.learn(cluster.body["identity"]?["principalId"]?.text, as: objectID)
                translation.learn(IdentityToken.token(of: cluster.id), as: objectID)
            }
            translation.learn(cluster.body["properties"]?["clusterId"]?.text, as: row.clusterGUID)
        }
    }

    /// With the next lower tier of today: older clusters have capacities that are none any more.
    private func inTier(_ body: Document) -> Document {
        let capacity = body["sku"]?["capacity"]?.integer ?? 0
        let tiers = LogAnalytics.commitmentTiers
        let tier = tiers.last { Int64($0) <= capacity } ?? tiers[0]
        return body.setting(.integer(tier), at: ["sku", "capacity"])
            .setting("CapacityReservation", at: ["sku", "name"])
    }

    /// The identities assigned to a resource, as a request names them.
    private func assigned(of subject: ImportSubject) -> Document {
        let names = subject.body["identity"]?["userAssignedIdentities"]?.members?.names ?? []
        return .object(Members(names.map { (translation.path($0), [:]) }))
    }

    mutating func setClusterKeys() {
        for cluster in all(.cluster) where isMade(cluster.id) {
            guard let mention = KeyMention(cluster) else { continue }
            let path = translation.path(cluster.id)
            guard let id = client.world.names.find(path), let row = client.world.logAnalytics.clusters[id]
            else { continue }
            let principal = KeyVault.principal(of: row.identity)
            let given = cluster.body["properties"]?["keyVaultProperties"] ?? [:]
            let version = mention.version.map { translation.version($0, of: mention.url) ?? $0 } ?? ""
            let properties = given.setting(.string(version), at: ["keyVersion"])
            let request: Document = ["properties": ["keyVaultProperties": properties]]
            let answer = granting(principal, mention) { $0.patch(path, request) }
            note(answer, of: cluster.id, "set the key", isWhole: false)
            client.settle(path)
        }
    }

    // MARK: Accounts

    /// Those without a key, and those that reach their key by an identity that comes with the account.
    mutating func makeAccountsWithIdentities() {
        for account in all(.databaseAccount) where KeyMention(account) == nil || reachesByItself(account) {
            make(account, request(for: account, without: [["properties", "keyVaultKeyUri"]]))
            learnAccount(account)
        }
    }

    /// The others; and for the first ones, their key.
    mutating func makeAccountsUnderKeys() {
        for account in all(.databaseAccount) {
            guard let mention = KeyMention(account) else { continue }
            let path = translation.path(account.id)
            if reachesByItself(account) {
                guard isMade(account.id) else { continue }
                convert(account, mention, at: path)
                continue
            }
            let full = request(for: account, without: [])
            let principal = self.principal(of: account)
            let answer = granting(principal, mention) { $0.put(path, full) }
            if answer.isRefused {
                note(answer, of: account.id, "set the key", isWhole: false)
                make(account, request(for: account, without: [["properties", "keyVaultKeyUri"]]))
            } else {
                note(answer, of: account.id, "PUT \(path)")
            }
            client.settle(path)
            learnAccount(account)
        }
    }

    /// An account cannot be made with its own identity as the one that reaches the key: it is changed to it.
    private mutating func convert(_ account: ImportSubject, _ mention: KeyMention, at path: String) {
        let identity: Document = ["properties": ["defaultIdentity": "SystemAssignedIdentity"]]
        note(client.patch(path, identity), of: account.id, "set the default identity", isWhole: false)
        client.settle(path)
        guard let id = client.world.names.find(path),
            let objectID = client.world.cosmosDB.databaseAccounts[id]?.identity.objectID
        else { return }
        let uri = account.body["properties"]?["keyVaultKeyUri"] ?? .null
        let answer = granting(.identity(objectID: objectID), mention) {
            $0.patch(path, ["properties": ["keyVaultKeyUri": uri]])
        }
        note(answer, of: account.id, "set the key", isWhole: false)
        premise(
            "the account got its own identity as its default, and then its key", of: account.id,
            [CosmosDB.Rule.defaultIdentities.id, CosmosDB.Rule.converts.id])
        client.settle(path)
    }

    private func reachesByItself(_ account: ImportSubject) -> Bool {
        account.body["properties"]?["defaultIdentity"]?.text?.lowercased() == "systemassignedidentity"
    }

    private func principal(of account: ImportSubject) -> Principal {
        let text = account.body["properties"]?["defaultIdentity"]?.text ?? ""
        let prefix = "userassignedidentity="
        guard text.lowercased().hasPrefix(prefix) else { return .cosmosDB }
        return KeyVault.principal(
            of: .userAssigned(translation.path(String(text.dropFirst(prefix.count)))))
    }

    private func request(for account: ImportSubject, without left: [[String]]) -> Document {
        var request = body(
            of: account, without: left + [["identity", "principalId"], ["identity", "tenantId"]])
        if account.body["identity"]?["userAssignedIdentities"]?.isBlank == false {
            request = request.setting(assigned(of: account), at: ["identity", "userAssignedIdentities"])
        }
        if reachesByItself(account) { request = request.removing(["properties", "defaultIdentity"]) }
        return request
    }

    private mutating func learnAccount(_ account: ImportSubject) {
        let path = translation.path(account.id)
        guard let id = client.world.names.find(path),
            let objectID = client.world.cosmosDB.databaseAccounts[id]?.identity.objectID
        else { return }
        translation.learn(account.body["identity"]?["principalId"]?.text, as: objectID)
        translation.learn(IdentityToken.token(of: account.id), as: objectID)
    }
}
