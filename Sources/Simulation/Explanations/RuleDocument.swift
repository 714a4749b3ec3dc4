public import ControlPlane
public import VirtualTime

extension Rulebook.Line {
    /// The rule as data: what it says and on whose word, its bound, and where it is held.
    public var document: Document {
        let trace = RuleTrace.of(id)
        return [
            "id": .string(id.code), "status": .string(status.rawValue), "name": .string(name),
            "room": .string(room), "says": .string(citation.says), "kind": .string(citation.kind.rawValue),
            "standing": .string(citation.standing.rawValue), "source": .string(citation.source),
            "within": citation.within.map { .string($0.text) } ?? .null,
            "profiles": .array(profiles.map { .string($0.rawValue) }),
            "enforcedAt": .array(trace.enforcedAt.map(Document.string)),
            "testedBy": .array(trace.testedBy.map(Document.string)),
            "scenarios": .array(trace.scenarios.map(Document.string)),
            "contradictions": .array(Contradiction.touching(id).map { .string($0.id) }),
            "example": trace.example.map(Document.string) ?? .null,
        ]
    }
}

extension NonGoal {
    /// The same members, those that a rule left out cannot have being empty.
    public var document: Document {
        [
            "id": .string(id.code), "status": "non-goal", "name": .null, "room": .string(room),
            "says": .string(says), "kind": .null, "standing": .null, "source": .null, "within": .null,
            "profiles": [], "enforcedAt": [], "testedBy": [], "scenarios": [],
            "contradictions": .array(Contradiction.touching(id).map { .string($0.id) }), "example": .null,
            "reason": .string(reason),
        ]
    }
}
