import Foundation
import ScenarioKit
import Testing

@Suite("builtin worlds")
struct BuiltinWorldTests {
    private static let fixtures = SharedFiles.package.appendingPathComponent("Scenarios/fixtures")
    private static let swiftFile = SharedFiles.package.appendingPathComponent(
        "Sources/ScenarioKit/Builtins/BuiltinWorldTexts.swift")

    @Test(
        "each is read without a word and starts from one that comes before it",
        arguments: BuiltinWorld.all.map(\.name))
    func readable(name: String) throws {
        let names = ["empty"] + BuiltinWorld.all.map(\.name)
        let builtin = try #require(BuiltinWorld.named(name))
        let file = try WorldFile.read(SourceText(file: name, text: builtin.text))

        #expect(file.name == name)
        #expect(try #require(names.firstIndex(of: file.from)) < #require(names.firstIndex(of: name)))
        #expect(Vocabulary.builtinWorlds.contains(name))
    }

    @Test("the texts in the binary are the files of Scenarios/fixtures, letter by letter")
    func equalTexts() throws {
        let written = try Self.swiftSource()
        if ProcessInfo.processInfo.environment[TraceFile.variable] == "1" {
            try written.write(to: Self.swiftFile, atomically: true, encoding: .utf8)
            Issue.record("recorded: run again without \(TraceFile.variable)")
        }
        let files = try FileManager.default.contentsOfDirectory(atPath: Self.fixtures.path)

        #expect(files.filter { $0.hasSuffix(".world.yaml") }.count == BuiltinWorld.all.count)
        #expect(try SharedFiles.text(of: Self.swiftFile) == written)
    }

    private static func swiftSource() throws -> String {
        var text = """
            /// The texts of `Scenarios/fixtures`, letter by letter, so that the binary needs no checkout.
            /// A test holds the two equal, and writes this file anew when it records.
            enum BuiltinWorldTexts {
                static let all: [(name: String, text: String)] = [

            """
        for world in BuiltinWorld.all {
            let file = try SharedFiles.text(of: fixtures.appendingPathComponent("\(world.name).world.yaml"))
            let lines = file.split(separator: "\n", omittingEmptySubsequences: false)
            let indented = lines.map { $0.isEmpty ? "" : "            \($0)" }.joined(separator: "\n")
            text += "        (\n            \"\(world.name)\",\n            #\"\"\"\n"
            text += "\(indented)\n            \"\"\"#\n        ),\n"
        }
        return text + "    ]\n}\n"
    }

    @Test(
        "the scenarios of this checkout are read without a word",
        arguments: [
            "setup/01-setup-happy-path", "revocation/02-revoke-and-restore", "rotation/03-rotation",
        ])
    func ownScenarios(name: String) throws {
        let url = SharedFiles.package.appendingPathComponent("Scenarios/\(name).scenario.yaml")
        let scenario = try ScenarioReader.read(
            SourceText(file: url.path, text: try SharedFiles.text(of: url)))

        #expect(!scenario.steps.isEmpty)
    }
}
