import Testing
import VirtualTime

@testable import ControlPlane

@Suite("ARM · groups, registrations and operations") struct ResourcesRulesTests {
    private func state(_ timeline: Timeline) -> Resources.RegistrationState {
        Resources.registration(of: "Microsoft.DocumentDB", in: timeline.world)
    }

    @Test("ARM-RP-01 · registering at once, registered by itself at the end of the bound")
    func registration() {
        var timeline = Timeline.contoso(.group)
        #expect(state(timeline) == .notRegistered)

        timeline.register()
        #expect(state(timeline).text == "Registering")
        timeline.advance(by: .minutes(1) - .milliseconds(1))
        #expect(state(timeline).text == "Registering")

        timeline.advance(by: .milliseconds(1))
        #expect(state(timeline) == .registered)
    }

    @Test("ARM-RP-01 · registered in the instant of the request under earliest; again changes nothing")
    func registrationEarliest() {
        var timeline = Timeline.contoso(.group, choices: Choices(policy: .earliest))
        timeline.register()
        #expect(state(timeline) == .registered)

        let again = timeline.register()

        #expect(again.outcome == .settled([]))
    }

    @Test("ARM-RP-02 · a resource may be written as soon as registration has begun")
    func writableWhileRegistering() throws {
        var timeline = Timeline.contoso(.group)
        timeline.register()
        func advised(in world: World) throws(Refusal) -> [RuleID] {
            var docket = Docket()
            try Resources.requireWritable(
                timeline.id(Contoso.group), namespace: "Microsoft.DocumentDB", in: world, &docket)
            return docket.advisories.map(\.rule)
        }

        #expect(try advised(in: timeline.world) == [Resources.Rule.registering.id])
        #expect(state(timeline).text == "Registering")

        timeline.advance(by: .minutes(1))
        #expect(try advised(in: timeline.world) == [])
        #expect(state(timeline) == .registered)
    }

    @Test("ARM-RP-04 · a write under a provider that is not registered is refused")
    func registrationRequired() {
        let timeline = Timeline.contoso(.group)

        let refusal = #expect(throws: Refusal.self) {
            var docket = Docket()
            try Resources.requireWritable(
                timeline.id(Contoso.group), namespace: "Microsoft.DocumentDB", in: timeline.world, &docket)
        }

