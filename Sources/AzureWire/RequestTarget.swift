/// The target of a request line, split: origin form (`/path?query`) or absolute form
/// (`http://host/path?query`).
struct RequestTarget {
    /// `http` or `https`; nil in origin form.
    let scheme: String?
    /// What stands between `://` and the path; nil in origin form.
    let authority: Substring?
    /// As sent, percent-encoded, with its leading slash.
    let path: Substring
    /// As sent, without the question mark.
    let query: Substring

    init(_ text: String) throws(RequestFault) {
        let printable: ClosedRange<UInt8> = 0x21...0x7E
        guard text.utf8.allSatisfy({ printable.contains($0) && $0 != UInt8(ascii: "#") }) else {
            throw .malformedTarget
        }

        var rest = text[...]
        if text.utf8.first == UInt8(ascii: "/") {
            scheme = nil
            authority = nil
        } else {
            let start = text.prefix(8).lowercased()
            guard let prefix = ["https://", "http://"].first(where: start.hasPrefix) else {
                throw .malformedTarget
            }
            rest = rest.dropFirst(prefix.utf8.count)
            scheme = String(prefix.dropLast(3))
            authority = Substring(rest.utf8.prefix { $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "?") })
            rest = Substring(rest.utf8.drop { $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "?") })
        }
        // Bytes throughout: the text is ASCII by now, and characters are dear.
        let path = Substring(rest.utf8.prefix { $0 != UInt8(ascii: "?") })
        self.path = path.isEmpty ? "/" : path
        query = Substring(rest.utf8.dropFirst(path.utf8.count + 1))
    }
}

/// A host name, lower-cased, and the port if one was written.
public struct Authority: Sendable, Hashable {
    /// Without brackets and final dot.
    public let host: String
    public let port: Int?

    /// Nil for user information, other characters than those of names and addresses, and ports past 65,535.
    public init?(_ text: some StringProtocol) {
        // Bytes throughout, as in the target: each request brings one.
        let lowered = text.lowercased().utf8
        var name = lowered[...]
        var portText: Substring.UTF8View?
        let colon = UInt8(ascii: ":")
        if lowered.first == UInt8(ascii: "[") {
            guard let close = lowered.firstIndex(of: UInt8(ascii: "]")) else { return nil }
            name = lowered[..<close].dropFirst()
            let behind = lowered[lowered.index(after: close)...]
            guard behind.isEmpty || behind.first == colon else { return nil }
            portText = behind.dropFirst()
            guard !name.isEmpty, name.allSatisfy(Self.isAddressByte) else { return nil }
        } else {
            if let end = lowered.firstIndex(of: colon) {
                name = lowered[..<end]
                portText = lowered[lowered.index(after: end)...]
            }
            if name.last == UInt8(ascii: ".") { name = name.dropLast() }
            guard !name.isEmpty, name.allSatisfy(Self.isNameByte) else { return nil }
        }

        host = String(Substring(name))
        guard let portText, !portText.isEmpty else {
            port = nil
            return
        }
        guard portText.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(Substring(portText)),
            number <= 65_535
        else { return nil }
        port = number
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
        case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"): true
        default: false
        }
    }

    private static func isAddressByte(_ byte: UInt8) -> Bool {
        byte.hexadecimalValue != nil || byte == UInt8(ascii: ":") || byte == UInt8(ascii: ".")
    }
}
