import Foundation
import Testing
import VirtualTime

/// The command itself: what it ends with, and where it writes.
@Suite("lockstep run and check")
struct ReportCommandTests {
    private struct Ending: Equatable {
        let code: Int32
        let output: String
        let notes: String
    }

    private let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "lockstep-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try write("a", "labels: [seed]\nsteps: [{ advance: 1h }]")
        try write("b", "labels: [seed, training]\nsteps: [{ check: { expr: \"now > T\" } }]")
        try write("c", "skip: { reason: later }\nsteps: [{ note: x }]")
    }

    private func write(_ name: String, _ rest: String) throws {
        let text = "schema: lockstep/scenario/v1\nname: about \(name)\n\(rest)\n"
        try Data(text.utf8).write(to: folder.appending(path: "\(name).scenario.yaml"))
    }

    private func lockstep(_ arguments: String..., environment: [String: String] = [:]) throws -> Ending {
        defer { try? FileManager.default.removeItem(at: folder) }
        let process = Process()
        let binary = try #require(TwoProcessTests.binary, "'lockstep' stands beside the tests")
        process.executableURL = binary
        process.arguments = arguments
        process.currentDirectoryURL = folder
        var surroundings = ProcessInfo.processInfo.environment
        surroundings["GITHUB_ACTIONS"] = nil
        surroundings["SOURCE_DATE_EPOCH"] = "0"
        process.environment = surroundings.merging(environment) { $1 }
        let output = Pipe(), notes = Pipe()
        process.standardOutput = output
        process.standardError = notes
        try process.run()
        let said = output.fileHandleForReading.readDataToEndOfFile()
        let noted = notes.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return Ending(
            code: process.terminationStatus, output: String(decoding: said, as: UTF8.self),
            notes: String(decoding: noted, as: UTF8.self))
    }

    @Test("files come out in their order, however many run at a time, and a failure ends with 1")
    func jobs() throws {
        let ending = try lockstep("run", ".", "--jobs", "3")

        #expect(ending.code == 1)
        let lines = ending.output.split(separator: "\n")
        #expect(
            lines.compactMap {
                $0.hasPrefix("  ") ? $0.split(separator: " ").prefix(2).joined(separator: " ") : nil
            }
            .filter { $0.hasPrefix("PASS") || $0.hasPrefix("FAIL") || $0.hasPrefix("SKIP") }
                == ["PASS a", "FAIL b", "SKIP c"])
        #expect(lines.last == "1 passed, 1 failed, 1 skipped")
        #expect(ending.notes == "try: lockstep run b.scenario.yaml -v\n")
    }

    @Test("labels and names choose files")
    func choosing() throws {
        let ending = try lockstep("run", ".", "-q", "--label", "seed and not training", "--name", "about ?")

        #expect(ending == Ending(code: 0, output: "1 passed, 0 failed, 0 skipped\n", notes: ""))
    }

    @Test("nothing ran ends with 3 and a way out")
    func nothing() throws {
        let ending = try lockstep("run", ".", "--label", "sed")

        #expect(ending.code == 3)
        #expect(ending.notes == "error: no file in . has label sed.\ntry: lockstep run .\n")
    }

    @Test("only skipped is nothing as well, unless that is allowed")
    func allowEmpty() throws {
        #expect(try lockstep("run", "c.scenario.yaml", "-q").code == 3)
        #expect(try Self().lockstep("run", "c.scenario.yaml", "-q", "--allow-empty").code == 0)
    }

    @Test("one wrong file among several: nothing has run")
    func wrongFile() throws {
        try write("d", "steps: [{ advence: 1h }]")
        let ending = try lockstep("run", ".")

        #expect(ending.code == 2)
        #expect(ending.output == "")
        #expect(ending.notes.hasSuffix("try: lockstep check d.scenario.yaml\n"))
    }

    @Test("a report on standard output has it alone")
    func standardOutput() throws {
        let ending = try lockstep("run", ".", "--report", "json=-", "--report", "junit=out/deep/r.xml")

        #expect(try Document(json: ending.output)["summary"]?["failed"] == 1)
        #expect(ending.notes.contains("\n1 passed, 1 failed, 1 skipped\n"))
        #expect(try Self().lockstep("run", ".", "--report", "json=-", "--report", "tap=-").code == 2)
        #expect(try Self().lockstep("run", ".", "--report", "pdf=x").code == 2)
    }

    @Test("GitHub is told without being asked for")
    func github() throws {
        let ending = try lockstep("run", ".", "-q", environment: ["GITHUB_ACTIONS": "true"])

        #expect(ending.output.hasPrefix("::error file=b.scenario.yaml,line=4,col=27,"))
        #expect(ending.output.hasSuffix("\n1 passed, 1 failed, 1 skipped\n"))
    }

    @Test("check warns, and with --strict a warning is a mistake")
    func check() throws {
        let ending = try lockstep("check", ".")

        #expect(ending.code == 0)
        #expect(ending.output.hasPrefix("warning[W0202]: the file never runs: later\n"))
        #expect(ending.output.hasSuffix("\n3 files, 0 errors, 1 warning\n"))
        #expect(try Self().lockstep("check", ".", "--strict").code == 2)
        #expect(try Document(json: Self().lockstep("check", ".", "--json").output)["summary"]?["files"] == 3)
    }
}
