public import ControlPlane
import VirtualTime

/// A number for what a world can still become: two worlds with one number go on alike.
///
/// Instants count from now, identifiers by the order in which they first appear, and what only tells of the
/// past (creation dates, entry numbers, ended operations) is left out. Worlds that differ only in how they
/// came about are therefore the same.
public struct StateHash: Hashable, Sendable {
    private var high: UInt64 = 0xCBF2_9CE4_8422_2325
    private var low: UInt64 = 0x9E37_79B9_7F4A_7C15

    public static func of(_ world: World) -> StateHash {
        let encoder = HashEncoder(now: world.now)
        do {
            try world.resources.encode(to: encoder)
            try world.identity.encode(to: encoder)
            try world.keyVault.encode(to: encoder)
            try world.logAnalytics.encode(to: encoder)
            try world.cosmosDB.encode(to: encoder)
            try world.sentinel.encode(to: encoder)
        } catch {
            preconditionFailure("a state always has a hash: \(error)")
        }
        return encoder.box.hash
    }

    /// Of parts of a world, in which certain resources are known by their place in a list and not by their
    /// id.
    struct Of {
        private let now: Instant
        private let known: [ResourceID]

        init(_ world: World, knowing resources: [ResourceID]) {
            now = world.now
            known = resources
        }

        func callAsFunction(_ row: (some Encodable)?) -> StateHash {
            let encoder = HashEncoder(now: now, knowing: known)
            do { try row?.encode(to: encoder) } catch {
                preconditionFailure("a state always has a hash: \(error)")
            }
            return encoder.box.hash
        }
    }

    mutating func add(_ word: UInt64) {
        high = (high ^ word) &* 0x0000_0100_0000_01B3
        high ^= high >> 29
        low = (low &+ word) &* 0xBF58_476D_1CE4_E5B9
        low ^= low >> 32
    }
    mutating func add(_ text: String) {
        var word: UInt64 = 0
        var count: UInt64 = 0
        for byte in text.utf8 {
            word = word << 8 | UInt64(byte)
            count += 1
            if count & 7 == 0 {
                add(word)
                word = 0
            }
        }
        add(word ^ count << 56)
    }
}

/// Feeds a state into a hash, as `Codable` walks it.
private struct HashEncoder: Encoder {
    final class Box {
        var hash = StateHash()
        /// Identifiers met so far: what they are called does not matter, which is which does.
        var ordinals: [String: UInt64] = [:]
        let now: Instant
        /// Resources that are known by their place; none in a hash of a whole world.
        let known: [ResourceID]
        init(now: Instant, knowing known: [ResourceID]) {
            self.now = now
            self.known = known
        }
    }

