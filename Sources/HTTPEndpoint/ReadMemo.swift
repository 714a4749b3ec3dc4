import AzureWire
import Synchronization
import VirtualTime

/// Answers to reads of the newest worlds, each kept until its world changes.
///
/// A read is a pure function of request and world, so the same request to the same published world gets the
/// same bytes: polls and refreshes of an unchanged world are answered without being worked out again.
final class ReadMemo: Sendable {
    private struct Key: Hashable {
        let scheme: String
        let host: String
        let port: Int?
        let prefix: String
        let path: String
        let query: String
        let authorization: String?
        /// Whether the client wants its own id back: kept for all, and put into the answer of each.
        let isEchoed: Bool
    }

    private struct Kept {
        let revision: UInt64
        var answers: [Key: WireResponse] = [:]
        var bytes = 0
    }

    private struct Worlds {
        var kept: [String: Kept] = [:]
        var bytes = 0
    }

    /// Bytes kept of one world, and of all.
    private static let limit = 4 << 20, limitOfAll = 32 << 20
    /// What an answer takes beside its body: headers, and the key.
    private static let rest = 2 << 10
    private let worlds = Mutex(Worlds())

    func answer(to request: WireRequest, in world: String, at revision: UInt64) -> WireResponse? {
        guard let key = key(of: request) else { return nil }
        return worlds.withLock { worlds in
            guard let kept = worlds.kept[world], kept.revision == revision, var answer = kept.answers[key]
            else { return nil }
            if key.isEchoed {
                answer.headers[WireRequest.clientIDHeader] = request.headers[WireRequest.clientIDHeader]
            }
            return answer
        }
    }

    /// Keeps an answer whose body is in bytes.
    func keep(_ response: WireResponse, for request: WireRequest, in world: String, at revision: UInt64) {
        guard let key = key(of: request), case .bytes(let body) = response.body else { return }
        let size = body.count + Self.rest
        worlds.withLock { worlds in
            // Rare, and all of it comes back by itself.
            if worlds.bytes + size > Self.limitOfAll { worlds = Worlds() }
            if let kept = worlds.kept[world], kept.revision != revision {
                worlds.bytes -= kept.bytes
                worlds.kept[world] = nil
            }
            guard (worlds.kept[world]?.bytes ?? 0) + size <= Self.limit else { return }
            let before = worlds.kept[world, default: Kept(revision: revision)].answers.updateValue(
                response, forKey: key)
            // Two can have worked it out at the same time, and it is the same.
            guard before == nil else { return }
            worlds.kept[world]?.bytes += size
            worlds.bytes += size
        }
    }

    /// nil for what is no plain read, or asks for an answer of its own.
    private func key(of request: WireRequest) -> Key? {
        guard request.method == "GET", request.body.isEmpty,
            !request.headers.contains(where: { asksForItself($0.name) })
        else { return nil }
        return Key(
            scheme: request.scheme, host: request.host, port: request.port, prefix: request.prefix,
            path: request.path, query: request.query.text, authorization: request.headers["Authorization"],
            isEchoed: request.isEchoed)
    }

    /// A header that shapes the answer: all that begin with x, but for the one that names the world, the one
    /// that names the request, and the one that asks for its echo.
    private func asksForItself(_ name: String) -> Bool {
        guard name.utf8.first == UInt8(ascii: "x") || name.utf8.first == UInt8(ascii: "X") else {
            return false
        }
        return !name.equalsIgnoringASCIICase(WorldChoice.header)
            && !name.equalsIgnoringASCIICase(WireRequest.clientIDHeader)
            && !name.equalsIgnoringASCIICase(WireRequest.echoHeader)
    }
}
