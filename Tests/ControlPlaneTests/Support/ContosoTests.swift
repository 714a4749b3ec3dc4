import ControlPlane
import Testing
import VirtualTime

@Suite("The story the tests tell") struct ContosoTests {
    @Test("is set up without a refusal", arguments: ChoicePolicy.allCases, [KeyMode.pinned, .automatic])
    func isSetUp(policy: ChoicePolicy, key: KeyMode) {
        let timeline = Timeline.contosoCMK(policy, key: key)

        #expect(timeline.entries.compactMap(\.refusal) == [])
        #expect(timeline.onboarding?.state == .onboarded)
        #expect(timeline.access == "granted")
        #expect(timeline.accountAccess == "granted")
        #expect(timeline.availability == .available)
        #expect(timeline.cluster?.key?.followsLatest == (key == .automatic))
        #expect(timeline.world.next == nil)
    }
}
