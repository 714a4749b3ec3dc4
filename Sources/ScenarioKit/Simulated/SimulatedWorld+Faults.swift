import ControlPlane
import Simulation
import VirtualTime

/// What the failures of the format come to in the model.
extension SimulatedWorld {
    public mutating func inject(_ fault: FaultUse) throws(WorldProblem) {
        switch fault.type {
        case "vault.outage": try begin(.outage, fault, at: fault.targets)
        case "vault.forbidden": try begin(.forbidden, fault, at: fault.targets)
        case "vault.throttle": try begin(.throttled, fault, at: fault.targets)
        case "network.partition": try part(fault)
        case "identity.failure": try silence(fault)
        // Up to five minutes between two clocks are forgiven when a token is looked at; beyond, it is none.
        case "clock.skew": if let skew = fault.latency, skew > .minutes(5) { try silence(fault) }
        case "vault.latency", "network.latency":
            let milliseconds = fault.latency?.wholeMilliseconds ?? 0
            guard let first = fault.targets.first else {
                return try arm(.slow(milliseconds: milliseconds, vault: nil), fault)
            }
            try arm(.slow(milliseconds: milliseconds, vault: try vault(first)), fault)
        case "arm.error":
            let status = fault.status ?? 503
            try arm(.error(status: status, code: fault.code ?? Self.code(of: status)), fault)
        case "arm.throttle":
            try arm(.throttled(retryAfterSeconds: Self.seconds(fault.retryAfter)), fault)
        case "provider.unavailable":
            try arm(.unavailable(namespace: fault.targets.first?.name ?? ""), fault)
        default: throw WorldProblem("unknown fault '\(fault.type)'")
        }
    }

    public mutating func clear(_ name: String) throws(WorldProblem) {
        // Of a vault that is deleted nothing is left to mend: its failures end when it is back.
        for vault in timeline.world.keyVault.vaults
        where vault.deletion == nil && vault.faults.contains(where: { $0.order.name == name }) {
            try submit(.keyVault(.endFault(vault.id, name: name)))
        }
        if timeline.world.resources.faults.contains(where: { $0.name == name }) {
            let ended = Resources.RequestFault(.gateway(.badGateway), name: name, hits: 0)
            try arm(ended)
        }
    }

    private mutating func arm(_ fault: Resources.RequestFault) throws(WorldProblem) {
        let subscription = "/subscriptions/\(timeline.world.subscription)"
        try submit { .resources(.armFault($0.intern(subscription), fault)) }
    }

    // MARK: Failures of a vault

    private mutating func begin(
        _ kind: KeyVault.FaultKind, _ fault: FaultUse, at vaults: [Reference],
        only principal: Principal? = nil
    ) throws(WorldProblem) {
        for target in vaults {
            var order = KeyVault.FaultOrder(kind, name: fault.name)
            order.only = principal
            order.from = fault.from > now ? fault.from : nil
            order.until = fault.until
            order.hits = fault.count
            order.retryAfterSeconds = Self.seconds(fault.retryAfter)
            try submit(.keyVault(.beginFault(try vault(target), order)))
        }
    }

    /// One edge is cut: who is at its other end does not reach the vault. A vault says nothing to a store by
    /// itself, so the way back alone cuts nothing.
    private mutating func part(_ fault: FaultUse) throws(WorldProblem) {
        guard let vault = fault.between.first(where: { $0.kind == "vault" }),
            let other = fault.between.first(where: { $0.kind != "vault" })
        else { throw WorldProblem("a partition lies between a vault and who reaches it") }
        if fault.oneWay, fault.between.first?.kind == "vault" { return }
        try begin(.outage, fault, at: [vault], only: try principal(other))
    }

    /// No token for one principal: no vault hears of it.
    private mutating func silence(_ fault: FaultUse) throws(WorldProblem) {
        let vaults = timeline.world.keyVault.vaults.filter { $0.deletion == nil }.map {
            Reference(kind: "vault", name: $0.name)
        }
        for target in fault.targets {
            try begin(.outage, fault, at: vaults, only: try principal(target))
        }
    }

    private func vault(_ target: Reference) throws(WorldProblem) -> ResourceID {
        guard target.kind == "vault", let row = timeline.world.vault(named: target.name) else {
            throw WorldProblem("there is no vault '\(target)' to fail")
        }
        return row.id
    }

    private func principal(_ target: Reference) throws(WorldProblem) -> Principal {
        let world = timeline.world
        if target.kind == "cosmos" {
            if let row = world.workspace(named: target.name), let account = world.cosmosDB.accounts[row.id] {
                return account.principal
            }
            if let row = CosmosDB.account(named: target.name, in: world),
                let account = world.cosmosDB.accounts[row.id]
            {
                return account.principal
            }
        } else if let cluster = world.cluster(named: target.name) {
            return KeyVault.principal(of: cluster.identity)
        } else if let identity = world.userAssignedIdentity(named: target.name) {
            return .identity(objectID: world.names[identity.id].path)
        }
        throw WorldProblem("there is no \(target) that reaches a vault")
    }

    // MARK: Failures of requests

    private mutating func arm(_ kind: Resources.FaultKind, _ use: FaultUse) throws(WorldProblem) {
        var fault = Resources.RequestFault(kind, name: use.name, hits: use.count)
        fault.from = use.from > now ? use.from : nil
        fault.until = use.until
        fault.perMille = use.perMille
        if let target = use.targets.first, target.kind != "provider", target.kind != "vault" || !kind.isSlow {
            guard let path = resourceID(of: target) else { throw WorldProblem("there is no \(target)") }
            fault.scope = path.lowercased()
        }
        try arm(fault)
    }

    private static func seconds(_ span: Duration?) -> Int {
        span.map { Int($0.wholeMilliseconds / 1_000) } ?? 10
    }

    private static func code(of status: Int) -> String {
        switch status {
        case 409: "ConflictError"
        case 429: "TooManyRequests"
        case 500: "InternalServerError"
        case 502: "BadGatewayConnection"
        case 503: "ServerTimeout"
        case 504: "GatewayTimeout"
        default: "RequestFailed"
        }
    }
}

extension Resources.FaultKind {
    fileprivate var isSlow: Bool { if case .slow = self { true } else { false } }
}
