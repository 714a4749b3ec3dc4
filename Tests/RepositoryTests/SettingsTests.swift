import ControlPlane
import Testing

@Suite("Every setting of the catalogs") struct SettingsTests {
    @Test("is read by some source file")
    func read() {
        let unread = SettingIndex.current.readers.filter { $0.files.isEmpty }.map(\.name)
        #expect(unread == [])
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
