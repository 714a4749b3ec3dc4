public import VirtualTime

/// What a service began to do on some day in every api-version, without a word in the documents: data beside
/// the rules, bounded by recordings of real traffic (docs/decisions/0022-services-as-of.md).
public struct ServiceChange: Sendable {
    public let name: String
    /// What is seen since.
    public let effect: String
    /// The day of the last recording without it, as far as it can be dated: `2020-12-18`.
    public let lastWithout: String
    /// The day of the first recording with it, which is the day taken.
    public let firstWith: String
    public let since: Instant

    private init(_ name: String, _ effect: String, lastWithout: String, firstWith: String) {
        self.name = name
        self.effect = effect
        self.lastWithout = lastWithout
        self.firstWith = firstWith
        since = .day(firstWith)
    }

    /// In the order of their days, as far as those can be told.
    public static let all = [
        systemDataOfWrittenVaults, isoTimesOfOperations, signedOperationURLs, endpointsOfRestoredAccounts,
        publicAccessIn20230701, premiumForImportedHSMKeys, retentionOfNewVaults, automaticFailover,
        noChangeFeed, workspaceOperations,
    ]

    public static let systemDataOfWrittenVaults = ServiceChange(
        "vault-system-data", "Writing a vault in 2019-09-01 answers with systemData; reading it does not.",
        lastWithout: "2020-12-18", firstWith: "2021-06-19")
    public static let isoTimesOfOperations = ServiceChange(
        "operation-times", "Statuses of clusters' operations give ISO 8601 times, and properties at the end.",
        lastWithout: "2021-05-07", firstWith: "2022-06-24")
    public static let signedOperationURLs = ServiceChange(
        "operation-signatures", "URLs of operations end in a time, a certificate, a signature and a hash.",
        lastWithout: "2023-06-08", firstWith: "2023-10-12")
    public static let endpointsOfRestoredAccounts = ServiceChange(
        "restore-endpoints",
        "While an account is restored, its locations' endpoints are empty, not its source's.",
        lastWithout: "2023-04-14", firstWith: "2023-10-12")
    public static let publicAccessIn20230701 = ServiceChange(
        "vault-public-access", "Vaults show publicNetworkAccess in 2023-07-01, as in the versions before it.",
        lastWithout: "2023-11-01", firstWith: "2023-11-28")
    /// The day of the documents that name the sku: no recording shows the refusal.
    public static let premiumForImportedHSMKeys = ServiceChange(
        "hsm-imports", "Keys are imported into the HSM of premium vaults alone (KV-VAULT-07).",
        lastWithout: "2021-06-17", firstWith: "2024-02-16")
    public static let retentionOfNewVaults = ServiceChange(
        "vault-retention", "Vaults show their days of soft delete when nobody has stated them.",
        lastWithout: "2020-03-30", firstWith: "2023-11-28")
    public static let automaticFailover = ServiceChange(
        "account-failover", "Accounts fail over by themselves unless they say otherwise.",
        lastWithout: "2024-09-19", firstWith: "2025-05-30")
    public static let noChangeFeed = ServiceChange(
        "account-change-feed", "Accounts do not show enableFullFidelityChangeFeed.",
        lastWithout: "2025-05-30", firstWith: "2025-06-04")
    public static let workspaceOperations = ServiceChange(
        "workspace-operations", "PUT of a workspace starts a long-running operation.",
        lastWithout: "2024-09-02", firstWith: "2025-10-31")
}

extension Instant {
    /// The midnight of a day that stands in the program: `2021-06-19`.
    static func day(_ text: String) -> Instant {
        guard let day = Instant(iso8601: text) else { preconditionFailure("\(text) is no day") }
        return day
    }
}

extension Settings {
    /// The day whose services answer.
    public var services: Instant { servicesAsOf ?? profile.figures.servicesAsOf }

    /// Whether a service has changed so by the day whose services answer.
    public func has(_ change: ServiceChange) -> Bool { services >= change.since }
}
