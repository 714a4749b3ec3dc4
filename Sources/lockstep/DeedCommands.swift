import ArgumentParser
import ScenarioKit
import VirtualTime

struct ActCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "act", abstract: "Do something in a world of a running server, by the name of an act.",
        discussion: """
            EXAMPLE
              lockstep act key.disable key/contoso-kv/cmk
              lockstep act cluster.set-tier cluster/contoso-la tier=200
              lockstep act key.disable key/contoso-kv/cmk --actor dana@contoso

            lockstep acts lists them. What the service refuses is an answer: the exit code is 1 then.
            """)
    @Argument(help: "The act.")
    var name: String
    @Argument(help: "What it is done to: kind/name.")
    var target: String
    @Argument(help: "NAME=VALUE, as the act has them.")
    var words: [String] = []
    @Option(help: "Who does it; the operator if not given.")
    var actor: String?
    @OptionGroup var server: ServerOptions

    func run() async throws {
        var body: Document = ["act": .string(name), "target": .string(target)]
        let pairs = try KeyValueWords.read(
            words, try: "lockstep act cluster.set-tier cluster/contoso-la tier=200")
        if !pairs.isEmpty { body["with"] = .object(Members(pairs.map { ($0.0, Self.value($0.1)) })) }
        if let actor { body["actor"] = .string(actor) }
        try DeedAnswer.show(try await server.client.post("/act", body), json: server.json)
    }

    /// Truth values, numbers and null as such, everything else as a text.
    private static func value(_ text: String) -> Document {
        (try? Document(json: Array(text.utf8))) ?? .string(text)
    }
}

struct AzLineCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "az", abstract: "Make the calls of a line of the Azure CLI in a world, without az.",
        discussion: """
            EXAMPLE
              lockstep az keyvault key show --vault-name contoso-kv --name cmk
              lockstep az group create --name new --location westeurope

            LOCKSTEP_URL and LOCKSTEP_WORLD say where: every option belongs to the line. It waits for nothing.
            The commands of scenarios are understood; az itself, in a world, is for all others.
            """)
    @Argument(parsing: .captureForPassthrough, help: "The line, without 'az'.")
    var words: [String] = []

    func run() async throws {
        let client = ControlClient(url: nil, world: nil)
        let line = (["az"] + words.map(Self.quoted)).joined(separator: " ")
        let answer = try await client.post("/az", ["line": .string(line)])
        Console.print(answer["body"] ?? [:])
        try DeedAnswer.requireAccepted(answer)
    }

    /// A word as the line has it, whatever is in it.
    private static func quoted(_ word: String) -> String {
        let isPlain =
            !word.isEmpty && word.allSatisfy { $0.isLetter || $0.isNumber || "-_./:=,@".contains($0) }
        return isPlain ? word : "'\(word.replacing("'", with: "'\\''"))'"
    }
}

/// What the simulated service answered.
enum DeedAnswer {
    static func show(_ answer: Document, json: Bool) throws {
        if json {
            Console.print(answer)
        } else {
            let code = answer.at(pointer: ["body", "error", "code"])?.text ?? ""
            let message = answer.at(pointer: ["body", "error", "message"])?.text ?? ""
            Console.print(
                ["\(answer["status"]?.integer ?? 0)", code, message].filter { !$0.isEmpty }
                    .joined(separator: "  "))
            for change in answer["changes"]?.items ?? [] {
                Console.print(
                    "  \(change["ref"]?.text ?? "")  \(change["property"]?.text ?? "") → "
                        + "\(change["to"]?.text ?? "")")
            }
            Console.print("seq \(answer["seq"]?.integer ?? 0)")
        }
        try requireAccepted(answer)
    }

    static func requireAccepted(_ answer: Document) throws {
        guard (answer["status"]?.integer ?? 0) >= 400 else { return }
        throw ArgumentParser.ExitCode(ScenarioKit.ExitCode.failed.rawValue)
    }
}