    let box: Box
    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    init(now: Instant, knowing known: [ResourceID] = []) { box = Box(now: now, knowing: known) }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        KeyedEncodingContainer(Keyed<Key>(encoder: self))
    }
    func unkeyedContainer() -> any UnkeyedEncodingContainer { List(encoder: self) }
    func singleValueContainer() -> any SingleValueEncodingContainer { Single(encoder: self) }

    /// What only says how a state came about, or what no rule reads.
    private static let past: [String: Bool] = {
        let names = [
            "createdAt", "modifiedAt", "updatedAt", "startedAt", "changedBy", "since", "entry", "startedBy",
            "operation", "operations", "revision", "carried", "availableSince",
        ]
        return .init(uniqueKeysWithValues: names.map { ($0, true) })
    }()

    static func isPast(_ key: String) -> Bool { past[key] != nil }

    func add(_ text: String) {
        let count = text.utf8.count
        guard count == 32 || count == 36, text.utf8.allSatisfy(\.isIdentifierCharacter) else {
            box.hash.add(text)
            return
        }
        let next = UInt64(box.ordinals.count) + 1
        let ordinal = box.ordinals[text] ?? next
        box.ordinals[text] = ordinal
        box.hash.add(ordinal)
    }

    func add(_ value: some Encodable) throws {
        if let instant = value as? Instant {
            // Longer ago than any window: it does not matter how long.
            let distance = max(instant.milliseconds - box.now.milliseconds, -40 * 86_400_000)
            box.hash.add(UInt64(bitPattern: distance))
        } else if !box.known.isEmpty, let id = value as? ResourceID, let place = box.known.firstIndex(of: id)
        {
            box.hash.add(UInt64(place))
        } else {
            box.hash.add(0x5B)
            try value.encode(to: self)
            box.hash.add(0x5D)
        }
    }

    struct Keyed<Key: CodingKey>: KeyedEncodingContainerProtocol {
        let encoder: HashEncoder
        var codingPath: [any CodingKey] { [] }

        private func takes(_ key: Key) -> Bool {
            guard !HashEncoder.isPast(key.stringValue) else { return false }
            encoder.box.hash.add(key.stringValue)
            return true
        }
        mutating func encodeNil(forKey key: Key) { if takes(key) { encoder.box.hash.add(0) } }
        mutating func encode(_ value: Bool, forKey key: Key) {
            if takes(key) { encoder.box.hash.add(value ? 1 : 2) }
        }
        mutating func encode(_ value: String, forKey key: Key) { if takes(key) { encoder.add(value) } }
        mutating func encode(_ value: Double, forKey key: Key) {
            if takes(key) { encoder.box.hash.add(value.bitPattern) }
        }
        mutating func encode(_ value: Float, forKey key: Key) {
            if takes(key) { encoder.box.hash.add(UInt64(value.bitPattern)) }
        }
        mutating func encode<T: Encodable>(_ value: T, forKey key: Key) throws {
            if takes(key) { try encoder.add(value) }
        }
        mutating func nestedContainer<Nested: CodingKey>(
            keyedBy type: Nested.Type, forKey key: Key
        ) -> KeyedEncodingContainer<Nested> {
            encoder.box.hash.add(key.stringValue)
            return encoder.container(keyedBy: type)
        }
        mutating func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
            encoder.box.hash.add(key.stringValue)
            return encoder.unkeyedContainer()
        }
        mutating func superEncoder() -> any Encoder { encoder }
        mutating func superEncoder(forKey key: Key) -> any Encoder { encoder }
    }

    struct List: UnkeyedEncodingContainer {
        let encoder: HashEncoder
        var codingPath: [any CodingKey] { [] }
        var count = 0

        mutating func encodeNil() { encoder.box.hash.add(0) }
        mutating func encode<T: Encodable>(_ value: T) throws {
            count += 1
            try encoder.add(value)
        }
        mutating func nestedContainer<Nested: CodingKey>(
            keyedBy keyType: Nested.Type
        ) -> KeyedEncodingContainer<Nested> {
            encoder.container(keyedBy: keyType)
        }
        mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { encoder.unkeyedContainer() }
        mutating func superEncoder() -> any Encoder { encoder }
    }

    struct Single: SingleValueEncodingContainer {
        let encoder: HashEncoder
        var codingPath: [any CodingKey] { [] }

        mutating func encodeNil() { encoder.box.hash.add(0) }
        mutating func encode(_ value: Bool) { encoder.box.hash.add(value ? 1 : 2) }
        mutating func encode(_ value: String) { encoder.add(value) }
        mutating func encode(_ value: Double) { encoder.box.hash.add(value.bitPattern) }
        mutating func encode(_ value: Float) { encoder.box.hash.add(UInt64(value.bitPattern)) }
        mutating func encode(_ value: Int) { encoder.box.hash.add(UInt64(bitPattern: Int64(value))) }
        mutating func encode(_ value: Int8) { encoder.box.hash.add(UInt64(bitPattern: Int64(value))) }
        mutating func encode(_ value: Int16) { encoder.box.hash.add(UInt64(bitPattern: Int64(value))) }
        mutating func encode(_ value: Int32) { encoder.box.hash.add(UInt64(bitPattern: Int64(value))) }
        mutating func encode(_ value: Int64) { encoder.box.hash.add(UInt64(bitPattern: value)) }
        mutating func encode(_ value: UInt) { encoder.box.hash.add(UInt64(value)) }
        mutating func encode(_ value: UInt8) { encoder.box.hash.add(UInt64(value)) }
        mutating func encode(_ value: UInt16) { encoder.box.hash.add(UInt64(value)) }
        mutating func encode(_ value: UInt32) { encoder.box.hash.add(UInt64(value)) }
        mutating func encode(_ value: UInt64) { encoder.box.hash.add(value) }
        mutating func encode<T: Encodable>(_ value: T) throws { try encoder.add(value) }
    }
}

extension UInt8 {
    /// A hexadecimal digit in lower case or a hyphen: what GUIDs and key versions are made of.
    fileprivate var isIdentifierCharacter: Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self)
            || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(self) || self == UInt8(ascii: "-")
    }
}
