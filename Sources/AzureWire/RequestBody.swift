import ControlPlane
import VirtualTime

/// A JSON object of a request, read with the type each property must have.
///
/// A property of the wrong type is refused as a whole and by name; one that is absent or null is nil.
struct RequestBody {
    let document: Document
    private let prefix: String

    /// The body of a request that must have one.
    init(of exchange: Exchange) throws(WireFailure) {
        if let body = exchange.body {
            self.init(body)
            return
        }
        try self.init(bytes: exchange.request.body)
        guard document.members != nil else { throw .unreadable("the body must be a JSON object") }
    }

    init(bytes: [UInt8]) throws(WireFailure) {
        guard !bytes.isEmpty else { throw .unreadable("the body is empty; a JSON object was expected") }
        do throws(DocumentError) {
            document = try Document(json: bytes, maximumDepth: 64)
        } catch {
            throw .unreadable("\(error)")
        }
        prefix = ""
    }

    private init(_ document: Document, _ prefix: String) {
        self.document = document
        self.prefix = prefix
    }

    init(_ document: Document) { self.init(document, "") }

    /// The property of that name in any casing; nil for null.
    subscript(name: String) -> Document? {
        guard let value = document.member(anyCase: name), !value.isNull else { return nil }
        return value
    }

    func object(_ name: String) throws(WireFailure) -> RequestBody? {
        guard let value = self[name] else { return nil }
        guard value.members != nil else { throw wrong(name, "an object") }
        return RequestBody(value, path(name) + ".")
    }
    func text(_ name: String) throws(WireFailure) -> String? {
        guard let value = self[name] else { return nil }
        guard let text = value.text else { throw wrong(name, "a string") }
        return text
    }
    func integer(_ name: String) throws(WireFailure) -> Int? {
        guard let value = self[name] else { return nil }
        guard let number = value.integer, let result = Int(exactly: number) else {
            throw wrong(name, "an integer")
        }
        return result
    }
    /// The same where the service takes digits in quotes for the number they stand for.
    func looseInteger(_ name: String) throws(WireFailure) -> Int? {
        if let digits = self[name]?.text, let number = Int(digits) { return number }
        return try integer(name)
    }
    func flag(_ name: String) throws(WireFailure) -> Bool? {
        guard let value = self[name] else { return nil }
        guard let flag = value.flag else { throw wrong(name, "true or false") }
        return flag
    }
    func items(_ name: String) throws(WireFailure) -> [RequestBody]? {
        guard let value = self[name] else { return nil }
        guard let items = value.items, items.allSatisfy({ $0.members != nil }) else {
            throw wrong(name, "an array of objects")
        }
        return items.enumerated().map { RequestBody($0.element, "\(path(name))[\($0.offset)].") }
    }
    func texts(_ name: String) throws(WireFailure) -> [String]? {
        guard let value = self[name] else { return nil }
        guard let items = value.items else { throw wrong(name, "an array of strings") }
        var texts: [String] = []
        for item in items {
            guard let text = item.text else { throw wrong(name, "an array of strings") }
            texts.append(text)
        }
        return texts
    }
    func location() throws(WireFailure) -> String {
        guard let location = try text("location"), !location.isEmpty else {
            throw WireFailure(
                400, "LocationRequired", "The location property is required for this definition.",
                gateway: .contentReadable)
        }
        return Regions.normalized(location)
    }

    /// Everything but the properties that rules read: what the row carries (D-12).
    func without(_ names: [String]) -> Document {
        let dropped = names.map { $0.lowercased() }
        let kept = (document.members ?? [:]).filter { !dropped.contains($0.name.lowercased()) }
        return .object(Members(kept.map { ($0.name, $0.value) }))
    }

    func wrong(_ name: String, _ expected: String) -> WireFailure {
        .unreadable("\(path(name)) must be \(expected)")
    }
    private func path(_ name: String) -> String { prefix + name }
}
