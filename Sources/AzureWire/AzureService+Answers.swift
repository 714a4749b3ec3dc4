import ControlPlane
import VirtualTime

extension AzureService {
    /// Headers every answer of Azure's carries, derived so that equal requests to equal worlds get equal bytes.
    func stamped(_ response: WireResponse, for request: WireRequest, in world: World) -> WireResponse {
        var response = response
        let id = NamedGUID.text(
            "request/\(world.sequence)/\(request.method) \(request.path)", in: world.tenant)
        response.headers["x-ms-request-id"] = id
        if request.host.hasSuffix(".vault.azure.net") {
            response.headers["x-ms-keyvault-service-version"] = "1.9.0"
        } else {
            response.headers["x-ms-correlation-request-id"] = id
        }
        response.headers["Cache-Control"] = "no-cache"
        response.headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
        response.headers["X-Content-Type-Options"] = "nosniff"
        if request.headers["x-ms-return-client-request-id"]?.lowercased() == "true",
            let client = request.headers["x-ms-client-request-id"]
        {
            response.headers["x-ms-client-request-id"] = client
        }
        if !isFaithful { response.headers["x-lockstep-time"] = world.now.iso8601 }
        return response
    }

    /// What no route answers: 404 for what Azure does not have either, 501 for what Lockstep does not model.
    func unmatched(_ request: WireRequest, _ match: Router<Operation>.Match, in world: World) -> WireResponse
    {
        let plane: Plane = request.host.hasSuffix(".vault.azure.net") ? .keyVault : .arm
        do throws(BearerToken.Fault) {
            _ = try BearerToken(authorization: request.headers["Authorization"])
        } catch {
            return stamped(plane.unauthorized(error, tenant: world.tenant), for: request, in: world)
        }
        let failure = failure(of: request, match, in: world)
        return stamped(plane.response(failure, isFaithful: isFaithful), for: request, in: world)
    }

    private func failure(of request: WireRequest, _ match: Router<Operation>.Match, in world: World)
        -> WireFailure
    {
        if case .wrongMethod(let allowed) = match {
            return WireFailure(
                405, "MethodNotAllowed",
                "The method \(request.method) is not one of \(allowed.joined(separator: ", ")).")
        }
        guard let namespace = request.namespace else {
            return .notModelled("\(request.method) \(request.path)", nonGoal: "resources")
        }
        guard let provider = ProviderCatalog.find(namespace) else {
            return WireFailure(
                404, "InvalidResourceNamespace", "The resource namespace '\(namespace)' is invalid.",
                gateway: .typeKnown)
        }
        guard let type = request.resourceType, let known = provider.type(type) else {
            let version = request.query["api-version"] ?? ""
            let supported = provider.types.flatMap(\.versions).prefix(20).joined(separator: ", ")
            return WireFailure(
                404, "InvalidResourceType",
                "The resource type '\(request.resourceType ?? "")' could not be found in the namespace "
                    + "'\(provider.namespace)' for api version '\(version)'. The supported api-versions are '\(supported)'.",
                gateway: .typeKnown)
        }
        return .notModelled(
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
