import Foundation
import ScenarioKit
import Testing

/// The program itself: what it keeps when it is killed, and what it answers in another process.
@Suite("training in processes of its own", .serialized) struct TrainingProcessTests {
    private static let exercise = GoldenTraceTests.root.appending(path: TrainingText.files[0]).path

    private func start(_ arguments: [String], environment: [String: String] = [:]) throws -> (
        process: Process, input: FileHandle, output: FileHandle
    ) {
        let binary = try #require(TwoProcessTests.binary, "the executable 'lockstep' stands beside the tests")
        let process = Process(), input = Pipe(), output = Pipe()
        process.executableURL = binary
        process.arguments = ["train"] + arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        return (process, input.fileHandleForWriting, output.fileHandleForReading)
    }

    @Test("what was answered survives a kill -9, and the session goes on") func survives() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "lockstep-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let state = folder.appending(path: "a.lockworld").path
        let first = try start(["start", Self.exercise, "--state", state])
        try first.input.write(contentsOf: Data("wait 30m\nact key.enable key/contoso-kv/cmk\n".utf8))
        var said = ""
        while !said.contains("act key.enable") || !said.contains("  200") {
            let data = first.output.availableData
            if data.isEmpty { break }
            said += String(decoding: data, as: UTF8.self)
        }
        kill(first.process.processIdentifier, SIGKILL)
        first.process.waitUntilExit()
        let saved = try SavedTraining(try String(contentsOfFile: state, encoding: .utf8))
        #expect(saved.deeds.map(\.action.title).last == "act key.enable key/contoso-kv/cmk")

        let lines = "az keyvault key show --vault-name contoso-kv -n cmk; wait 3h; quit"
        let second = try start(["start", Self.exercise, "--state", state, "--resume", "--script", lines])
        let report = String(decoding: second.output.readDataToEndOfFile(), as: UTF8.self)
        second.process.waitUntilExit()
        #expect(second.process.terminationStatus == 0)
        #expect(report.contains("pass 60: passed"))
        let resumed = try SavedTraining(try String(contentsOfFile: state, encoding: .utf8))
        #expect(resumed.deeds.count == 4)
        #expect(try resumed.session().score.isPassed)
    }

    @Test("an episode has the same bytes in two processes") func sameBytes() throws {
        let lines = """
            {"do":"reset"}
            {"do":"actions"}
            {"do":"step","minutes":45}
            {"do":"az","line":"keyvault key show --vault-name contoso-kv -n cmk"}
            {"do":"score"}
            {"do":"close"}

            """
        let outputs = try [[:], ["SWIFT_DETERMINISTIC_HASHING": "1"]].map { environment in
            let run = try start(["episode", Self.exercise, "--seed", "4"], environment: environment)
            try run.input.write(contentsOf: Data(lines.utf8))
            try run.input.close()
            let data = run.output.readDataToEndOfFile()
            run.process.waitUntilExit()
            return data
        }
        #expect(outputs[0].count > 2_000)
        #expect(outputs[0] == outputs[1])
    }
}
