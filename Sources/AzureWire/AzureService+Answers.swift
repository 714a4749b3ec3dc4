import ControlPlane
import VirtualTime

extension AzureService {
    /// Headers every answer of Azure's carries, derived so that equal requests to equal worlds get equal
    /// bytes.
    func stamped(_ response: WireResponse, for request: WireRequest, in world: World) -> WireResponse {
        var response = response
        let id = requestID(of: request, in: world)
        response.headers.append("x-ms-request-id", id)
        if Plane(host: request.host) == .keyVault {
            response = response.fromKeyVault(request.host, in: world)
        } else {
            response.headers.append("x-ms-correlation-request-id", id)
        }
        response.headers.append("Cache-Control", "no-cache")
        response.headers.append("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
        response.headers.append("X-Content-Type-Options", "nosniff")
        if request.headers["x-ms-return-client-request-id"]?.lowercased() == "true",
            let client = request.headers["x-ms-client-request-id"]
        {
            response.headers["x-ms-client-request-id"] = client
        }
        if !isFaithful {
            response.headers.append("x-lockstep-time", world.now.iso8601)
            if !response.upheld.isEmpty {
                response.headers.append(
                    "x-lockstep-upholds", response.upheld.map(\.code).joined(separator: ", "))
            }
        }
        return response
    }

    /// A GUID drawn from the request and its place in the journal: no secret, so no digest is needed.
    private func requestID(of request: WireRequest, in world: World) -> String {
        var draw = Draw(seed: UInt64(world.sequence), key: request.method, request.path)
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
        return answer(request, plane, world) { () throws(WireFailure) in
            if plane == .arm { try passFrontDoor(request, in: world) }
            throw failure(of: request, match, on: plane)
        }
    }

    /// What ARM asks of any request before it looks for the type.
    private func passFrontDoor(_ request: WireRequest, in world: World) throws(WireFailure) {
        guard let first = request.segments.first?.lowercased(),
            ["subscriptions", "providers"].contains(first)
        else {
            return
        }
        guard request.query["api-version"]?.isEmpty == false else { throw .versionMissing }
        try requireSubscription(in: request, world)
    }

    private func failure(of request: WireRequest, _ match: Router<Operation>.Match, on plane: Plane)
        -> WireFailure
    {
        // Below a key every word may be a version: which of them is an operation only Key Vault knows.
        if case .wrongMethod(let allowed) = match, plane != .keyVault {
            return WireFailure(
                405, "MethodNotAllowed",
                "The method \(request.method) is not one of \(allowed.joined(separator: ", ")).")
        }
        guard let namespace = request.namespace else {
            return .notModeled("\(request.method) \(request.path)", nonGoal: Plane.nonGoal(of: request.host))
        }
        guard let provider = ProviderCatalog.find(namespace) else {
            return WireFailure(
                404, "InvalidResourceNamespace", "The resource namespace '\(namespace)' is invalid.",
                gateway: .typeKnown)
        }
        if let type = request.resourceType, provider.leavesOut(type) {
            return .notModeled(
                "\(request.method) of \(provider.namespace)/\(type)", nonGoal: provider.nonGoal)
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
    /// The last provider namespace in the path: extension resources name two.
    fileprivate var namespacePosition: Int? {
        segments.indices.last { segments[$0].lowercased() == "providers" && $0 + 1 < segments.count }
    }
    fileprivate var namespace: String? { namespacePosition.map { segments[$0 + 1] } }
    /// Types below the namespace, without their names: `workspaces/linkedServices`.
    fileprivate var resourceType: String? {
        guard let position = namespacePosition, position + 2 < segments.count else { return nil }
        let rest = segments[(position + 2)...]
        return rest.enumerated().filter { $0.offset % 2 == 0 }.map(\.element).joined(separator: "/")
    }
}

extension String {
    /// 8-4-4-4-12 hexadecimal digits.
    var isGUID: Bool {
        let parts = split(separator: "-", omittingEmptySubsequences: false)
        return parts.map(\.utf8.count) == [8, 4, 4, 4, 12] && parts.allSatisfy { $0.allSatisfy(\.isHexDigit) }
    }
}
