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
    }

    private struct Kept {
        var revision: UInt64 = 0
        var answers: [Key: WireResponse] = [:]
    }

    private struct Worlds {
        var kept: [String: Kept] = [:]
        var count = 0
    }

    /// Answers kept of one world, and of all: at 4 KiB each, two and sixteen megabytes.
    private static let limit = 512, limitOfAll = 4_096
    private let worlds = Mutex(Worlds())

    func answer(to request: WireRequest, in world: String, at revision: UInt64) -> WireResponse? {
        guard let key = key(of: request) else { return nil }
        return worlds.withLock { worlds in
            guard let kept = worlds.kept[world], kept.revision == revision else { return nil }
            return kept.answers[key]
        }
    }

    /// Keeps an answer whose body is in bytes.
    func keep(_ response: WireResponse, for request: WireRequest, in world: String, at revision: UInt64) {
        guard let key = key(of: request) else { return }
        worlds.withLock { worlds in
            // Rare, and all of it comes back by itself.
            if worlds.count >= Self.limitOfAll { worlds = Worlds() }
            if let kept = worlds.kept[world], kept.revision != revision {
                worlds.count -= kept.answers.count
                worlds.kept[world] = nil
            }
            let count = worlds.kept[world]?.answers.count ?? 0
            guard count < Self.limit else { return }
            let before = worlds.kept[world, default: Kept(revision: revision)].answers.updateValue(
                response, forKey: key)
            if before == nil { worlds.count += 1 }
        }
    }

    /// nil for what is no plain read, or asks for an answer of its own.
    private func key(of request: WireRequest) -> Key? {
        guard request.method == "GET", request.body.isEmpty,
            !request.headers.contains(where: { asksForItself($0.name) })
        else { return nil }
        return Key(
            scheme: request.scheme, host: request.host, port: request.port, prefix: request.prefix,
            path: request.path, query: request.query.text, authorization: request.headers["Authorization"])
    }

    /// A header that shapes the answer: all that begin with x, but for the one that names the world, and the
    /// one that names the request, whose echo has to be asked for by another.
    private func asksForItself(_ name: String) -> Bool {
        guard name.utf8.first == UInt8(ascii: "x") || name.utf8.first == UInt8(ascii: "X") else {
            return false
        }
        return !name.equalsIgnoringASCIICase(WorldChoice.header)
            && !name.equalsIgnoringASCIICase("x-ms-client-request-id")
    }
}
