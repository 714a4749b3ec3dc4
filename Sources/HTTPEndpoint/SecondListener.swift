import Logging
import NIOCore
import ServiceLifecycle

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The listener of the second address: started once the first has its port, and done without where there is
/// no IPv6.
struct SecondListener: Service, CustomStringConvertible {
    var description: String { "the second listener" }
    let ports: AsyncStream<Int>
    /// Whether the port was picked by the system, so that it may be in use on this address.
    let mayShareNumber: Bool
    let logger: Logger
    let onRunning: @Sendable (_ port: Int) async -> Void
    let listener: @Sendable (_ port: Int) -> any Service

    func run() async throws {
        var port: Int?
        for await first in ports.cancelOnGracefulShutdown() {
            port = first
            break
        }
        guard let port else { return }

        do {
            try await listener(port).run()
        } catch let error as IOError where isAbsence(error.errnoCode) {
            logger.warning("The second address is not served.", metadata: ["error": "\(error)"])
            await onRunning(port)
            try? await gracefulShutdown()
        }
    }

    private func isAbsence(_ code: CInt) -> Bool {
        code == EADDRNOTAVAIL || code == EAFNOSUPPORT || (mayShareNumber && code == EADDRINUSE)
    }
}
