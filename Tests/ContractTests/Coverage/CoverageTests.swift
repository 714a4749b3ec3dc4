import Contract
import Foundation
import Testing
import VirtualTime

@Suite("Coverage of the contract") struct CoverageTests {
    private static let page = URL(filePath: #filePath).resolvingSymlinksInPath()
        .appending(path: "../../../../docs/coverage.md").standardized

    @Test(
        "is written down, without a gap among the story's own routes",
        .needsContract,
        .enabled(if: Recordings.folder != nil, "the page counts recordings; set LOCKSTEP_RECORDINGS"))
    func written() throws {
        let routes = RouteCoverage.all(of: try #require(Contract.whole))
        for route in routes {
            switch route.standing {
            case .answered: continue
            case .gap(let code): Issue.record("\(route.route.key) is neither answered nor left out: \(code)")
            case .nonGoal(let page):
                #expect(!page.isEmpty, "\(route.route.key)")
                #expect(NonGoalReason.of(route.route) != nil, "\(route.route.key)")
            }
        }
        let text = CoveragePage(routes: routes, recorded: try Recordings.counts()).text
        if ProcessInfo.processInfo.environment["LOCKSTEP_RECORD"] == "1" {
            try text.write(to: Self.page, atomically: true, encoding: .utf8)
            Issue.record(
                "recorded \(Self.page.lastPathComponent): run again without LOCKSTEP_RECORD to compare")
            return
        }
        let written = try String(contentsOf: Self.page, encoding: .utf8)
        #expect(written == text, "make docs renews docs/coverage.md")
    }
}
