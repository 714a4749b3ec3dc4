import Foundation
import Testing
import VirtualTime

@testable import ScenarioKit

@Suite("JSON Schemas")
struct SchemaTests {
    private static let scenarios = SharedFiles.package.appendingPathComponent("Scenarios")
    private static let validator = SchemaValidator(
        roots: [ScenarioSchema.fileName: ScenarioSchema.document], root: ScenarioSchema.document)

    private static func files(in folder: URL, ending: String = ".scenario.yaml") -> [URL] {
        let found = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
        return found.filter { $0.hasSuffix(ending) }.sorted().map { folder.appendingPathComponent($0) }
    }

    private static func document(_ text: String) -> Document? {
        (try? YAMLReader.read(SourceText(file: "x", text: text))).map(Document.init)
    }

    @Test("accept every scenario of the project", arguments: files(in: scenarios).map(\.path))
    func accepted(path: String) throws {
        let text = try SharedFiles.text(of: URL(fileURLWithPath: path))

        #expect(Self.document(text).map(Self.validator.accepts) == true)
    }

    @Test("refuse what is wrong in shape, whatever it is called")
    func refused() {
        // Words, names and times are more than a schema can see; these codes are about shape alone.
        let codes: Set = [
            "E0041", "E0042", "E0101", "E0102", "E0103",
        ]
        let wrong = BrokenFile.all.filter { codes.contains($0.code) }
        // An argument that an act or a block needs, and who may stand beside whom, no schema says.
        let unseen = [
            "act-without-target", "fault-without-target", "grant-without-holder", "link-without-cluster",
            "block-without-argument", "invariant-without-either", "schema-not-first",
        ]
        let accepted = wrong.filter { file in
            let text = String(decoding: file.bytes, as: UTF8.self)
            return Self.document(text).map(Self.validator.accepts) == true
        }

        #expect(wrong.count > 30)
        #expect(accepted.map(\.name).filter { name in !unseen.contains { name.contains($0) } } == [])
    }

    @Test("whatever the reader takes the schema takes", arguments: CodePage.all.map(\.code))
    func pages(code: String) throws {
        let page = try #require(CodePage.find(code))

        #expect(Self.document(page.right).map(Self.validator.accepts) == true)
    }

    @Test(
        "say the same as those that were agreed on",
        .enabled(if: SharedFiles.isPresent, "no shared folder: set LOCKSTEP_SHARED"))
    func agreed() throws {
        let folder = try #require(SharedFiles.folder).appendingPathComponent("scenarios")
        let agreed = try Document(
            json: SharedFiles.text(of: folder.appendingPathComponent(ScenarioSchema.fileName)))
        let other = SchemaValidator(roots: [ScenarioSchema.fileName: agreed], root: agreed)
        // Words that came later: additions, which the format allows.
        let later =
            ["arm.error", "arm.throttle"]
            + Vocabulary.assumptions.map(\.key).filter { name in
                agreed["definitions"]?["assumptionName"]?["enum"]?.items?.contains(.string(name)) != true
            }
        // `removed+${case.day}d` is read, and was forgotten there.
        let wider = "16-off-boarded-and-back.scenario.yaml"
        var different: [String] = []
        var texts = (Self.files(in: folder) + Self.files(in: Self.scenarios)).map {
            ($0.path, try? SharedFiles.text(of: $0))
        }
        texts += BrokenFile.all.map { ($0.name, String(decoding: $0.bytes, as: UTF8.self)) }
        for (name, text) in texts {
            guard let text, let document = Self.document(text) else { continue }
            guard !later.contains(where: text.contains) else { continue }
            if other.accepts(document) != Self.validator.accepts(document), !name.hasSuffix(wider) {
                different.append(name)
            }
        }

        #expect(texts.count > 280)
        #expect(different == [])
        let plan = folder.appendingPathComponent("key-loss.whatif.yaml")
        let whatIf = SchemaValidator(
            roots: [ScenarioSchema.fileName: ScenarioSchema.document], root: WhatIfSchema.document)
        #expect(Self.document(try SharedFiles.text(of: plan)).map(whatIf.accepts) == true)
    }

