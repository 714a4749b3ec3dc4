import AzureWire
import ControlPlane
import VirtualTime

/// A client of a world that nobody else uses: it sends requests through Azure's wire, and nothing past it.
struct WireClient: Sendable {
    var timeline: Timeline
    private let service = AzureService()

    var world: World { timeline.world }

    init(_ timeline: Timeline) { self.timeline = timeline }

    /// What came back, with the rules that decided it.
    struct Answer {
        let status: Int
        let body: Document
        /// Rules that refused, or none.
        let rules: [RuleID]
        /// Rules that advise against what was accepted.
        let advice: [RuleID]
        /// `accepted` or `ineffective`, for changes whose effect is not what was asked for.
        let outcome: String?

        var isRefused: Bool { status >= 400 }
        var code: String { (body["error"]?["code"] ?? body["code"])?.text ?? "" }
        var message: String { (body["error"]?["message"] ?? body["message"])?.text ?? "" }
    }

    @discardableResult
    mutating func put(_ path: String, _ body: Document) -> Answer { send("PUT", path, body) }
    @discardableResult
    mutating func patch(_ path: String, _ body: Document) -> Answer { send("PATCH", path, body) }

    /// A call to ARM, in the newest stable version of what the path names.
    @discardableResult
    mutating func send(_ method: String, _ path: String, _ body: Document? = nil) -> Answer {
        send(method, to: "management.azure.com", path, version: Self.version(of: path), body)
    }

    /// A call to a vault's own host.
    @discardableResult
    mutating func send(_ method: String, toVault vault: String, _ path: String, _ body: Document? = nil)
        -> Answer
    {
        send(method, to: "\(vault.lowercased()).vault.azure.net", path, version: "7.4", body)
    }

    private mutating func send(
        _ method: String, to host: String, _ path: String, version: String, _ body: Document?
    ) -> Answer {
        var headers: HeaderFields = [
            "Host": host, "Authorization": "Bearer lockstep", "x-lockstep-actor": Principal.owner.name,
        ]
        var bytes: [UInt8] = []
        if let body {
            headers["Content-Type"] = "application/json"
            body.json(into: &bytes)
        }
        let response: WireResponse
        do throws(RequestFault) {
            let request = try WireRequest(
                method: method, target: "\(Self.encoded(path))?api-version=\(version)", headers: headers,
                body: bytes, secure: true)
            response = service.respond(to: request, in: &timeline, pollDriven: false)
        } catch {
            response = service.refuse(error)
        }
        return Self.answer(of: response)
    }

    private static func answer(of response: WireResponse) -> Answer {
        let body: Document = if case .document(let document) = response.body { document } else { [:] }
        func rules(_ header: String) -> [RuleID] {
            (response.headers[header] ?? "").split(separator: ",").map {
                RuleID(String($0.filter { $0 != " " }))
            }
        }
        return Answer(
            status: response.status, body: body, rules: rules("x-lockstep-decision"),
            advice: rules("x-lockstep-advice"), outcome: response.headers["x-lockstep-outcome"])
    }

    /// Blanks and the like, as ids out of files may have them.
    private static func encoded(_ path: String) -> String {
        let plain = "-._~!$&'()*+,;=:@/"
        return path.unicodeScalars.map { scalar in
            let isPlain =
                scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
            if isPlain || plain.unicodeScalars.contains(scalar) { return String(scalar) }
            return String(scalar).utf8.map { byte in
                "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }.joined()
        }.joined()
    }

    private static func version(of path: String) -> String {
        var type = ResourcePath(path)?.type ?? "Microsoft.Resources/resourceGroups"
        // What is done with a resource has no versions of its own.
        while APIVersionCatalog.versions(of: type) == nil {
            guard let slash = type.lastIndex(of: "/") else {
                // A provider, or a namespace that is not modeled at all.
                type = "Microsoft.Resources/providers"
                break
            }
            type = String(type[..<slash])
        }
        let known = APIVersionCatalog.versions(of: type)?.versions ?? []
        return (known.last { !$0.isPreview } ?? known.last)?.description ?? "2024-01-01"
    }

    // MARK: Time

    /// Lets time go on until nothing at the path is under way.
    mutating func settle(_ path: String) {
        while let until = service.settles(at: path, in: world), until > world.now {
            timeline.advance(to: until)
        }
    }
}
