public import VirtualTime

/// An answer with what it was the answer to: all that a check against the contract needs.
public struct GivenAnswer: Sendable, Hashable {
    /// Upper case; the host lower case, the path as sent.
    public let method: String
    public let host: String
    public let path: String
    public let version: String?
    public let status: Int
    /// nil without a body; the text of one that is no JSON.
    public let body: Document?

    public init(
        method: String, host: String, path: String, version: String?, status: Int, body: Document?
    ) {
        self.method = method
        self.host = host
        self.path = path
        self.version = version
        self.status = status
        self.body = body
    }

    public init(_ response: WireResponse, to request: WireRequest) {
        let body: Document? =
            switch response.body {
            case .empty: nil
            case .document(let document): document
            case .bytes(let bytes):
                (try? Document(json: bytes)) ?? .string(String(decoding: bytes, as: UTF8.self))
            }
        self.init(
            method: request.method, host: request.host,
            path: "/" + request.segments.joined(separator: "/"),
            version: request.query["api-version"], status: response.status, body: body)
    }

    // MARK: As a line

    /// As a line of an `AnswerLog`.
    var document: Document {
        var members: Members = [
            "method": .string(method), "host": .string(host), "path": .string(path),
            "status": .integer(status),
        ]
        if let version { members.append("version", .string(version)) }
        if let body { members.append("body", body) }
        return .object(members)
    }

    /// nil for a line that is none of an answer.
    public init?(_ line: Document) {
        guard let method = line["method"]?.text, let host = line["host"]?.text, let path = line["path"]?.text,
            let status = line["status"]?.integer
        else { return nil }
        self.init(
            method: method, host: host, path: path, version: line["version"]?.text, status: Int(status),
            body: line["body"])
    }

    // MARK: Its shape

    /// Equal for answers that differ in names and figures alone. No secret: a hash of the process is enough.
    var shape: Int {
        var hasher = Hasher()
        hasher.combine(method)
        hasher.combine(host.split(separator: ".").dropFirst().joined())
        hasher.combine(version)
        hasher.combine(status)
        Self.fold(path, into: &hasher)
        if let body { Self.fold(body, into: &hasher) }
        return hasher.finalize()
    }

    private static func fold(_ document: Document, into hasher: inout Hasher) {
        switch document {
        case .null: hasher.combine(0)
        case .bool(let flag): hasher.combine(flag)
        // A negative one, a fraction and an integer are not one to a schema.
        case .number(let text): hasher.combine(text.filter { !("0"..."9").contains($0) })
        case .string(let text): fold(text, into: &hasher)
        case .array(let items):
            // Items of one shape count once, in any number.
            var shapes: Set<Int> = []
            for item in items {
                var own = Hasher()
                fold(item, into: &own)
                let shape = own.finalize()
                if shapes.insert(shape).inserted { hasher.combine(shape) }
            }
            hasher.combine("]")
        case .object(let members):
            for member in members {
                hasher.combine(member.name)
                fold(member.value, into: &hasher)
            }
            hasher.combine("}")
        }
    }

    /// A word with a figure in it is as good as any other: ids, dates, versions. Words of a schema have none.
    private static func fold(_ text: String, into hasher: inout Hasher) {
        var word = Hasher()
        var hasFigure = false
        func end() {
            hasFigure ? hasher.combine(0) : hasher.combine(word.finalize())
            word = Hasher()
            hasFigure = false
        }
        for byte in text.utf8 {
            switch byte {
            case 0x30...0x39: hasFigure = true
            case 0x41...0x5A, 0x61...0x7A: word.combine(byte)
            default: end()
            }
        }
        end()
    }
}
