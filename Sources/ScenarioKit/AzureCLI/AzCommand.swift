import VirtualTime

/// A command that is understood: its options, and the calls that az would make for it.
struct AzCommand: Sendable {
    let words: String
    let summary: String
    let options: [AzOption]
    let plan: @Sendable (AzArguments, AzSurroundings) -> AzPlan

    static let all: [AzCommand] = resourceCommands + vaultCommands + logAnalyticsCommands

    static func named(_ words: String) -> AzCommand? { all.first { $0.words == words } }

    func option(_ name: String) -> AzOption? { options.first { $0.names.contains(name) } }
}

/// The calls behind a line.
enum AzPlan: Sendable {
    case call(HTTPCall)
    /// Reads a resource first, and makes the call from what it says.
    case readThenCall(HTTPCall, @Sendable (Document) -> HTTPCall)
    /// What stands in the way, such as a vault that nobody has made.
    case impossible(String)
}

/// The values of a line's options, filled in.
struct AzArguments: Sendable {
    let values: [String: [String]]

    subscript(name: String) -> String? { values[name]?.first }
    func many(_ name: String) -> [String] { values[name] ?? [] }
    func has(_ name: String) -> Bool { values[name] != nil }
    func integer(_ name: String) -> Int64? { self[name].flatMap { Int64($0) } }
    func truth(_ name: String) -> Bool? { self[name].map { $0.lowercased() == "true" } }
}

/// What a command needs to know of the world.
struct AzSurroundings: Sendable {
    let subscriptionID: String
    let tenantID: String
    let actor: String
    let actorObjectID: String?
    /// Answers found beforehand for names in the line.
    let vaultID: String?
    let grantedObjectID: String?
    let location: String

    func groupPath(_ group: String) -> String { "/subscriptions/\(subscriptionID)/resourceGroups/\(group)" }

    func arm(_ method: String, _ path: String, _ version: String, _ body: Document? = nil) -> HTTPCall {
        HTTPCall(method: method, path: path, query: "api-version=\(version)", body: body, actor: actor)
    }

    func vault(_ method: String, _ name: String, _ path: String, _ body: Document? = nil) -> HTTPCall {
        HTTPCall(
            method: method, host: "\(name).vault.azure.net", path: path,
            query: "api-version=\(AzVersion.keys)",
            body: body, actor: actor)
    }
}

/// The api-versions that az 2.91 sends.
enum AzVersion {
    static let resources = "2024-11-01"
    static let vaults = "2026-02-01"
    static let keys = "2026-01-01-preview"
    static let logAnalytics = "2025-02-01"
}
