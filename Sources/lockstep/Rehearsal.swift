import Foundation
import HTTPEndpoint
import ScenarioKit
import Subprocess
import VirtualTime

#if canImport(SystemPackage)
    import SystemPackage
#else
    import System
#endif

/// A server of its own, a command that meets it, and the end of both.
struct Rehearsal {
    /// Options of `serve`.
    let serving: [String]
    let command: [String]
    /// The folder for the world of a failed command.
    let keep: String

    private static let patience = Duration.seconds(60)

    /// - Returns: the command's exit code; 128 and the signal's number if a signal ended it, as shells say.
    func run() async throws -> Int32 {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent(
                "lockstep-\(ProcessInfo.processInfo.processIdentifier)", isDirectory: true)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        Interruption.leaveToChildren()

        var options = PlatformOptions()
        // Not of this terminal's group: an interrupt is for the command, and the world is needed after it.
        options.processGroupID = 0
        options.teardownSequence = [.gracefulShutDown(allowedDurationToNextStep: .seconds(10))]
        let program = Bundle.main.executablePath ?? CommandLine.arguments[0]
        let served = try await Subprocess.run(
            .path(.init(program)),
            arguments: Arguments(["serve", "--port", "0", "--state", folder.path] + serving),
            platformOptions: options, input: .none, output: .sequence, error: .currentStandardError
        ) { server in
            let url = try await address(in: server.standardOutput)
            let code = try await runCommand(at: url)
            if code != 0 { await keepWorld(of: url) }
            await server.teardown(using: [.gracefulShutDown(allowedDurationToNextStep: .seconds(10))])
            return code
        }
        return served.closureResult
    }

    /// Where the server says that it listens.
    private func address(in output: SubprocessOutputSequence) async throws -> String {
        for try await line in output.strings() {
            let words = line.split(separator: " ", omittingEmptySubsequences: true)
            if words.first == "ARM", words.count > 1 { return String(words[1]) }
        }
        throw Console.fail(
            "The server of the command did not start.", try: "lockstep serve --port 0", .noConnection)
    }

    private func runCommand(at url: String) async throws -> Int32 {
        let client = ControlClient(url: url, world: SimulatorResponder.defaultWorld)
        let setup = try await client.get("/env", query: [("client", "all")])
        var variables: [Environment.Key: String?] = [:]
        for variable in setup["variables"]?.members ?? [:] {
            if let key = Environment.Key(rawValue: variable.name) { variables[key] = variable.value.text }
        }
        let result: TerminationStatus
        do {
            result = try await Subprocess.run(
                command[0].contains("/") ? .path(FilePath(command[0])) : .name(command[0]),
                arguments: Arguments(Array(command.dropFirst())),
                environment: .inherit.updating(variables), input: .currentStandardInput,
                output: .currentStandardOutput, error: .currentStandardError
            ).terminationStatus
        } catch {
            Console.note("error: \(command[0]) cannot be started: \(error)")
            return 127
        }
        switch result {
        case .exited(let code): return code
        case .signaled(let signal): return 128 + signal
        }
    }

    /// The journal of a failed command, for whoever wants to know why.
    private func keepWorld(of url: String) async {
        let client = ControlClient(url: url, world: SimulatorResponder.defaultWorld)
        let name = "lockstep-exec-\(ProcessInfo.processInfo.processIdentifier).lockworld"
        let file = URL(fileURLWithPath: keep, isDirectory: true).appendingPathComponent(name)
        guard let text = try? await client.savedWorld(), (try? Data(text.utf8).write(to: file)) != nil else {
            return Console.note("warning: the world of the failed command could not be kept in \(file.path)")
        }
        Console.note("the world of the failed command is kept: \(file.path)")
        Console.note("try: lockstep serve --world \(file.path)")
    }
}

/// An interrupt at the terminal reaches the command as well: it decides, and this process waits for it.
private enum Interruption {
    static func leaveToChildren() {
        signal(SIGINT) { _ in }
        signal(SIGQUIT) { _ in }
    }
}
