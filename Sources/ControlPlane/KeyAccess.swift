public import VirtualTime

/// The machine the product is about: what a store that lives under a customer's key may still do (D-10).
///
/// ```
///            key gone                bound reached              key back             bound reached
///   held ────────────► revoking ───────────────────► revoked ──────────► restoring ───────────────► held
///     ◄─────────────────┘ key back (TIME-03)            ◄──────────────────┘ key gone (LA-REVOKE-15)
/// ```
/// Used by the dedicated cluster and by the Cosmos DB account; each brings its own rules and choice points.
public enum KeyAccess: Hashable, Codable, Sendable {
    case held
    /// The key is gone, the cached one still serves. `by` is when the store will honor it.
    case revoking(since: Stamp, by: Instant)
    /// Dark: nothing can be read or written.
    case revoked(since: Stamp)
    /// The key is back; still dark until `by`.
    case restoring(since: Stamp, by: Instant)

    /// Whether stored data cannot be read and new data is not kept.
    public var isDark: Bool {
        switch self {
        case .held, .revoking: false
        case .revoked, .restoring: true
        }
    }
    /// Whether a store that has just come here is as dark as it was before.
    var keepsDarkness: Bool {
        switch self {
        case .revoking, .restoring: true
        case .held, .revoked: false
        }
    }
    public var deadline: Instant? {
        switch self {
        case .revoking(_, let by), .restoring(_, let by): by
        case .held, .revoked: nil
        }
    }
    /// The entry that brought the present state about; nil while the key is held.
    public var cause: EntryNumber? {
        switch self {
        case .held: nil
        case .revoking(let since, _), .revoked(let since), .restoring(let since, _): since.entry
        }
    }
    /// The vocabulary's word (B.12).
    public var text: String {
        switch self {
        case .held: "granted"
        case .revoking: "cached"
        case .revoked, .restoring: "revoked"
        }
    }
}

/// What one kind of store brings to the machine.
struct KeyAccessRules {
    let lost: RuleID
    let honored: RuleID
    let returning: RuleID
    let restored: RuleID
    let honor: ChoicePoint
    let restore: ChoicePoint
    static let restoredInTime = TimeRule.restoredInTime.id
    /// Taken away again before it was back: still revoked.
    let stillRevoked: RuleID
}

extension KeyAccess {
    /// Where the store stands × what the vault now says. No `default`: a new state must be thought about.
    func next(
        keyUsable: Bool, rules: KeyAccessRules, store: ResourceID, in world: World, _ docket: inout Docket
    ) -> (access: KeyAccess, because: RuleID)? {
        switch (self, keyUsable) {
        case (.held, false):
            (.revoking(since: world.stamp, by: world.choose(rules.honor, at: store, &docket)), rules.lost)
        case (.revoked, true):
            (
                .restoring(since: world.stamp, by: world.choose(rules.restore, at: store, &docket)),
                rules.returning
            )
        case (.revoking, true): (.held, KeyAccessRules.restoredInTime)
        case (.restoring, false): (.revoked(since: world.stamp), rules.stillRevoked)
        case (.held, true), (.restoring, true), (.revoking, false), (.revoked, false): nil
        }
    }

    /// What the bound brings when it is reached.
    func due(rules: KeyAccessRules, in world: World) -> (access: KeyAccess, because: RuleID)? {
        switch self {
        case .revoking: (.revoked(since: world.stamp), rules.honored)
        case .restoring: (.held, rules.restored)
        case .held, .revoked: nil
        }
    }
}
