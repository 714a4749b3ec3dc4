/// A documented sentence that Lockstep honors: a case with a readable name and its stable id as raw value.
///
/// The compiler demands a citation for each case; the repository's tests demand that it is enforced and
/// tested.
public protocol DocumentedRule: CaseIterable, RawRepresentable<String>, Sendable {
    var citation: Citation { get }
}

extension DocumentedRule {
    public var id: RuleID { RuleID(rawValue) }
}

/// What is promised, in our words, on whose word it stands, and where it is written.
public struct Citation: Equatable, Sendable {
    public let says: String
    public let kind: Kind
    public let standing: Standing
    /// Source key and date, resolved in `docs/rules/sources.yaml`.
    public let source: String
    /// The bound of a deadline, or the figure of a window; nil where time plays no part.
    public let within: Bound?

    init(_ says: String, _ kind: Kind, _ standing: Standing, _ source: String, within: Bound? = nil) {
        self.says = says
        self.kind = kind
        self.standing = standing
        self.source = source
        self.within = within
    }

    /// Where the figure of time is that a rule keeps to.
    public enum Bound: Equatable, Sendable {
        case choice(ChoicePoint)
        case fixed(FixedTiming)
        /// Of the documents, and not to be set.
        case days(ClosedRange<Int>)
    }

    /// How a rule acts (P-33).
    public enum Kind: String, CaseIterable, Codable, Sendable {
        /// A command or read is refused.
        case `guard`
        /// Events follow within a bound.
        case deadline
        /// Always holds.
        case state
        /// A number.
        case limit
        /// Accepted and flagged.
        case advice
    }

    /// On whose word (P-33).
    public enum Standing: String, CaseIterable, Codable, Sendable {
        case documented, observed, inferred
    }
}
