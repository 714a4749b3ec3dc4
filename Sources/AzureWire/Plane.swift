import ControlPlane
import VirtualTime

/// Which of Azure's front ends a request came to: each has its own token, version and error manners.
public enum Plane: Sendable {
    case arm, keyVault, query, ingestion, documents
    /// What is asked before there is a token.
    case login
    /// Microsoft Graph: the directory.
    case graph

    /// The front end behind a host name; ARM's for every name that is no other's.
    init(host: String) {
        switch HostMeaning(host: host, localNames: [])?.pattern {
        case .keyVault: self = .keyVault
        case .logAnalyticsQuery: self = .query
        case .ingestion, .collector: self = .ingestion
        case .documents: self = .documents
        case .login: self = .login
        case .graph: self = .graph
        default: self = .arm
        }
    }

    /// ARM asks for it at its place in the order, documents are asked for with a signature, and who logs in
    /// has none yet.
    var asksForTokenFirst: Bool {
        switch self {
        case .keyVault, .query, .ingestion, .graph: true
        case .arm, .documents, .login: false
        }
    }

    /// Whether bodies are what people store and ask for: of Azure Cosmos DB, all but what an account says of
    /// itself.
    func carriesData(at path: [String]) -> Bool {
        switch self {
        case .query, .ingestion: true
        case .documents: !path.isEmpty
        case .arm, .keyVault, .login, .graph: false
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
        case .arm, .query, .ingestion, .documents, .login, .graph:
            let failure = Self.unauthorized(fault, tenant: tenant)
            var response = AzureError(code: failure.code, message: failure.message).response(
                failure.status, headers: failure.headers)
            if !isFaithful { response.decide(failure.rules) }
            return response
        }
    }

    /// What ARM answers without a token that it can read.
    static func unauthorized(_ fault: BearerToken.Fault, tenant: String) -> WireFailure {
        var failure: WireFailure =
            switch fault {
            case .missing:
                WireFailure(
                    401, "AuthenticationFailed",
                    "Authentication failed. The 'Authorization' header is missing.", gateway: .authenticated)
            case .malformed:
                WireFailure(
                    401, "InvalidAuthenticationToken", "The access token is invalid.", gateway: .tokenValid)
            case .wrongAudience:
                WireFailure(
                    401, "InvalidAuthenticationTokenAudience",
                    "The access token has been obtained for the wrong audience or resource.",
                    gateway: .tokenValid)
            case .expired:
                WireFailure(
                    401, "ExpiredAuthenticationToken", "The access token expiry is in the past.",
                    gateway: .tokenValid)
            }
        failure.headers = [
            "WWW-Authenticate":
                "Bearer authorization_uri=\"https://login.microsoftonline.com/\(tenant)\", "
                + "error=\"invalid_token\", "
                + "error_description=\"The access token is missing or invalid.\""
        ]
        return failure
    }

    /// The failure in the plane's own error shape, with the decision beside it.
    ///
    /// - Parameter isBare: whether ARM hands on an error without its envelope, as Azure Cosmos DB gives them.
    func response(_ failure: WireFailure, isFaithful: Bool, isBare: Bool = false) -> WireResponse {
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
        case .documents:
            response = CosmosError(code: failure.code, message: failure.message).response(failure.status)
        case .ingestion:
            response = AzureError(code: failure.code, message: failure.message).response(
                failure.status, headers: ["x-ms-error-code": failure.code])
        case .login, .graph:
            response = AzureError(code: failure.code, message: failure.message).response(failure.status)
        case .arm where isBare:
            let activity = NamedGUID.text("activity/\(failure.code)/\(failure.message)", in: "")
            let message =
                "\(failure.message)\r\nActivityId: \(activity), Microsoft.Azure.Documents.Common/2.14.0"
            response = CosmosError(code: failure.code, message: message).response(failure.status)
            response.headers["x-ms-failure-cause"] = "service"
        case .arm:
            var error = AzureError(code: failure.code, message: failure.message, target: failure.target)
            if failure.hasDetail {
                error.details = [
                    AzureError(code: failure.code, message: failure.message, target: failure.target)
                ]
            }
            // What is not there was not refused: such answers stay as Azure gives them.
            if !isFaithful, !failure.rules.isEmpty, !failure.isGateway, failure.status != 404 {
                let rules = failure.rules.map { Document.string($0.code) }
                error.additionalInfo = [
                    .init(type: "LockstepDecision", info: ["rules": .array(rules)])
                ]
            }
            response = error.response(failure.status)
            response.headers["x-ms-failure-cause"] = failure.isGateway ? "gateway" : "service"
            response = response.upholding(Resources.Rule.failureCause.id)
            // Which of a request's faults is told is the order's doing.
            if failure.isGateway { response = response.upholding(Resources.Rule.order.id) }
        }
        for header in failure.headers { response.headers[header.name] = header.value }
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
