import Foundation
import ScenarioKit
import Testing

@Suite("pages of codes")
struct MessagePagesTests {
    private static func runs(_ text: String) throws -> [RunResult] {
        let scenario = try ScenarioReader.read(SourceText(file: "example.scenario.yaml", text: text))
        return ScenarioRunner(factory: SimulatedWorldFactory()).run(scenario)
    }

    @Test("every code has one page")
    func complete() {
        let codes = ProblemCode.allCases.map(\.rawValue) + AssertionCode.allCases.map(\.rawValue)

        #expect(CodePage.all.map(\.code) == codes.sorted())
        #expect(CodePage.find("e0214")?.title == "an unknown property")
        #expect(CodePage.find("E9999") == nil)
    }

    @Test("the wrong example of a mistake has that mistake and no other", arguments: ProblemCode.allCases)
    func wrongFile(code: ProblemCode) throws {
        let page = try #require(CodePage.find(code.rawValue))
        let problems = #expect(throws: ProblemList.self) {
            let source = try SourceText(file: "example.scenario.yaml", bytes: page.wrong())
            _ = try ScenarioReader.read(source)
        }

        #expect(problems?.problems.allSatisfy { $0.code == code } == true, "\(problems?.rendered ?? "")")
        #expect(page.message().hasPrefix("error[\(code.rawValue)]: "))
    }

    @Test("the wrong example of an expectation falls short in that way", arguments: AssertionCode.allCases)
    func wrongRun(code: AssertionCode) throws {
        let page = try #require(CodePage.find(code.rawValue))
        let results = try Self.runs(String(decoding: page.wrong(), as: UTF8.self))

        #expect(results.flatMap(\.failures).map(\.code) == [code], "\(page.message())")
        #expect(page.message().contains("more     lockstep explain \(code.rawValue)"))
    }

    @Test("the right example reads and passes", arguments: CodePage.all.map(\.code))
    func right(code: String) throws {
        let page = try #require(CodePage.find(code))
        let results = try Self.runs(page.right)

        #expect(results.map(\.verdict) == results.map { _ in .passed }, "\(results.flatMap(\.failures))")
        #expect(!page.advice.isEmpty && page.means.hasSuffix("."))
    }

    @Test("every act says which calls it stands for", arguments: Vocabulary.acts.map(\.name))
    func acts(name: String) throws {
        let page = try #require(ActPage.find(name))

        #expect(page.calls.hasSuffix("."))
        #expect(page.example.contains("act: \(name)"))
    }

    @Test("words of the language lead to a file that passes", arguments: WordPage.all.map(\.word))
    func words(word: String) throws {
        let page = try #require(WordPage.find(word))

        #expect(try Self.runs(page.example).allSatisfy { $0.verdict == .passed })
    }

    @Test("what people look for leads to the word", arguments: ["wait", "sleep", "poll", "retry"])
    func lookedFor(word: String) {
        #expect(WordPage.find(word)?.word == "within")
    }

    @Test("docs/codes has the pages that the program prints")
    func written() throws {
        let folder = SharedFiles.package.appendingPathComponent("docs/codes")
        let pages = [("README.md", CodePage.index)] + CodePage.all.map { ("\($0.code).md", $0.markdown) }
        let isRecording = ProcessInfo.processInfo.environment[TraceFile.variable] == "1"
        if isRecording {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        }
        for (name, text) in pages {
            let url = folder.appendingPathComponent(name)
            if isRecording {
                try Data(text.utf8).write(to: url)
                Issue.record("recorded \(name): run again to compare")
            }
            #expect(try SharedFiles.text(of: url) == text, "make docs")
        }
        let there = try FileManager.default.contentsOfDirectory(atPath: folder.path)

        #expect(there.sorted() == pages.map(\.0).sorted())
    }
}
