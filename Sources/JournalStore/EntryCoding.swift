import Foundation

/// Text of stored values: JSON with sorted keys, so that equal values are equal bytes in any process.
enum EntryCoding {
    static func text(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    static func value<Value: Decodable>(_ type: Value.Type, from text: String) throws -> Value {
        try JSONDecoder().decode(type, from: Data(text.utf8))
    }
}

/// The digest of any value's canonical text: what tells two worlds apart.
public enum StateHash {
    public static func text(of value: some Encodable) throws -> String { try EntryCoding.text(value) }
}
