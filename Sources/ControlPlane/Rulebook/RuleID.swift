/// The stable id of a documented rule, such as `SENT-REVOKE-02`. Never renamed, never reused.
public struct RuleID: Hashable, Comparable, Sendable, CustomStringConvertible {
    public let code: String

    public init(_ code: String) { self.code = code }
    public var description: String { code }
    public static func < (a: RuleID, b: RuleID) -> Bool { a.code < b.code }
}

extension RuleID: Codable {
    public init(from decoder: any Decoder) throws {
        code = try decoder.singleValueContainer().decode(String.self)
    }
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(code)
    }
}
