import ControlPlane
import Testing
import VirtualTime

@Suite("SENT-CHG · changes the article does not support") struct UnsupportedChangesTests {
    private static let accepting = [(Assumption.unsupportedChange, "accept-without-effect")]

    /// Onboarded without the key, on a cluster in the given stage.
    private func microsoftManaged(
        _ stage: Stage = .linked, profile: Profile = .seed, assuming readings: [(Assumption, String)] = []
    ) -> Timeline {
        var timeline = Timeline.contoso(stage, profile: profile, assuming: readings)
        timeline.onboard(customerManagedKey: false)
        return timeline
    }

    /// A keyless cluster with a linked, onboarded workspace.
    private func keyless(profile: Profile = .seed, assuming readings: [(Assumption, String)] = []) -> Timeline
    {
        var timeline = Timeline.contoso(.granted, profile: profile, assuming: readings)
        timeline.createWorkspace()
        timeline.advance(by: .minutes(1))
        timeline.link()
        timeline.advance(by: .minutes(90))
        timeline.onboard(customerManagedKey: false)
        return timeline
    }

    @Test("SENT-CHG-01 · enabling the key on an onboarded workspace is refused")
    func enableOnOnboarded() {
        var timeline = microsoftManaged()
        #expect(timeline.onboard().isRefused(by: Sentinel.Rule.enableOnOnboarded))
    }

    @Test("SENT-CHG-01 · accepted in the other reading, without effect and marked once")
    func enableOnOnboardedAccepted() {
        var timeline = microsoftManaged(assuming: Self.accepting)
        for _ in 0..<2 { #expect(timeline.onboard().advises(Sentinel.Rule.enableOnOnboarded)) }
        #expect(timeline.onboarding?.customerManagedKey == false)
        #expect(timeline.onboarding?.undefined == [Sentinel.Rule.enableOnOnboarded.id])
    }

    @Test(
        """
        SENT-CHG-02 · enabling the key on a cluster with onboarded workspaces is refused by the seed, \
        not in 2026
        """
    )
    func enableOnCluster() {
        var seed = keyless()
        var current = keyless(profile: .current)
        var empty = Timeline.contoso(.granted)
        #expect(seed.setClusterKey(version: "").isRefused(by: Sentinel.Rule.enableOnCluster))
        #expect(current.setClusterKey(version: "").refusal == nil)
        #expect(empty.setClusterKey(version: "").refusal == nil)
    }

    @Test("SENT-CHG-02 · accepted in the other reading: log data under the key, Sentinel's not")
    func enableOnClusterAccepted() {
        var timeline = keyless(assuming: Self.accepting)
        #expect(timeline.setClusterKey(version: "").advises(Sentinel.Rule.enableOnCluster))
        timeline.advance(by: .minutes(10))
        #expect(timeline.cluster?.key != nil)
        #expect(timeline.onboarding?.undefined == [Sentinel.Rule.enableOnCluster.id])
        timeline.disableKey()
        timeline.advance(by: .hours(1))
        #expect(timeline.putIncident().refusal == nil)
    }

    @Test(
        """
        SENT-CHG-03 · linking an onboarded workspace to a cluster under a key is refused by the seed, \
        not in 2026
        """
    )
    func linkOnboarded() {
        var seed = microsoftManaged(.workspace)
        var current = microsoftManaged(.workspace, profile: .current)
        var accepting = microsoftManaged(.workspace, assuming: Self.accepting)
        #expect(seed.link().isRefused(by: Sentinel.Rule.linkOnboarded))
        #expect(current.link().refusal == nil)
        #expect(accepting.link().advises(Sentinel.Rule.linkOnboarded))
        #expect(accepting.onboarding?.undefined == [Sentinel.Rule.linkOnboarded.id])
    }

    @Test(
        "SENT-CHG-04 · taking the key off an onboarded workspace is refused, in both profiles",
        arguments: Profile.allCases)
    func disableOnOnboarded(profile: Profile) {
        var timeline = Timeline.contosoCMK(profile: profile)
        #expect(timeline.onboard(customerManagedKey: false).isRefused(by: Sentinel.Rule.disableOnOnboarded))
        #expect(timeline.onboarding?.customerManagedKey == true)
    }

    @Test("SENT-CHG-05 · unlinking an onboarded workspace is refused, while revoked too")
    func unlinkOnboarded() {
        var timeline = Timeline.contosoCMK()
        #expect(timeline.unlink().isRefused(by: Sentinel.Rule.unlinkOnboarded))
        timeline.disableKey()
        timeline.advance(by: .hours(1))
        #expect(timeline.unlink().isRefused(by: Sentinel.Rule.unlinkOnboarded))
        timeline.offboard()
        #expect(timeline.unlink().refusal == nil)
    }

    @Test("SENT-CHG-05 · accepted in the other reading, and marked")
    func unlinkOnboardedAccepted() {
        var timeline = Timeline.contosoCMK(assuming: Self.accepting)
        #expect(timeline.unlink().advises(Sentinel.Rule.unlinkOnboarded))
        timeline.advance(by: .minutes(90))
        #expect(timeline.workspace?.link == LogAnalytics.WorkspaceLink.none)
        #expect(timeline.onboarding?.undefined == [Sentinel.Rule.unlinkOnboarded.id])
    }

    @Test(
        "SENT-CHG-06 · taking the key off a cluster with onboarded workspaces is refused; without, it is not")
    func clearClusterKey() {
        var timeline = Timeline.contosoCMK()
        var free = Timeline.contoso(.linked)
        #expect(timeline.clearClusterKey().isRefused(by: Sentinel.Rule.clearClusterKey))
        #expect(free.clearClusterKey().refusal == nil)
    }

    @Test("SENT-CHG-06 · accepted in the other reading: every onboarded workspace of the cluster is marked")
    func clearClusterKeyAccepted() {
        var timeline = Timeline.contosoCMK(assuming: Self.accepting)
        let other = Contoso.workspace(named: "contoso-two")
        timeline.createWorkspace(other)
        timeline.advance(by: .minutes(1))
        timeline.link(other)
        timeline.advance(by: .minutes(90))
        timeline.onboard(other)
        timeline.clearClusterKey()
        timeline.advance(by: .minutes(10))
        #expect(timeline.cluster?.key == nil)
        #expect(
            timeline.world.sentinel.onboardings.map(\.undefined) == [
                [Sentinel.Rule.clearClusterKey.id], [Sentinel.Rule.clearClusterKey.id],
            ])
    }

