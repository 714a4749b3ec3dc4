import Foundation
import VirtualTime

/// Text of stored values: JSON with sorted keys, so that equal values are equal bytes in any process.
struct EntryCoding {
    private let encoder: JSONEncoder

    init() {
        encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    }

    func text(_ value: some Encodable) throws -> String {
        String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    /// Most lists of an entry are empty, and an encoder is dear.
    func text(list: [some Encodable]) throws -> String { list.isEmpty ? "[]" : try text(list) }

    /// The same bytes as the encoder's, at a fraction of its price.
    func text(list: [String]) -> String {
        list.isEmpty ? "[]" : Document.array(list.map(Document.string)).json
    }

    static func text(_ value: some Encodable) throws -> String { try EntryCoding().text(value) }

    static func value<Value: Decodable>(_ type: Value.Type, from text: String) throws -> Value {
        try JSONDecoder().decode(type, from: Data(text.utf8))
    }
    static func list<Value: Decodable>(of type: Value.Type, from text: String) throws -> [Value] {
        text == "[]" ? [] : try value([Value].self, from: text)
    }
}

/// Entries and their like as one line of text each, for files.
public enum StoredText {
    public static func text(_ value: some Encodable) throws -> String { try EntryCoding.text(value) }
    /// - Throws: when the text is not that of such a value.
    public static func value<Value: Decodable>(_ type: Value.Type, from text: String) throws -> Value {
        try EntryCoding.value(type, from: text)
    }
}

/// The canonical text of any value: what tells two worlds apart.
public enum StateHash {
    public static func text(of value: some Encodable) throws -> String { try EntryCoding.text(value) }
}
