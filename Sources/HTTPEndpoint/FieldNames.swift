import HTTPTypes
import Synchronization

/// Names of header fields, checked once: an answer has a dozen of them, and always the same.
enum FieldNames {
    private static let known = Mutex<[String: HTTPField.Name]>([:])
    /// Routes choose the names, so there are few; the bound is for what a route might echo.
    private static let limit = 256

    static func name(of text: String) -> HTTPField.Name {
        if let name = known.withLock({ $0[text] }) { return name }
        guard let name = HTTPField.Name(text) else {
            preconditionFailure("'\(text)' is not the name of a header field.")
        }
        known.withLock { if $0.count < limit { $0[text] = name } }
        return name
    }
}
