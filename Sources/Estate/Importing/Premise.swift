public import ControlPlane
public import VirtualTime

/// Something that had to be supposed for a world to come about, and that no single value says.
public struct Premise: Sendable {
    /// ARM id, or a key's URL; nil for the estate as a whole.
    public let resource: String?
    public let sentence: String
    public let rules: [RuleID]

    init(_ sentence: String, of resource: String? = nil, _ rules: [RuleID] = []) {
        self.sentence = sentence
        self.resource = resource
        self.rules = rules
    }

    public var document: Document {
        var document: Document = ["says": .string(sentence)]
        if let resource { document["resource"] = .string(resource) }
        if !rules.isEmpty { document["rules"] = .array(rules.map { .string($0.code) }) }
        return document
    }
}
