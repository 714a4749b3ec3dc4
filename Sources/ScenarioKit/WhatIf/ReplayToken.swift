import ControlPlane
import Futures
import Simulation
import VirtualTime

/// One run in a line of text: what it starts from, what is done, how its choices came out, and what it came
/// to. Whoever has the same version plays it again, and sees whether it is the same.
public struct ReplayToken: Equatable, Sendable {
    public static let prefix = "r1."
    /// The version of the engine that made it.
    public let engine: String
    public let spec: FutureSpec
    public let course: ChosenCourse
    /// The first digits of the final state's hash, and how many entries led to it.
    public let state: String
    public let events: Int

    public enum Fault: Error, Equatable, Sendable, CustomStringConvertible {
        case notAToken
        case damaged
        case otherEngine(String)

        public var description: String {
            switch self {
            case .notAToken: "this is no token: it does not begin with '\(ReplayToken.prefix)'"
            case .damaged: "the token is damaged: it was cut off or changed"
            case .otherEngine(let engine):
                "the token is of Lockstep \(engine), this is \(Features.version): what it shows may differ"
            }
        }
    }

    /// Plays the run that a token is to stand for.
    init(_ spec: FutureSpec, _ course: ChosenCourse, future: Future) {
        self.spec = spec
        self.course = course
        engine = Features.version
        let end = course.play(future).end
        state = String(end.world.stateHash().prefix(12))
        events = end.entries.count
    }

    private init(engine: String, spec: FutureSpec, course: ChosenCourse, state: String, events: Int) {
        self.engine = engine
        self.spec = spec
        self.course = course
        self.state = state
        self.events = events
    }

    // MARK: Text

    public var text: String {
        var record: Document = [
            "v": .string(engine), "f": spec.document,
            "c": .array(course.moments.map { [.string($0.name), .integer($0.milliseconds)] }),
            "z": .string(state), "n": .integer(events),
        ]
        if !course.orders.isEmpty { record["o"] = .array(course.orders.map(\.document)) }
        let bytes = TokenText.packed(record.json)
        // Four digits of a digest: a token that lost a letter says so.
        return Self.prefix + TokenText.base64(TokenText.sum(bytes) + bytes)
    }

    public init(text: String) throws(Fault) {
        guard text.hasPrefix(Self.prefix) else { throw .notAToken }
        guard let all = TokenText.bytes(base64: text.dropFirst(Self.prefix.count)), all.count > 2 else {
            throw .damaged
        }
        let bytes = Array(all.dropFirst(2))
        guard TokenText.sum(bytes) == Array(all.prefix(2)), let json = TokenText.unpacked(bytes),
            let record = try? Document(json: json), let engine = record["v"]?.text
        else { throw .damaged }
        guard engine == Features.version else { throw .otherEngine(engine) }
        guard let spec = record["f"].flatMap({ FutureSpec($0) }), let state = record["z"]?.text,
            let events = record["n"]?.integer
        else { throw .damaged }
        var course = ChosenCourse()
        for item in record["c"]?.items ?? [] {
            guard let name = item[0]?.text, let milliseconds = item[1]?.integer else { throw .damaged }
            course.moments.append(ChosenMoment(name: name, milliseconds: milliseconds))
        }
        for item in record["o"]?.items ?? [] {
            guard let order = ChosenOrder(item) else { throw .damaged }
            course.orders.append(order)
        }
        self.init(engine: engine, spec: spec, course: course, state: state, events: Int(events))
    }
}

