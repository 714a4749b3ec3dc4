import VirtualTime

/// A part of a list, and the link to the next: `$top` and `$skiptoken` of ARM.
///
/// The token is the number of items that come before, so that equal requests to equal worlds get equal links.
struct Page<Item> {
    private let items: ArraySlice<Item>
    private let next: String?

    /// - Parameter standard: how many items a page has unless the client asks for another number.
    init(
        _ all: [Item], of exchange: Exchange, standard: Int, maximum: Int
    ) throws(WireFailure) {
        let query = exchange.request.query
        let size = try Self.number(query["$top"], "$top", in: 1...Int.max) ?? standard
        let start = try Self.number(query["$skiptoken"], "$skiptoken", in: 0...Int.max) ?? 0
        let end = min(all.count, start + min(size, maximum))
        items = start < end ? all[start..<end] : []
        next = end < all.count && start < end ? Self.link(exchange, skipping: end) : nil
    }

    func response(_ view: (Item) -> Document) -> WireResponse {
        var members: Members = ["value": .array(items.map(view))]
        if let next { members.append("nextLink", .string(next)) }
        return .json(200, .object(members))
    }

    private static func number(
        _ text: String?, _ name: String, in range: ClosedRange<Int>
    ) throws(WireFailure) -> Int? {
        guard let text, !text.isEmpty else { return nil }
        guard let number = Int(text), range.contains(number) else {
            throw WireFailure(400, "BadRequest", "\(name) must be a number of at least \(range.lowerBound).")
        }
        return number
    }

    private static func link(_ exchange: Exchange, skipping count: Int) -> String {
        let path = "/" + exchange.request.segments.joined(separator: "/")
        let kept = exchange.request.query.filter { $0.name.lowercased() != "$skiptoken" }
        let query = kept.map { "\(escaped($0.name))=\(escaped($0.value))" }
        return exchange.baseURL + path + "?" + (query + ["%24skiptoken=\(count)"]).joined(separator: "&")
    }

    private static func escaped(_ text: String) -> String {
        let plain = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~".utf8)
        return text.utf8.reduce(into: "") { result, byte in
            if plain.contains(byte) {
                result.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                let digits = String(byte, radix: 16, uppercase: true)
                result += "%" + (digits.utf8.count == 1 ? "0" : "") + digits
            }
        }
    }
}
