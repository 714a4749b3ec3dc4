import ControlPlane
import Simulation
import VirtualTime

/// A fault of a world, wherever it acts: on requests to ARM, or on one or more vaults.
struct FaultView {
    let name: String
    let type: String
    let from: Instant?
    let until: Instant?
    let remaining: Int?
    let perMille: Int?
    let seen: Int?
    let isActive: Bool
    /// Where it acts: paths or vaults.
    let targets: [String]
    private let vaults: [ResourceID]

    /// In the order of their beginnings; one on several vaults is one.
    static func all(in world: World) -> [FaultView] {
        var faults = world.resources.faults.map { FaultView($0, in: world) }
        var names: [String] = []
        for vault in world.keyVault.vaults where vault.deletion == nil {
            for fault in vault.faults where !names.contains(fault.order.name) {
                names.append(fault.order.name)
            }
        }
        for name in names {
            let hit = world.keyVault.vaults.filter { vault in
                vault.deletion == nil && vault.faults.contains { $0.order.name == name }
            }
            guard let fault = hit.first?.faults.first(where: { $0.order.name == name }) else { continue }
            faults.append(FaultView(fault, on: hit))
        }
        return faults
    }

    private init(_ fault: Resources.RequestFault, in world: World) {
        name = fault.name
        type = fault.kind.word
        (from, until, remaining) = (fault.from, fault.until, fault.remaining)
        (perMille, seen) = (fault.perMille, fault.seen)
        isActive = fault.isActive(at: world.now)
        targets = [fault.scope, fault.namespace].compactMap { $0 }
        vaults = []
    }

    private init(_ fault: KeyVault.Fault, on hit: [KeyVault.Vault]) {
        name = fault.order.name
        switch fault.order.kind {
        case .outage: type = fault.order.only == nil ? "vault.outage" : "network.partition"
        case .throttled: type = "vault.throttle"
        case .forbidden: type = "vault.forbidden"
        }
        (from, until, remaining) = (fault.order.from, fault.order.until, fault.order.hits)
        (perMille, seen) = (nil, nil)
        isActive = fault.hasBegun
        targets = hit.map { "vault/\($0.name)" }
        vaults = hit.map(\.id)
    }

    /// Ends it.
    func end(in timeline: inout Timeline) {
        for vault in vaults {
            timeline.submit { _ in .keyVault(.endFault(vault, name: name)) }
        }
        guard vaults.isEmpty else { return }
        let subscription = "/subscriptions/\(timeline.world.subscription)"
        let ended = Resources.RequestFault(.gateway(.badGateway), name: name, hits: 0)
        timeline.submit { .resources(.armFault($0.intern(subscription), ended)) }
    }

    var document: Document {
        var document: Document = ["name": .string(name), "type": .string(type), "active": .bool(isActive)]
        if !targets.isEmpty { document["target"] = .string(targets.joined(separator: ", ")) }
        if let from { document["from"] = .string(from.iso8601) }
        if let until { document["until"] = .string(until.iso8601) }
        if let remaining { document["remaining"] = .integer(remaining) }
        if let perMille { document["rate"] = .string("\(perMille)/1000") }
        if let seen { document["seen"] = .integer(seen) }
        return document
    }
}

extension Resources.FaultKind {
    fileprivate var word: String {
        switch self {
        case .gateway, .error: "arm.error"
        case .throttled: "arm.throttle"
        case .unavailable: "provider.unavailable"
        case .slow(_, let vault): vault == nil ? "network.latency" : "vault.latency"
        case .reset: "connection.reset"
        case .interruption: "operation.failure"
        }
    }
}
