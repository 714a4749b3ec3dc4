import ArgumentParser
import VirtualTime

struct LogCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "log", abstract: "Show the journal of a world of a running server.",
        discussion: """
            EXAMPLE
              lockstep log --kind rule
              lockstep log --follow
              lockstep log --ref workspace/contoso-soc --json

            With --follow it asks for what is new twice a second, until it is interrupted.
            """)
    @Flag(help: "Go on with what is new.")
    var follow = false
    @Option(help: "One kind: request, event, rule or clock.")
    var kind: String?
    @Option(help: "About one thing: kind/name.")
    var ref: String?
    @Option(help: "Entries after this number.")
    var since: Int64 = 0
    @OptionGroup var server: ServerOptions

    func run() async throws {
        var last = since
        while true {
            var query = [("since", String(last)), ("limit", "1000")]
            if let kind { query.append(("kind", kind)) }
            if let ref { query.append(("ref", ref)) }
            let page = try await server.client.get("/journal", query: query)
            for line in page["journal"]?.items ?? [] {
                Console.print(server.json ? line.json : Self.text(of: line))
            }
            if let next = page["next"]?.integer {
                last = next
                continue
            }
            guard follow else { return }
            last = max(last, page["seq"]?.integer ?? last)
            try await Task.sleep(for: .milliseconds(500))
        }
    }

    private static func text(of line: Document) -> String {
        var words = [
            "\(line["seq"]?.integer ?? 0)", line["at"]?.text ?? "", line["kind"]?.text ?? "",
            line.at(pointer: ["actor", "name"])?.text ?? "", line["act"]?.text ?? "",
            line["target"]?.text ?? "",
        ]
        if let property = line["property"]?.text { words.append("\(property) → \(line["to"]?.text ?? "")") }
        words += [line["rule"]?.text ?? "", line["decision"]?.text ?? "", line["note"]?.text ?? ""]
        return words.filter { !$0.isEmpty }.joined(separator: "  ")
    }
}

struct StateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "state", abstract: "Show what things of a world are like, now or at a past instant.",
        discussion: """
            EXAMPLE
              lockstep state
              lockstep state workspace/contoso-soc
              lockstep state workspace/contoso-soc --at 2024-02-16T09:59:00Z
            """)
    @Argument(help: "One thing, kind/name; all of them if not given.")
    var thing: String?
    @Option(help: "An instant that is past.")
    var at: String?
    @OptionGroup var server: ServerOptions

    func run() async throws {
        let query = [("ref", thing), ("at", at)].compactMap { name, text in text.map { (name, $0) } }
        let state = try await server.client.get("/state", query: query)
        guard !server.json else { return Console.print(state) }
        if thing == nil {
            StateText.print(state["state"]?.members ?? [:])
        } else {
            StateText.show(state.members ?? [:])
        }
    }
}
