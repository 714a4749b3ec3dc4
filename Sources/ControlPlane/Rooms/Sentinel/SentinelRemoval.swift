import VirtualTime

/// Off-boarding, what stays of it, and letters to the product group.
extension Sentinel {
    /// Takes Sentinel off a workspace: removal takes up to two days, its configuration can come back for
    /// thirty, both counted from now.
    static func offboard(
        _ id: ResourceID, because rule: Rule, also others: [Rule], in world: World, _ docket: inout Docket
    ) {
        let until = world.choose(.offboarding, at: id, &docket)
        let grace = world.now + world.settings.fixed(.configGrace)
        docket.rule(
            .sentinel(.offboarded(id, until: until, graceUntil: grace)), because: rule, also: others)
        // Connectors are disconnected, and do not come back with the rest.
        for item in world.sentinel.items where item.workspace == id && item.kind == .dataConnector {
            docket.rule(.sentinel(.itemDeleted(item.id)), because: Rule.removal)
        }
    }

    /// Tables that Sentinel brings to a workspace.
    static let tables = [
        "securityalert", "securityincident", "threatintelligenceindicator", "watchlist", "anomalies",
        "behavioranalytics", "sentinelhealth", "sentinelaudit",
    ]

    /// Whether a table of Sentinel's is out of sight: it was here and is off-boarded. Its records stay, age
    /// by the workspace's retention and show again with Sentinel (SENT-DEL-03).
    public static func hides(_ table: String, of workspace: ResourceID, in world: World) -> Bool {
        guard tables.contains(table.lowercased()) else { return false }
        return world.sentinel.onboardings.read(workspace) {
            switch $0.state {
            case .onboarding, .awaitingConfirmation, .onboarded, .failed: false
            case .removing, .removed, .purged: true
            }
        } ?? false
    }

    /// Which rule says what of Sentinel's own data the customer's key covers, in this profile.
    public static func scopeRule(of kind: ItemKind, in world: World) -> Rule {
        world.settings.profile.figures.leavesUnderMicrosoftKeys.isEmpty ? Rule.coversAll : Rule.coversList
    }

    /// Whether an item of that kind is under the customer's key.
    public static func isUnderCustomersKey(
        _ kind: ItemKind, of onboarding: Onboarding, in world: World
    ) -> Bool {
        onboarding.customerManagedKey
            && !world.settings.profile.figures.leavesUnderMicrosoftKeys.contains(kind.category)
    }

    /// Whoever writes on a workspace that has left what is supported is told so each time.
    static func adviseOnMarks(of onboarding: Onboarding, _ docket: inout Docket) {
        guard let mark = onboarding.undefined.last else { return }
        docket.advise(
            Rule.chosenEffects, on: onboarding.id,
            "the workspace is marked by \(mark): what follows is undefined"
        )
    }

    // MARK: The product group

    static func contactSupport(
        _ id: ResourceID, _ topic: String, in world: World, _ docket: inout Docket
    ) {
        let rule = topic == plannedChangeTopic ? Rule.contactFirst : Rule.confirmed
        docket.rule(.sentinel(.supportContacted(id, topic: topic)), because: rule)
        docket.advise(rule, on: id, "told the product group: \(topic)")
        guard topic == confirmationTopic,
            case .awaitingConfirmation(_, nil)? = world.sentinel.onboardings[id]?.state
        else { return }
        let reply = world.choose(.supportReply, at: id, &docket)
        docket.rule(.sentinel(.confirmationAwaited(id, reply: reply)), because: Rule.confirmed)
    }

    /// A change of key or identity under Sentinel, of which nobody was told before (SENT-CHG-09).
    static func adviseOnChange(
        of cluster: ResourceID, _ update: LogAnalytics.ClusterUpdate, in world: World, _ docket: inout Docket
    ) {
        guard update.key != nil || update.identity != nil, !wasTold(cluster, in: world) else { return }
        for link in world.logAnalytics.clusters.read(cluster, { $0.links }) ?? [] {
            let isUnderKey = world.sentinel.onboardings.read(link.workspace) {
                $0.isOnboarded && $0.customerManagedKey
            }
            guard isUnderKey == true, !wasTold(link.workspace, in: world) else { continue }
            docket.advise(
                Rule.contactFirst, on: link.workspace,
                "contact the product group before a change of the key: support.contact planned-change")
        }
    }

    private static func wasTold(_ id: ResourceID, in world: World) -> Bool {
        world.sentinel.contacts.read(id) { $0.topics.contains(plannedChangeTopic) } == true
    }
}