        #expect(refusal?.because.first == Resources.Rule.registrationRequired.id)
    }

    @Test("ARM-ERR-14 · the refusal of an unregistered provider names the namespace")
    func refusalNamesTheNamespace() {
        let timeline = Timeline.contoso(.group)

        let refusal = #expect(throws: Refusal.self) {
            var docket = Docket()
            try Resources.requireWritable(
                timeline.id(Contoso.group), namespace: "Contoso.Radio", in: timeline.world, &docket)
        }

        #expect(refusal?.reason == .providerNotRegistered(namespace: "Contoso.Radio"))
        #expect(refusal?.because.contains(Resources.Rule.registeredToWrite.id) == true)
    }

    @Test("ARM-ASYNC-01 · a write that takes time starts an operation that knows its end")
    func longRunning() throws {
        var timeline = Timeline.contoso(.key)

        let entry = timeline.createCluster()

        let operation = try #require(timeline.operation(of: entry))
        #expect(operation.resource == timeline.id(Contoso.cluster))
        #expect(operation.startedAt == entry.at)
        #expect(operation.endsAt == entry.at + .hours(2))
    }

    @Test("ARM-ASYNC-02 · an operation has no outcome while it runs, and succeeded is final")
    func operationStatus() {
        var timeline = Timeline.contoso(.key)
        let entry = timeline.createCluster()

        timeline.advance(by: .hours(2) - .milliseconds(1))
        #expect(timeline.operation(of: entry)?.outcome == nil)

        timeline.advance(by: .milliseconds(1))
        #expect(timeline.operation(of: entry)?.outcome == .succeeded)
        #expect(timeline.operation(of: entry)?.endedAt == timeline.now)
    }

    @Test("ARM-ASYNC-02 · an operation whose key went away ends as failed and says why")
    func operationFails() {
        var timeline = Timeline.contoso(.granted)
        let entry = timeline.setClusterKey(version: "")
        timeline.disableKey()

        timeline.advance(by: .minutes(10))

        guard case .failed(let refusal)? = timeline.operation(of: entry)?.outcome else {
            Issue.record("the update should have failed")
            return
        }
        #expect(refusal.because.first == LogAnalytics.Rule.keyValidated.id)
        #expect(timeline.cluster?.key == nil)
        #expect(timeline.cluster?.state == .succeeded)
    }

    @Test("ARM-ASYNC-02 · what runs on a cluster that is deleted is canceled")
    func operationsAreCanceled() {
        var timeline = Timeline.contoso(.workspace)
        let linking = timeline.link()

        timeline.deleteCluster()

        #expect(timeline.operation(of: linking)?.outcome == .canceled)
    }

    @Test("ARM-ASYNC-02 · what runs on a group's resources ends with the group")
    func operationsEndWithTheGroup() {
        var timeline = Timeline.contoso(.key)
        let creation = timeline.createCluster()

        timeline.removeGroup()

        #expect(timeline.operation(of: creation)?.outcome == .canceled)
    }

    @Test("ARM-ASYNC-04 · the provisioning state is final when nothing runs")
    func terminalStates() {
        var timeline = Timeline.contoso(.key)
        timeline.createCluster()
        #expect(timeline.cluster?.state.text == "Creating")
        #expect(timeline.cluster?.state.isTerminal == false)

        timeline.advance(by: .hours(2))
        #expect(timeline.cluster?.state.text == "Succeeded")
        #expect(timeline.cluster?.state.isTerminal == true)

        timeline.setClusterIdentity(.none)
        #expect(timeline.cluster?.state.text == "Updating")
    }

    @Test("ARM-ERR-08 · a subscription that does not exist is refused, before its group")
    func subscriptionKnown() {
        var timeline = Timeline.contoso(.group)
        let other = "/subscriptions/99999999-0000-0000-0000-000000000000/resourceGroups/sec-rg"

        let group = timeline.createGroup(other)
        let vault = timeline.createVault("\(other)/providers/Microsoft.KeyVault/vaults/contoso-kv")

        #expect(group.isRefused(by: Resources.Rule.subscriptionKnown))
        #expect(vault.isRefused(by: Resources.Rule.subscriptionKnown))
    }

    @Test("ARM-ERR-09 · a resource in a group that does not exist is refused")
    func groupExists() {
        var timeline = Timeline.contoso(.subscription)
        #expect(timeline.createVault().refusal?.reason == .groupNotFound("sec-rg"))

        timeline.createGroup()
        #expect(timeline.createVault().refusal == nil)

        timeline.removeGroup()
        #expect(timeline.createWorkspace().isRefused(by: Resources.Rule.groupExists))
    }

    @Test("ARM-ERR-09 · a group keeps its location; names compare without case")
    func groupLocation() {
        var timeline = Timeline.contoso(.group)

        #expect(timeline.createGroup(location: "West Europe").refusal == nil)
        #expect(timeline.createGroup(Contoso.group.uppercased(), location: "westeurope").refusal == nil)
        #expect(timeline.createGroup(location: "northeurope").isRefused(by: Resources.Rule.groupExists))
        #expect(timeline.world.resources.groups.count == 1)
    }

    @Test("ARM-ERR-10 · what does not exist is not found, whatever is asked of it")
    func resourceExists() {
        var timeline = Timeline.contoso(.group)

        let asked = [
            timeline.updateVault(KeyVault.VaultChanges(purgeProtection: true)), timeline.deleteVault(),
            timeline.updateCluster(LogAnalytics.ClusterChanges(capacity: 200)), timeline.deleteCluster(),
            timeline.deleteWorkspace(), timeline.link(), timeline.ingest(1), timeline.onboard(),
        ]

        for entry in asked { #expect(entry.isRefused(by: Resources.Rule.resourceExists)) }
    }

    @Test("ARM-ERR-10 · a refusal changes nothing but the time")
    func refusalChangesNothing() {
        var timeline = Timeline.contosoCMK()
        timeline.advance(by: .minutes(1))
        let before = timeline.world

        timeline.deleteCluster(Contoso.cluster(named: "contoso-none"))

        #expect(timeline.world.logAnalytics == before.logAnalytics)
        #expect(timeline.world.resources == before.resources)
        #expect(timeline.world.sequence == before.sequence + 1)
    }
}
