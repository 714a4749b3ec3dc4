import ArgumentParser
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import HummingbirdTLS
import Logging
import NIOCore
import NIOSSL

/// The peer of the HTTP benchmark: Hummingbird as it comes, answering every request with the same bytes.
@main
struct BareServer: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lockstep-bench-http",
        abstract: "Serve one file's bytes from a bare Hummingbird.",
        discussion: "EXAMPLE\n  lockstep-bench-http --port 9090 --body vault.json")

    @Option(help: "The port on 127.0.0.1.")
    var port: Int
    @Option(help: "The file whose bytes are the answer.")
    var body: String
    @Option(help: "A certificate in PEM, to speak TLS.")
    var certificate: String?
    @Option(help: "Its private key in PEM.")
    var key: String?

    func run() async throws {
        let bytes = try Data(contentsOf: URL(fileURLWithPath: body))
        let buffer = ByteBuffer(bytes: bytes)
        var headers = HTTPFields()
        headers[.contentType] = "application/json; charset=utf-8"
        let response = Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: buffer))
        var logger = Logger(label: "bare")
        logger.logLevel = .error
        let application = Application(
            responder: Always(response: response), server: try server(),
            configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: port)),
            logger: logger)
        try await application.runService()
    }

    private func server() throws -> HTTPServerBuilder {
        guard let certificate, let key else { return .http1() }
        let configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: try NIOSSLCertificate.fromPEMFile(certificate).map { .certificate($0) },
            privateKey: .privateKey(try NIOSSLPrivateKey(file: key, format: .pem)))
        return try .tls(.http1(), tlsConfiguration: configuration)
    }
}

private struct Always: HTTPResponder {
    typealias Context = BasicRequestContext
    let response: Response

    func respond(to request: Request, context: Context) async throws -> Response { response }
}
