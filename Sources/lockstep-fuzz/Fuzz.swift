import Foundation
import Measuring
import ScenarioKit
import VirtualTime

/// Feeds inputs to the reader of scenarios and to the lint: each must be answered with a scenario or with
/// problems that can be printed, and soon. libFuzzer makes the inputs, and tells a crash or a hang.
///
///     lockstep-fuzz -runs=1000000 -seed=1 CORPUS
@main enum FuzzCommand {
    static func main() {
        atexit { Fuzz.shared.tell() }
        var count = CommandLine.argc, arguments = CommandLine.unsafeArgv
        exit(
            runDriver(&count, &arguments) { start, count in
                Fuzz.shared.read(Array(UnsafeBufferPointer(start: start, count: count)))
                return 0
            })
    }
}

/// What became of the inputs.
final class Fuzz {
    /// libFuzzer asks on one thread.
    nonisolated(unsafe) static let shared = Fuzz()

    private var read = 0
    private var refused = 0
    private var codes: Set<String> = []
    private var slowest: Int64 = 0
    /// Where inputs are kept that take longer than this, in nanoseconds.
    private let keep = ProcessInfo.processInfo.environment["LOCKSTEP_FUZZ_SLOW"]
    private let patience: Int64 = 50_000_000

    func read(_ bytes: [UInt8]) {
        var findings: [Finding] = []
        let took = CPUTime.measure { findings = Self.findings(in: bytes) }
        if findings.contains(where: { $0.level == .error }) { refused += 1 } else { read += 1 }
        for finding in findings { codes.insert(finding.code) }
        slowest = max(slowest, took)
        guard took > patience, let keep else { return }
        let name = "\(took / 1_000_000)ms-\(read + refused).scenario.yaml"
        _ = FileManager.default.createFile(atPath: "\(keep)/\(name)", contents: Data(bytes))
    }

    private static func findings(in bytes: [UInt8]) -> [Finding] {
        let file: CheckedFile
        do {
            file = CheckedFile(try SourceText(file: "fuzz.scenario.yaml", bytes: bytes))
        } catch {
            file = CheckedFile(error)
        }
        // Messages are made too: places beyond the text are found here.
        for finding in file.findings { precondition(!finding.rendered(with: file.source).isEmpty) }
        return file.findings
    }

    func tell() {
        print(
            "\(read + refused) inputs: \(read) read, \(refused) refused; \(codes.count) different codes,",
            "slowest \(slowest / 1_000_000) ms of CPU time")
    }
}
