/// A path with names for the parts that vary: `/subscriptions/{subscription}/resourceGroups/{group}`.
///
/// Literals compare without regard to case, as Azure does; a parameter stands for exactly one segment.
public struct RouteTemplate: Sendable, Hashable, CustomStringConvertible {
    enum Segment: Sendable, Hashable {
        /// Lower case.
        case literal(String)
        case parameter(String)
    }

    /// As written.
    public let description: String
    let segments: [Segment]

    /// Throws when a brace is unmatched, a name is empty or repeated, or the text does not start with a
    /// slash.
    public init(_ text: String) throws(RouteFault) {
        guard text.hasPrefix("/") else { throw .malformedTemplate(text) }
        var names: [String] = []
        var segments: [Segment] = []
        for part in text.split(separator: "/") {
            if part.hasPrefix("{") && part.hasSuffix("}") {
                let name = String(part.dropFirst().dropLast())
                guard !name.isEmpty, !names.contains(name), !Self.hasBrace(name[...])
                else {
                    throw .malformedTemplate(text)
                }
                names.append(name)
                segments.append(.parameter(name))
            } else {
                guard !Self.hasBrace(part) else { throw .malformedTemplate(text) }
                segments.append(.literal(part.lowercased()))
            }
        }
        description = text
        self.segments = segments
    }

    private static func hasBrace(_ text: Substring) -> Bool {
        text.utf8.contains { $0 == UInt8(ascii: "{") || $0 == UInt8(ascii: "}") }
    }

    /// The parameters of a path that this template fits, with the casing of the path.
    func parameters(in path: [String]) -> [RouteParameters.Parameter] {
        zip(segments, path).compactMap { segment, text in
            if case .parameter(let name) = segment { .init(name: name, value: text) } else { nil }
        }
    }
}

/// Why a route could not be added.
public enum RouteFault: Error, Sendable, Hashable {
    case malformedTemplate(String)
    /// Two routes would answer the same requests.
    case clash(method: String, template: String, existing: String)
}

/// The named parts of a matched request, in order: that of the host first, then those of the path.
public struct RouteParameters: Sendable, Hashable, Sequence {
    /// One part; `value` is decoded and keeps the casing of the request.
    public struct Parameter: Sendable, Hashable {
        public let name: String
        public let value: String
    }

    private let parameters: [Parameter]

    init(_ parameters: [Parameter]) {
        self.parameters = parameters
    }

    /// The text of a parameter of the matched template; asking for another name is a mistake of the handler.
    public subscript(_ name: String) -> String {
        guard let parameter = parameters.first(where: { $0.name == name }) else {
            preconditionFailure("The matched template has no parameter '\(name)'.")
        }
        return parameter.value
    }

    public func makeIterator() -> IndexingIterator<[Parameter]> {
        parameters.makeIterator()
    }
}
