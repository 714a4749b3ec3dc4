import AzureWire
import EdgeTLS
import Foundation
import ScenarioKit
import ServiceLifecycle

/// Where a server keeps things, and the certificates it keeps there.
enum Certificates {
    private static var environment: [String: String] { ProcessInfo.processInfo.environment }

    /// `LOCKSTEP_HOME`, if it is set to something.
    static var home: String? { environment["LOCKSTEP_HOME"].flatMap { $0.isEmpty ? nil : $0 } }

    /// The certificates of a state directory; without one, those of this user.
    static func load(state: String?) throws -> ServerCertificates {
        let directory = state ?? userDirectory
        let names = CertifiedNames(subtrees: HostNames.subtrees, contains: HostNames.contains)
        do {
            return try ServerCertificates(
                directory: URL(fileURLWithPath: directory).standardizedFileURL.path, names: names)
        } catch let fault as CertificateFault {
            throw Console.fail(
                "there are no certificates: \(fault)", try: fault.wayOut, .noConnection)
        }
    }

    /// Of the XDG base directory specification.
    private static var userDirectory: String {
        if let data = environment["XDG_DATA_HOME"], data.hasPrefix("/") { return "\(data)/lockstep" }
        return FileManager.default.homeDirectoryForCurrentUser.appendingPathComponent(
            ".local/share/lockstep"
        ).path
    }
}

/// Keeps certificates from ending while a server runs, and its own in step with those of other servers.
struct CertificateRenewal: Service, CustomStringConvertible {
    var description: String { "the renewal of certificates" }
    let certificates: ServerCertificates

    func run() async throws {
        while !Task.isShuttingDownGracefully, !Task.isCancelled {
            try? await cancelWhenGracefulShutdown { try await Task.sleep(for: .seconds(30)) }
            guard !Task.isShuttingDownGracefully, !Task.isCancelled else { return }
            do {
                if try certificates.refresh() {
                    Console.note("the certificates were renewed: \(certificates.path)")
                }
            } catch {
                // Those at hand are good for days.
                Console.note("the certificates cannot be renewed: \(error)")
            }
        }
    }
}
