public import VirtualTime

/// How a client reached the simulator, and so which names it is shown.
///
/// Inside there are Azure's names alone: worlds, journals and rules see no others. A client that came by a
/// name of the simulator's own is shown names it can follow, for the same services: `vaultUri`, `kid`,
/// `documentEndpoint`, the challenge of a vault. Links that lead back, as status URLs do, have the request's
/// own scheme (`Exchange.baseURL`). What a client sends is understood in either style.
///
/// Who comes by TLS is such a client. Without TLS none sends its token: that is a person with curl, or a
/// recording played again, who name each service by its host as Azure has it, and are answered so.
public struct WayIn: Sendable, Hashable {
    /// `:8443`, or nothing.
    private let port: String
    /// What stands before each path where the path names the world.
    private let prefix: String
    /// `localhost`, or the address in the request; nil for who came by one of Azure's names.
    private let local: String?
    private let isSecure: Bool

    public init(_ request: WireRequest) {
        prefix = request.prefix
        isSecure = request.scheme == "https"
        port = request.port.map { ":\($0)" } ?? ""
        if HostNames.local.contains(request.host) {
            local = request.host.contains(":") ? "[\(request.host)]" : request.host
        } else {
            local = request.host.hasSuffix(Self.localSuffix) ? "localhost" : nil
        }
    }

    /// Whether the client knows the simulator by Azure's names only.
    public var isAzures: Bool { local == nil }
    /// Whether answers have the simulator's own names.
    var translatesAnswers: Bool { !isAzures && isSecure }

    private static let localSuffix = ".localhost"
    private static let localBytes = Array(localSuffix.utf8)

    // MARK: Out

    /// A text with Azure's URLs as this client reaches them.
    public func shown(_ text: String) -> String {
        guard let local else { return text }
        return Self.replacing(in: text) { authority in
            if let host = Self.localHost(of: authority.host) { return "https://\(host)\(port)" }
            let pattern = HostMeaning(host: authority.host, localNames: HostNames.local)?.pattern
            return pattern?.answersLocally == true ? "https://\(local)\(port)\(prefix)" : nil
        }
    }

    /// A domain of Azure's without its scheme, with the port that leads to it: `vault.localhost:8443`.
    public func suffix(_ domain: String) -> String {
        let shown = shown("https://\(domain)")
        return shown.firstRange(of: "://").map { String(shown[$0.upperBound...]) } ?? domain
    }

    /// The same in all texts of a document but `tags`, which are the customer's own.
    public func shown(_ document: Document) -> Document {
        isAzures ? document : Self.changing(document, shown)
    }

    /// The same in the headers and the body of an answer.
    func shown(_ response: WireResponse) -> WireResponse {
        var response = response
        for name in Set(response.headers.map(\.name)).sorted() {
            let values = response.headers.values(name)
            guard values.contains(where: { $0.contains("://") }) else { continue }
            response.headers[name] = nil
            for value in values { response.headers.append(name, shown(value)) }
        }
        if case .document(let document) = response.body { response.body = .document(shown(document)) }
        return response
    }

    /// The simulator's name for one of Azure's domains or for a resource in it; nil for other hosts.
    private static func localHost(of host: String) -> String? {
        for (azure, ours) in zones {
            if host == azure.dropFirst() { return String(ours.dropFirst()) }
            if host.hasSuffix(azure) { return host.dropLast(azure.utf8.count) + ours }
        }
        return nil
    }

    /// Domains in which each resource has a name of its own, and what they are called here.
    private static let zones = [
        (".vault.azure.net", ".vault.localhost"), (".managedhsm.azure.net", ".managedhsm.localhost"),
        (".documents.azure.com", ".documents.localhost"),
    ]

    // MARK: In

    /// A text with the simulator's URLs as Azure has them.
    public static func understood(_ text: String) -> String {
        guard text.contains(localSuffix) || text.contains("//vault.") else { return text }
        return replacing(in: text) { authority in
            for (azure, ours) in zones {
                if authority.host == ours.dropFirst() { return "https://\(azure.dropFirst())" }
                if authority.host.hasSuffix(ours) {
                    return "https://" + authority.host.dropLast(ours.utf8.count) + azure
                }
            }
            return nil
        }
    }

    /// A request whose JSON body names things as Azure does. Any other body stays as it came.
    static func understood(_ request: WireRequest) -> WireRequest {
        guard request.body.holds(localBytes),
            let body = try? Document(json: request.body, maximumDepth: 64)
        else { return request }
        var request = request
        request.body = []
        changing(body, understood).json(into: &request.body)
        return request
    }

    // MARK: Both

    private static func changing(_ document: Document, _ change: (String) -> String) -> Document {
        switch document {
        case .string(let text): .string(change(text))
        case .array(let items): .array(items.map { changing($0, change) })
        case .object(let members):
            .object(
                Members(
                    members.map { member in
                        member.name == "tags"
                            ? member
                            : Members.Member(name: member.name, value: changing(member.value, change))
                    }))
        case .null, .bool, .number: document
        }
    }

    /// Replaces scheme, host and port of the URLs for which `origin` knows others.
    private static func replacing(in text: String, _ origin: (Authority) -> String?) -> String {
        var result = ""
        var rest = text[...]
        while let mark = rest.firstRange(of: "://") {
            let tail = rest[mark.upperBound...]
            let name = tail.prefix { $0.isLetter || $0.isNumber || "-._:[]".contains($0) }
            let scheme = ["https", "http"].first { rest[..<mark.lowerBound].lowercased().hasSuffix($0) }
            if let scheme, let authority = Authority(name), let known = origin(authority) {
                result += rest[..<mark.lowerBound].dropLast(scheme.utf8.count) + known
            } else {
                result += rest[..<mark.upperBound] + name
            }
            rest = rest[name.endIndex...]
        }
        return result + rest
    }
}
