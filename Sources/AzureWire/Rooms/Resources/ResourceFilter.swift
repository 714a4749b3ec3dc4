import ControlPlane
import VirtualTime

/// `$filter` of lists of resources: comparisons joined by `and`, in the words that the service knows.
///
/// ```
/// resourceType eq 'Microsoft.KeyVault/vaults' and name eq 'contoso-kv'
/// substringof('kv', name) and location ne 'westeurope'
/// ```
struct ResourceFilter {
    struct Subject {
        let name: String
        let type: String
        let group: String
        let location: String
        let tags: Members
    }

    private enum Term {
        case compares(property: String, isEqual: Bool, value: String)
        case contains(part: String)
    }

    private let terms: [Term]

    /// - Parameter text: nil admits everything; what cannot be read is refused.
    init(_ text: String?) throws(WireFailure) {
        guard let text, !text.isEmpty else {
            terms = []
            return
        }
        var terms: [Term] = []
        for part in Self.split(text) {
            guard let term = Self.term(part) else {
                throw WireFailure(
                    400, "InvalidFilterInQueryString",
                    "Invalid $filter '\(text.prefix(200))' specified in the query string: '\(part.prefix(100))' is no "
                        + "comparison of name, resourceType, resourceGroup, location, tagName or tagValue.")
            }
            terms.append(term)
        }
        self.terms = terms
    }

    func admits(_ subject: Subject) -> Bool {
        var tagName: String?
        return terms.allSatisfy { term in
            switch term {
            case .contains(let part): return subject.name.lowercased().contains(part.lowercased())
            case .compares("tagname", let isEqual, let value):
                tagName = value
                return (subject.tags.contains { $0.name.lowercased() == value.lowercased() }) == isEqual
            case .compares("tagvalue", let isEqual, let value):
                let found = subject.tags.contains { tag in
                    (tagName == nil || tag.name.lowercased() == tagName?.lowercased())
                        && tag.value.text == value
                }
                return found == isEqual
            case .compares(let property, let isEqual, let value):
                return (Self.value(property, of: subject).lowercased() == Self.plain(value, property))
                    == isEqual
            }
        }
    }

    private static func value(_ property: String, of subject: Subject) -> String {
        switch property {
        case "name": subject.name
        case "resourcetype": subject.type
        case "resourcegroup": subject.group
        default: subject.location
        }
    }

    private static func plain(_ value: String, _ property: String) -> String {
        property == "location" ? Regions.normalized(value) : value.lowercased()
    }

    // MARK: Reading

    private static let properties = [
        "name", "resourcetype", "resourcegroup", "location", "tagname", "tagvalue",
    ]

    /// At every `and` outside of quotes.
    private static func split(_ text: String) -> [String] {
        var parts: [[Substring]] = [[]]
        for word in words(text) {
            if word.lowercased() == "and" {
                parts.append([])
            } else {
                parts[parts.count - 1].append(word)
            }
        }
        return parts.map { $0.joined(separator: " ") }
    }

    /// Words between blanks; what stands in quotes is one word with them.
    private static func words(_ text: String) -> [Substring] {
        var isQuoted = false
        return text.split { character in
            if character == "'" { isQuoted.toggle() }
            return character == " " && !isQuoted
        }
    }

    private static func term(_ text: String) -> Term? {
        let words = words(text)
        if text.lowercased().hasPrefix("substringof("), text.hasSuffix(")") {
            let inner = text.dropFirst("substringof(".count).dropLast().split(separator: ",", maxSplits: 1)
            guard inner.count == 2, let part = quoted(inner[0].filter { $0 != " " }),
                inner[1].filter({ $0 != " " }).lowercased() == "name"
            else { return nil }
            return .contains(part: part)
        }
        guard words.count == 3, properties.contains(words[0].lowercased()),
            ["eq", "ne"].contains(words[1].lowercased()), let value = quoted(String(words[2]))
        else { return nil }
        return .compares(
            property: words[0].lowercased(), isEqual: words[1].lowercased() == "eq", value: value)
    }

    /// The text in single quotes; two of them stand for one.
    private static func quoted(_ text: String) -> String? {
        guard text.count >= 2, text.hasPrefix("'"), text.hasSuffix("'") else { return nil }
        return String(text.dropFirst().dropLast()).replacing("''", with: "'")
    }
}
