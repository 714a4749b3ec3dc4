import ControlPlane
import Testing
import VirtualTime

@testable import ScenarioKit

@Suite("The difference of two worlds")
struct WorldDifferenceTests {
    private static func token(_ deeds: String) throws -> ReplayToken {
        let text = """
            schema: lockstep/whatif/v1
            name: one
            from: { world: builtin:contoso-cmk }
            world: { traffic: [{ to: workspace/contoso-soc, rate: 10/min, backfill: 30d }] }
            horizon: 1d
            futures: { one: [\(deeds)] }
            choices: earliest

            """
        let source = SourceText(file: "plan.whatif.yaml", text: text)
        let whatIf = try WhatIf(try WhatIfReader.read(source), source: source)
        return whatIf.token(of: 0, Course())
    }

    private static let disabled = "{ at: T, act: key.disable, target: key/contoso-kv/cmk }"
    private static let deleted = "{ at: T+3h, act: key.delete, target: key/contoso-kv/cmk }"

    private static func difference(_ one: String, _ other: String, at: String?) throws -> WorldDifference {
        let maker = FutureMaker(), moment = at.flatMap { ComparedWorld.Moment(text: $0) }
        return WorldDifference(
            try ComparedWorld(try token(one), at: moment, maker: maker),
            try ComparedWorld(try token(other), at: moment, maker: maker))
    }

    @Test("two futures differ in what people ask of things, a line each")
    func futures() throws {
        let difference = try Self.difference("", Self.disabled, at: "T+2h")
        #expect(
            difference.changes.contains(
                .changed(
                    thing: "workspace/contoso-soc", property: "data", from: "accessible",
                    to: "inaccessible")))
        #expect(
            difference.changes.contains(
                .changed(thing: "records/contoso-soc", property: "dropped", from: 0, to: 1200)))
        #expect(difference.unchanged > 0)
        #expect(difference.text.contains("~ workspace/contoso-soc"))
        #expect(difference.text.contains("accessible -> inaccessible"))
        #expect(difference.text.contains("resources unchanged\n"))
        #expect(!difference.text.contains("oldestAge"))
    }

    @Test("a world does not differ from itself, whatever the instant")
    func same() throws {
        for at in ["T", "T+2h", "2024-02-16T10:00:00Z", nil] {
            let difference = try Self.difference(Self.disabled, Self.disabled, at: at)
            #expect(difference.changes == [])
        }
    }

    @Test("what is deleted is gone, and says until when it can be had back")
    func gone() throws {
        let gone = WorldDifference.Change.gone(
            thing: "key/contoso-kv/cmk", note: "soft-deleted, recoverable until 2024-05-16T12:00:00Z")
        let there = try Self.difference("", Self.deleted, at: nil)
        #expect(there.changes.contains(gone))
        #expect(!there.text.contains("keyversion/"))
        let back = try Self.difference(Self.deleted, "", at: nil)
        #expect(back.text.contains("+ key/contoso-kv/cmk"))
        #expect(back.document["changes"]?.items?.contains { $0["change"]?.text == "came" } == true)
    }

    @Test("an act that comes after the instant has not happened")
    func earlier() throws {
        #expect(try Self.difference("", Self.deleted, at: "T+2h").changes == [])
    }

    @Test("a moment before the fork point, or none, is a mistake")
    func moments() throws {
        #expect(ComparedWorld.Moment(text: "later") == nil)
        let early = try #require(ComparedWorld.Moment(text: "2020-01-01T00:00:00Z"))
        #expect(throws: WorldProblem.self) {
            try ComparedWorld(named: "builtin:contoso-cmk", at: early, maker: FutureMaker())
        }
        #expect(throws: WorldProblem.self) {
            try ComparedWorld(named: "builtin:nowhere", at: nil, maker: FutureMaker())
        }
    }
}
