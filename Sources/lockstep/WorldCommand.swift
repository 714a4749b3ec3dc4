import ArgumentParser
import VirtualTime

struct WorldCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "world",
        abstract: "Make, look at, fork, save and remove worlds of a running server.",
        discussion: """
            EXAMPLE
              lockstep world create ci-41 --from builtin:contoso-cmk --ttl 2h
              lockstep world list
              lockstep world show --world ci-41
              lockstep world fork ci-41-early --world ci-41 --at 2024-02-16T09:00:00Z --choices earliest
              lockstep world save ci-41.lockworld --world ci-41
              lockstep world load ci-42 ci-41.lockworld
              lockstep world diff builtin:contoso-cmk r1.kX3v…
              lockstep world import estate -o contoso.lockworld
            """,
        subcommands: [
            List.self, Create.self, Show.self, Fork.self, Reset.self, Save.self, Load.self, Delete.self,
            Import.self, Diff.self,
        ])

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List the worlds of a server.",
            discussion: """
                EXAMPLE
                  lockstep world list --json
                """)
        @OptionGroup var server: ServerOptions

        func run() async throws {
            let answer = try await server.client.get("/worlds", ofServer: true)
            guard !server.json else { return Console.print(answer) }
            for world in answer["worlds"]?.items ?? [] { Console.print(WorldLine.text(of: world)) }
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "Show every thing of a world and its properties.",
            discussion: """
                EXAMPLE
                  lockstep world show --world ci-41
                """)
        @OptionGroup var server: ServerOptions

        func run() async throws {
            let world = try await server.client.get("")
            let state = try await server.client.get("/state")
            guard !server.json else {
                return Console.print(["world": world, "state": state["state"] ?? [:]])
            }
            Console.print(
                "\(WorldLine.text(of: world))  rules \(world["rules"]?.text ?? "")  "
                    + "choices \(world["choices"]?.text ?? "")")
            StateText.print(state["state"]?.members ?? [:])
        }
    }
}

/// A world in one line.
enum WorldLine {
    static func text(of world: Document) -> String {
        var words = [
            "world \(world["id"]?.text ?? "")", "now \(world["now"]?.text ?? "")",
            world.at(pointer: ["clock", "mode"])?.text ?? "", "seq \(world["seq"]?.integer ?? 0)",
        ]
        if let subscription = world["subscriptions"]?.items?.first?.text {
            words.append("subscription \(subscription)")
        }
        if let end = world["deletesAt"]?.text { words.append("until \(end)") }
        return words.joined(separator: "  ")
    }
}

/// Things and their properties.
enum StateText {
    static func print(_ things: Members) {
        for thing in things {
            Console.print("\(Console.bold(thing.name))")
            show(thing.value.members ?? [:])
        }
    }

    static func show(_ properties: Members) {
        for property in properties {
            Console.print("  \(property.name.padding(to: 20))\(property.value.text ?? property.value.json)")
        }
    }
}
