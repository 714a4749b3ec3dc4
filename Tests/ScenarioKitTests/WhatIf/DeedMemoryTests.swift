import ControlPlane
import Futures
import Testing

@testable import ScenarioKit

@Suite("Deeds that are remembered")
struct DeedMemoryTests {
    private static let text = """
        schema: lockstep/whatif/v1
        name: remembered
        from: { world: builtin:contoso-cmk }
        horizon: 1d
        futures:
          all:
            - { at: T, act: key.create, target: key/contoso-kv/fresh }
            - { at: T+1m, act: key.disable, target: key/contoso-kv/fresh }
            - { at: T+10m, act: key.disable, target: key/contoso-kv/cmk }
            - { at: T+50m, act: network.deny, target: vault/contoso-kv }
            - { at: T+55m, act: key.enable, target: key/contoso-kv/cmk }
            - { at: T+2h, act: network.allow, target: vault/contoso-kv }
            - { at: T+3h, act: key.enable, target: key/contoso-kv/cmk }
            - at: T+5h
              act: policy.revoke
              target: vault/contoso-kv
              with: { principal: identity/contoso-la }
        """

    /// The first play goes over the wire, those after it do not where nothing has changed.
    @Test("the same journal, whether an act went over the wire or was remembered")
    func same() throws {
        let source = SourceText(file: "remembered.whatif.yaml", text: Self.text)
        let whatIf = try WhatIf(try WhatIfReader.read(source), source: source)
        let future = whatIf.futures[0]
        func played(_ policy: ControlPlane.ChoicePolicy, anew: Bool) throws -> [Entry] {
            let other = try WhatIf(try WhatIfReader.read(source), source: source).futures[0]
            let chosen = (anew ? other : future).under(policy)
            var timeline = chosen.start.following()
            _ = chosen.play(&timeline)
            return Array(timeline.entries)
        }
        for policy in [ControlPlane.ChoicePolicy.latest, .earliest, .latest, .midpoint, .earliest] {
            let (remembered, fresh) = (try played(policy, anew: false), try played(policy, anew: true))
            #expect(remembered == fresh)
        }
    }
}
