import ControlPlane
import Foundation
import Testing

@Suite("Every rule of the rulebook") struct RulesTests {
    private func ids(_ isMissing: (Rulebook.Line) -> Bool) -> [String] {
        Rulebook.lines.filter(isMissing).map(\.id.code)
    }

    @Test("has an id of its own, written as ids are")
    func unique() {
        let codes = Rulebook.lines.map(\.id.code)
        #expect(codes.count == Set(codes).count)
        #expect(codes.filter { $0.wholeMatch(of: /[A-Z]+(-[A-Z]+)*-([0-9]{2}|ORDER)/) == nil } == [])
    }

    @Test("says one sentence and cites a source that is listed, and every listed source is cited")
    func cited() throws {
        let listed = try Repository.read("docs/rules/sources.yaml").matches(of: /(?m)^([A-Z0-9@-]+):$/).map {
            String($0.1)
        }
        let cited = Set(Rulebook.lines.map(\.citation.source))
        #expect(ids { !listed.contains($0.citation.source) } == [])
        #expect(listed.filter { !cited.contains($0) } == [])
        #expect(ids { !$0.citation.says.hasSuffix(".") } == [])
    }

    @Test("has a source with title, place and date")
    func sources() throws {
        let entries = try Repository.read("docs/rules/sources.yaml").split(separator: /\n(?=[A-Z])/)
            .dropFirst()
        #expect(!entries.isEmpty)
        let pattern = /[A-Z0-9@-]+:\n  title: \S.*\n  where: \S.*\n  date: [0-9]{4}-[0-9]{2}-[0-9]{2}\n?/
        #expect(entries.filter { $0.wholeMatch(of: pattern) == nil }.map(String.init) == [])
    }

    @Test("is enforced somewhere")
    func enforced() {
        #expect(ids { RuleIndex.current.enforced[$0.id] == [] } == [])
    }

    @Test("has a test of its name")
    func tested() {
        #expect(ids { RuleIndex.current.tested[$0.id] == [] } == [])
    }

    @Test("and no test is named after a rule there is not")
    func known() {
        let known = Set(Rulebook.lines.map(\.id.code))
        let named = Repository.tests.flatMap { RuleIndex.testedIDs(in: $0) }
        #expect(Set(named).subtracting(known).sorted() == [])
    }

    @Test("left out is on the page of its room, with its id, and is none that is enforced")
    func leftOut() throws {
        for rule in NonGoal.all {
            let page = try Repository.read("docs/non-goals/\(rule.room.lowercased()).md")
            #expect(page.contains("(\(rule.id.code))"), "\(rule.id) is not on its page")
            #expect(Rulebook.find(rule.id.code) == nil)
        }
        #expect(NonGoal.all.map(\.id) == NonGoal.all.map(\.id).sorted())
    }

    @Test("a rule that nobody enforces or tests would be missed")
    func wouldBeMissed() {
        let index = RuleIndex(
            sources: [SourceFile(path: "Sources/ControlPlane/A.swift", text: "Sentinel.Rule.honored")],
            tests: [])
        let found = Rulebook.lines.filter { index.enforced[$0.id] != [] }.map(\.id)
        #expect(found == [Sentinel.Rule.honored.id])
        #expect(Rulebook.lines.allSatisfy { index.tested[$0.id] == [] })
    }
}
