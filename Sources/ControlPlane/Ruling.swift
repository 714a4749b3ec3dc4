/// An event, and the rule that brought it about: any state can say why it is so.
public struct Ruling<Event: Equatable & Codable & Sendable>: Equatable, Codable, Sendable {
    public let event: Event
    /// The rule that brought it about.
    public let because: RuleID
    /// Rules that had a say in it beside that one (P-26).
    public let also: [RuleID]

    public init(event: Event, because rule: RuleID, also: [RuleID] = []) {
        self.event = event
        because = rule
        self.also = also
    }
}

/// Stored without `also` where no other rule had a say, as nearly always.
extension Ruling {
    private enum CodingKeys: String, CodingKey {
        case event, because, also
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        event = try container.decode(Event.self, forKey: .event)
        because = try container.decode(RuleID.self, forKey: .because)
        also = try container.decodeIfPresent([RuleID].self, forKey: .also) ?? []
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(event, forKey: .event)
        try container.encode(because, forKey: .because)
        if !also.isEmpty { try container.encode(also, forKey: .also) }
    }
}

/// Accepted, and documented as unsupported, ineffective, incomplete or unwise: the journal says so.
public struct Advisory: Equatable, Codable, Sendable {
    public let rule: RuleID
    public let target: ResourceID
    /// Our words on what it means here.
    public let note: String
}
