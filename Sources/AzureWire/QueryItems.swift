import VirtualTime

/// The query of a URL: pairs in the order sent, decoded; names compare without regard to ASCII case.
public struct QueryItems: Sendable, Hashable, Sequence {
    /// One pair, decoded; the value is empty when there was no `=`.
    public struct Item: Sendable, Hashable {
        public let name: String
        public let value: String
    }

    /// The query as sent, without the question mark.
    public let text: String
    private let items: [Item]

    /// Reads `a=1&b=2`; a plus sign is a blank, as forms and the Azure clients write it.
    public init(_ text: String) throws(RequestFault) {
        self.text = text
        var items: [Item] = []
        for pair in Array(text.utf8).split(separator: UInt8(ascii: "&")) {
            let name = pair.prefix { $0 != UInt8(ascii: "=") }
            let value = pair[name.endIndex...].dropFirst()
            items.append(
                Item(
                    name: try percentDecoded(name, plusIsBlank: true),
                    value: try percentDecoded(value, plusIsBlank: true)))
        }
        self.items = items
    }

    /// The first value of `name`.
    public subscript(_ name: String) -> String? {
        items.first { $0.name.equalsIgnoringASCIICase(name) }?.value
    }

    public func makeIterator() -> IndexingIterator<[Item]> {
        items.makeIterator()
    }
}

/// Decodes `%41` and, in queries, `+`; refuses half escapes, bytes that are not UTF-8, and NUL.
func percentDecoded(_ text: ArraySlice<UInt8>, plusIsBlank: Bool) throws(RequestFault) -> String {
    let percent = UInt8(ascii: "%")
    let plus = UInt8(ascii: "+")
    guard text.contains(where: { $0 == percent || (plusIsBlank && $0 == plus) }) else {
        return String(decoding: text, as: UTF8.self)
    }

    var decoded: [UInt8] = []
    decoded.reserveCapacity(text.count)
    var bytes = text.makeIterator()
    while let byte = bytes.next() {
        if byte == percent {
            guard let high = bytes.next()?.hexadecimalValue, let low = bytes.next()?.hexadecimalValue else {
                throw .badPercentEncoding
            }
            decoded.append(high << 4 | low)
        } else {
            decoded.append(plusIsBlank && byte == plus ? UInt8(ascii: " ") : byte)
        }
    }
    guard !decoded.contains(0) else { throw .nulByte }
    guard let string = String(validating: decoded, as: UTF8.self) else { throw .invalidUTF8 }
    return string
}
