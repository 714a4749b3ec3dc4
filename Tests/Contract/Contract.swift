public import VirtualTime

/// Azure's contract as data: operations by method, path and api-version, and the schemas of their bodies.
public struct Contract: Sendable {
    public let operations: [ContractOperation]
    public let schemas: [String: Schema.Definition]
    /// Versions that are answered as another one is, by provider.
    private let fallbacks: [String: [String: String]]
    private let routes: ContractRoutes
    /// Statuses of versions that have no schemas here, and those seen in recordings, by route.
    private let otherStatuses: [String: [Int]]

    /// The whole contract, read once.
    public static let whole: Contract? =
        ContractFiles.isPresent ? try? Contract(ContractFiles.document("contract.json")) : nil

    /// Tiers 1 and 2, in the versions that clients of today send.
    public static let core: Contract? =
        ContractFiles.isPresent ? try? Contract(ContractFiles.document("contract_core.json")) : nil

    public init(_ document: Document) {
        operations = (document["operations"]?.items ?? []).compactMap { ContractOperation($0) }
        routes = ContractRoutes(operations)
        schemas = Dictionary(
            (document["schemas"]?.members ?? [:]).compactMap { member in
                guard case .type(var definition) = Schema(member.value) else { return nil }
                definition.name = member.name
                return (member.name, definition)
            }, uniquingKeysWith: { $1 })
        fallbacks = Dictionary(
            (document["version_fallback"]?.members ?? [:]).map { provider in
                let versions = (provider.value.members ?? [:]).map { ($0.name, $0.value.text ?? "") }
                return (provider.name, Dictionary(versions, uniquingKeysWith: { $1 }))
            }, uniquingKeysWith: { $1 })
        otherStatuses = Dictionary(
            (document["routes"]?.items ?? []).compactMap { route in
                guard let method = route["method"]?.text, let path = route["path"]?.text else { return nil }
                let others = (route["other_versions"]?.members ?? [:]).flatMap {
                    $0.value["statuses"]?.items?.compactMap(\.integer) ?? []
                }
                let seen = (route["observed"]?.members ?? [:]).compactMap { $0.value["status"]?.integer }
                return (ContractOperation.key(method, path), (others + seen).map(Int.init))
            }, uniquingKeysWith: +)
    }

    /// All versions of the operation that a request is for; nil for a route that is not in the contract.
    public func versions(method: String, host: String, path: String) -> [ContractOperation]? {
        routes.find(method: method, host: host, path: path)
    }

    /// The operation in the version asked for, or in the one whose schemas stand for it.
    public func operation(
        _ versions: [ContractOperation], in version: String?
    ) -> ContractOperation? {
        guard let provider = versions.first?.provider else { return nil }
        guard let version = version?.lowercased() else { return versions.last }
        if let exact = versions.first(where: { $0.version == version }) { return exact }
        if let other = fallbacks[provider]?[version],
            let exact = versions.first(where: { $0.version == other })
        {
            return exact
        }
        return versions.last { VersionOrder.rank($0.version) < VersionOrder.rank(version) } ?? versions.first
    }

    /// Statuses that the contract or a recording names for a route, in whatever version: a service answers
    /// all versions with one program, and what a version leaves out was seen.
    public func statuses(of versions: [ContractOperation]) -> [Int] {
        versions.flatMap(\.statuses) + (versions.first.flatMap { otherStatuses[$0.key] } ?? [])
    }

    public func definition(of schema: Schema) -> Schema.Definition? {
        switch schema {
        case .type(let definition): definition
        case .reference(let name, _): schemas[name]
        }
    }
}

/// Orders api-versions: numbers before dates, previews before what is stable on their day.
public enum VersionOrder {
    public static func rank(_ version: String) -> String {
        let isDate = version.prefix(4).allSatisfy(\.isNumber) && version.count >= 10
        let base = isDate ? String(version.prefix(10)) : version.prefix { $0 != "-" }.description
        return (isDate ? "1" : "0") + base + (version.contains("-preview") ? "0" : "1")
    }
}
