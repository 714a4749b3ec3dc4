import ArgumentParser
import Foundation
import ScenarioKit
import VirtualTime

extension WorldCommand {
    struct Create: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "create", abstract: "Make a world on a server; the same again is no mistake.",
            discussion: """
                EXAMPLE
                  lockstep world create ci-41 --from builtin:contoso-cmk --choices latest --ttl 2h
                  lockstep world create copy --from world:ci-41
                  lockstep world create then --from snapshot:ci-41/before
                """)
        @Argument(help: "What it is called.")
        var name: String
        @Option(help: "builtin:NAME, world:NAME, snapshot:WORLD/NAME, or the path of a *.lockworld there.")
        var from = "builtin:empty"
        @Option(help: "The instant a builtin world starts at.")
        var start: String?
        @Option(help: "The seed of choices.")
        var seed: UInt64?
        @Option(help: "earliest, latest, midpoint or seeded.")
        var choices: String?
        @Option(help: "How the clock moves: poll-driven, frozen or live.")
        var clock: String?
        @Option(help: "How long it lives, by the wall clock: 2h.")
        var ttl: String?
        @Option(help: "The subscription it is of; one of its own if not given.")
        var subscription: String?
        @OptionGroup var server: ServerOptions

        func run() async throws {
            let body = Document(texts: [
                ("from", from), ("start", start), ("seed", seed.map(String.init)), ("choices", choices),
                ("clock", clock), ("ttl", ttl), ("subscriptionId", subscription),
            ])
            let client = ControlClient(url: server.url, world: name)
            WorldCommand.show(try await client.put("", body), json: server.json)
        }
    }

    struct Fork: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "fork", abstract: "Make a world that shares the history of another up to a moment.",
            discussion: """
                EXAMPLE
                  lockstep world fork early --world ci-41 --at 2024-02-16T09:00:00Z --choices earliest
                  lockstep world fork before --snapshot before
                """)
        @Argument(help: "What the new world is called; a name is found if it is not given.")
        var name: String?
        @Option(help: "An instant, which may lie ahead.")
        var at: String?
        @Option(help: "Right after that entry of the journal.")
        var entry: Int64?
        @Option(help: "A moment that has a name.")
        var snapshot: String?
        @Option(help: "earliest, latest, midpoint or seeded, from there on.")
        var choices: String?
        @Option(help: "How long it lives, by the wall clock.")
        var ttl: String?
        @OptionGroup var server: ServerOptions

        func run() async throws {
            var body = Document(texts: [("id", name), ("at", at), ("snapshot", snapshot), ("ttl", ttl)])
            if let entry { body["entry"] = .integer(entry) }
            if let choices { body["choices"] = ["policy": .string(choices)] }
            WorldCommand.show(try await server.client.post("/forks", body), json: server.json)
        }
    }

    struct Reset: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "reset", abstract: "Put a world back to what it was at first.",
            discussion: """
                EXAMPLE
                  lockstep world reset --world ci-41
                """)
        @OptionGroup var server: ServerOptions

        func run() async throws {
            WorldCommand.show(try await server.client.post("/reset", [:]), json: server.json)
        }
    }

    struct Save: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "save", abstract: "Write a world to a file, or give its present moment a name.",
            discussion: """
                EXAMPLE
                  lockstep world save ci-41.lockworld --world ci-41
                  lockstep world save --name before
                  lockstep world save then.lockworld --snapshot before
                """)
        @Argument(help: "The file, *.lockworld; - is standard output.")
        var file: String?
        @Option(help: "A name for the present moment, kept with the world.")
        var name: String?
        @Option(help: "The moment to write.")
        var snapshot = "now"
        @OptionGroup var server: ServerOptions

        func validate() throws {
            guard file != nil || name != nil else {
                throw ValidationError("a file or a --name is needed: lockstep world save now.lockworld")
            }
        }

        func run() async throws {
            if let name {
                let taken = try await server.client.post("/snapshots", ["name": .string(name)])
                let text = "saved \(name) at \(taken["at"]?.text ?? ""), seq \(taken["seq"]?.integer ?? 0)"
                Console.print(server.json ? taken.json(indent: 2) : text)
            }
            guard let file else { return }
            let text = try await server.client.savedWorld(snapshot)
            guard file != "-" else { return Console.printRaw(text) }
            do {
                try Data(text.utf8).write(to: URL(filePath: file), options: .atomic)
            } catch {
                throw Console.fail("\(file) cannot be written: \(error.localizedDescription)", .wrongFile)
            }
            Console.note("wrote \(file)")
        }
    }

    struct Load: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "load", abstract: "Make a world on a server of a saved one.",
            discussion: """
                EXAMPLE
                  lockstep world load ci-42 ci-41.lockworld
                """)
        @Argument(help: "What it is called there.")
        var name: String
        @Argument(help: "The file, *.lockworld.")
        var file: String
        @OptionGroup var server: ServerOptions

        func run() async throws {
            guard let data = FileManager.default.contents(atPath: file) else {
                throw Console.fail(
                    "\(file) cannot be read.", try: "lockstep world save \(file)", .wrongFile)
            }
            let client = ControlClient(url: server.url, world: name)
            WorldCommand.show(try await client.load(data), json: server.json)
        }
    }

    struct Delete: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "delete", abstract: "Remove a world from a server; its journal stays.",
            discussion: """
                EXAMPLE
                  lockstep world delete ci-41
                """)
        @Argument(help: "Which.")
        var name: String
        @OptionGroup var server: ServerOptions

        func run() async throws {
            try await ControlClient(url: server.url, world: name).delete("")
            Console.print(server.json ? Document.object(["deleted": .string(name)]).json : "deleted \(name)")
        }
    }

    private static func show(_ world: Document, json: Bool) {
        Console.print(json ? world.json(indent: 2) : WorldLine.text(of: world))
    }
}

extension Document {
    /// The members that were given.
    fileprivate init(texts: [(name: String, text: String?)]) {
        self = .object(Members(texts.compactMap { pair in pair.text.map { (pair.name, .string($0)) } }))
    }
}
