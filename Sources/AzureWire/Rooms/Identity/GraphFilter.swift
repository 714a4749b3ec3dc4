import VirtualTime

/// The `$filter` of a list in Microsoft Graph, in the forms that Azure's clients send.
enum GraphFilter {
    case all
    case equals(property: String, value: String)
    case startsWith(property: String, value: String)
    case named(servicePrincipal: String)

    init(_ text: String?) throws(WireFailure) {
        guard let text, !text.isEmpty else {
            self = .all
            return
        }
        let words = text.split(separator: " ", maxSplits: 2).map(String.init)
        if let name = Self.argument(of: "servicePrincipalNames/any(c:c eq ", in: text) {
            self = .named(servicePrincipal: name)
        } else if words.count == 3, words[1].lowercased() == "eq", let value = Self.quoted(words[2]) {
            self = .equals(property: words[0], value: value)
        } else if let (property, value) = Self.start(in: text) {
            self = .startsWith(property: property, value: value)
        } else {
            throw .notModeled("the filter \(text.prefix(120))", nonGoal: "identity")
        }
    }

    func takes(_ object: DirectoryObject) throws(WireFailure) -> Bool {
        switch self {
        case .all: return true
        case .named(let name):
            return object.servicePrincipalNames.contains { $0.equalsIgnoringASCIICase(name) }
        case .equals(let property, let value):
            return try Self.text(of: property, object)?.equalsIgnoringASCIICase(value) ?? false
        case .startsWith(let property, let value):
            return try Self.text(of: property, object)?.lowercased().hasPrefix(value.lowercased()) ?? false
        }
    }

    private static func text(of property: String, _ object: DirectoryObject) throws(WireFailure) -> String? {
        switch property.lowercased() {
        case "id": object.id
        case "appid": object.clientID
        case "displayname": object.name
        case "userprincipalname", "mail":
            if case .user = object.kind { object.userName } else { nil }
        default: throw .notModeled("a filter by \(property.prefix(60))", nonGoal: "identity")
        }
    }

    /// `startswith(displayName,'x')`.
    private static func start(in text: String) -> (property: String, value: String)? {
        let opening = "startswith("
        guard text.lowercased().hasPrefix(opening), text.hasSuffix(")") else { return nil }
        let parts = text.dropFirst(opening.utf8.count).dropLast().split(separator: ",", maxSplits: 1)
        guard parts.count == 2, let value = quoted(parts[1].drop { $0 == " " }) else { return nil }
        return (String(parts[0]), value)
    }

    private static func argument(of opening: String, in text: String) -> String? {
        guard text.lowercased().hasPrefix(opening.lowercased()), text.hasSuffix(")") else { return nil }
        return quoted(text.dropFirst(opening.utf8.count).dropLast())
    }

    /// The text between single quotes; a doubled one inside stands for one.
    static func quoted(_ text: some StringProtocol) -> String? {
        guard text.count > 1, text.hasPrefix("'"), text.hasSuffix("'") else { return nil }
        let inside = String(text.dropFirst().dropLast()).replacing("''", with: "\u{1}")
        return inside.contains("'") ? nil : inside.replacing("\u{1}", with: "'")
    }
}
