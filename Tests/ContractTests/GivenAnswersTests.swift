import AzureWire
import Contract
import ControlPlane
import Foundation
import Testing
import VirtualTime

@Suite("Every answer that is given is valid") struct GivenAnswersTests {
    /// Names the folder that processes with `LOCKSTEP_ANSWERS` wrote to; `scripts/contract.sh` sets it.
    private static let folder = ProcessInfo.processInfo.environment["LOCKSTEP_ANSWERS_GIVEN"].map {
        URL(filePath: $0)
    }

    @Test(
        "in what processes have noted",
        .needsContract,
        .enabled(if: folder != nil, "no answers were noted: scripts/contract.sh does it"))
    func given() throws {
        let report = try GivenAnswers(in: try #require(Self.folder)).report(try #require(Contract.whole))
        print(report)
        #expect(report.answers > 0)
        #expect(report.dropped == 0)
        #expect(report.violations.isEmpty)
    }

    @Test(
        "and one that is not is found",
        .needsContract)
    func planted() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "answers-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let log: AnswerLog = try #require(AnswerLog(directory: folder.path))
        let service = AzureService(log: log)
        var timeline = Timeline(World(Genesis(start: Genesis.defaultStart, settings: Settings())))
        let group = "/subscriptions/\(Genesis.defaultSubscription)/resourceGroups/sec-rg"
        for method in ["PUT", "GET", "GET"] {
            let request = try WireRequest(
                method: method, target: "\(group)?api-version=2022-09-01",
                headers: ["Host": "management.azure.com", "Authorization": "Bearer any"],
                body: Array(#"{"location":"westeurope"}"#.utf8))
            _ = service.respond(to: request, in: &timeline, pollDriven: false)
        }
        let contract = try #require(Contract.whole)
        let sound = try GivenAnswers(in: folder)
        #expect(sound.count == 3)
        #expect(sound.answers.map(\.status) == [201, 200])
        #expect(sound.report(contract).violations.isEmpty)

        var line = try #require(sound.answers.last?.body)
        line["location"] = 7
        let wrong: Document = [
            "method": "GET", "host": "management.azure.com", "path": .string(group), "version": "2022-09-01",
            "status": 200, "body": line,
        ]
        try (wrong.json + "\n").write(
            to: folder.appending(path: "answers-0.jsonl"), atomically: true, encoding: .utf8)
        let report = try GivenAnswers(in: folder).report(contract)
        #expect(
            report.violations.keys.map(\.description) == [
                "GET /subscriptions/{}/resourcegroups/{}  2022-09-01  200  /location  7 is not string"
            ])
    }
}
