import ControlPlane
import Estate
import Simulation
import Testing
import VirtualTime

/// Without the recordings these tests are reported as skipped, not as passed.
@Suite(
    "estates of public recordings",
    .enabled(if: RecordedEstates.isPresent, "no recordings: set LOCKSTEP_RECORDINGS"))
struct RecordedEstateTests {
    @Test("are imported, and no value is dropped in silence", arguments: RecordedEstates.all.map(\.name))
    func imported(name: String) throws {
        let recordings = RecordedEstates.all.first { $0.name == name }?.recordings ?? []
        let files = try RecordedEstates.files(recordings)
        let imported = try Estate(reading: files).imported()

        #expect(imported.report.resources.contains { $0.isMade })
        #expect(try Coverage.faults(of: imported.report, over: files) == [])
        #expect(imported.report.leaves.filter { $0.reason.isEmpty }.count == 0)
        let lines = try SavedTimeline.lines(of: imported.timeline, from: imported.genesis, marks: [])
        #expect(throws: Never.self) { try SavedTimeline(lines: lines) }
    }

    @Test("are assessed: each finding has its rules", arguments: RecordedEstates.all.map(\.name))
    func assessed(name: String) throws {
        let recordings = RecordedEstates.all.first { $0.name == name }?.recordings ?? []
        let imported = try Estate(reading: try RecordedEstates.files(recordings)).imported()
        let assessment = Assessment(of: imported.timeline)

        #expect(assessment.findings.count > 0)
        #expect(assessment.findings.filter { $0.rules.isEmpty || $0.evidence.isEmpty }.map(\.title) == [])
    }
}
