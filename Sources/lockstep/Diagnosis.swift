import Foundation
import VirtualTime

/// Whether a server answers, and whether its world keeps its word.
struct ServerDiagnosis {
    let client: ControlClient

    func findings(determinism: Bool) async -> [Finding] {
        guard let world = await client.look("") else {
            return [
                .wrong(
                    "No server with a world '\(client.world)' answers at \(client.base).",
                    try: "lockstep serve --world builtin:contoso-cmk")
            ]
        }
        var findings = [
            Finding.good(
                "\(client.base) serves the world '\(client.world)', at \(world["now"]?.text ?? "?").")
        ]
        switch world["clock"]?["mode"]?.text {
        case "frozen":
            findings.append(
                .note(
                    "The clock is frozen: operations end when it is moved.", try: "lockstep clock advance 1h")
            )
        case let mode: findings.append(.good("The clock is \(mode ?? "unknown")."))
        }
        if determinism { findings.append(await decideAgain()) }
        return findings
    }

    private func decideAgain() async -> Finding {
        guard let answer = await client.look("/verify") else {
            return .wrong("The journal could not be decided again.", try: "lockstep verify --help")
        }
        let count = answer["entries"]?.integer ?? 0
        guard answer["holds"] == true else {
            let difference = answer["difference"]?.text ?? "it comes out differently"
            return .wrong("The journal, decided again: \(difference).", try: "lockstep verify")
        }
        return .good("All \(count) entries of the journal come out the same when they are decided again.")
    }
}

/// Whether a client started from this shell would go where `lockstep env` sends it.
struct ShellDiagnosis {
    let environment: [String: String]
    /// What `lockstep env` would set for any client.
    let setup: Document

    var findings: [Finding] { [proxy, exceptions] + trust + [azureConfiguration, java].compactMap { $0 } }

    private static let remedy = "eval \"$(lockstep env python)\""

    private func wanted(_ name: String) -> String? { setup["variables"]?[name]?.text }

    private var proxy: Finding {
        let spoken = ["https_proxy", "HTTPS_PROXY"].compactMap { environment[$0] }.filter { !$0.isEmpty }
        guard let wanted = wanted("HTTPS_PROXY") else { return .note("This server has no proxy.") }
        guard !spoken.isEmpty else {
            return .note(
                "This shell has no HTTPS_PROXY: clients started from it would reach the real Azure.",
                try: Self.remedy)
        }
        guard spoken.allSatisfy({ Self.place($0) == Self.place(wanted) }) else {
            return .wrong(
                "HTTPS_PROXY is \(spoken.joined(separator: " and ")), not this server.", try: Self.remedy)
        }
        return .good("HTTPS_PROXY leads here.")
    }

    /// Host and port of a proxy's URL; users differ from world to world.
    private static func place(_ url: String) -> String {
        let rest = url.split(separator: "@").last.map(String.init) ?? url
        return rest.replacing("http://", with: "").replacing("localhost", with: "127.0.0.1")
            .trimmingCharacters(in: ["/"])
    }

    /// A name excepted from the proxy is one under which the real Azure would be met.
    private var exceptions: Finding {
        let excepted = ["NO_PROXY", "no_proxy"].compactMap { environment[$0] }
            .flatMap { $0.split(separator: ",").map { $0.trimmingCharacters(in: [" ", "."]).lowercased() } }
        let ours = [
            "azure.com", "azure.net", "microsoft.com", "microsoftonline.com", "loganalytics.io",
            "windows.net",
        ]
        let bypassed = excepted.filter { name in
            name == "*" || ours.contains { name == $0 || name.hasSuffix(".\($0)") }
        }
        guard bypassed.isEmpty else {
            return .wrong(
                "NO_PROXY takes \(bypassed.joined(separator: ", ")) past the proxy, to the real Azure.",
                try: "export NO_PROXY= no_proxy=")
        }
        return .good("NO_PROXY takes nothing of Azure's past the proxy.")
    }

    private var trust: [Finding] {
        let names = ["REQUESTS_CA_BUNDLE", "SSL_CERT_FILE", "NODE_EXTRA_CA_CERTS", "CURL_CA_BUNDLE"]
        return names.compactMap { name in
            guard let file = wanted(name) else { return nil }
            guard let given = environment[name], !given.isEmpty else {
                return .note("\(name) is not set: its clients do not trust this server.", try: Self.remedy)
            }
            guard FileManager.default.isReadableFile(atPath: given) else {
                return .wrong("\(name) names \(given), which cannot be read.", try: Self.remedy)
            }
            guard FileManager.default.contentsEqual(atPath: given, andPath: file) else {
                return .wrong(
                    "\(name) names other certificates than this server's, \(file).", try: Self.remedy)
            }
            return .good("\(name) names this server's certificates.")
        }
    }

    private var azureConfiguration: Finding? {
        guard let folder = environment["AZURE_CONFIG_DIR"], !folder.isEmpty else {
            return .note(
                "az would use its own configuration, ~/.azure, and change the login there.",
                try: "eval \"$(lockstep env az)\"")
        }
        return .good("az has a configuration of its own, \(folder).")
    }

    private var java: Finding? {
        guard MachineDiagnosis.has("java") else { return nil }
        guard environment["JAVA_TOOL_OPTIONS"]?.contains("trustStore") == true else {
            return .note(
                "Java is here, and does not trust this server.", try: "eval \"$(lockstep env java)\"")
        }
        return .good("Java has a trust store of its own.")
    }
}

/// What this machine offers.
struct MachineDiagnosis {
    var findings: [Finding] {
        #if os(Linux)
            guard Self.has("unshare") else {
                return [
                    .note("`lockstep exec --isolate` needs unshare.", try: "apt-get install util-linux")
                ]
            }
            return [.good("`lockstep exec --isolate` has what it needs.")]
        #else
            return [.note("`lockstep exec --isolate` needs Linux.")]
        #endif
    }

    static func has(_ program: String) -> Bool {
        (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
            .contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(program)") }
    }
}