/// Packs the JSON of a token: words that stand in nearly all of them are one byte each.
enum TokenText {
    /// Never reordered and never shortened: a word's place is its code.
    private static let words = [
        "\"target\":\"key/contoso-kv/cmk\"", "\"act\":\"key.disable\"", "\"act\":\"key.enable\"",
        "builtin:contoso-cmk", "honor.cluster@contoso-la.", "honor.cosmos@contoso-soc.",
        "restore.cluster@contoso-la.", "restore.cosmos@contoso-soc.", "{\"v\":\"", "\",\"f\":{\"w\":\"",
        "\",\"h\":", ",\"d\":[{\"at\":", "},{\"at\":", "}],\"x\":{\"c\":[[\"default\",\"latest\"]]",
        ",\"f\":[[\"contoso-soc\",", "]],\"k\":[[\"contoso-soc\",", "]]},\"c\":[[\"", "],[\"", "]],\"z\":\"",
        "\",\"n\":", "\"act\":\"key.delete\"", "\"act\":\"key.recover\"", "\"act\":\"key.rotate\"",
        "\"act\":\"policy.revoke\"", "\"act\":\"policy.grant\"", "\"act\":\"network.deny\"",
        "\"act\":\"network.allow\"", "\"act\":\"", "\"target\":\"", "\"with\":{\"", "vault/contoso-kv",
        "identity/contoso-la", "workspace/contoso-soc", "cluster/contoso-la", "key/", "vault/",
        "\"principal\":\"",
        "\"keys\":[\"get\",\"wrapKey\",\"unwrapKey\"]", "rewrap.cluster@", "rewrap.cosmos@", "honor.cluster@",
        "honor.cosmos@", "restore.cluster@", "restore.cosmos@", "lro.", "contoso-soc", "contoso-la",
        "contoso-kv",
        "2592000000", "3600000", "1800000", "86400000", "7200000", "604800000", "00000", "\",\"", "\":\"",
        "\":{",
        "\"i\":[{\"n\":\"rule:", "\",\"r\":\"", "SENT-", "REVOKE-", ",60000,", ",null]",
    ].map { Array($0.utf8) }

    /// ASCII stays; a byte from 128 on is a word.
    static func packed(_ text: String) -> [UInt8] {
        let bytes = Array(text.utf8)
        var packed: [UInt8] = [], place = 0
        while place < bytes.count {
            let word = words.indices.filter { bytes[place...].starts(with: words[$0]) }.max {
                (words[$0].count, $1) < (words[$1].count, $0)
            }
            if let word {
                packed.append(UInt8(128 + word))
                place += words[word].count
            } else {
                // What is not ASCII is told apart by the one code that is no word.
                if bytes[place] >= 128 { packed.append(255) }
                packed.append(bytes[place])
                place += 1
            }
        }
        return packed
    }

    static func unpacked(_ bytes: [UInt8]) -> String? {
        var text: [UInt8] = [], place = 0
        while place < bytes.count {
            let byte = bytes[place]
            if byte == 255 {
                place += 1
                guard place < bytes.count else { return nil }
                text.append(bytes[place])
            } else if byte >= 128 {
                guard words.indices.contains(Int(byte) - 128) else { return nil }
                text += words[Int(byte) - 128]
            } else {
                text.append(byte)
            }
            place += 1
        }
        return String(validating: text, as: UTF8.self)
    }

    static func sum(_ bytes: [UInt8]) -> [UInt8] { Array(Digest.sha256(bytes).bytes.prefix(2)) }

    private static let digits = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

    /// RFC 4648, section 5, without padding.
    static func base64(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = [], word: UInt32 = 0, bits = 0
        for byte in bytes {
            word = word << 8 | UInt32(byte)
            bits += 8
            while bits >= 6 {
                bits -= 6
                text.append(digits[Int(word >> UInt32(bits) & 63)])
            }
        }
        if bits > 0 { text.append(digits[Int(word << UInt32(6 - bits) & 63)]) }
        return String(decoding: text, as: UTF8.self)
    }

    static func bytes(base64 text: Substring) -> [UInt8]? {
        var bytes: [UInt8] = [], word: UInt32 = 0, bits = 0
        for digit in text.utf8 {
            guard let value = digits.firstIndex(of: digit) else { return nil }
            word = (word << 6 | UInt32(value)) & 0xFFFF
            bits += 6
            if bits >= 8 {
                bits -= 8
                bytes.append(UInt8(truncatingIfNeeded: word >> UInt32(bits)))
            }
        }
        return bytes
    }
}
