import ControlPlane
import Foundation
import JournalStore
import Simulation
import Testing
import VirtualTime

/// Names of cases are what journals are made of: renaming one leaves older files unreadable.
@Suite("The stored words of the story") struct StoredWordsTests {
    /// Recorded case names that the story no longer has. One that is new is no matter.
    private func missing(from recorded: String, _ member: String) throws -> [Substring] {
        let found = try words(member)
        return recorded.split { $0 == " " || $0 == "\n" }.filter { !found.contains(String($0)) }
    }

    /// Case names, as `room.case`, in the order they first occur.
    private func words(_ member: String) throws -> [String] {
        var timeline = Contoso.timeline()
        timeline.ingest(7)
        timeline.setKey(enabled: false)
        timeline.advance(by: .hours(1))
        timeline.ingest(5)
        timeline.submit { .logAnalytics(.unlink(workspace: $0.intern(Contoso.workspace))) }
        timeline.setKey(enabled: true)
        timeline.advance(by: .hours(1))
        timeline.submit { .keyVault(.rotateKey($0.intern(Contoso.key))) }
        timeline.setClusterKey(version: timeline.latestVersion)
        timeline.advance(by: .hours(1))
        timeline.submit { .keyVault(.deleteKey($0.intern(Contoso.key))) }
        timeline.submit { .keyVault(.recoverKey($0.intern(Contoso.key))) }
        timeline.submit { .sentinel(.offboard($0.intern(Contoso.workspace))) }
        timeline.submit { .logAnalytics(.deleteWorkspace($0.intern(Contoso.workspace), force: false)) }
        timeline.submit { .logAnalytics(.deleteCluster($0.intern(Contoso.cluster))) }
        timeline.submit { .keyVault(.deleteVault($0.intern(Contoso.vault))) }
        timeline.advance(by: .days(91))
        var words: [String] = []
        for entry in timeline.entries {
            let text = try StateHash.text(of: entry)
            collect(member, in: try Document(json: text), &words)
        }
        return words
    }

    private func collect(_ member: String, in document: Document, _ words: inout [String]) {
        for inner in document.members ?? [:] {
            if inner.name == member, let room = (inner.value["_0"] ?? inner.value).members?.first,
                let word = room.value["_0"]?.members?.first?.name
            {
                let word = "\(room.name).\(word)"
                if !words.contains(word) { words.append(word) }
            }
            collect(member, in: inner.value, &words)
        }
        for item in document.items ?? [] { collect(member, in: item, &words) }
    }

    @Test("of commands have the recorded names")
    func commands() throws {
        let missing = try missing(from: Self.commands, "command")
        #expect(missing.isEmpty)
    }

    @Test("of alarms have the recorded names")
    func alarms() throws {
        let missing = try missing(from: Self.alarms, "alarm")
        #expect(missing.isEmpty)
    }

    @Test("of events have the recorded names")
    func events() throws {
        let missing = try missing(from: Self.events, "event")
        #expect(missing.isEmpty)
    }

    private static let commands = """
        keyVault.createKey keyVault.createOrUpdateVault keyVault.deleteKey keyVault.deleteVault
        keyVault.editPolicies keyVault.recoverKey keyVault.rotateKey keyVault.updateVersion
        logAnalytics.createOrUpdateCluster logAnalytics.createOrUpdateWorkspace
        logAnalytics.deleteCluster logAnalytics.deleteWorkspace logAnalytics.ingest
        logAnalytics.link logAnalytics.unlink logAnalytics.updateCluster
        resources.createOrUpdateGroup resources.register sentinel.offboard sentinel.onboard
        """
    private static let alarms = """
        cosmosDB.accountDue keyVault.vaultDue logAnalytics.clusterDue logAnalytics.workspaceDue
        resources.registrationDue sentinel.onboardingDue
        """
    private static let events = """
        cosmosDB.accountCreated cosmosDB.keyAccessChanged cosmosDB.keyRewrapped
        cosmosDB.rewrapScheduled identity.principalAppeared identity.principalRemoved
        keyVault.keyDeleted keyVault.keyRecovered keyVault.policiesChanged keyVault.vaultCreated
        keyVault.vaultDeleted keyVault.vaultPurged keyVault.vaultReachable keyVault.versionChanged
        keyVault.versionCreated logAnalytics.clusterCreated logAnalytics.clusterDeleted
        logAnalytics.clusterKeyChanged logAnalytics.clusterNameReleased
        logAnalytics.clusterProvisioned logAnalytics.clusterUpdateEnded
        logAnalytics.clusterUpdateStarted logAnalytics.keyAccessChanged logAnalytics.linkStarted
        logAnalytics.recordsDropped logAnalytics.recordsStored logAnalytics.workspaceAccessChanged
        logAnalytics.workspaceCreated logAnalytics.workspaceDeleted logAnalytics.workspaceLinked
        logAnalytics.workspaceProvisioned logAnalytics.workspacePurged resources.groupWritten
        resources.operationEnded resources.operationStarted resources.registrationCompleted
        resources.registrationStarted sentinel.availabilityChanged sentinel.configurationPurged
        sentinel.offboarded sentinel.onboarded sentinel.onboardingStarted
        """
}
