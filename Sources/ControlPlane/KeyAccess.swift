public import VirtualTime

/// The machine the product is about: what a store that lives under a customer's key may still do (D-10).
///
/// ```
///            key gone                bound reached              key back             bound reached
///   held ────────────► revoking ───────────────────► revoked ──────────► restoring ───────────────► held
///     ◄─────────────────┘ key back (TIME-03)            ◄──────────────────┘ key gone (LA-REVOKE-15)
///
///   revoked, restoring, and revoking at its bound ──── key purged (LA-REVOKE-14) ────► lost
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
    /// The key is destroyed: dark for good, and only to be deleted.
    case lost(since: Stamp)

    /// Whether stored data cannot be read and new data is not kept.
    public var isDark: Bool {
        switch self {
        case .held, .revoking: false
        case .revoked, .restoring, .lost: true
        }
    }
    /// Whether no key will ever bring the data back.
    public var isLost: Bool {
        switch self {
        case .lost: true
        case .held, .revoking, .revoked, .restoring: false
        }
    }
    /// Whether a store that has just come here is as dark as it was before.
    var keepsDarkness: Bool {
        switch self {
        case .revoking, .restoring: true
        case .held, .revoked, .lost: false
        }
    }
    public var deadline: Instant? {
        switch self {
        case .revoking(_, let by), .restoring(_, let by): by
        case .held, .revoked, .lost: nil
        }
    }
    /// The entry that brought the present state about; nil while the key is held.
    public var cause: EntryNumber? {
        switch self {
        case .held: nil
        case .revoking(let since, _), .revoked(let since), .restoring(let since, _), .lost(let since):
            since.entry
        }
    }
    /// The vocabulary's word (B.12).
    public var text: String {
        switch self {
        case .held: "granted"
        case .revoking: "cached"
        case .revoked, .restoring, .lost: "revoked"
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
    /// Destroyed: nobody can open what it wrapped.
    var gone = LogAnalytics.KeyRule.lostForGood.id
}

/// What a vault says to a store that wants its data key opened.
enum KeyAnswer: Equatable {
    case usable
    /// A definite no, which is intentional (LA-AEK-07).
    case refused
    /// No for ever: the version that wrapped the data key is destroyed.
    case gone

    /// What reaching for the key came to; nil when nobody answered, which is no news.
    init?(
        _ reach: KeyVault.Reach, with key: ResourceID, version: String, in world: World
    ) {
        switch reach {
        case .usable: self = .usable
        case .refused: self = KeyVault.isDestroyed(key, version: version, in: world) ? .gone : .refused
        case .outage: return nil
        }
    }
}

extension KeyVault {
    /// Whether nobody can ever open again what this version wrapped: soft-deleted it can be recovered, purged
    /// it cannot.
    static func isDestroyed(_ key: ResourceID, version: String, in world: World) -> Bool {
        let isThere = world.keyVault.keys.read(key) { row in
            row.whole.place(of: version) != nil && !(world.has(.losesDeletedKeys) && row.deletion != nil)
        }
        return isThere != true
    }
}

extension KeyAccess {
    /// Where the store stands × what the vault now says. No `default`: a new state must be thought about.
    func next(
        _ answer: KeyAnswer, rules: KeyAccessRules, store: ResourceID, in world: World,
        _ docket: inout Docket
    ) -> (access: KeyAccess, because: RuleID)? {
        switch (self, answer) {
        case (.held, .refused), (.held, .gone):
            (
                .revoking(
                    since: world.stamp,
                    by: world.choose(rules.honor, at: store, &docket) + world.delay(.honorsLate)),
                rules.lost
            )
        case (.revoked, .usable) where world.has(.staysDark) && rules.honor == .honorCosmos: nil
        case (.revoked, .usable):
            (
                .restoring(
                    since: world.stamp,
                    by: world.choose(rules.restore, at: store, &docket) + world.delay(.restoresLate)),
                rules.returning
            )
        case (.revoking, .usable) where world.has(.forgetsToCancel): nil
        case (.revoking, .usable): (.held, KeyAccessRules.restoredInTime)
        case (.restoring, .refused) where world.has(.ignoresSecondLoss): nil
        case (.restoring, .refused): (.revoked(since: world.stamp), rules.stillRevoked)
        case (.revoked, .gone), (.restoring, .gone): (.lost(since: world.stamp), rules.gone)
        // The cached key still serves: what is destroyed shows when the bound is reached.
        case (.revoking, .gone): nil
        case (.held, .usable), (.restoring, .usable), (.revoking, .refused), (.revoked, .refused),
            (.lost, .usable), (.lost, .refused), (.lost, .gone):
            nil
        }
    }

    /// What the bound brings when it is reached.
    func due(
        rules: KeyAccessRules, keyIsGone: Bool = false, in world: World
    ) -> (access: KeyAccess, because: RuleID)? {
        switch self {
        case .revoking where world.has(.neverHonors): (.held, rules.honored)
        case .revoking:
            keyIsGone
                ? (.lost(since: world.stamp), rules.gone) : (.revoked(since: world.stamp), rules.honored)
        case .restoring: (.held, rules.restored)
        case .held, .revoked, .lost: nil
        }
    }
}
