import Foundation
import ScenarioKit
import Testing

/// A file of `Tests/Corpus/broken`. Its first line says what is wrong with it:
/// `# expects E0107 5:14`, and `suggests 'word'` where there is something to suggest. `*` is any place.
struct BrokenFile: CustomTestStringConvertible, Sendable {
    let name: String
    let bytes: [UInt8]
    let code: String
    let place: String
    let suggestion: String?
    var testDescription: String { name }

    static let folder = SharedFiles.package.appendingPathComponent("Tests/Corpus/broken")

    static let all: [BrokenFile] = {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.sorted().compactMap { name in
            let data = FileManager.default.contents(atPath: folder.appendingPathComponent(name).path)
            return data.flatMap { BrokenFile(name: name, bytes: Array($0)) }
        }
    }()

    init?(name: String, bytes: [UInt8]) {
        let first = String(decoding: bytes.prefix { $0 != 0x0A && $0 != 0x0D }, as: UTF8.self)
        let words = first.split { $0 == " " || $0 == "\r" }
        guard let start = words.firstIndex(of: "expects"), words.count > start + 2 else { return nil }
        (self.name, self.bytes) = (name, bytes)
        (code, place) = (String(words[start + 1]), String(words[start + 2]))
        suggestion = first.firstRange(of: "suggests '").map { found in
            String(first[found.upperBound...].prefix { $0 != "'" })
        }
    }

    var problems: [Problem] {
        do {
            let source = try SourceText(file: name, bytes: bytes)
            _ = try ScenarioReader.read(source)
            return []
        } catch {
            return error.problems
        }
    }
}

@Suite("broken files")
struct BrokenFileTests {
    @Test("are told by the right code, at the right place, with what was meant", arguments: BrokenFile.all)
    func told(file: BrokenFile) throws {
        let problems = file.problems
        let found = problems.map { "\($0.code.rawValue) \($0.label.place.line):\($0.label.place.column)" }
        let first = try #require(problems.first)

        #expect(first.code.rawValue == file.code, "\(found) \(first.message)")
        if file.place != "*" {
            #expect("\(first.label.place.line):\(first.label.place.column)" == file.place, "\(first.message)")
        }
        if let word = file.suggestion {
            #expect(first.label.text == "did you mean '\(word)'?")
        }
        #expect(problems.count <= ProblemList.limit)
    }

    @Test("there are many of them, and every code occurs")
    func coverage() {
        let codes = Set(BrokenFile.all.map(\.code))
        // A large file is made below, as are bytes that are not UTF-8.
        let made: Set = ["E0011"]

        #expect(BrokenFile.all.count >= 150)
        #expect(Set(ProblemCode.allCases.map(\.rawValue)).subtracting(codes) == made)
    }

    @Test("messages stay short and harmless whatever the file holds", arguments: BrokenFile.all)
    func harmless(file: BrokenFile) throws {
        let source = try SourceText(file: file.name, bytes: file.bytes)
        let rendered = ProblemList(source: source, problems: file.problems).rendered
        let control = rendered.unicodeScalars.filter {
            $0.properties.generalCategory == .control && $0 != "\n" && $0 != "\t"
        }

        #expect(control.isEmpty)
        #expect(rendered.split(separator: "\n").allSatisfy { $0.count < 700 })
    }

    @Test("bytes that are not UTF-8 are told with their place")
    func invalidBytes() throws {
        let bytes = Array("schema: lockstep/scenario/v1\nname: ä ".utf8) + [0xC3, 0x28, 0x0A]
        let problems = #expect(throws: ProblemList.self) { try SourceText(file: "x", bytes: bytes) }

        #expect(problems?.problems.map(\.code) == [.unreadableFile])
        #expect(problems?.problems.first?.label.place == SourcePlace(line: 2, column: 9))
    }

    @Test("a file of more than one mebibyte is not parsed")
    func large() {
        let text = "# expects E0011 1:1\nschema: lockstep/scenario/v1\nname: x\n"
        let body = text + "description: " + String(repeating: "x", count: 1 << 20) + "\nsteps: []\n"

        #expect(BrokenFile(name: "large", bytes: Array(body.utf8))?.problems.map(\.code) == [.fileTooLarge])
    }
}
