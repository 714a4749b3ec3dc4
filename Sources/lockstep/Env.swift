public import ArgumentParser
import AzureWire
public import HTTPEndpoint
import ScenarioKit
import VirtualTime

struct Env: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "env",
        abstract: "Print what a client of Azure needs to meet a world of a running server.",
        discussion: """
            EXAMPLE
              eval "$(lockstep env az)"                        az, logged in, with a configuration of its own
              eval "$(lockstep env python --world ci-41)"      the SDKs, in another world
              lockstep env terraform --mode cloud --shell json
            CLIENTS
              \(ClientKind.allCases.map(\.rawValue).joined(separator: ", "))
            """)

    @Argument(help: "The client.")
    var client: ClientKind
    @Option(help: "proxy: Azure's own names; cloud: a cloud of its own under localhost.")
    var mode = ClientKind.Mode.proxy
    @Option(name: .customLong("as"), help: "Who logs in: \(WorldPrincipals.names.joined(separator: ", ")).")
    var principal = WorldPrincipals.names[0]
    @Option(help: "Whose words: bash (zsh too), fish, pwsh or json; that of SHELL if not given.")
    var shell: Shell?
    @OptionGroup var server: ServerOptions

    func run() async throws {
        guard client.offers(mode) else {
            throw Console.fail(
                "\(client.rawValue) cannot be told of another cloud by its settings.",
                try: "lockstep env \(client.rawValue) --mode proxy", .wrongFile)
        }
        let setup = try await server.client.get(
            "/env",
            query: [("client", client.rawValue), ("mode", mode.rawValue), ("as", principal)])
        Console.print((server.json ? .json : shell ?? .current).script(setup))
    }
}

extension ClientKind: ExpressibleByArgument {}
extension ClientKind.Mode: ExpressibleByArgument {}
