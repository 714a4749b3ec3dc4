import ControlPlane
import VirtualTime

/// Which of Azure's front ends a request came to: each has its own token, version and error manners.
public enum Plane: Sendable {
    case arm, keyVault, query, ingestion

    /// The front end behind a host name; ARM's for every name that is no other's.
    init(host: String) {
        switch HostMeaning(host: host, localNames: [])?.pattern {
        case .keyVault: self = .keyVault
        case .logAnalyticsQuery: self = .query
        case .ingestion, .collector: self = .ingestion
        default: self = .arm
        }
    }

    /// The page on what the service of a host name does not do here.
    static func nonGoal(of host: String) -> String {
        switch HostMeaning(host: host, localNames: [])?.pattern {
        case .keyVault: "keyvault"
        case .logAnalyticsQuery, .ingestion, .collector: "loganalytics"
        case .documents: "cosmosdb"
        case .login, .graph: "identity"
        default: "resources"
        }
    }

    /// The answer to a request without a usable token.
    func unauthorized(_ fault: BearerToken.Fault, tenant: String, isFaithful: Bool) -> WireResponse {
        let authority = "https://login.microsoftonline.com/\(tenant)"
        switch self {
        case .keyVault:
            var response = KeyVaultError(
                code: "Unauthorized",
                message: fault == .wrongAudience
                    ? "AKV10022: Invalid audience. Expected https://vault.azure.net."
                    : "AKV10000: Request is missing a Bearer or PoP token."
            ).response(
                401,
                headers: [
                    "WWW-Authenticate":
                        "Bearer authorization=\"\(authority)\", resource=\"https://vault.azure.net\""
                ])
            if !isFaithful { response.decide([KeyVault.ProtocolRule.challenge.id]) }
            return response
        case .arm, .query, .ingestion:
            let isMissing = fault == .missing
            let error = AzureError(
                code: isMissing ? "AuthenticationFailed" : "InvalidAuthenticationToken",
                message: isMissing
                    ? "Authentication failed. The 'Authorization' header is missing."
                    : "The access token is invalid.")
            var response = error.response(
                401,
                headers: [
                    "WWW-Authenticate": "Bearer authorization_uri=\"\(authority)\", error=\"invalid_token\", "
                        + "error_description=\"The access token is missing or invalid.\""
                ])
            if !isFaithful { response.decide([Resources.Rule.authenticated.id]) }
            return response
        }
    }

    /// The failure in the plane's own error shape, with the decision beside it.
    func response(_ failure: WireFailure, isFaithful: Bool) -> WireResponse {
        var response: WireResponse
        switch self {
        case .keyVault:
            response = KeyVaultError(
                code: failure.code, message: failure.message, innerCodes: failure.innerCode.map { [$0] } ?? []
            ).response(failure.status).upholding(KeyVault.ProtocolRule.errorBody.id)
        case .query:
            var inner: Document = [
                "message": .string(failure.message), "code": .string(failure.code),
            ]
            if let code = failure.innerCode {
                inner["innererror"] = ["code": .string(code), "message": .string(failure.message)]
            }
            response = .json(failure.status, ["error": inner])
        case .ingestion:
            response = AzureError(code: failure.code, message: failure.message).response(
                failure.status, headers: ["x-ms-error-code": failure.code])
        case .arm:
            var error = AzureError(code: failure.code, message: failure.message, target: failure.target)
            if failure.hasDetail {
                error.details = [
                    AzureError(code: failure.code, message: failure.message, target: failure.target)
                ]
            }
            if !isFaithful, !failure.rules.isEmpty, !failure.isGateway {
                let rules = failure.rules.map { Document.string($0.code) }
                error.additionalInfo = [
                    .init(type: "LockstepDecision", info: ["rules": .array(rules)])
                ]
            }
            response = error.response(failure.status)
            response.headers["x-ms-failure-cause"] = failure.isGateway ? "gateway" : "service"
        }
        if let seconds = failure.retryAfterSeconds { response.headers["Retry-After"] = "\(seconds)" }
        if !isFaithful { response.decide(failure.rules, isInferred: failure.isInferred) }
        return response
    }
}

extension WireResponse {
    /// Puts the deciding rules beside Azure's own words: `x-lockstep-decision`.
    mutating func decide(_ rules: [RuleID], isInferred: Bool = false) {
        guard !rules.isEmpty else { return }
        headers["x-lockstep-decision"] = rules.map(\.code).joined(separator: ", ")
        if isInferred { headers["x-lockstep-inferred"] = "true" }
    }
}
