import AzureWire
import Contract
import ControlPlane
import VirtualTime

/// A client of a world of its own, who waits for what takes time.
struct ContractClient {
    static let subscription = "/subscriptions/\(Genesis.defaultSubscription)"
    private(set) var timeline = Timeline(World(Genesis(start: Genesis.defaultStart, settings: Settings())))
    private let service: AzureService

    init(log: AnswerLog? = nil) { service = AzureService(log: log) }

    struct Answer {
        let status: Int
        let body: Document?
        let headers: HeaderFields

        var isSuccess: Bool { (200..<300).contains(status) }
        /// `404 ResourceNotFound`
        var verdict: String {
            let error = body?["error"] ?? body
            return isSuccess ? "\(status)" : "\(status) \(error?["code"]?.text ?? "")"
        }
        var message: String { (body?["error"] ?? body)?["message"]?.text ?? "" }
    }

    mutating func send(
        _ method: String, _ path: String, _ body: Document? = nil, version: String?,
        host: String = "management.azure.com", query: [(name: String, value: String)] = [],
        bytes: [UInt8]? = nil
    ) -> Answer {
        var items = query.map { "\(Self.escaped($0.name))=\(Self.escaped($0.value))" }
        if let version { items.append("api-version=\(version)") }
        let target = path + (items.isEmpty ? "" : "?" + items.joined(separator: "&"))
        do throws(RequestFault) {
            let request = try WireRequest(
                method: method, target: target, headers: ["Host": host, "Authorization": "Bearer lockstep"],
                body: bytes ?? body.map { Array($0.json.utf8) } ?? [], secure: true)
            let response = service.respond(to: request, in: &timeline, pollDriven: false)
            let given = GivenAnswer(response, to: request)
            return Answer(status: given.status, body: given.body, headers: response.headers)
        } catch {
            let refusal = service.refuse(error)
            return Answer(
                status: refusal.status, body: try? Document(json: refusal.bodyBytes), headers: [:])
        }
    }

    mutating func send(_ bent: BentRequest) -> Answer {
        send(
            bent.method, bent.path, bent.body, version: bent.version.map(Self.escaped), host: bent.host,
            query: bent.query, bytes: bent.bytes)
    }

    mutating func pass(_ duration: Duration) { timeline.advance(by: duration) }

    static func escaped(_ text: String) -> String {
        text.utf8.map { byte in
            let isPlain =
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
                || (0x61...0x7A).contains(byte) || "-_.~$".utf8.contains(byte)
            let digits = String(byte, radix: 16, uppercase: true)
            return isPlain ? String(UnicodeScalar(byte)) : "%" + (digits.count == 1 ? "0" : "") + digits
        }.joined()
    }
}
