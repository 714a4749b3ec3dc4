import AzureWire

/// What worlds, their snapshots, faults and traffic may be called: it has to fit into a path, a header and
/// the user of a proxy's URL.
enum WorldName {
    static let pattern = "^[A-Za-z0-9][A-Za-z0-9._~-]{0,63}$"

    static func isName(_ text: String) -> Bool {
        func isLetterOrDigit(_ byte: UInt8) -> Bool {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"):
                true
            default: false
            }
        }
        guard (1...64).contains(text.utf8.count), let first = text.utf8.first, isLetterOrDigit(first) else {
            return false
        }
        return text.utf8.allSatisfy { isLetterOrDigit($0) || "._~-".utf8.contains($0) }
    }

    /// - Throws: a problem for a text that is no name.
    static func require(_ text: String, as member: String = "id") throws -> String {
        guard isName(text) else {
            throw ControlProblem.badBody(
                "'\(member)' has 1 to 64 letters, digits or . _ ~ -, the first a letter or a digit.")
        }
        return text
    }
}
