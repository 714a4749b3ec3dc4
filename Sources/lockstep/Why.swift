import ArgumentParser
import VirtualTime

struct Why: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "why",
        abstract: "Say why a thing is as it is: which entries, which rules, what would bring it back.",
        discussion: """
            EXAMPLE
              lockstep why workspace/contoso-soc
              lockstep why cluster/contoso-la keyAccess
            """)

    @Argument(help: "What: kind/name.")
    var thing: String
    @Argument(help: "Which property; the last that changed if not given.")
    var property: String?
    @Option(help: "An instant that is past.")
    var at: String?
    @OptionGroup var server: ServerOptions

    func run() async throws {
        var query = [("ref", thing)]
        if let property { query.append(("property", property)) }
        if let at { query.append(("at", at)) }
        let answer = try await server.client.get("/why", query: query)
        guard !server.json else { return Console.print(answer) }
        for (number, step) in (answer["chain"]?.items ?? []).enumerated() {
            Console.print(Self.line(number + 1, step))
        }
        if let remedy = answer["restoredBy"]?.text { Console.print("  restores it: \(remedy)") }
    }

    private static func line(_ number: Int, _ step: Document) -> String {
        let at = step["at"]?.text ?? ""
        let thing = step["target"]?.text ?? ""
        var words = ["  \(number)", at, step["actor"]?["name"]?.text ?? "", step["act"]?.text ?? "", thing]
        if let property = step["property"]?.text { words += ["\(property) → \(step["to"]?.text ?? "")"] }
        words += [step["rule"]?.text ?? "", step["choice"]?.text ?? ""]
        return words.filter { !$0.isEmpty }.joined(separator: "  ")
    }
}
