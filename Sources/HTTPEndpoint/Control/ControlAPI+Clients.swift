import AzureWire
import ControlPlane
import Simulation
import VirtualTime

extension ControlAPI {
    static let clientRoutes: [ControlRoute] = [
        ControlRoute(
            "GET", "/ca.pem", "getCertificates", "Show the certificates that clients trust.",
            answers: [
                .init(status: 200, note: "In PEM.", contents: [("application/x-pem-file", .text)])
            ], problems: [.noTLS]
        ) { api, _ in
            .bytes(200, Array(try api.clientFiles().pem().utf8), contentType: "application/x-pem-file")
        },
        ControlRoute(
            "GET", "/worlds/{world}/env", "getClientSetup",
            "Say what a client of Azure needs to meet a world.",
            query: [
                .init(
                    name: "client", shape: .words(ClientKind.allCases.map(\.rawValue) + ["all"]),
                    isNeeded: true, note: "The client; 'all' for what any of them reads."),
                .init(
                    name: "as", shape: .words(WorldPrincipals.names),
                    note: "Who logs in; the owner, if not given."),
                .init(
                    name: "mode", shape: .words(ClientKind.Mode.allCases.map(\.rawValue)),
                    note: "By the proxy, which is so without it, or as a cloud of its own."),
            ],
            answers: [
                .json(
                    200,
                    .object([
                        .needed("variables", .map(.text), "To be set, in this order."),
                        .needed("commands", .list(.list(.text)), "To be run once, as words."),
                        .needed("notes", .list(.text), "For a person."),
                    ]), "Variables, commands, notes.")
            ], problems: [.noTLS]
        ) { api, call in try api.clientSetup(call) },
    ]

    private func clientFiles() throws -> ClientFiles {
        guard let files else {
            throw ControlProblem.make(.noTLS, "This server speaks plain HTTP only.")
        }
        return files
    }

    private func clientSetup(_ call: ControlCall) throws -> WireResponse {
        let place = try place(of: call)
        guard let client = ClientKind(rawValue: call.query["client"] ?? "") else {
            return .json(200, ClientSetup.everything(at: place).document)
        }
        let mode = call.query["mode"].flatMap { ClientKind.Mode(rawValue: $0) } ?? .proxy
        guard client.offers(mode) else {
            throw ControlProblem.make(
                .badRequest, "\(client.rawValue) cannot be told of another cloud by its settings.",
                hint: "?client=\(client.rawValue)&mode=proxy")
        }
        return .json(200, ClientSetup(client, mode, at: place).document)
    }

    private func place(of call: ControlCall) throws -> ClientPlace {
        let files = try clientFiles()
        let world = try world(call).world
        let principals = WorldPrincipals.all(in: world)
        let principal = principals.first { $0.name == call.query["as"] } ?? principals[0]
        let port = call.request.port ?? (call.request.scheme == "https" ? 443 : 80)
        return ClientPlace(
            port: port, world: call.world, tenant: world.tenant, subscription: world.subscription,
            login: .init(clientID: principal.clientID, secret: principal.secret),
            certificates: files.certificates, folder: "\(files.scratch)/\(call.world)-\(port)")
    }
}
