import ControlPlane
import VirtualTime

extension AzureService {
    /// Headers every answer of Azure's carries, derived so that equal requests to equal worlds get equal
    /// bytes.
    func stamped(_ response: WireResponse, for request: WireRequest, _ receipt: Receipt) -> WireResponse {
        var response = response
        let id = requestID(of: request, receipt)
        let isARM = Plane(host: request.host) == .arm
        let isEchoed = request.isEchoed
        response.headers.append("x-ms-request-id", id)
        if Plane(host: request.host) == .keyVault {
            response = response.fromKeyVault(in: receipt.region)
        } else {
            response.headers.append("x-ms-correlation-request-id", id)
        }
        if isARM {
            response.headers.append("x-ms-routing-request-id", routing(id, at: receipt.now))
            if response.status >= 400 || isEchoed {
                response = response.upholding(Resources.Rule.envelope.id)
            }
        }
        response.headers.append("Cache-Control", "no-cache")
        response.headers.append("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
        response.headers.append("X-Content-Type-Options", "nosniff")
        if isEchoed, let client = request.headers[WireRequest.clientIDHeader] {
            response.headers[WireRequest.clientIDHeader] = client
        }
        if !isFaithful {
            response.headers.append("x-lockstep-time", receipt.now.iso8601)
            if Plane(host: request.host) == .keyVault {
                response.headers.append("x-lockstep-keys", "test keys; they protect nothing")
            }
            if !response.upheld.isEmpty {
                response.headers.append(
                    "x-lockstep-upholds", response.upheld.map(\.code).joined(separator: ", "))
            }
        }
        return response
    }

    /// `WESTEUROPE:20240216T090000Z:{id}`: where the request went in, and when.
    private func routing(_ id: String, at now: Instant) -> String {
        let time = now.iso8601.prefix(19).filter { $0 != "-" && $0 != ":" }
        return "WESTEUROPE:\(time)Z:\(id)"
    }

    /// A GUID drawn from the request and its place in the journal: no secret, so no digest is needed.
    private func requestID(of request: WireRequest, _ receipt: Receipt) -> String {
        var draw = Draw(seed: UInt64(receipt.sequence), key: request.method, request.path)
        let digits = [draw.next(), draw.next()].map { word in
            let text = String(word, radix: 16)
            return String(repeating: "0", count: 16 - text.utf8.count) + text
        }.joined()
        let cuts = [0, 8, 12, 16, 20, 32].map { digits.utf8.index(digits.startIndex, offsetBy: $0) }
        return zip(cuts, cuts.dropFirst()).map { String(digits[$0..<$1]) }.joined(separator: "-")
    }

    /// What no route answers: 404 for what Azure does not have either, 501 for what Lockstep does not model.
    func unmatched(_ request: WireRequest, _ match: Router<Operation>.Match, in world: World) -> WireResponse
    {
        let plane = Plane(host: request.host)
        return answer(request, plane, Receipt(of: request, in: world)) { () throws(WireFailure) in
            if plane == .arm {
                let door = FrontDoor(
                    request: request, versions: nil, isWrite: false, world: world,
                    principal: principal(of: request, in: world))
                try passing { () throws(FrontDoorFailure) in try door.admit(through: .subscription) }
            }
            throw failure(of: request, match, on: plane)
        }
    }

    private func failure(of request: WireRequest, _ match: Router<Operation>.Match, on plane: Plane)
        -> WireFailure
    {
        // Below a key every word may be a version: which of them is an operation only Key Vault knows.
        if case .wrongMethod(let allowed) = match, plane != .keyVault, plane != .graph {
            return WireFailure(
                405, "MethodNotAllowed",
                "The method \(request.method) is not one of \(allowed.joined(separator: ", ")).")
        }
        guard let namespace = request.namespace else {
            return .notModeled("\(request.method) \(request.path)", nonGoal: Plane.nonGoal(of: request.host))
        }
        guard let provider = ProviderCatalog.find(namespace) else {
            return .namespaceUnknown(namespace)
        }
        if let type = request.resourceType, provider.leavesOut(type) {
            return .notModeled(
                "\(request.method) of \(provider.namespace)/\(type)", nonGoal: provider.nonGoal)
        }
        guard request.resourceType != nil else {
            return .notModeled(
                "\(request.method) \(request.path)", nonGoal: Plane.nonGoal(of: request.host))
        }
        guard let type = request.resourceType, let known = provider.type(type) else {
            let version = request.query["api-version"] ?? ""
            let supported = provider.types.flatMap(\.versions).prefix(20).joined(separator: ", ")
            return WireFailure(
                404, "InvalidResourceType",
                "The resource type '\(request.resourceType ?? "")' could not be found in the namespace "
                    + "'\(provider.namespace)' for api version '\(version)'. The supported api-versions "
                    + "are '\(supported)'.",
                gateway: .typeKnown)
        }
        return .notModeled(
            "\(request.method) of \(provider.namespace)/\(known.name)", nonGoal: provider.nonGoal)
    }
}

extension WireRequest {
    /// The name a client gives a request, and how it asks to have it back.
    public static let clientIDHeader = "x-ms-client-request-id"
    public static let echoHeader = "x-ms-return-client-request-id"

