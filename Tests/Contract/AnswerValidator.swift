public import VirtualTime

/// What is wrong with an answer, and where.
public struct Violation: Sendable, Hashable, CustomStringConvertible {
    /// Method and path, with braces for what varies.
    public let route: String
    public let version: String
    public let status: Int
    /// A JSON pointer into the body.
    public let place: String
    public let problem: String

    public var description: String {
        "\(route)  \(version)  \(status)  \(place.isEmpty ? "/" : place)  \(problem)"
    }
}

/// Holds answers against the contract: their status is documented and their body is what it says.
public struct AnswerValidator: Sendable {
    /// What came of an answer.
    public enum Verdict: Sendable, Hashable {
        case judged([Violation])
        /// The contract has no such route: an error among them is held against its plane's envelope alone.
        case outside(route: String)
    }

    private let contract: Contract
    private let schemas: SchemaValidator

    public init(_ contract: Contract) {
        self.contract = contract
        schemas = SchemaValidator(contract)
    }

    public func judge(
        method: String, host: String, path: String, version: String?, status: Int, body: Document?
    ) -> Verdict {
        let versions = contract.versions(method: method, host: host, path: path)
        let operation = versions.flatMap { contract.operation($0, in: version) }
        let route = operation?.key ?? "\(method) \(path)"
        func violation(_ place: String, _ problem: String) -> Violation {
            Violation(
                route: route, version: version ?? "", status: status, place: place, problem: problem)
        }
        if status >= 400 {
            // A HEAD is answered without a body, whatever it says.
            guard method != "HEAD" else { return .judged([]) }
            return .judged(error(body, of: operation, host).map { violation($0.place, $0.problem) })
        }
        guard let operation, let versions else { return .outside(route: route) }
        guard contract.statuses(of: versions).contains(status) else {
            let known = Set(contract.statuses(of: versions)).sorted().map(String.init).joined(separator: ", ")
            return .judged([violation("", "the status is none of \(known)")])
        }
        // Whatever is promised, 204 comes without a body.
        guard status != 204, let schema = operation.responses[status] ?? nil else { return .judged([]) }
        guard let body else { return .judged([violation("", "a body is promised and there is none")]) }
        // Another version's schema may not know a member that the deltas have in the one asked for.
        let findings = schemas.findings(in: body, as: schema).filter { finding in
            guard finding.isUnknownMember, let version, version != operation.version else { return true }
            return MemberDeltas.all?.has(finding.place, ofRoute: operation.path, in: version) != true
        }
        return .judged(findings.map { violation($0.place, $0.problem) })
    }

    // MARK: Errors

    /// An error is in the words of its service, or in those of ARM's gateway.
    private func error(
        _ body: Document?, of operation: ContractOperation?, _ host: String
    ) -> [SchemaValidator.Finding] {
        guard let body else { return [.init(place: "", problem: "an error without a body")] }
        // Cosmos DB's errors and those of diagnostic settings have no envelope, as recorded.
        let inner = body["error"] ?? body
        for name in ["code", "message"] where inner[name]?.text?.isEmpty != false {
            return [.init(place: "/error/\(name)", problem: "an error has none: \(body.json.prefix(80))")]
        }
        let candidates = [operation?.errorSchema, .reference(Self.gateway, isReadOnly: false)].compactMap {
            $0
        }
        let findings = candidates.map { schemas.findings(in: body, as: $0) }
        if findings.contains([]) || body["error"] == nil { return [] }
        // Data planes nest a second code, which their schemas know by one name each.
        let nested = (inner.members ?? [:]).names.filter { !["code", "message"].contains($0) }
        if !nested.isEmpty, nested.allSatisfy({ ["innererror", "innerError"].contains($0) }) { return [] }
        return findings.first ?? []
    }

    private static let gateway = "common-types.resource-management.v2.ErrorResponse"
}
