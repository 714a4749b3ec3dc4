import Foundation
import Testing

@Suite("docs/machines.md agrees with the rulebook") struct MachineAgreementTests {
    @Test(
        "state for state and guard for guard, but for what the decision lists",
        .enabled(if: RulebookPage.file != nil, "no rulebook beside the checkout: set LOCKSTEP_SHARED"))
    func agrees() throws {
        let page = try #require(try RulebookPage.read())
        let agreement = MachineAgreement(Machines.tables, page)
        let listed = MachineDifference.all.map(\.what)
        let unlisted = agreement.differences.filter { !listed.contains($0) }
        print("rows of section 8 with a row here: \(agreement.rowsMet) of \(page.rows.count)")

        #expect(page.rows.count > 100)
        #expect(unlisted == [], "differs, and is not listed")
        #expect(listed.filter { !agreement.differences.contains($0) } == [], "listed, and does not differ")
    }

    @Test("the decision lists the differences, each with the side that is wrong")
    func isDecided() throws {
        let url = URL(filePath: #filePath).appending(path: "../../../../\(MachineDifference.page)")
            .standardized
        let lines = try String(contentsOf: url, encoding: .utf8).split(separator: "\n").map(String.init)
        let rows = lines.filter { $0.hasPrefix("| 8.") }
        #expect(rows == MachineDifference.all.map(\.markdown))
    }

    @Test("what differs is found", arguments: differing)
    func isFound(text: String, difference: String) {
        let page = RulebookPage(text: "### 8.1 Key vault\n\n\(text)")
        #expect(MachineAgreement(Machines.tables, page).differences.contains(difference))
    }

    /// Lines of a page, and what has to be said of each as the first row of 8.1.
    private static let differing = [
        ("| (none) | PUT default | free | Active | | at once |", "leads to RegisteringDns, not to Active"),
        ("| (none) | PUT default | free | RegisteringDns | | 2 h |", "at once, not 2 h"),
        ("| Active | PUT default | free | RegisteringDns | | at once |", "no such state in row 1"),
        ("| (none) | PATCH | free | RegisteringDns | | at once |", "no such event in row 1"),
    ].map { ($0.0, "8.1 (none) · PUT default (nobody holds the name): \($0.1)") }
}
