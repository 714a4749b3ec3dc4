import ControlPlane
import VirtualTime

/// What the tests look at.
extension Timeline {
    func find(_ path: String) -> ResourceID? { world.names.find(path) }
    func id(_ path: String) -> ResourceID {
        guard let id = find(path) else { preconditionFailure("the story has not met \(path)") }
        return id
    }

    var vault: KeyVault.Vault? { find(Contoso.vault).flatMap { world.keyVault.vaults[$0] } }
    var key: KeyVault.Key? { find(Contoso.key).flatMap { world.keyVault.keys[$0] } }
    var latestVersion: String { key?.latest.name ?? "" }
    var cluster: LogAnalytics.Cluster? { find(Contoso.cluster).flatMap { world.logAnalytics.clusters[$0] } }
    var workspace: LogAnalytics.Workspace? {
        find(Contoso.workspace).flatMap { world.logAnalytics.workspaces[$0] }
    }
    var account: CosmosDB.Account? { find(Contoso.workspace).flatMap { world.cosmosDB.accounts[$0] } }
    var onboarding: Sentinel.Onboarding? {
        find(Contoso.workspace).flatMap { world.sentinel.onboardings[$0] }
    }

    /// The words of the vocabulary for the two stores and what follows from them.
    var access: String { cluster?.access.text ?? "none" }
    var accountAccess: String { account?.access.text ?? "none" }
    var availability: Sentinel.Availability? { onboarding?.availability }

    var clusterObjectID: String {
        if case .systemAssigned(let objectID)? = cluster?.identity { objectID } else { "" }
    }
    var stored: Int64 { workspace?.data.stored(at: now) ?? 0 }
    var dropped: Int64 { workspace?.data.dropped(at: now) ?? 0 }
    var purged: Int64 { workspace?.data.purged(at: now) ?? 0 }
    var sent: Int64 { workspace?.data.sent(at: now) ?? 0 }
    var accessible: Int64 { workspace.map { LogAnalytics.accessible($0, in: world) } ?? 0 }

    /// The rules that stop a query now; empty when it goes through.
    var queryRefusal: [RuleID] {
        do throws(Refusal) {
            _ = try LogAnalytics.requireQueryable(id(Contoso.workspace), in: world)
            return []
        } catch {
            return error.because
        }
    }
    /// The rules that stop an operation on the story's key; empty when it goes through.
    func refusal(
        of operation: KeyOperation, version: String? = nil, by principal: Principal = .owner
    ) -> [RuleID] {
        do throws(Refusal) {
            _ = try KeyVault.require(
                operation, with: id(Contoso.key), version: version, by: principal, in: world)
            return []
        } catch {
            return error.because
        }
    }
    func operation(of entry: Entry) -> Resources.Operation? {
        world.resources.operations[OperationID(startedBy: entry.number)]
    }
}

extension Entry {
    /// Whether any rule of this entry is `rule`.
    func cites(_ rule: some DocumentedRule) -> Bool { rules.contains(rule.id) }
    /// Whether this is a refusal, and `rule` the one enforced.
    func isRefused(by rule: some DocumentedRule) -> Bool { refusal?.because.first == rule.id }
    func advises(_ rule: some DocumentedRule) -> Bool { advisories.contains { $0.rule == rule.id } }
}

extension EntryLog {
    func last(citing rule: some DocumentedRule) -> Entry? { last { $0.cites(rule) } }
}
