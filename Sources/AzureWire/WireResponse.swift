public import ControlPlane
public import VirtualTime

/// An answer as routes give it: the edge adds `Date`, the length and the framing.
public struct WireResponse: Sendable, Hashable {
    /// What follows the head.
    public enum Body: Sendable, Hashable {
        case empty
        /// Written as compact JSON.
        case document(Document)
        case bytes([UInt8])
    }

    /// How the edge gives an answer.
    public enum Delivery: Sendable, Hashable {
        case whole
        /// Not at all: the connection is closed in its place.
        case reset
        /// Head first, then what the stream writes, for as long as it runs.
        case stream(WireStream)
    }

    /// 200…599.
    public var status: Int
    public var headers: HeaderFields
    public var body: Body
    /// How it goes over the wire.
    public var delivery = Delivery.whole
    /// Rules that this answer keeps, beside those that the journal names: what a read is shaped by.
    public private(set) var upheld: [RuleID] = []

    public init(status: Int, headers: HeaderFields = [:], body: Body = .empty) {
        precondition((200...599).contains(status), "A route answers with a final HTTP status.")
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// A JSON answer, with the content type Azure sends.
    public static func json(_ status: Int, _ document: Document, headers: HeaderFields = [:]) -> WireResponse
    {
        var response = WireResponse(status: status, headers: headers, body: .document(document))
        response.headers["Content-Type"] = "application/json; charset=utf-8"
        return response
    }

    /// An answer without a body.
    public static func empty(_ status: Int, headers: HeaderFields = [:]) -> WireResponse {
        WireResponse(status: status, headers: headers)
    }

    /// An answer of any type.
    public static func bytes(_ status: Int, _ bytes: [UInt8], contentType: String) -> WireResponse {
        WireResponse(status: status, headers: ["Content-Type": contentType], body: .bytes(bytes))
    }

    /// A plain text in UTF-8.
    public static func text(_ status: Int, _ text: String) -> WireResponse {
        .bytes(status, Array(text.utf8), contentType: "text/plain; charset=utf-8")
    }

    /// The answer, with the rules that it keeps.
    public func upholding(_ rules: RuleID...) -> WireResponse { upholding(rules) }
    public func upholding(_ rules: [RuleID]) -> WireResponse {
        var response = self
        for rule in rules where !upheld.contains(rule) { response.upheld.append(rule) }
        return response
    }

    /// The body as it goes over the wire.
    public var bodyBytes: [UInt8] {
        switch body {
        case .empty:
            return []
        case .document(let document):
            var bytes: [UInt8] = []
            document.json(into: &bytes)
            return bytes
        case .bytes(let bytes):
            return bytes
        }
    }
}
