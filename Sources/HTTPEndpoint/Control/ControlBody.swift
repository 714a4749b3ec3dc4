import AzureWire
import VirtualTime

/// The body of a control request; an empty one is `{}`.
struct ControlBody {
    let document: Document

    init() { document = [:] }

    init(_ request: WireRequest) throws {
        guard !request.body.isEmpty else {
            document = [:]
            return
        }
        do {
            document = try Document(json: request.body, maximumDepth: 64)
        } catch {
            throw ControlProblem.badBody("\(error)")
        }
        guard document.members != nil else { throw ControlProblem.badBody("The body must be a JSON object.") }
    }

    func text(_ name: String) throws -> String? {
        guard let value = document[name], !value.isNull else { return nil }
        guard let text = value.text else { throw ControlProblem.badBody("'\(name)' must be a text.") }
        return text
    }
    func required(_ name: String) throws -> String {
        guard let text = try text(name) else { throw ControlProblem.badBody("'\(name)' is needed.") }
        return text
    }
    func integer(_ name: String) throws -> Int64? {
        guard let value = document[name], !value.isNull else { return nil }
        guard let number = value.integer else {
            throw ControlProblem.badBody("'\(name)' must be a whole number.")
        }
        return number
    }
    /// `1h30m`; never negative, and never so long that an instant could not hold it.
    func duration(_ name: String) throws -> Duration? {
        guard let text = try text(name) else { return nil }
        guard let duration = Self.duration(text) else {
            throw ControlProblem.badBody("'\(text)' is no duration; write 90s, 1h or 2d12h.")
        }
        return duration
    }

    /// At most ten thousand years: the sum with any instant still is one.
    static func duration(_ text: String) -> Duration? {
        Duration(text: text).flatMap { (.zero ... .days(3_652_500)).contains($0) ? $0 : nil }
    }
    func instant(_ name: String) throws -> Instant? {
        guard let text = try text(name) else { return nil }
        guard let instant = Instant(iso8601: text) else {
            throw ControlProblem.badBody("'\(text)' is no instant; write 2024-02-16T09:00:00Z.")
        }
        return instant
    }
}
