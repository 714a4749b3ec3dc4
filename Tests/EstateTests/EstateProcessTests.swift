import Estate
import Foundation
import Testing

/// The program itself: what it prints, how it ends, and that a file is there whole or not at all.
@Suite("estates in processes of their own", .serialized) struct EstateProcessTests {
    private static let binary: URL? = {
        var folder = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
        for _ in 0..<4 {
            let candidate = folder.appending(path: "lockstep")
            var isFolder: ObjCBool = false
            if FileManager.default.fileExists(atPath: candidate.path, isDirectory: &isFolder),
                !isFolder.boolValue
            {
                return candidate
            }
            folder.deleteLastPathComponent()
        }
        return nil
    }()

    private func run(
        _ arguments: [String], in folder: URL, environment: [String: String] = [:]
    ) throws -> (status: Int32, output: String, errors: String) {
        let binary = try #require(Self.binary, "the executable 'lockstep' stands beside the tests")
        let process = Process(), output = Pipe(), errors = Pipe()
        process.executableURL = binary
        process.arguments = arguments
        process.currentDirectoryURL = folder
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        process.standardOutput = output
        process.standardError = errors
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        let said = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return (process.terminationStatus, text, said)
    }

    /// A folder with the estate of `Contoso` in it, a file a list.
    private func withEstate(_ body: (URL) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "estate-\(UUID().uuidString)")
        let estate = folder.appending(path: "estate")
        try FileManager.default.createDirectory(at: estate, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for file in Contoso.files() { try Data(file.bytes).write(to: estate.appending(path: file.name)) }
        try body(folder)
    }

    @Test("an estate is imported, assessed and read again, with the same bytes in two processes")
    func imported() throws {
        try withEstate { folder in
            let files = try ["a.lockworld", "b.lockworld"].enumerated().map { place, name in
                let result = try run(
                    ["world", "import", "estate", "-o", name, "--json"], in: folder,
                    environment: place == 0 ? [:] : ["SWIFT_DETERMINISTIC_HASHING": "1"])
                #expect(result.status == 0)
                #expect(result.output.contains("\"schema\": \"lockstep/import/v1\""))
                return try Data(contentsOf: folder.appending(path: name))
            }
            #expect(files[0] == files[1])
            let first = try run(["assess", "a.lockworld", "--json"], in: folder)
            let second = try run(
                ["assess", "b.lockworld", "--json"], in: folder,
                environment: ["SWIFT_DETERMINISTIC_HASHING": "1"])
            #expect(first.status == 0)
            #expect(first.output.count > 5_000)
            #expect(first.output == second.output)
        }
    }

    @Test("what cannot be read ends with 2, names the place, and leaves no file")
    func unreadable() throws {
        try withEstate { folder in
            try Data("{\n  nope".utf8).write(to: folder.appending(path: "estate/broken.json"))
            let broken = try run(["world", "import", "estate", "-o", "a.lockworld"], in: folder)
            let missing = try run(["world", "import", "nowhere", "-o", "a.lockworld"], in: folder)

            #expect(broken.status == 2)
            #expect(broken.errors.contains("broken.json:2:3: "))
            #expect(missing.status == 2)
            #expect(!FileManager.default.fileExists(atPath: folder.appending(path: "a.lockworld").path))
        }
    }

    @Test("a world file that is none is refused with 2")
    func noWorld() throws {
        try withEstate { folder in
            try Data("nothing\n".utf8).write(to: folder.appending(path: "x.lockworld"))

            #expect(try run(["assess", "x.lockworld"], in: folder).status == 2)
            #expect(try run(["assess", "builtin:nowhere"], in: folder).status == 2)
        }
    }
}