    /// Whether the client's name of the request goes into the answer.
    public var isEchoed: Bool {
        headers[Self.clientIDHeader] != nil && headers[Self.echoHeader]?.lowercased() == "true"
    }

    /// The last provider namespace in the path: extension resources name two.
    private var namespacePosition: Int? {
        segments.indices.last { segments[$0].lowercased() == "providers" && $0 + 1 < segments.count }
    }
    /// The namespace it names last.
    var namespace: String? { namespacePosition.map { segments[$0 + 1] } }
    /// Types below the namespace, without their names: `workspaces/linkedServices`.
    fileprivate var resourceType: String? {
        guard let position = namespacePosition, position + 2 < segments.count else { return nil }
        let rest = segments[(position + 2)...]
        return rest.enumerated().filter { $0.offset % 2 == 0 }.map(\.element).joined(separator: "/")
    }
}

extension String {
    /// 8-4-4-4-12 hexadecimal digits.
    public var isGUID: Bool {
        let parts = split(separator: "-", omittingEmptySubsequences: false)
        return parts.map(\.utf8.count) == [8, 4, 4, 4, 12] && parts.allSatisfy { $0.allSatisfy(\.isHexDigit) }
    }
}

extension WireResponse {
    /// A status URL in the scope of the subscription is a rule kept (ARM-ASYNC-06).
    func locating() -> WireResponse {
        headers["Azure-AsyncOperation"]?.contains("/operationstatuses/") == true
            ? upholding(Resources.Rule.statusURL.id) : self
    }

    /// Says beside the answer what the journal says of an accepted change: rules that advise, and whether it
    /// had the effect that was asked for.
    func telling(of timeline: Timeline, since before: EntryNumber, isFaithful: Bool) -> WireResponse {
        guard !isFaithful, status < 400, timeline.world.sequence > before else { return self }
        var advice: [RuleID] = []
        var marks: [RuleID] = []
        for entry in timeline.entries.entries(after: before) {
            for advisory in entry.advisories where !advice.contains(advisory.rule) {
                advice.append(advisory.rule)
            }
            for case .sentinel(.markedUndefined(_, let rule)) in entry.rulings.map(\.event) {
                marks.append(rule)
            }
        }
        var response = self
        if !advice.isEmpty {
            response.headers["x-lockstep-advice"] = advice.map(\.code).joined(separator: ", ")
        }
        if !marks.isEmpty {
            let isIneffective = marks.allSatisfy(Sentinel.isIneffective)
            response.headers["x-lockstep-outcome"] = isIneffective ? "ineffective" : "accepted"
        }
        return response
    }
}
