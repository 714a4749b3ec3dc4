import VirtualTime

/// Who may do what, by the roles that are held (KV-ACC-04, KV-ACC-06).
extension Identity {
    /// Whether a role held there, or above, lets `principal` do this with a key.
    static func permits(
        _ operation: KeyOperation, on target: ResourceID, to principal: Principal, _ sight: KeyVault.Sight,
        in world: World
    ) -> Bool {
        guard let objectID = objectID(of: principal, in: world) else { return false }
        let action = "Microsoft.KeyVault/vaults/\(operation.dataAction)"
        return held(by: objectID, in: world).contains {
            $0.counts(sight) && $0.role.permitsData(action) && world.names.covers($0.scope, target)
        }
    }

    /// Whether ARM lets `principal` do `action` on what is, or would be, at `path` (ARM-ERR-12).
    public static func permits(
        _ action: String, at path: String, to principal: Principal, in world: World
    ) -> Bool {
        guard case .user = principal else { return true }
        if principal == .owner { return true }
        guard let objectID = objectID(of: principal, in: world) else { return false }
        let path = path.lowercased()
        return held(by: objectID, in: world).contains {
            $0.counts(.propagated) && $0.role.permits(action)
                && isPath(world.names[$0.scope].path.lowercased(), above: path)
        }
    }

    /// Whether `principal` holds any role at `path`, above it or below it.
    public static func sees(_ path: String, as principal: Principal, in world: World) -> Bool {
        guard case .user = principal, principal != .owner else { return true }
        guard let objectID = objectID(of: principal, in: world) else { return false }
        let path = path.lowercased()
        return held(by: objectID, in: world).contains {
            let scope = world.names[$0.scope].path.lowercased()
            return $0.counts(.propagated) && (isPath(scope, above: path) || isPath(path, above: scope))
        }
    }

    private static func isPath(_ scope: String, above path: String) -> Bool {
        path == scope || path.hasPrefix(scope + "/")
    }

    /// Refuses what `principal` has no role for.
    public static func require(
        _ action: String, at path: String, by principal: Principal, because rules: (any DocumentedRule)?...,
        in world: World
    ) throws(Refusal) {
        guard !permits(action, at: path, to: principal, in: world) else { return }
        throw Refusal(
            .notAuthorized(action: action, scope: path, principal: principal.name),
            because: [Rule.authorized.id] + rules.compactMap { $0?.id })
    }

    /// Refuses a reference to a resource on which `principal` may not do what the reference takes.
    public static func requireLinked(
        _ action: String, at linked: String, from path: String, by principal: Principal,
        because rule: (any DocumentedRule)? = nil, in world: World
    ) throws(Refusal) {
        guard !permits(action, at: linked, to: principal, in: world) else { return }
        throw Refusal(
            .linkedNotAuthorized(action: action, scope: path, linked: linked, principal: principal.name),
            because: [Rule.linkedAuthorized.id] + (rule.map { [$0.id] } ?? []))
    }

    static func held(by objectID: String, in world: World) -> [RoleAssignment] {
        (world.identity.holdings.read(objectID) { $0.assignments } ?? []).compactMap {
            world.identity.assignments[$0]
        }
    }

    /// Whether any role over keys, held by that principal, reaches the vault.
    static func holdsRole(_ objectID: String, at vault: ResourceID, in world: World) -> Bool {
        held(by: objectID, in: world).contains {
            $0.role.hasKeyActions
                && (world.names.covers($0.scope, vault) || world.names.covers(vault, $0.scope))
        }
    }

    /// The titles of the roles that reach a resource, as the probe `role/VAULT/PRINCIPAL` lists them.
    public static func roles(of objectID: String, at target: ResourceID, in world: World) -> [String] {
        held(by: objectID, in: world).filter { !$0.isFading && world.names.covers($0.scope, target) }
            .map(\.role.title)
    }
}
