import Testing
import VirtualTime

@testable import ControlPlane

@Suite("Whatever happens") struct InvariantTests {
    @Test("numbers go up by one, time never back, and causes lie before their effects", arguments: 0..<24)
    func journal(seed: Int) {
        let entries = Array(Wander.history(seed: seed).timeline.entries)
        #expect(entries.map(\.number) == Array(1...EntryNumber(entries.count)))
        #expect(zip(entries, entries.dropFirst()).allSatisfy { $0.at <= $1.at })
        #expect(entries.allSatisfy { entry in entry.causes.allSatisfy { $0 < entry.number } })
    }

    @Test("nothing due is left behind, and every operation ends with what it runs on", arguments: 0..<24)
    func nothingIsForgotten(seed: Int) {
        var timeline = Wander.history(seed: seed).timeline
        #expect(timeline.world.next.map { $0.at > timeline.now } ?? true)

        timeline.advance(by: .days(400))

        // A rotation policy has no end.
        if case .keyVault(.keyDue)? = timeline.world.next?.alarm {
        } else {
            #expect(timeline.world.next == nil)
        }
        #expect(timeline.world.resources.operations.allSatisfy { $0.outcome != nil })
    }

    @Test(
        "a settled entry names a rule for each event, and every rule it names is in the rulebook",
        arguments: 0..<24)
    func rules(seed: Int) {
        let known = Set(Rulebook.lines.map(\.id))
        for entry in Wander.history(seed: seed).timeline.entries {
            #expect(entry.rules.allSatisfy(known.contains))
            #expect(entry.refusal.map { !$0.because.isEmpty } ?? true)
        }
    }

    @Test("what the stores and the workspaces say of each other agrees", arguments: 0..<24)
    func references(seed: Int) {
        let world = Wander.history(seed: seed).timeline.world
        for cluster in world.logAnalytics.clusters {
            for link in cluster.links {
                #expect(world.logAnalytics.workspaces[link.workspace]?.link.cluster == cluster.id)
            }
            let isListed = cluster.key.map {
                world.logAnalytics.clustersByVault.stores(under: $0.vault).contains(cluster.id)
            }
            #expect(cluster.isDeleted || isListed != false)
        }
        for workspace in world.logAnalytics.workspaces {
            guard let cluster = LogAnalytics.cluster(of: workspace, in: world) else { continue }
            #expect(!cluster.isDeleted)
            #expect(cluster.links.contains { $0.workspace == workspace.id })
            #expect(workspace.data.isDark == cluster.isDark)
        }
        for row in world.sentinel.onboardings where row.isOnboarded && row.customerManagedKey {
            #expect(row.availability == Sentinel.availability(of: row.id, in: world))
        }
        for key in world.keyVault.keys {
            #expect(world.keyVault.vaults[key.vault]?.keys.contains(key.id) == true)
        }
    }
}
