import Contract
import VirtualTime

/// A request of the contract bent out of shape: types swapped, members dropped, names bent, by keyed draws.
struct BentRequest {
    private(set) var method: String
    private(set) var host: String
    private(set) var path: String
    private(set) var version: String?
    private(set) var query: [(name: String, value: String)]
    private(set) var body: Document?
    /// The bytes that are sent, where they are no document.
    private(set) var bytes: [UInt8]?
    private var draw: Draw

    /// - Parameter seed: the same seed bends the same request in the same way.
    init(_ request: PreparedExample, seed: UInt64, _ number: Int) {
        method = request.method
        host = request.host
        path = request.path
        version = request.version
        query = request.query
        body = request.body
        draw = Draw(seed: seed, key: "bent", request.method, request.path, "\(number)")
        for _ in 0...below(3) { bend() }
    }

    var description: String {
        let sent = bytes.map { String(decoding: $0, as: UTF8.self) } ?? body?.json ?? ""
        return "\(method) \(host)\(path.prefix(200)) \(version ?? "-") \(sent.prefix(300))"
    }

    private mutating func bend() {
        switch below(12) {
        case 0...5 where body != nil: bendBody()
        case 6: bendPath()
        case 7: version = [nil, "", "2099-01-01", "2001-01-01", "x", "2024-13-45", "7.4"][below(7)]
        case 8: method = ["GET", "PUT", "PATCH", "POST", "DELETE", "HEAD", "OPTIONS"][below(7)]
        case 9: query.append((["$filter", "$top", "$skiptoken", "force", "x"][below(5)], word()))
        case 10 where body != nil: bendBytes()
        default: bendPath()
        }
    }

    // MARK: Bodies

    private mutating func bendBody() {
        guard let present = body else { return }
        var count = 0
        Self.count(present, &count)
        var target = below(max(1, count))
        body = changed(present, &target)
    }

    /// The document with its value number `target` changed.
    private mutating func changed(_ document: Document, _ target: inout Int) -> Document {
        if target == 0 {
            target = -1
            return replacement(for: document)
        }
        target -= 1
        switch document {
        case .object(let members):
            var result: Members = [:]
            for member in members {
                // One in eight of the members that are hit goes away instead.
                let isHit = target == 0
                if isHit, below(8) == 0 {
                    target = -1
                    continue
                }
                let value = target >= 0 ? changed(member.value, &target) : member.value
                let name = isHit && below(8) == 0 ? word() : member.name
                if result[name] == nil { result.append(name, value) }
            }
            return .object(result)
        case .array(let items):
            return .array(items.map { target >= 0 ? changed($0, &target) : $0 })
        default: return document
        }
    }

    private static func count(_ document: Document, _ count: inout Int) {
        count += 1
        for member in document.members ?? [:] { Self.count(member.value, &count) }
        for item in document.items ?? [] { Self.count(item, &count) }
    }

    private mutating func replacement(for document: Document) -> Document {
        switch below(12) {
        case 0: .null
        case 1: .bool(below(2) == 0)
        case 2: .number(["0", "-1", "1e400", "3.5", "9223372036854775808"][below(5)])
        case 3: .string("")
        case 4: .string(word())
        case 5: .string(String(repeating: word(), count: 300))
        case 6: .array([])
        case 7: .array([document, document])
        case 8: .object([:])
        case 9: .object(Members([(word(), document)]))
        case 10: .string("2024-99-99T99:99:99Z")
        default: document.members.map { .array($0.map(\.value)) } ?? .object(["value": document])
        }
    }

    private mutating func bendBytes() {
        var text = Array((body ?? [:]).json.utf8)
        switch below(4) {
        case 0: text.removeLast(below(max(1, text.count)))
        case 1: text = Array(repeating: UInt8(ascii: "["), count: 200)
        case 2: text.insert(UInt8(truncatingIfNeeded: draw.next()), at: below(text.count + 1))
        default: text = [0xFF, 0xFE, 0x00]
        }
        bytes = text
    }

    // MARK: Paths and words

    private mutating func bendPath() {
        var segments = path.split(separator: "/").map(String.init)
        guard !segments.isEmpty else { return }
        let place = below(segments.count)
        switch below(7) {
        case 0: segments[place] = ContractClient.escaped(word())
        case 1: segments[place] = segments[place].uppercased()
        case 2: segments.remove(at: place)
        case 3: segments.insert(ContractClient.escaped(word()), at: place)
        case 4: segments[place] = String(repeating: "a", count: 300)
        case 5: segments[place] += "%2F.."
        default: segments.swapAt(place, below(segments.count))
        }
        path = "/" + segments.joined(separator: "/")
    }

    private mutating func word() -> String {
        let words = [
            "x", "default", "é", "名前", "\u{0}", "a b", "'", "\"", "{0}", "..", "%", "null", "-1", "$",
            "contoso-soc", "ZZ", "a\nb", "<script>", "\u{1F511}",
        ]
        return words[below(words.count)]
    }

    private mutating func below(_ bound: Int) -> Int { Int(draw.next() % UInt64(max(1, bound))) }
}
