/// Why a request was turned away before any route saw it.
///
/// The edge finds these while it reads; whoever composes it chooses the shape of the answer. `status` is what
/// HTTP asks for, `sentence` one English sentence that repeats nothing the client sent.
public enum RequestFault: Error, Sendable, Hashable {
    case malformedTarget
    case badPercentEncoding
    case invalidUTF8
    case dotSegment
    case nulByte
    case pathTooLong(limitBytes: Int)
    case missingHost
    case malformedHost
    case headTooLarge(limitBytes: Int)
    case bodyTooLarge(limitBytes: Int)
    case malformedBody
    case badContentEncoding
    case unsupportedContentEncoding
    case bodyDeadlinePassed(seconds: Int)
    case connectAfterRequest
    case hostNotServed

    /// The HTTP status that names this fault: 4xx.
    public var status: Int {
        switch self {
        case .malformedTarget, .badPercentEncoding, .invalidUTF8, .dotSegment, .nulByte: 400
        case .missingHost, .malformedHost, .malformedBody, .badContentEncoding: 400
        case .hostNotServed: 403
        case .connectAfterRequest: 405
        case .bodyDeadlinePassed: 408
        case .bodyTooLarge: 413
        case .pathTooLong: 414
        case .unsupportedContentEncoding: 415
        case .headTooLarge: 431
        }
    }

    /// One sentence for a person, with limits in their units.
    public var sentence: String {
        switch self {
        case .malformedTarget: "The request target is neither a path nor an absolute http or https URL."
        case .badPercentEncoding: "A percent sign in the URL is not followed by two hexadecimal digits."
        case .invalidUTF8: "The percent-encoded bytes of the URL are not UTF-8."
        case .dotSegment: "The path contains a '.' or '..' segment."
        case .nulByte: "The URL contains a NUL byte."
        case .pathTooLong(let limit): "The path is longer than \(limit) bytes."
        case .missingHost: "The Host header is missing or empty."
        case .malformedHost: "The Host header is not one host name with an optional port."
        case .headTooLarge(let limit): "The request head is longer than \(limit) bytes."
        case .bodyTooLarge(let limit): "The request body is longer than \(limit) bytes."
        case .malformedBody: "The request body is not framed as its headers say."
        case .badContentEncoding: "The request body cannot be decompressed."
        case .unsupportedContentEncoding: "Content-Encoding can be gzip, deflate or identity."
        case .bodyDeadlinePassed(let seconds): "The request body did not arrive within \(seconds) seconds."
        case .connectAfterRequest: "CONNECT must be the first request of a connection."
        case .hostNotServed:
            "This host is not simulated, and nothing is ever forwarded. The hosts served here are "
                + HostNames.patterns.joined(separator: ", ") + "."
        }
    }
}
