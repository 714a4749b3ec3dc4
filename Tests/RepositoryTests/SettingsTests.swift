import ControlPlane
import Testing

@Suite("Every setting of the catalogs") struct SettingsTests {
    @Test("is read by some source file")
    func read() {
        let unread = SettingIndex.current.readers.filter { $0.files.isEmpty }.map(\.name)
        #expect(unread == [])
    }

    @Test("is asked for, where it is a change of a service, and stands on the page that says so")
    func changes() throws {
        let page = try Repository.read("docs/decisions/0022-services-as-of.md")
        for change in ServiceChange.all {
            let row = "| `\(change.name)` | \(change.effect) | \(change.lastWithout) | \(change.firstWith) |"
            #expect(page.contains(row), "\(row)")
        }
        let catalog = try Repository.read("Sources/ControlPlane/Settings/ServiceChange.swift")
        let names = catalog.split(separator: "\n").compactMap { line in
            line.split(separator: " = ServiceChange(", omittingEmptySubsequences: false).count == 2
                ? line.split(separator: " ")[3].description : nil
        }
        #expect(names.count == ServiceChange.all.count)
        let unasked = names.filter { name in
            !Repository.sources.contains { $0.code.contains("has(.\(name))") }
        }
        #expect(unasked == [])
    }

    @Test("names rules that there are")
    func rules() {
        let known = Set(Rulebook.lines.map(\.id.code) + NonGoal.all.map(\.id.code))
        let named =
            Assumption.allCases.flatMap(\.rules) + ChoicePoint.allCases.flatMap(\.rules)
            + FixedTiming.allCases.flatMap(\.rules) + Contradiction.all.flatMap(\.rules)
        #expect(Set(named).subtracting(known).sorted() == [])
    }
}
