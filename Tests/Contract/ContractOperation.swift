import VirtualTime

/// An operation in one api-version.
public struct ContractOperation: Sendable {
    /// `OperationalInsights`, `KeyVaultDataPlane`, …
    public let provider: String
    public let id: String
    public let method: String
    /// With the names of its parameters in braces.
    public let path: String
    public let version: String
    /// 1: the story's own; 2: what is beside it; 3: the rest.
    public let tier: Int
    public let responses: [Int: Schema?]
    public let errorSchema: Schema?
    public let request: Schema?
    public let isBodyRequired: Bool
    public let requiredQuery: [String]
    public let isLongRunning: Bool

    public var statuses: [Int] { responses.keys.sorted() }
    /// Method and path with the names of parameters left out: the same for all versions of a route.
    public var key: String { Self.key(method, path) }

    init?(_ document: Document) {
        guard let provider = document["provider"]?.text, let id = document["operation_id"]?.text,
            let method = document["method"]?.text, let path = document["path"]?.text,
            let version = document["api_version"]?.text
        else { return nil }
        self.provider = provider
        self.id = id
        self.method = method
        self.path = path
        self.version = version
        tier = Int(document["tier"]?.integer ?? 3)
        responses = Dictionary(
            (document["responses"]?.members ?? [:]).compactMap { response in
                Int(response.name).map { ($0, Self.schema(response.value["schema"])) }
            }, uniquingKeysWith: { $1 })
        errorSchema = Self.schema(document["error_schema"])
        request = document["request"].flatMap { Self.schema($0["schema"]) }
        isBodyRequired = document["request"]?["required"]?.flag == true
        requiredQuery = (document["query_params"]?.items ?? []).compactMap { parameter in
            parameter["required"]?.flag == true ? parameter["name"]?.text : nil
        }
        isLongRunning = document["lro"]?.members != nil
    }

    private static func schema(_ document: Document?) -> Schema? {
        guard let document, document.members != nil else { return nil }
        return Schema(document)
    }

    static func key(_ method: String, _ path: String) -> String {
        let segments = path.split(separator: "/").map { segment in
            // Some versions have a parameter for a provider that there is but one of.
            if segment.lowercased() == "{operationalinsightsresourceprovider}" {
                return "microsoft.operationalinsights"
            }
            return segment.hasPrefix("{") ? "{}" : segment.lowercased()
        }
        return "\(method) /\(segments.joined(separator: "/"))"
    }
}
