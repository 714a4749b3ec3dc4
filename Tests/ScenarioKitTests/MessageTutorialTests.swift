import Foundation
import Testing

@testable import ScenarioKit

/// A page of docs/scenarios: its yaml blocks are files, its console blocks what is printed about them.
struct TutorialPage: CustomTestStringConvertible, Sendable {
    let url: URL
    var testDescription: String { url.lastPathComponent }

    static let all: [TutorialPage] = {
        let folder = SharedFiles.package.appendingPathComponent("docs/scenarios")
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.filter { $0.first?.isNumber == true && $0.hasSuffix(".md") }.sorted().map {
            TutorialPage(url: folder.appendingPathComponent($0))
        }
    }()

    /// The page with every console block filled in anew, and how many files it has.
    func renewed() throws -> (text: String, files: Int) {
        var files: [String: String] = [:]
        var lines: [String] = []
        var fence: (info: String, lines: [String])?
        for line in try SharedFiles.text(of: url).components(separatedBy: "\n") {
            guard line.hasPrefix("```") else {
                if fence == nil { lines.append(line) } else { fence?.lines.append(line) }
                continue
            }
            guard let block = fence else {
                fence = (String(line.dropFirst(3)), [])
                continue
            }
            lines.append("```" + block.info)
            if block.info.hasPrefix("yaml ") {
                files[String(block.info.dropFirst(5))] = block.lines.map { $0 + "\n" }.joined()
            }
            lines += block.info == "console" ? try output(of: block.lines.first ?? "", files) : block.lines
            lines.append("```")
            fence = nil
        }
        return (lines.joined(separator: "\n"), files.count)
    }

    private func output(of command: String, _ files: [String: String]) throws -> [String] {
        let words = command.split(separator: " ").map(String.init)
        let start = try #require(words.firstIndex(of: "run"))
        let text = try #require(files[words[start + 1]], "\(command) names no file of the page")
        var options = RunOptions()
        options.choices = words.firstIndex(of: "--choices").map { words[$0 + 1] }
        let source = SourceText(file: words[start + 1], text: text)
        var printed: String
        do {
            let scenario = try ScenarioReader.read(source)
            let results = ScenarioRunner(factory: SimulatedWorldFactory(), options: options).run(scenario)
            printed = HumanReport.text(results.map { ($0, source) })
        } catch {
            printed = error.rendered
        }
        return [command]
            + printed.components(separatedBy: "\n").map { line in
                line.allSatisfy { $0 == " " } ? "" : line
            }
    }
}

@Suite("the tutorial")
struct MessageTutorialTests {
    @Test("shows files that run, and exactly what the program prints about them", arguments: TutorialPage.all)
    func shown(page: TutorialPage) throws {
        let (text, files) = try page.renewed()
        if ProcessInfo.processInfo.environment[TraceFile.variable] == "1" {
            try Data(text.utf8).write(to: page.url)
            Issue.record("recorded \(page.url.lastPathComponent): run again to compare")
        }

        #expect(files > 0)
        #expect(try SharedFiles.text(of: page.url) == text, "make docs")
    }

    @Test("has five pages")
    func complete() {
        #expect(TutorialPage.all.count == 5)
    }
}
