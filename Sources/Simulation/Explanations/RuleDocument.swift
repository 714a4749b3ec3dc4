public import ControlPlane
public import VirtualTime

extension Rulebook.Line {
    /// The rule as data: `id name room says kind standing source`.
    public var document: Document {
        [
            "id": .string(id.code), "name": .string(name), "room": .string(room),
            "says": .string(citation.says),
            "kind": .string(citation.kind.rawValue), "standing": .string(citation.standing.rawValue),
            "source": .string(citation.source),
        ]
    }
}
