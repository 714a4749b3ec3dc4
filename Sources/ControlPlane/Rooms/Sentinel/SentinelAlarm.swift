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
            finishOnboarding(of: row, in: world, &docket)
        case .awaitingConfirmation(let since, _):
            docket.cite(since.entry)
            docket.rule(
                .sentinel(.onboarded(id, customerManagedKey: row.customerManagedKey)),
                because: Rule.confirmed)
        case .removing(let since, _, let grace):
            docket.cite(since.entry)
            // A world may be told of a grace that is shorter than the removal.
            if grace <= world.now {
                docket.rule(.sentinel(.configurationPurged(id)), because: Rule.configurationGrace)
            } else {
                docket.rule(.sentinel(.removalCompleted(id)), because: Rule.removal)
            }
        case .removed(let since, _):
            docket.cite(since.entry)
            docket.rule(.sentinel(.configurationPurged(id)), because: Rule.configurationGrace)
        case .onboarded, .failed, .purged: return
        }
    }

    private static func finishOnboarding(
        of row: Onboarding, in world: World, _ docket: inout Docket
    ) {
        let id = row.id
        if let refusal = asyncRefusal(of: id, in: world) {
            docket.rule(
                .sentinel(.onboardingFailed(id)), because: Rule.preconditions.id,
                also: refusal.because.filter { $0 != Rule.preconditions.id })
            return
        }
        // The hidden account cannot be made without the key (SENT-REVOKE-11).
        guard keyIsUsable(behind: id, in: world) else {
            docket.rule(.sentinel(.onboardingFailed(id)), because: Rule.failsOnboarding)
            return
        }
        guard asksForConfirmation(in: world) else {
            docket.rule(
                .sentinel(.onboarded(id, customerManagedKey: row.customerManagedKey)),
                because: Rule.readiness)
            return
        }
        // Who has written before it was ready need not write again.
        let reply = row.wasConfirmed ? world.choose(.supportReply, at: id, &docket) : nil
        docket.rule(
            .sentinel(.confirmationAwaited(id, reply: reply)), because: Rule.readiness,
            also: [Rule.confirmed])
    }

    /// Whether onboarding ends with the product group's word, in this profile and reading.
    static func asksForConfirmation(in world: World) -> Bool {
        !world.settings.isDefault(.onboardingConfirmation) && world.settings.profile.figures.asksProductGroup
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
