public import ControlPlane
public import VirtualTime

/// A "no" that the import met on its way.
public struct ImportRefusal: Sendable {
    /// ARM id, or a key's URL.
    public let resource: String
    /// What was asked for: `PUT`, `set the key`.
    public let step: String
    public let status: Int
    public let code: String
    public let message: String
    public let rules: [RuleID]
    /// Whether nothing came about of the resource; otherwise it lacks what was refused.
    public let isWhole: Bool

    public var document: Document {
        [
            "resource": .string(resource), "step": .string(step), "status": .integer(status),
            "code": .string(code), "message": .string(message),
            "rules": .array(rules.map { .string($0.code) }), "whole": .bool(isWhole),
        ]
    }
}
