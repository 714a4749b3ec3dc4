import Foundation
import ScenarioKit

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A network namespace in which only loopback exists: what runs there reaches this machine and no other.
enum Isolation {
    /// Set in the process that is in the namespace already.
    private static let mark = "LOCKSTEP_ISOLATED"

    /// Starts this program anew inside such a namespace; returns there, with loopback up.
    static func enter() throws {
        #if os(Linux)
            guard ProcessInfo.processInfo.environment[mark] == nil else { return try raiseLoopback() }
            setenv(mark, "1", 1)
            // A person needs a user namespace first, in which to be allowed the other one.
            let way = geteuid() == 0 ? ["--net"] : ["--user", "--map-current-user", "--keep-caps", "--net"]
            let program = Bundle.main.executablePath ?? CommandLine.arguments[0]
            replaceProcess(["unshare"] + way + ["--", program] + CommandLine.arguments.dropFirst())
            throw Console.fail(
                "unshare cannot be started: \(String(cString: strerror(errno))).",
                try: "apt-get install util-linux, or leave --isolate out", .noConnection)
        #else
            throw Console.fail(
                "--isolate needs Linux's network namespaces.",
                try: "leave --isolate out: the proxy refuses all other hosts anyway", .noConnection)
        #endif
    }

    #if os(Linux)
        private static func replaceProcess(_ words: [String]) {
            var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) }
            arguments.append(nil)
            execvp(words[0], &arguments)
        }

        /// A new namespace has a loopback interface that is down.
        private static func raiseLoopback() throws {
            let handle = socket(AF_INET, Int32(SOCK_DGRAM.rawValue), 0)
            defer { close(handle) }
            var request = ifreq()
            withUnsafeMutableBytes(of: &request.ifr_ifrn) { $0.copyBytes(from: "lo\0".utf8) }
            request.ifr_ifru.ifru_flags = Int16(IFF_UP | IFF_RUNNING)
            guard ioctl(handle, UInt(SIOCSIFFLAGS), &request) == 0 else {
                throw Console.fail(
                    "Loopback cannot be brought up here: \(String(cString: strerror(errno))).",
                    try: "leave --isolate out", .noConnection)
            }
        }
    #endif
}
