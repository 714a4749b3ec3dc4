import AzureWire
import Synchronization

/// Answers to reads of the newest world, kept until it changes.
///
/// A read is a pure function of request and world, so the same request to the same published world gets the
/// same bytes: polls and refreshes of an unchanged world are answered without being worked out again.
final class ReadMemo: Sendable {
    private struct Key: Hashable {
        let host: String
        let port: Int?
        let path: String
        let query: String
        let authorization: String?
    }

    private struct Kept {
        var revision: UInt64 = 0
        var answers: [Key: WireResponse] = [:]
    }

    /// Answers kept at a time; at 4 KiB each, two megabytes.
    private static let limit = 512
    private let kept = Mutex(Kept())

    func answer(to request: WireRequest, at revision: UInt64) -> WireResponse? {
        guard let key = key(of: request) else { return nil }
        return kept.withLock { $0.revision == revision ? $0.answers[key] : nil }
    }

    /// Keeps an answer, its body in bytes, and gives it back.
    func keep(_ response: WireResponse, for request: WireRequest, at revision: UInt64) -> WireResponse {
        guard let key = key(of: request) else { return response }
        var response = response
        response.body = .bytes(response.bodyBytes)
        kept.withLock { kept in
            if kept.revision != revision { kept = Kept(revision: revision) }
            if kept.answers.count < Self.limit { kept.answers[key] = response }
        }
        return response
    }

    /// nil for what is no plain read, or asks for an answer of its own.
    private func key(of request: WireRequest) -> Key? {
        guard request.method == "GET", request.body.isEmpty,
            !request.headers.contains(where: {
                $0.name.utf8.first == UInt8(ascii: "x") || $0.name.utf8.first == UInt8(ascii: "X")
            })
        else { return nil }
        return Key(
            host: request.host, port: request.port, path: request.path, query: request.query.text,
            authorization: request.headers["Authorization"])
    }
}
