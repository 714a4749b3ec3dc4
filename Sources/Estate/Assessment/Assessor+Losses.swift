import ControlPlane
import VirtualTime

/// For each key and each store: every way to lose the one to the other, at both ends of the documented bound.
extension Assessor {
    func losses() -> [Finding] {
        var keys: [ResourceID] = []
        for store in stores where !keys.contains(store.key) { keys.append(store.key) }
        var findings: [Finding] = []
        for key in keys {
            let under = stores.filter { $0.key == key }
            for way in KeyLoss.allCases {
                if way == .accessRemoved {
                    for store in under { findings += loss(of: key, way, under: [store]) }
                } else {
                    findings += loss(of: key, way, under: under)
                }
            }
        }
        return findings + unusedKeys(besides: keys)
    }

    private func unusedKeys(besides used: [ResourceID]) -> [Finding] {
        world.keyVault.keys.filter { !used.contains($0.id) && $0.deletion == nil }.map { key in
            Finding(
                .losses, .info, about: name(key.id), "no store", "\(name(key.id)): no store is under it",
                consequence: "losing it darkens nothing here",
                rules: [LogAnalytics.Rule.revocationTriggered.id],
                evidence: [Finding.Evidence(name(key.id), "stores", [])])
        }
    }

    private func loss(of key: ResourceID, _ way: KeyLoss, under stores: [KeyedStore]) -> [Finding] {
        guard let first = stores.first else { return [] }
        var measures: [(ChoicePolicy, [LossMeasure])] = []
        var instant = world.now
        for policy in [ChoicePolicy.earliest, .latest] {
            var client = rehearsal.fork(policy)
            let entry = client.world.sequence
            let before = client.world.now
            guard let answer = way.happen(to: key, of: first, in: &client) else { return [] }
            if answer.isRefused { return [refused(way, key, stores, answer)] }
            instant = before
            measures.append(
                (
                    policy,
                    LossMeasure.take(
                        of: stores, after: client, lostAt: before, entry: entry,
                        within: rehearsal.horizon)
                ))
        }
        return stores.enumerated().map { place, store in
            finding(
                store, key, way, earliest: measures[0].1[place], latest: measures[1].1[place], at: instant)
        }
    }

    private func refused(
        _ way: KeyLoss, _ key: ResourceID, _ stores: [KeyedStore], _ answer: WireClient.Answer
    ) -> Finding {
        Finding(
            .losses, .info, about: name(key), "refused",
            "\(name(key)) cannot be \(way.rawValue)",
            consequence: "\(answer.status) \(answer.code): \(answer.message)", rules: answer.rules,
            evidence: [
                Finding.Evidence(
                    name(key), "stores", list(stores.map { $0.name(in: world) }))
            ])
    }

    private func finding(
        _ store: KeyedStore, _ key: ResourceID, _ way: KeyLoss, earliest: LossMeasure, latest: LossMeasure,
        at instant: Instant
    ) -> Finding {
        let name = store.name(in: world)
        let wasDark = store.isDark(in: world)
        var evidence = [
            Finding.Evidence(name, "key", .string(self.name(key))),
            Finding.Evidence(name, "keyAccess", .string(store.access(in: world)?.text ?? "none")),
            Finding.Evidence(self.name(store.vault), "lost by", .string(way.rawValue)),
        ]
        guard latest.darkAfter != nil || latest.isLost, !wasDark else {
            let outcome = wasDark ? "dark already" : "stays"
            return Finding(
                .losses, .info, about: name, outcome, "\(name) outlives \(self.name(key)) \(way.rawValue)",
                consequence: wasDark
                    ? "it is dark before anything happens" : "cached or not, the key goes on serving it",
                rules: rules(of: way, store), evidence: evidence)
        }
        let survival = Survival(of: store, key, way, latest, at: instant, assessor: self)
        evidence += survival.evidence
        let range = "\((earliest.darkAfter ?? .zero).text)–\((latest.darkAfter ?? .zero).text)"
        var details: Members = [
            "way": .string(way.rawValue), "darkAfterEarliest": .string((earliest.darkAfter ?? .zero).text),
            "darkAfterLatest": .string((latest.darkAfter ?? .zero).text), "lostForGood": .bool(latest.isLost),
        ]
        for member in survival.details { details.append(member.name, member.value) }
        return Finding(
            .losses, severity(of: way, latest), about: name, latest.isLost ? "lost for good" : "goes dark",
            "\(name) goes dark \(range) after \(self.name(key)) is \(way.words)",
            consequence: consequence(of: store, latest, survival),
            rules: (latest.rules + survival.rules).unique,
            evidence: evidence, details: details)
    }

    private func severity(of way: KeyLoss, _ latest: LossMeasure) -> Finding.Severity {
        if latest.isLost { return .critical }
        switch way {
        case .deleted, .vaultDeleted: return .high
        case .disabled, .expired, .accessRemoved, .networkClosed, .purged, .vaultPurged: return .medium
        }
    }

    private func rules(of way: KeyLoss, _ store: KeyedStore) -> [RuleID] {
        switch (way, store.kind) {
        case (.expired, .cluster): [LogAnalytics.KeyRule.expiredServes.id]
        case (_, .cluster): [LogAnalytics.Rule.revocationTriggered.id]
        case (_, .sentinel), (_, .account): [CosmosDB.Rule.revocationTriggered.id]
        }
    }

    private func consequence(of store: KeyedStore, _ latest: LossMeasure, _ survival: Survival) -> String {
        var sentences: [String] = []
        let after = latest.client.world
        let with = Darkness.things(in: after).filter { !Darkness.things(in: world).contains($0) }
        let others = with.filter { $0 != store.name(in: world) }
        if !others.isEmpty { sentences.append("with it: \(sentence(others))") }
        if store.kind == .cluster {
            sentences.append("what is sent to its workspaces from then on is dropped for good")
        }
        return (sentences + survival.sentences).joined(separator: "; ")
    }
}

extension KeyLoss {
    /// Behind `is`: `disabled`, `lost with its vault deleted`.
    var words: String {
        switch self {
        case .disabled, .expired, .deleted, .purged: rawValue
        case .accessRemoved: "closed to it"
        case .networkClosed: "behind a closed network"
        case .vaultDeleted: "deleted with its vault"
        case .vaultPurged: "purged with its vault"
        }
    }
}
