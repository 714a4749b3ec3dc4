/// An event, and the rule that brought it about: any state can say why it is so.
public struct Ruling<Event: Equatable & Codable & Sendable>: Equatable, Codable, Sendable {
    public let event: Event
    public let because: RuleID
}

/// Accepted, and documented as unsupported, ineffective, incomplete or unwise: the journal says so.
public struct Advisory: Equatable, Codable, Sendable {
    public let rule: RuleID
    public let target: ResourceID
    /// Our words on what it means here.
    public let note: String
}
