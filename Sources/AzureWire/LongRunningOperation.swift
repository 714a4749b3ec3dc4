public import ControlPlane
public import VirtualTime

/// The headers and bodies of operations that take time
/// (ARM-ASYNC-01, ARM-ASYNC-02, ARM-ASYNC-03, ARM-ASYNC-04).
enum LongRunningOperation {
    /// The GUID in a status URL. Its last twelve digits are the number of the entry that started the
    /// operation, so that a poll finds it without a search.
    static func name(of operation: OperationID, in world: World) -> String {
        let number = String(operation.startedBy, radix: 16)
        let digits = String(repeating: "0", count: max(0, 12 - number.utf8.count)) + number
        return NamedGUID.text("operation/\(operation.startedBy)", in: world.tenant).prefix(24) + digits
    }

    /// - Parameter location: region of the resource, part of the status URL.
    /// - Parameter result: adds the `Location` header of the resource's own result URL.
    static func headers(
        for operation: OperationID, location: String, result: String? = nil,
        version: String = "2015-11-01-preview", pace: Pace? = nil, _ exchange: Exchange, in world: World
    ) -> HeaderFields {
        let name = name(of: operation, in: world)
        let base = exchange.baseURL
        let status =
            "\(base)/subscriptions/\(world.subscription)/providers/Microsoft.OperationalInsights/locations/"
            + "\(location)/operationstatuses/\(name)?api-version=\(version)"
        var headers: HeaderFields = ["Azure-AsyncOperation": exchange.signed(status, in: world)]
        if let result {
            let url = "\(base)\(result)/operationresults/\(name)?api-version=\(version)"
            headers["Location"] = exchange.signed(url, in: world)
        }
        for header in pacing(exchange, as: pace) { headers[header.name] = header.value }
        return headers
    }

    /// The `Location` alone, in the scope of the subscription: what deleting a group answers.
    static func resultHeaders(
        for operation: OperationID, _ exchange: Exchange, in world: World
    ) -> HeaderFields {
        let name = name(of: operation, in: world)
        let path = "/subscriptions/\(world.subscription)/operationresults/\(name)"
        let url = "\(exchange.baseURL)\(path)?api-version=2021-04-01"
        var headers: HeaderFields = ["Location": exchange.signed(url, in: world)]
        for header in pacing(exchange, as: .groupDeletion) { headers[header.name] = header.value }
        return headers
    }

    /// The seconds of `Retry-After` in recordings. What is not here is recorded without one.
    enum Pace: Int {
        case workspace = 20
        case groupDeletion = 15
        case vaultPurge = 5
    }

    /// How soon to ask again: soon (D-05), or what recordings show.
    static func pacing(_ exchange: Exchange, as recorded: Pace? = nil) -> HeaderFields {
        guard exchange.isFaithful else {
            return [
                "Retry-After": "1", "retry-after-ms": "100", "x-ms-retry-after-ms": "100",
                "X-Go-Azure-Sdk-Skip-Polling-Delay": "true",
            ]
        }
        guard let recorded else { return [:] }
        return ["Retry-After": "\(recorded.rawValue)"]
    }

    /// The operation of that name, if there is one.
    static func find(_ name: String, in world: World) -> Resources.Operation? {
        guard let number = EntryNumber(name.suffix(12), radix: 16) else { return nil }
        let id = OperationID(startedBy: number)
        guard self.name(of: id, in: world) == name.lowercased() else { return nil }
        return world.resources.operations[id]
    }

    /// The operation that a status or result URL names.
    static func operation(
        of exchange: Exchange, in world: World
    ) throws(WireFailure) -> Resources.Operation {
        let name = exchange.parameters["operation"]
        guard let operation = find(name, in: world) else {
            throw WireFailure(
                404, "OperationNotFound", "The operation '\(name)' was not found.", gateway: .operationStatus)
        }
        guard !Resources.hasExpired(operation, in: world) else {
            throw WireFailure(
                404, "OperationNotFound", "The operation '\(name)' has ended long ago.",
                gateway: .statusExpires)
        }
        return operation
    }

    /// When the operation that is asked for will have ended.
    static let settles: Operation.Settles = { exchange, world in
        guard let operation = find(exchange.parameters["operation"], in: world), operation.outcome == nil
        else { return nil }
        return operation.endsAt
    }

    static func status(of operation: Resources.Operation, id: String, in world: World) -> Document {
        let isISO = world.settings.has(.isoTimesOfOperations)
        func time(_ instant: Instant) -> Document {
            .string(isISO ? instant.iso8601(fractionDigits: 7) : instant.httpDate)
        }
        var members: Members = [
            "id": .string(id), "name": .string(name(of: operation.id, in: world)),
            "status": .string(text(of: operation, in: world)), "startTime": time(operation.startedAt),
        ]
        if let endedAt = operation.endedAt {
            members.append("endTime", time(endedAt))
            if isISO { members.append("properties", [:]) }
        }
        if case .failed(let refusal) = operation.outcome {
            let failure = WireFailure(refusal, entry: nil, in: world)
            members.append("error", AzureError(code: failure.code, message: failure.message).content)
        }
        return .object(members)
    }

    private static func text(of operation: Resources.Operation, in world: World) -> String {
        switch operation.outcome {
        // Tables say Updating where everything else says InProgress (as recorded).
        case nil: world.logAnalytics.tables[operation.resource] == nil ? "InProgress" : "Updating"
        case .succeeded: "Succeeded"
        case .failed: "Failed"
        case .canceled: "Canceled"
        }
    }
}

extension Exchange {
    /// Where the client reached ARM: status URLs lead back the same way.
    var baseURL: String {
        let port = request.port.map { ":\($0)" } ?? ""
        let host = request.host.contains(":") ? "[\(request.host)]" : request.host
        return "\(request.scheme)://\(host)\(port)\(request.prefix)"
    }
}

extension AzureService {
    /// A long-running operation by the name in its status URL.
    public func operation(named name: String, in world: World) -> Resources.Operation? {
        LongRunningOperation.find(name, in: world)
    }

    /// Until when a GET of the path would show a resource in transition; nil if it would not.
    public func settles(at path: String, in world: World) -> Instant? {
        let segments = path.split(separator: "/").map(String.init)
        guard
            case .found(let operation, let parameters) = router.match(
                method: "GET", host: "management.azure.com", segments: segments),
            case .read(_, let settles?) = operation.kind,
            let request = try? WireRequest(
                method: "GET", target: path, headers: ["Host": "management.azure.com"], secure: true)
        else { return nil }
        let exchange = Exchange(
            request: request, parameters: parameters, principal: .owner, version: nil, isFaithful: isFaithful)
        return settles(exchange, world)
    }
}
