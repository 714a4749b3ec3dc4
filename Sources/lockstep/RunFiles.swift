import ArgumentParser
import Foundation
import ScenarioKit

/// The scenario files that arguments name.
struct ScenarioFiles {
    struct File: Sendable {
        let scenario: Scenario
        let source: SourceText
    }

    let files: [String]
    /// Those that an argument names, and not a folder.
    let named: Set<String>

    /// A folder stands for all `*.scenario.yaml` in it, in the order of their paths.
    init(paths: [String]) throws {
        var files: [String] = [], named: Set<String> = []
        for path in paths {
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
                throw Console.fail("there is no \(path).", .wrongFile)
            }
            guard isFolder.boolValue else {
                let file = path.hasPrefix("./") ? String(path.dropFirst(2)) : path
                files.append(file)
                named.insert(file)
                continue
            }
            let folder = path.hasSuffix("/") && path.count > 1 ? String(path.dropLast()) : path
            let found = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
            let inside = found.filter { $0.hasSuffix(".scenario.yaml") }.sorted()
            // Without `./`, as tools that look for the file in a repository have it.
            files += inside.map { folder == "." ? $0 : "\(folder)/\($0)" }
        }
        guard !files.isEmpty else {
            throw Console.fail(
                "no *.scenario.yaml in \(paths.joined(separator: ", ")).", try: "lockstep run FOLDER",
                .nothingRan)
        }
        self.files = files
        self.named = named
    }

    /// All files are read before any runs: a mistake in one means that nothing has run.
    func read() throws -> [File] {
        var read: [String: File] = [:]
        var problems: [ProblemList] = []
        for file in files where read[file] == nil {
            do {
                let source = try Self.source(of: file)
                let scenario = try ScenarioReader.read(source, files: .disk)
                read[file] = File(scenario: scenario, source: source.including(scenario.included))
            } catch let error as ProblemList {
                problems.append(error)
            }
        }
        guard problems.isEmpty else {
            for problem in problems { Console.note(problem.rendered) }
            Console.note("error: nothing has run, for \(problems.count) of \(files.count) files are wrong.")
            Console.note("try: lockstep check \(problems[0].source.file)")
            throw ArgumentParser.ExitCode(ScenarioKit.ExitCode.wrongFile.rawValue)
        }
        return files.compactMap { read[$0] }
    }

    static func source(of file: String) throws -> SourceText {
        guard let data = FileManager.default.contents(atPath: file) else {
            throw Console.fail("\(file) cannot be read.", .wrongFile)
        }
        return try SourceText(file: file, bytes: data)
    }
}
