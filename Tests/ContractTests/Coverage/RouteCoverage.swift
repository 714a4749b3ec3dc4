import Contract
import VirtualTime

/// What becomes of a route of the contract, in each of its versions.
struct RouteCoverage {
    enum Standing: Equatable {
        case answered
        /// 501, with the page that says why.
        case nonGoal(page: String)
        /// Neither answered nor left out on purpose: the code of the refusal.
        case gap(String)
    }

    /// Versions of one operation, the oldest first.
    let versions: [ContractOperation]
    let standings: [Standing]

    var route: ContractOperation { versions[versions.count - 1] }
    /// Of all versions together: the worst.
    var standing: Standing {
        standings.first { if case .gap = $0 { true } else { false } }
            ?? standings.first { $0 != .answered } ?? .answered
    }

    /// Asks an empty world: what is known of a route is known before anything is looked up.
    init(_ versions: [ContractOperation]) {
        self.versions = versions
        var client = ContractClient()
        standings = versions.map { Self.standing(of: $0, &client) }
    }

    private static func standing(
        of operation: ContractOperation, _ client: inout ContractClient
    ) -> Standing {
        let isQuery = operation.provider == "LogAnalyticsQuery"
        let answer = client.send(
            operation.method, (isQuery ? "/v1" : "") + path(of: operation),
            version: isQuery ? nil : operation.version, host: host(of: operation))
        let code = (answer.body?["error"] ?? answer.body)?["code"]?.text ?? ""
        if answer.status == 501 {
            let page = answer.message.firstMatch(of: /docs\/non-goals\/([a-z]+)\.md/)?.output.1
            return .nonGoal(page: page.map(String.init) ?? "")
        }
        let gaps = [
            "MethodNotAllowed", "InvalidResourceType", "InvalidResourceNamespace",
            "NoRegisteredProviderFound",
            "InvalidApiVersionParameter",
        ]
        return gaps.contains(code) ? .gap(code) : .answered
    }

    private static func host(of operation: ContractOperation) -> String {
        switch operation.provider {
        case "KeyVaultDataPlane": "some-kv.vault.azure.net"
        case "LogAnalyticsQuery": "api.loganalytics.io"
        case "LogsIngestion": "some.westeurope-1.ingest.monitor.azure.com"
        default: "management.azure.com"
        }
    }

    /// Names that stand for a parameter; where a type has but one name, that one.
    private static let names: [String: String] = [
        "subscriptionid": String(ContractClient.subscription.dropFirst("/subscriptions/".count)),
        "linkedservicename": "cluster", "sentinelonboardingstatename": "default", "operationkind": "add",
        "location": "westeurope", "resourceprovidernamespace": "Microsoft.KeyVault",
        "operationalinsightsresourceprovider": "Microsoft.OperationalInsights",
        "workspaceresourceprovider": "Microsoft.OperationalInsights",
        "scope": String(ContractClient.subscription.dropFirst()),
        "resourceuri": ContractClient.subscription.dropFirst()
            + "/resourceGroups/some-rg/providers/Microsoft.KeyVault/vaults/some-kv",
        "resourceid": ContractClient.subscription.dropFirst()
            + "/resourceGroups/some-rg/providers/Microsoft.KeyVault/vaults/some-kv",
    ]

    private static func path(of operation: ContractOperation) -> String {
        "/"
            + operation.path.split(separator: "/").map { segment in
                guard segment.hasPrefix("{") else { return String(segment) }
                return names[segment.dropFirst().dropLast().lowercased()] ?? "some-name"
            }.joined(separator: "/")
    }

    // MARK: All of them

    /// Every route of tiers 1 and 2, by provider and path.
    static func all(of contract: Contract) -> [RouteCoverage] {
        Dictionary(grouping: contract.operations.filter { $0.tier <= 2 }) { $0.provider + " " + $0.key }
            .sorted { $0.key < $1.key }
            .map { group in
                RouteCoverage(
                    group.value.sorted { VersionOrder.rank($0.version) < VersionOrder.rank($1.version) })
            }
    }
}
