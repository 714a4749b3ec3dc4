import ArgumentParser
import VirtualTime

struct WorldCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "world",
        abstract: "Look at a world, compare two, or make one of a real estate.",
        discussion: """
            EXAMPLE
              lockstep world show
              lockstep world show --json
              lockstep world diff builtin:contoso-cmk r1.kX3v…
              lockstep world import estate -o contoso.lockworld
            """,
        subcommands: [Show.self, Import.self, Diff.self])

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "Show every thing of a world and its properties.")
        @OptionGroup var server: ServerOptions

        func run() async throws {
            let world = try await server.client.get("")
            let state = try await server.client.get("/state")
            guard !server.json else {
                return Console.print(["world": world, "state": state["state"] ?? [:]])
            }
            Console.print(
                "world \(world["id"]?.text ?? "")  now \(world["now"]?.text ?? "")  "
                    + "seq \(world["seq"]?.integer ?? 0)  "
                    + "rules \(world["rules"]?.text ?? "")  choices \(world["choices"]?.text ?? "")")
            for thing in state["state"]?.members ?? [:] {
                Console.print("\(Console.bold(thing.name))")
                for property in thing.value.members ?? [:] {
                    Console.print(
                        "  \(property.name.padding(to: 20))\(property.value.text ?? property.value.json)")
                }
            }
        }
    }
}