    @Test("beside the scenarios are those that the program prints")
    func written() throws {
        for (name, document) in [
            (ScenarioSchema.fileName, ScenarioSchema.document),
            (WhatIfSchema.fileName, WhatIfSchema.document),
        ] {
            let url = Self.scenarios.appendingPathComponent(name)
            let text = document.json(indent: 2) + "\n"
            if ProcessInfo.processInfo.environment[TraceFile.variable] == "1" {
                try Data(text.utf8).write(to: url)
                Issue.record("recorded \(name): run again to compare")
            }
            #expect(try SharedFiles.text(of: url) == text, "make docs")
        }
    }

    @Test("have the keys that the reader allows, mapping by mapping")
    func keys() throws {
        let places = [
            ("a scenario", "zz: 1\nsteps: []", []), ("'world'", "world: { zz: 1 }\nsteps: []", ["world"]),
            ("a step", "steps: [{ zz: 1 }]", ["step"]),
            ("a condition", "steps: [{ check: { allOf: [{ zz: 1 }] } }]", ["condition"]),
            ("'journal'", "steps: [{ check: { journal: { zz: 1 } } }]", ["journalQuery"]),
            ("'expect'", "steps: [{ request: GET /x, expect: { zz: 1 } }]", ["expect"]),
            ("'fault'", "steps: [{ fault: { zz: 1 } }]", ["fault"]),
            ("'explore'", "explore: { zz: 1 }\nsteps: []", ["explore"]),
            ("'training'", "training: { zz: 1 }\nsteps: []", ["training"]),
            ("'skip'", "skip: { zz: 1 }\nsteps: []", ["skip", "oneOf", "1"]),
            ("an invariant", "always: [{ zz: 1 }]\nsteps: []", ["invariant", "oneOf", "1"]),
            ("'fork'", "steps: [{ fork: { zz: 1 } }]", ["step", "properties", "fork"]),
            ("'ingest'", "steps: [{ ingest: { zz: 1 } }]", ["step", "properties", "ingest"]),
            (
                "'advance'", "steps: [{ advance: { zz: 1 } }]",
                ["step", "properties", "advance", "oneOf", "1"]
            ),
            (
                "'traffic'", "world: { traffic: [{ zz: 1 }] }\nsteps: []",
                ["world", "properties", "traffic", "items"]
            ),
        ]
        for (what, text, path) in places {
            let source = SourceText(file: "x", text: CodePage.whole(text))
            let error = #expect(throws: ProblemList.self) { try ScenarioReader.read(source) }
            let start = "keys of \(what): "
            let note = try #require(error?.problems.flatMap(\.notes).first { $0.hasPrefix(start) })
            let allowed = note.dropFirst(start.count).components(separatedBy: ", ")
            let pointer = path.isEmpty ? ["properties"] : ["definitions"] + path + ["properties"]
            let keys = try #require(ScenarioSchema.document.at(pointer: pointer)?.members?.map(\.name))

            #expect(keys.sorted() == allowed, "\(what)")
        }
    }

    @Test("matchers have one operator each, those of the reader")
    func matchers() throws {
        let path = ["definitions", "matcher", "anyOf", "1", "properties"]
        let names = try #require(ScenarioSchema.document.at(pointer: path)?.members?.map(\.name))

        #expect(names == FileDecoder.matcherWords)
    }

    @Test("the first scenario that is written for a newcomer passes")
    func starter() throws {
        let file = try #require(StarterFile.all.first)
        let scenario = try ScenarioReader.read(SourceText(file: file.path, text: file.text))
        let results = ScenarioRunner(factory: SimulatedWorldFactory()).run(scenario)

        #expect(results.map(\.verdict) == [.passed])
        #expect(Self.document(file.text).map(Self.validator.accepts) == true)
        #expect(StarterFile.all.map(\.path).contains(".vscode/settings.json"))
    }
}
