import ArgumentParser
import VirtualTime

struct Clock: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "clock", abstract: "Look at the clock of a running server, or move it.",
        discussion: """
            EXAMPLE
              lockstep clock show
              lockstep clock advance 1h
              lockstep clock to 2024-03-01T00:00:00Z
              lockstep clock next
              lockstep clock play --rate 60
            """,
        subcommands: [Show.self, Advance.self, To.self, Next.self, Play.self, Freeze.self])

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(commandName: "show", abstract: "Show mode and time.")
        @OptionGroup var server: ServerOptions

        func run() async throws {
            let clock = try await server.client.get("/clock")
            guard !server.json else { return Console.print(clock) }
            let due = clock["nextDue"]?.text.map { "    next due  \($0)" } ?? ""
            Console.print("\(clock["now"]?.text ?? "")    \(clock["mode"]?.text ?? "")\(due)")
        }
    }

    struct Advance: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "advance", abstract: "Let a duration pass: 90s, 1h, 2d12h.")
        @Argument var duration: String
        @OptionGroup var server: ServerOptions

        func run() async throws {
            Movement.show(
                try await server.client.post("/clock/advance", ["by": .string(duration)]), json: server.json)
        }
    }

    struct To: AsyncParsableCommand {
        static let configuration = CommandConfiguration(commandName: "to", abstract: "Go on to an instant.")
        @Argument var instant: String
        @OptionGroup var server: ServerOptions

        func run() async throws {
            Movement.show(
                try await server.client.post("/clock/advance", ["to": .string(instant)]), json: server.json)
        }
    }

    struct Next: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "next", abstract: "Go on to the next thing that falls due.")
        @OptionGroup var server: ServerOptions

        func run() async throws {
            Movement.show(try await server.client.post("/clock/next", [:]), json: server.json)
        }
    }

    struct Play: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "play", abstract: "Go on with the wall clock.")
        @Option(help: "Virtual milliseconds for each real one.")
        var rate: Int64 = 1
        @OptionGroup var server: ServerOptions

        func run() async throws {
            let clock = try await server.client.patch(
                "/clock", ["mode": "live", "rate": .integer(rate)])
            Console.print(server.json ? clock.json(indent: 2) : "live at rate \(rate)")
        }
    }

    struct Freeze: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "freeze", abstract: "Move only when told to.")
        @OptionGroup var server: ServerOptions

        func run() async throws {
            let clock = try await server.client.patch("/clock", ["mode": "frozen"])
            Console.print(server.json ? clock.json(indent: 2) : "frozen at \(clock["now"]?.text ?? "")")
        }
    }
}

/// What happened while the clock moved.
enum Movement {
    static func show(_ movement: Document, json: Bool) {
        guard !json else { return Console.print(movement) }
        let events = movement["eventsApplied"]?.integer ?? 0
        let alarms = events == 1 ? "1 alarm" : "\(events) alarms"
        Console.print("\(movement["before"]?.text ?? "") -> \(movement["now"]?.text ?? "")   \(alarms)")
        for change in movement["changes"]?.items ?? [] {
            let rules = change["rules"]?.items?.compactMap(\.text).joined(separator: ", ") ?? ""
            Console.print(
                "  \(change["at"]?.text ?? "")  \(change["ref"]?.text ?? "")  "
                    + "\(change["property"]?.text ?? "") → \(change["to"]?.text ?? "")   \(rules)")
        }
    }
}
