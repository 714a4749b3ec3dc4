import ArgumentParser
import ScenarioKit
import VirtualTime

struct FaultCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fault", abstract: "Let things fail in a world of a running server.",
        discussion: """
            EXAMPLE
              lockstep fault set kv vault.outage target=vault/contoso-kv for=45m
              lockstep fault set slow arm.throttle rate=0.2 retryAfter=17s count=5
              lockstep fault set cut connection.reset provider=Microsoft.KeyVault method=PUT
              lockstep fault list
              lockstep fault clear kv
            """,
        subcommands: [List.self, Set.self, Clear.self])

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List the faults that are there.",
            discussion: """
                EXAMPLE
                  lockstep fault list --json
                """)
        @OptionGroup var server: ServerOptions

        func run() async throws {
            let answer = try await server.client.get("/faults")
            guard !server.json else { return Console.print(answer) }
            for fault in answer["faults"]?.items ?? [] { Console.print(FaultCommand.text(of: fault)) }
        }
    }

    struct Set: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "set", abstract: "Begin a fault, in the place of one of its name.",
            discussion: """
                EXAMPLE
                  lockstep fault set edge network.partition between=cluster/contoso-la,vault/contoso-kv
                """)
        @Argument(help: "What it is called.")
        var name: String
        @Argument(help: "What fails: vault.outage, arm.throttle, connection.reset …")
        var type: String
        @Argument(help: "target=THING, between=THING,THING, for=45m, after=5m, count=3, rate=0.5 …")
        var words: [String] = []
        @OptionGroup var server: ServerOptions

        func run() async throws {
            var body: Document = ["type": .string(type)]
            let pairs = try KeyValueWords.read(words, try: "lockstep fault set kv vault.outage for=45m")
            for (name, text) in pairs { body[name] = Self.value(of: name, text) }
            let fault = try await server.client.put("/faults/\(name)", body)
            Console.print(server.json ? fault.json(indent: 2) : FaultCommand.text(of: fault))
        }

        private static func value(of name: String, _ text: String) -> Document {
            switch name {
            case "between": .array(text.split(separator: ",").map { .string(String($0)) })
            case "count", "status", "oneWay": (try? Document(json: Array(text.utf8))) ?? .string(text)
            default: .string(text)
            }
        }
    }

    struct Clear: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "clear", abstract: "End a fault, or all of them.",
            discussion: """
                EXAMPLE
                  lockstep fault clear kv
                  lockstep fault clear --all
                """)
        @Argument(help: "Which.")
        var name: String?
        @Flag(help: "All of them.")
        var all = false
        @OptionGroup var server: ServerOptions

        func validate() throws {
            guard all != (name != nil) else {
                throw ValidationError("one name or --all is needed: lockstep fault clear --all")
            }
        }

        func run() async throws {
            try await server.client.delete(name.map { "/faults/\($0)" } ?? "/faults")
            let answer: Document = ["cleared": name.map { .string($0) } ?? "all"]
            Console.print(server.json ? answer.json : "cleared \(name ?? "all faults")")
        }
    }

    private static func text(of fault: Document) -> String {
        var words = [fault["name"]?.text ?? "", fault["type"]?.text ?? "", fault["target"]?.text ?? ""]
        if let until = fault["until"]?.text { words.append("until \(until)") }
        if let remaining = fault["remaining"]?.integer { words.append("\(remaining) more") }
        if let rate = fault["rate"]?.text { words.append("rate \(rate)") }
        if fault["active"]?.flag == false { words.append("not yet") }
        return words.filter { !$0.isEmpty }.joined(separator: "  ")
    }
}

/// Arguments of the form `name=value`.
enum KeyValueWords {
    static func read(_ words: [String], try example: String) throws -> [(String, String)] {
        try words.map { word in
            let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, !parts[0].isEmpty else {
                throw Console.fail("'\(word)' is not NAME=VALUE.", try: example, .wrongFile)
            }
            return (String(parts[0]), String(parts[1]))
        }
    }
}
