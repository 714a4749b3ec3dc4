import VirtualTime

extension Sentinel {
    public enum Alarm: Equatable, Codable, Sendable {
        case onboardingDue(ResourceID)
    }

    public static func next(in state: State) -> Pending<Alarm>? {
        guard let row = state.onboardings.next, let at = row.deadline else { return nil }
        return Pending(at: at, alarm: .onboardingDue(row.id))
    }

    public static func ring(_ alarm: Alarm, in world: World, _ docket: inout Docket) {
        guard case .onboardingDue(let id) = alarm, let row = world.sentinel.onboardings[id] else { return }
        switch row.state {
        case .onboarding(let since, _):
            docket.cite(since.entry)
            // The hidden account cannot be made without the key (SENT-REVOKE-11).
            if keyIsUsable(behind: id, in: world) {
                docket.rule(
                    .sentinel(.onboarded(id, customerManagedKey: row.customerManagedKey)),
                    because: Rule.readiness)
            } else {
                docket.rule(.sentinel(.onboardingFailed(id)), because: Rule.failsOnboarding)
            }
        case .removed(let since, _):
            docket.cite(since.entry)
            docket.rule(.sentinel(.configurationPurged(id)), because: Rule.configurationGrace)
        case .onboarded, .failed, .purged: return
        }
    }

    /// Whether Azure Cosmos DB could use the cluster's key now.
    static func keyIsUsable(behind workspace: ResourceID, in world: World) -> Bool {
        guard let row = world.logAnalytics.workspaces[workspace],
            let key = LogAnalytics.cluster(of: row, in: world)?.key
        else { return false }
        return [KeyOperation.get, .wrapKey, .unwrapKey].allSatisfy {
            KeyVault.usable($0, with: key.key, version: nil, by: .cosmosDB, in: world)
        }
    }
}
