import ControlPlane
import VirtualTime

/// Who may use which key: access policies, roles, and what the set-up needs beyond them.
extension Importer {
    mutating func grantAccess() {
        learnCosmosPrincipal()
        for vault in all(.vault) where isMade(vault.id) { setPolicies(of: vault, note: true) }
        addPolicies(note: true)
        for assignment in all(.roleAssignment) { assign(assignment) }
        client.timeline.advance(by: genesis.settings.window(of: .rbacPropagation).upperBound)
    }

    /// A template's way to name policies: a child of the vault.
    func isPolicyAddition(_ subject: ImportSubject) -> Bool {
        subject.kind == .other("Microsoft.KeyVault/vaults/accessPolicies")
    }

    mutating func addPolicies(note isNoted: Bool) {
        for addition in subjects where isPolicyAddition(addition) {
            let properties = translation.document(addition.body["properties"] ?? [:])
            let path = translation.path(addition.id)
            let answer = client.put(path, ["properties": properties])
            if isNoted { note(answer, of: addition.id, "PUT \(path)") }
        }
    }

    /// Those of the documents and no others, in the tenant of the vault: the service takes none of another.
    mutating func setPolicies(of vault: ImportSubject, note isNoted: Bool) {
        guard let policies = vault.body["properties"]?["accessPolicies"]?.items else { return }
        let tenant = vault.body["properties"]?["tenantId"]?.text?.lowercased() ?? genesis.tenant
        let own = policies.filter { ($0["tenantId"]?.text?.lowercased() ?? tenant) == tenant }
        let answer = client.patch(
            translation.path(vault.id),
            ["properties": ["accessPolicies": translation.document(.array(own))]])
        if isNoted { note(answer, of: vault.id, "set the access policies", isWhole: false) }
    }

    private mutating func assign(_ assignment: ImportSubject) {
        guard let path = ResourcePath(assignment.id) else { return }
        let properties = assignment.body["properties"] ?? [:]
        var id = translation.path(assignment.id)
        // Held above the subscription, it reaches everything in it.
        if path.subscription == nil {
            id = Self.assignment(path.name, in: genesis.subscription)
        }
        var request: Document = [
            "roleDefinitionId": properties["roleDefinitionId"] ?? .null,
            "principalId": properties["principalId"] ?? .null,
        ]
        if let type = properties["principalType"], !type.isBlank { request["principalType"] = type }
        if let condition = properties["condition"], !condition.isBlank { request["condition"] = condition }
        note(
            client.put(id, ["properties": translation.document(request)]), of: assignment.id, "PUT \(id)")
    }

    /// The path of a role assignment at a subscription.
    static func assignment(_ name: String, in subscription: String) -> String {
        "/subscriptions/\(subscription)/providers/Microsoft.Authorization/roleAssignments/\(name)"
    }

    // MARK: Azure Cosmos DB's principal

    /// Its object id differs from tenant to tenant: which one it is has to be found out.
    private mutating func learnCosmosPrincipal() {
        let held = Identity.cosmosObjectID(in: genesis.tenant)
        let application = Identity.cosmosApplication
        for principal in all(.servicePrincipal)
        where principal.body["appId"]?.text?.lowercased() == application {
            translation.learn(principal.id, as: held)
        }
        for assignment in all(.roleAssignment) {
            let properties = assignment.body["properties"] ?? [:]
            guard properties["principalName"]?.text?.lowercased() == application else { continue }
            translation.learn(properties["principalId"]?.text, as: held)
        }
        let vaults = vaultsOfCosmos()
        let holders = vaults.flatMap { keyHolders(of: $0) }
        var unknown: [String] = []
        for holder in holders where !translation.knows(holder) && !unknown.contains(holder) {
            unknown.append(holder)
        }
        guard !vaults.isEmpty, !holders.contains(where: { translation.text($0) == held }) else { return }
        if unknown.count == 1 {
            translation.learn(unknown[0], as: held)
            premise(
                "no document says whose object id \(unknown[0]) is: it is taken for Azure Cosmos DB's, as no "
                    + "one else may get, wrap and unwrap in that vault",
                [Sentinel.Rule.cosmosGranted.id, CosmosDB.Rule.principalDiffers.id])
        }
        hasUnclearCosmosPrincipal = unknown.count > 1
    }

    /// Vaults whose keys Azure Cosmos DB itself reaches for.
    private func vaultsOfCosmos() -> [ImportSubject] {
        var names: [String] = []
        for account in all(.databaseAccount) {
            let identity = account.body["properties"]?["defaultIdentity"]?.text?.lowercased()
            guard let mention = KeyMention(account), identity ?? "firstpartyidentity" == "firstpartyidentity"
            else { continue }
            names.append(mention.vault)
        }
        for onboarding in all(.onboardingState) where asksForKey(onboarding) {
            let workspace = ResourcePath(onboarding.id)?.scope ?? ""
            guard let cluster = links().first(where: { $0.workspace == workspace.lowercased() })?.cluster,
                let mention = subject(cluster).flatMap(KeyMention.init)
            else { continue }
            names.append(mention.vault)
        }
        return all(.vault).filter { vault in
            names.contains(ResourcePath(vault.id)?.name.lowercased() ?? "")
        }
    }