    @Test("SENT-CHG-08 · another key is refused, another version of the same is not")
    func replaceKey() {
        var timeline = Timeline.contosoCMK()
        timeline.createKey(at: "\(Contoso.vault)/keys/next")
        timeline.rotateKey()
        #expect(timeline.setClusterKey("next", version: "").isRefused(by: Sentinel.Rule.replaceKey))
        #expect(timeline.setClusterKey(version: timeline.latestVersion).refusal == nil)
    }

    @Test(
        "SENT-CHG-08 · accepted in the other reading: the account stays on the old key, and the mark says so")
    func replaceKeyAccepted() {
        var timeline = Timeline.contosoCMK(assuming: Self.accepting)
        timeline.createKey(at: "\(Contoso.vault)/keys/next")
        timeline.setClusterKey("next", version: "")
        timeline.advance(by: .minutes(10))
        #expect(timeline.cluster?.key?.name == "next")
        #expect(timeline.account?.key == timeline.id(Contoso.key))
        #expect(timeline.onboarding?.undefined == [Sentinel.Rule.replaceKey.id])
    }

    @Test(
        """
        SENT-CHG-01 · precedence: a cluster that is updated, then the unsupported change, then the \
        vault's answer
        """
    )
    func precedence() {
        var timeline = Timeline.contosoCMK()
        timeline.createKey(at: "\(Contoso.vault)/keys/next")
        timeline.removeGrant(of: timeline.clusterObjectID)
        #expect(timeline.setClusterKey("next", version: "").isRefused(by: Sentinel.Rule.replaceKey))
        timeline.grant(timeline.clusterObjectID)
        timeline.rotateKey()
        timeline.setClusterKey(version: timeline.latestVersion)
        #expect(
            timeline.setClusterKey("next", version: "").isRefused(by: LogAnalytics.Rule.notWhileProvisioning))
    }
}
