import ControlPlane
import VirtualTime

/// What a world shows of the resources of an estate, and which of it no rule reads.
struct WorldViews {
    private var client: WireClient
    private let translation: Translation
    private let genesis: Genesis

    init(_ importer: Importer) {
        client = importer.client
        translation = importer.translation
        genesis = importer.genesis
        // A closed network keeps out whoever looks at keys as well: here one looks at an open copy.
        for vault in importer.all(.vault) where importer.isMade(vault.id) {
            client.patch(
                translation.path(vault.id),
                [
                    "properties": [
                        "publicNetworkAccess": "Enabled", "networkAcls": ["defaultAction": "Allow"],
                    ]
                ])
        }
        original = importer.client
    }

    /// The world as it is; keys alone are looked at in the copy.
    private var original: WireClient

    /// nil for what the world has nothing of.
    mutating func view(of listing: ListedResource) -> Document? {
        let path = translation.path(listing.id)
        switch listing.kind {
        case .subscription: return subscription(listing)
        case .servicePrincipal: return principal(listing)
        case .key: return key(listing)
        case .roleAssignment: return assignment(listing)
        case .provider:
            let namespace = listing.shaped["namespace"]?.text ?? ResourcePath(listing.id)?.name ?? ""
            return get("/subscriptions/\(genesis.subscription)/providers/\(namespace)")
        case .other("Microsoft.KeyVault/vaults/accessPolicies"):
            guard let vault = ResourcePath(listing.id)?.parent(), let view = get(translation.path(vault))
            else {
                return nil
            }
            return view.setting(.string(path), at: ["id"])
        case .group, .identity, .vault, .deletedVault, .cluster, .workspace, .linkedService,
            .databaseAccount, .onboardingState, .other:
            return get(path)
        }
    }

    private mutating func get(_ path: String) -> Document? {
        let answer = original.send("GET", path)
        return answer.isRefused ? nil : answer.body
    }

    /// `az account show` has the bare GUID for an id.
    private mutating func subscription(_ listing: ListedResource) -> Document? {
        guard var view = get("/subscriptions/\(genesis.subscription)") else { return nil }
        if listing.shaped["id"]?.text?.hasPrefix("/") == false {
            view["id"] = .string(genesis.subscription)
        }
        return view
    }

    private func principal(_ listing: ListedResource) -> Document? {
        guard listing.shaped["appId"]?.text?.lowercased() == Identity.cosmosApplication else { return nil }
        let held = Document.string(Identity.cosmosObjectID(in: genesis.tenant))
        return [
            "id": held, "objectId": held, "appId": .string(Identity.cosmosApplication),
            "displayName": "Azure Cosmos DB",
        ]
    }

    private mutating func assignment(_ listing: ListedResource) -> Document? {
        let name = ResourcePath(listing.id)?.name ?? ""
        let path =
            ResourcePath(listing.id)?.subscription == nil
            ? Importer.assignment(name, in: genesis.subscription)
            : translation.path(listing.id)
        guard let view = get(path) else { return nil }
        let guid = view["properties"]?["roleDefinitionId"]?.text?.split(separator: "/").last.map(String.init)
        let title = guid.flatMap { BuiltInRole(rawValue: $0) }?.title ?? ""
        return view.setting(.string(title), at: ["properties", "roleDefinitionName"])
    }

    // MARK: Keys

    private mutating func key(_ listing: ListedResource) -> Document? {
        guard let url = KeyURL(listing.id) else { return nil }
        let version = version(of: listing)
        let isDeleted = listing.shaped["recoveryId"]?.isBlank == false
        let held = version.flatMap { translation.version($0, of: listing.id) } ?? version
        let path = isDeleted ? "/deletedkeys/\(url.key)" : "/keys/\(url.key)\(held.map { "/\($0)" } ?? "")"
        let answer = client.send("GET", toVault: url.vault, path)
        guard !answer.isRefused else { return nil }
        return described(answer.body, url, isVersioned: version != nil)
    }

    private func version(of listing: ListedResource) -> String? {
        if let kid = listing.shaped["key"]?["kid"]?.text.flatMap(KeyURL.init) { return kid.version }
        let path = listing.shaped["id"]?.text.flatMap(ResourcePath.init)
        return path?.type?.lowercased().hasSuffix("/versions") == true ? path?.name : nil
    }

    /// With what ARM and `az` show beside the vault's own answer.
    private func described(_ body: Document, _ url: KeyURL, isVersioned: Bool) -> Document {
        var view = body
        let kid = body["key"]?["kid"]?.text ?? ""
        let name = KeyURL(kid)?.key ?? url.key
        let bare = kid.split(separator: "/").dropLast().joined(separator: "/").replacing(
            "https:/", with: "https://")
        if !isVersioned { view = view.setting(.string(bare), at: ["key", "kid"]) }
        view["keyUri"] = .string(bare)
        view["name"] = .string(name)
        guard let vault = client.world.keyVault.vaultNames[url.vault]?.vault else { return view }
        let path = "\(client.world.names[vault].path)/keys/\(name)"
        view["id"] = .string(path)
        view["type"] = "Microsoft.KeyVault/vaults/keys"
        if let id = client.world.names.find(path), let row = client.world.keyVault.keys[id],
            let version = row.version(KeyURL(kid)?.version)
        {
            view = view.setting(.integer(version.sizeBits), at: ["key", "key_size"])
        }
        return view
    }

    // MARK: What no rule reads

    /// Members that a row holds as they were sent.
    func carried(_ listing: ListedResource) -> Document {
        let world = original.world
        guard let id = world.names.find(translation.path(listing.id)) else { return [:] }
        if let vault = world.keyVault.vaults[id] { return vault.carried }
        if let cluster = world.logAnalytics.clusters[id] { return cluster.carried }
        if let workspace = world.logAnalytics.workspaces[id] { return workspace.carried }
        if let account = world.cosmosDB.databaseAccounts[id] { return account.carried }
        if let identity = world.identity.identities[id] { return identity.carried }
        if let group = world.resources.groups[id] { return group.carried }
        if let search = world.logAnalytics.searches[id] { return search.carried }
        if let item = world.sentinel.items[id] { return item.carried }
        let inner = world.resources.locks[id]?.carried ?? world.logAnalytics.tables[id]?.carried
        return inner.map { ["properties": $0] } ?? [:]
    }
}
