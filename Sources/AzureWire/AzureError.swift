public import VirtualTime

/// The error shape of Azure Resource Manager: `{"error":{code,message,target?,details?,additionalInfo?}}`.
public struct AzureError: Error, Sendable, Hashable {
    /// A typed extra, as policy engines add them.
    public struct AdditionalInfo: Sendable, Hashable {
        public var type: String
        public var info: Document

        public init(type: String, info: Document) {
            self.type = type
            self.info = info
        }
    }

    public var code: String
    public var message: String
    public var target: String?
    /// Errors below this one, of the same shape; left out when empty.
    public var details: [AzureError]
    /// Left out when empty.
    public var additionalInfo: [AdditionalInfo]

    public init(
        code: String, message: String, target: String? = nil, details: [AzureError] = [],
        additionalInfo: [AdditionalInfo] = []
    ) {
        self.code = code
        self.message = message
        self.target = target
        self.details = details
        self.additionalInfo = additionalInfo
    }

    /// The error without its envelope, as operation statuses carry it.
    public var content: Document {
        var members: Members = ["code": .string(code), "message": .string(message)]
        if let target { members.append("target", .string(target)) }
        if !details.isEmpty { members.append("details", .array(details.map(\.content))) }
        if !additionalInfo.isEmpty {
            members.append(
                "additionalInfo", .array(additionalInfo.map { ["type": .string($0.type), "info": $0.info] }))
        }
        return .object(members)
    }

    public var document: Document { ["error": content] }

    public func response(_ status: Int, headers: HeaderFields = [:]) -> WireResponse {
        .json(status, document, headers: headers)
    }
}

/// The error shape of the Key Vault data plane: `{"error":{code,message,innererror?}}`.
public struct KeyVaultError: Error, Sendable, Hashable {
    public var code: String
    public var message: String
    /// The codes of the nested inner errors, outermost first.
    public var innerCodes: [String]

    public init(code: String, message: String, innerCodes: [String] = []) {
        self.code = code
        self.message = message
        self.innerCodes = innerCodes
    }

    public var document: Document {
        let inner = innerCodes.reversed().reduce(nil) { (nested: Members?, code) -> Members in
            var members: Members = ["code": .string(code)]
            if let nested { members.append("innererror", .object(nested)) }
            return members
        }
        var members: Members = ["code": .string(code), "message": .string(message)]
        if let inner { members.append("innererror", .object(inner)) }
        return ["error": .object(members)]
    }

    public func response(_ status: Int, headers: HeaderFields = [:]) -> WireResponse {
        .json(status, document, headers: headers)
    }
}

/// The error shape of Azure Cosmos DB and of diagnostic settings: `{code,message}`, without an envelope.
public struct CosmosError: Error, Sendable, Hashable {
    public var code: String
    public var message: String

    public init(code: String, message: String) {
        self.code = code
        self.message = message
    }

    public var document: Document { ["code": .string(code), "message": .string(message)] }

    public func response(_ status: Int, headers: HeaderFields = [:]) -> WireResponse {
        .json(status, document, headers: headers)
    }
}

/// A problem of RFC 9457, the error shape of the simulator's own API.
public struct Problem: Error, Sendable, Hashable {
    /// A URI that names the kind of problem.
    public var type: String
    public var title: String
    /// The HTTP status, which is also that of the answer.
    public var status: Int
    public var detail: String
    /// Further members, behind the standard ones.
    public var extensions: Members

    public init(
        type: String = "about:blank", title: String, status: Int, detail: String, extensions: Members = [:]
    ) {
        self.type = type
        self.title = title
        self.status = status
        self.detail = detail
        self.extensions = extensions
    }

    public var document: Document {
        var members: Members = [
            "type": .string(type), "title": .string(title), "status": .integer(status),
            "detail": .string(detail),
        ]
        for member in extensions { members.append(member.name, member.value) }
        return .object(members)
    }

    public var response: WireResponse {
        var response = WireResponse.json(status, document)
        response.headers["Content-Type"] = "application/problem+json"
        return response
    }
}

extension RequestFault {
    /// The fault as a problem of RFC 9457, for those who have no shape of their own for it.
    public var problem: Problem {
        Problem(title: "The request cannot be read.", status: status, detail: sentence)
    }
}
