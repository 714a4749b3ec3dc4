public import ControlPlane
import VirtualTime

/// A thing as people name it: `workspace/contoso-soc`, `keyversion/contoso-kv/cmk/9f2c…`.
public struct ThingReference: Hashable, Sendable, CustomStringConvertible {
    public let kind: String
    /// Everything after the first slash.
    public let name: String

    public static let kinds = [
        "vault", "key", "keyversion", "policy", "role", "subscription", "group", "identity", "provider",
        "cluster",
        "workspace",
        "cosmos", "sentinel", "records", "operation",
    ]

    public init(kind: String, name: String) {
        self.kind = kind
        self.name = name
    }
    /// nil unless the text is `kind/name` of a kind there is.
    public init?(_ text: String) {
        guard let slash = text.firstIndex(of: "/") else { return nil }
        let kind = String(text[..<slash]), name = String(text[text.index(after: slash)...])
        guard Self.kinds.contains(kind), !name.isEmpty else { return nil }
        self.init(kind: kind, name: name)
    }

    public var description: String { "\(kind)/\(name)" }
    var segments: [String] { name.split(separator: "/").map(String.init) }
}

extension World {
    /// The rows people mean by a name; the first created, where two groups have one.
    public func vault(named name: String) -> KeyVault.Vault? {
        keyVault.vaultNames[name.lowercased()].flatMap { keyVault.vaults[$0.vault] }
    }
    public func key(_ name: String, in vault: String) -> KeyVault.Key? {
        guard let vault = self.vault(named: vault) else { return nil }
        return names.find("\(names[vault.id].path)/keys/\(name)").flatMap { keyVault.keys[$0] }
    }
    public func cluster(named name: String) -> LogAnalytics.Cluster? {
        logAnalytics.clusters.first { names[$0.id].name.lowercased() == name.lowercased() }
    }
    public func workspace(named name: String) -> LogAnalytics.Workspace? {
        // Looked up in the groups there are; only what is not in one of them is searched for.
        let found = resources.groups.compactMap {
            names.find("\(names[$0.id].path)/providers/Microsoft.OperationalInsights/workspaces/\(name)")
        }
        let known = found.sorted().lazy.compactMap { self.logAnalytics.workspaces[$0] }.first
        let folded = name.lowercased()
        return known ?? logAnalytics.workspaces.first { names[$0.id].name.lowercased() == folded }
    }

    public func userAssignedIdentity(named name: String) -> Identity.UserAssignedIdentity? {
        identity.identities.first { names[$0.id].name.lowercased() == name.lowercased() }
    }

    /// How people name a resource, by what it is.
    public func reference(of id: ResourceID) -> ThingReference? {
        let name = names[id]
        if keyVault.vaults[id] != nil { return ThingReference(kind: "vault", name: name.name) }
        if let key = keyVault.keys[id] {
            return ThingReference(kind: "key", name: "\(names[key.vault].name)/\(name.name)")
        }
        if logAnalytics.clusters[id] != nil { return ThingReference(kind: "cluster", name: name.name) }
        if logAnalytics.workspaces[id] != nil { return ThingReference(kind: "workspace", name: name.name) }
        if cosmosDB.databaseAccounts[id] != nil { return ThingReference(kind: "cosmos", name: name.name) }
        if resources.groups[id] != nil { return ThingReference(kind: "group", name: name.name) }
        if resources.registrations[id] != nil { return ThingReference(kind: "provider", name: name.name) }
        return nil
    }

    /// The ARM path of a thing; of one that is not there yet, the path it would have in the world's first
    /// group.
    public func path(of thing: ThingReference) -> String? {
        let subscription = "/subscriptions/\(self.subscription)"
        let group =
            resources.groups.first { _ in true }.map { names[$0.id].path }
            ?? "\(subscription)/resourceGroups/sec-rg"
        let first = thing.segments.first ?? ""
        func inGroup(_ type: String) -> String { "\(group)/providers/\(type)/\(first)" }
        switch thing.kind {
        case "subscription": return subscription
        case "group": return "\(subscription)/resourceGroups/\(first)"
        case "provider": return "\(subscription)/providers/\(first)"
        case "vault":
            return vault(named: first).map { names[$0.id].path } ?? inGroup("Microsoft.KeyVault/vaults")
        case "key" where thing.segments.count == 2, "keyversion" where thing.segments.count == 3:
            let vault = path(of: ThingReference(kind: "vault", name: first)) ?? ""
            let key = "\(vault)/keys/\(thing.segments[1])"
            return thing.kind == "key" ? key : "\(key)/versions/\(thing.segments[2])"
        case "cluster":
            return cluster(named: first).map { names[$0.id].path }
                ?? inGroup("Microsoft.OperationalInsights/clusters")
        case "identity" where thing.segments.count == 1 && cluster(named: first) == nil:
            return userAssignedIdentity(named: first).map { names[$0.id].path }
                ?? inGroup("Microsoft.ManagedIdentity/userAssignedIdentities")
        case "workspace", "records":
            return workspace(named: first).map { names[$0.id].path }
                ?? inGroup("Microsoft.OperationalInsights/workspaces")
        case "cosmos" where workspace(named: first) == nil:
            return CosmosDB.account(named: first, in: self).map { names[$0.id].path }
                ?? inGroup("Microsoft.DocumentDB/databaseAccounts")
        case "sentinel":
            return path(of: ThingReference(kind: "workspace", name: first)).map {
                "\($0)/providers/Microsoft.SecurityInsights/onboardingStates/default"
            }
        default: return nil
        }
    }
}
