import AzureWire
import Foundation
import VirtualTime

/// A refusal in Entra's words: clients show the text and act on the number in it.
struct EntraError: Error {
    let status: Int
    /// OAuth's word: `invalid_client`.
    let error: String
    /// The number behind `AADSTS`.
    let number: Int64
    let sentence: String

    init(_ status: Int, _ error: String, _ number: Int64, _ sentence: String) {
        self.status = status
        self.error = error
        self.number = number
        self.sentence = sentence
    }

    /// 400, because a client shows the text of no other: one above 499 is the server's own trouble to it.
    static func notModeled(_ what: String) -> EntraError {
        EntraError(
            400, "unsupported_grant_type", 70003,
            "Lockstep does not model \(what): docs/non-goals/identity.md. Log in with a client secret "
                + "(grant_type=client_credentials) or with a password (grant_type=password).")
    }

    static func missing(_ name: String) -> EntraError {
        EntraError(
            400, "invalid_request", 900144,
            "The request body must contain the following parameter: '\(name)'.")
    }

    /// `seconds` since 1970.
    func response(to request: WireRequest, at seconds: Int64) -> WireResponse {
        let instant = Instant(milliseconds: seconds * 1_000).iso8601
        let time = instant.replacing("T", with: " ")
        let trace = NamedGUID.text("trace/\(request.path)/\(number)", in: instant)
        let asked = request.headers["client-request-id"] ?? ""
        let correlation = UUID(uuidString: asked).map { $0.uuidString.lowercased() } ?? trace
        let text =
            "AADSTS\(number): \(sentence) Trace ID: \(trace) Correlation ID: \(correlation) "
            + "Timestamp: \(time)"
        let body: Document = [
            "error": .string(error), "error_description": .string(text),
            "error_codes": [.integer(number)], "timestamp": .string(time), "trace_id": .string(trace),
            "correlation_id": .string(correlation),
            "error_uri": .string("https://login.microsoftonline.com/error?code=\(number)"),
        ]
        return .json(status, body)
    }
}
