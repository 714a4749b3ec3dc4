public import ControlPlane
import VirtualTime

/// A "no" on its way to the wire: status, code and message, and the rules behind it. The plane gives it its
/// shape.
public struct WireFailure: Error, Equatable, Sendable {
    public let status: Int
    public let code: String
    public let message: String
    public var target: String?
    /// Key Vault's nested code.
    public var innerCode: String?
    public var rules: [RuleID]
    /// The journal entry that refused, if the request got that far.
    public var entry: EntryNumber?
    /// Whether the code or status is our reading, not Azure's word.
    public var isInferred = false
    /// Raised by ARM's front door, not by a provider.
    public var isGateway = false
    /// When to come again, where waiting helps.
    public var retryAfterSeconds: Int?
    /// A detail that names the target again, as MissingSubscriptionRegistration has it.
    public var hasDetail = false
    /// Headers of this failure alone: when to come back, which token to bring.
    public var headers: HeaderFields = [:]
    /// Whether no answer is given at all.
    public var endsConnection = false

    public init(
        _ status: Int, _ code: String, _ message: String, because rules: [RuleID] = [],
        innerCode: String? = nil
    ) {
        self.status = status
        self.code = code
        self.message = message
        self.rules = rules
        self.innerCode = innerCode
    }

    init(_ status: Int, _ code: String, _ message: String, gateway rule: Resources.Rule) {
        self.init(status, code, message, because: [rule.id])
        isGateway = true
    }

    static func notFound(_ type: String, _ parameters: RouteParameters, in world: World) -> WireFailure {
        let name = parameters.last.map(\.value) ?? ""
        return notFound("\(type)/\(name)", group: parameters["group"])
    }

    static func notFound(_ typeAndName: String, group: String) -> WireFailure {
        WireFailure(
            404, "ResourceNotFound",
            "The Resource '\(typeAndName)' under resource group '\(group)' was not found. "
                + "For more details please go to https://aka.ms/ARMResourceNotFoundFix",
            gateway: .resourceExists)
    }

    static func groupNotFound(_ group: String) -> WireFailure {
        WireFailure(
            404, "ResourceGroupNotFound", "Resource group '\(group)' could not be found.",
            gateway: .groupExists)
    }

    static func namespaceUnknown(_ namespace: String) -> WireFailure {
        WireFailure(
            404, "InvalidResourceNamespace", "The resource namespace '\(namespace)' is invalid.",
            gateway: .namespaceKnown)
    }

    static func parentNotFound(_ name: String) -> WireFailure {
        WireFailure(
            404, "ParentResourceNotFound",
            "Can not perform requested operation on nested resource. Parent resource '\(name)' not found.",
            gateway: .parentExists)
    }

    static func groupNameInvalid(_ name: String) -> WireFailure {
        var failure = WireFailure(
            400, "InvalidResourceGroup",
            "The provided resource group name '\(name.prefix(100))' has these invalid characters or length: a "
                + "name has 1-90 letters, digits and '_-().' and does not end with a period.",
            gateway: .namesValid)
        failure.rules.append(Resources.Rule.groupNames.id)
        return failure
    }

    /// What a client sees of a failure that a scenario asked for.
    init(_ fault: Resources.FaultKind) {
        switch fault {
        case .gateway(let gateway): self = .gatewayFault(gateway)
        case .unavailable, .slow, .interruption: self = .gatewayFault(.badGateway)
        case .reset:
            self.init(503, "ConnectionReset", "The connection was reset.", gateway: .gatewayFails)
            endsConnection = true
        case .error(let status, let code):
            self.init(
                status, code, "The request failed: a fault was asked for.",
                gateway: status == 409 ? .conflict : .gatewayFails)
        case .throttled(let seconds):
            self.init(
                429, "TooManyRequests",
                "The request is being throttled. Please try again after \(seconds) seconds.",
                gateway: .tooManyRequests)
            headers = ["Retry-After": "\(seconds)"]
        }
    }

    private static func gatewayFault(_ fault: Resources.GatewayFault) -> WireFailure {
        switch fault {
        case .badGateway:
            WireFailure(
                502, fault.rawValue,
                "The network connectivity issue encountered; cannot fulfill the request.",
                gateway: .gatewayFails)
        case .serverTimeout:
            WireFailure(503, fault.rawValue, "The request timed out.", gateway: .gatewayFails)
        case .gatewayTimeout:
            WireFailure(
                504, fault.rawValue,
                "The gateway did not receive a response from the provider within the specified time period.",
                gateway: .gatewayFails)
        }
    }

    static let versionMissing = WireFailure(
        400, "MissingApiVersionParameter",
        "The api-version query parameter (?api-version=) is required for all requests.",
        gateway: .versionGiven)

    static func unreadable(_ message: String) -> WireFailure {
        WireFailure(
            400, "InvalidRequestContent",
            "The request content was invalid and could not be deserialized: '\(message)'.",
            gateway: .contentReadable)
    }

    /// What is outside the model says so: never ignored, never pretended.
    static func notModeled(_ what: String, nonGoal: String) -> WireFailure {
        WireFailure(501, "NotModeled", "Lockstep does not model \(what). See docs/non-goals/\(nonGoal).md.")
    }
}

extension RouteParameters {
    var last: Parameter? { Array(self).last }
}
