public import ControlPlane
public import VirtualTime

/// What became of one value of a document: no value is left without one.
public struct LeafReport: Sendable {
    public enum Verdict: String, CaseIterable, Sendable {
        /// Held as it was written.
        case understood
        /// Something else is held in its stead.
        case assumed
        /// Nothing is held of it.
        case ignored
    }

    public let place: Place
    /// ARM id, or a key's URL; nil for what belongs to no resource.
    public let resource: String?
    public let verdict: Verdict
    /// As written.
    public let value: Document
    /// What the world shows in its stead, where that is something else.
    public let held: Document?
    public let reason: String
    /// Rules that the value is read by, or that keep it from being held.
    public let rules: [RuleID]

    init(
        _ place: Place, of resource: String? = nil, _ verdict: Verdict, _ value: Document,
        held: Document? = nil, because reason: String, _ rules: [RuleID] = []
    ) {
        self.place = place
        self.resource = resource
        self.verdict = verdict
        self.value = value
        self.held = held
        self.reason = reason
        self.rules = rules
    }
}
