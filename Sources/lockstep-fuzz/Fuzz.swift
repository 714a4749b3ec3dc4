import Foundation
import ScenarioKit
import VirtualTime

/// Feeds broken inputs to the reader of scenarios: it must answer each with a scenario or with problems that
/// can be printed, and soon. A crash ends the process, which the script tells apart from an end.
///
///     lockstep-fuzz COUNT SEED FOLDER...
@main
enum Fuzz {
    /// No input of this size may take longer; the slowest of a million takes a small part of it.
    private static let patience = Duration.seconds(5)

    static func main() throws {
        let arguments = CommandLine.arguments
        guard arguments.count > 3, let count = Int(arguments[1]), let seed = UInt64(arguments[2]) else {
            FileHandle.standardError.write(Data("usage: lockstep-fuzz COUNT SEED FOLDER...\n".utf8))
            exit(2)
        }
        let corpus = try files(in: Array(arguments[3...]))
        var mutation = Mutation(corpus: corpus, seed: seed)
        var tally = Tally()
        for number in 1...count {
            let input = mutation.next()
            keep(input)
            let began = ContinuousClock.now
            tally.note(read(input))
            let took = ContinuousClock.now - began
            if took > tally.slowest { tally.slowest = took }
            guard took < patience else {
                say("hangs: input \(number) of seed \(seed) took \(took)")
                exit(1)
            }
            if number % 100_000 == 0 { say("\(number) inputs  \(tally.line)") }
        }
        say("\(count) inputs from \(corpus.count) files, seed \(seed): \(tally.line)")
    }

    /// At once: progress that waits in a buffer is none.
    private static func say(_ line: String) { FileHandle.standardOutput.write(Data("\(line)\n".utf8)) }

    private static func files(in folders: [String]) throws -> [[UInt8]] {
        var files: [[UInt8]] = []
        for folder in folders {
            let names = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
            for name in names.sorted() where name.hasSuffix(".scenario.yaml") {
                files.append(Array(try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(name)"))))
            }
        }
        guard !files.isEmpty else { throw CocoaError(.fileNoSuchFile) }
        return files
    }

    private static func read(_ bytes: [UInt8]) -> [Problem] {
        do {
            let source = try SourceText(file: "fuzz.scenario.yaml", bytes: bytes)
            _ = try ScenarioReader.read(source)
            return []
        } catch {
            // Messages are made too: places beyond the text are found here.
            precondition(!error.rendered.isEmpty && !error.problems.isEmpty)
            return error.problems
        }
    }

    /// The input under way stays readable when the process dies of it.
    private static func keep(_ input: [UInt8]) {
        guard let path = ProcessInfo.processInfo.environment["LOCKSTEP_FUZZ_LAST"] else { return }
        _ = FileManager.default.createFile(atPath: path, contents: Data(input))
    }
}

/// What became of the inputs.
private struct Tally {
    private var read = 0
    private var refused = 0
    private var codes: Set<String> = []
    var slowest = Duration.zero

    mutating func note(_ problems: [Problem]) {
        if problems.isEmpty { read += 1 } else { refused += 1 }
        for problem in problems { codes.insert(problem.code.rawValue) }
    }

    var line: String {
        "\(read) read, \(refused) refused with \(codes.count) different codes, slowest "
            + "\(slowest.wholeMilliseconds) ms"
    }
}