    /// Object ids that may get, wrap and unwrap in a vault.
    private func keyHolders(of vault: ImportSubject) -> [String] {
        let needed = ["get", "wrapkey", "unwrapkey"]
        let properties = vault.body["properties"] ?? [:]
        guard properties["enableRbacAuthorization"]?.flag == true else {
            return (properties["accessPolicies"]?.items ?? []).compactMap { policy in
                let keys = policy["permissions"]?["keys"]?.items?.compactMap { $0.text?.lowercased() } ?? []
                // People get more than a service needs.
                return keys.sorted() == needed.sorted() ? policy["objectId"]?.text : nil
            }
        }
        let role = BuiltInRole.keyVaultEncryptionUser.rawValue
        return all(.roleAssignment).compactMap { assignment in
            let given = assignment.body["properties"] ?? [:]
            let scope = given["scope"]?.text ?? ResourcePath(assignment.id)?.scope ?? ""
            guard given["roleDefinitionId"]?.text?.lowercased().hasSuffix(role) == true,
                vault.id.lowercased().hasPrefix(scope.lowercased())
            else { return nil }
            return given["principalId"]?.text
        }
    }

    // MARK: Grants of the set-up

    /// Sends a request that a store's key is needed for. If the store may not use the key by the documents,
    /// it could when it took the key: it may until the set-up ends.
    mutating func granting(
        _ principal: Principal, _ mention: KeyMention, _ request: (inout WireClient) -> WireClient.Answer
    ) -> WireClient.Answer {
        guard let vault = vault(named: mention.vault), !mayUse(principal, mention, of: vault) else {
            return request(&client)
        }
        var trial = self
        trial.grant(principal, in: vault)
        let answer = request(&trial.client)
        guard !answer.isRefused else { return request(&client) }
        let isKept = principal == .cosmosDB && hasUnclearCosmosPrincipal
        if isKept { trial.scaffolds.removeLast() }
        self = trial
        premise(
            isKept
                ? "several principals may get, wrap and unwrap in the vault \(vault.name), and no document "
                    + "says which of them is Azure Cosmos DB: it may"
                : "by the documents the store may not use its key: it could when it took it, and lost that "
                    + "since", of: mention.store,
            isKept ? [Sentinel.Rule.cosmosGranted.id] : [LogAnalytics.Rule.getPermission.id])
        return answer
    }

    private func mayUse(_ principal: Principal, _ mention: KeyMention, of vault: KeyVault.Vault) -> Bool {
        let path = "\(client.world.names[vault.id].path)/keys/\(mention.key)"
        guard let key = client.world.names.find(path) else { return true }
        return [KeyOperation.get, .wrapKey, .unwrapKey].allSatisfy {
            KeyVault.reach($0, with: key, version: nil, by: principal, in: client.world) == .usable
        }
    }

    private mutating func grant(_ principal: Principal, in vault: KeyVault.Vault) {
        let path = client.world.names[vault.id].path
        let objectID: String
        switch principal {
        case .identity(let named):
            let handle = named.hasPrefix("/") ? client.world.names.find(named) : nil
            objectID = handle.flatMap { client.world.identity.identities[$0]?.principalID } ?? named
        case .cosmosDB: objectID = Identity.cosmosObjectID(in: genesis.tenant)
        case .user, .microsoft, .simulator: return
        }
        if vault.usesRoles {
            let name = NamedGUID.text("set-up/\(path.lowercased())/\(objectID)", in: genesis.tenant)
            let assignment = "\(path)/providers/Microsoft.Authorization/roleAssignments/\(name)"
            let role = BuiltInRole.keyVaultEncryptionUser.rawValue
            client.put(
                assignment,
                [
                    "properties": [
                        "roleDefinitionId": .string(
                            "/subscriptions/\(genesis.subscription)/providers/Microsoft.Authorization"
                                + "/roleDefinitions/\(role)"),
                        "principalId": .string(objectID),
                    ]
                ])
            client.timeline.advance(by: genesis.settings.window(of: .rbacPropagation).upperBound)
            scaffolds.append(.role(assignment))
        } else {
            client.put(
                "\(path)/accessPolicies/add",
                [
                    "properties": [
                        "accessPolicies": [
                            [
                                "tenantId": .string(vault.tenant), "objectId": .string(objectID),
                                "permissions": ["keys": ["get", "wrapKey", "unwrapKey"]],
                            ]
                        ]
                    ]
                ])
            scaffolds.append(.policy(vault: path))
        }
    }
}
