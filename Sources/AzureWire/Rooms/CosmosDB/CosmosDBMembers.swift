import ControlPlane
import VirtualTime

/// The properties of an account in the order in which the service writes them, with the version from which
/// each is shown and what it is unless the account was made with something else.
///
/// Versions and defaults are those of recorded answers; where two disagree, the later one counts.
enum CosmosDBMembers {
    /// An account as a client of some version looks at it.
    struct Look {
        let row: CosmosDB.DatabaseAccount
        let name: String
        let state: CosmosDB.AccountState
        let version: APIVersion?
        let world: World

        var sent: Document { row.carried["properties"] ?? [:] }
        var isMongo: Bool { row.carried.member(anyCase: "kind")?.text?.lowercased() == "mongodb" }
        var isRestored: Bool { sent.member(anyCase: "createMode")?.text?.lowercased() == "restore" }
        /// The account that this one is restored from, while there is one.
        var source: ResourceID? {
            sent.member(anyCase: "restoreParameters")?.member(anyCase: "restoreSource")?.text.flatMap {
                CosmosDBMembers.account(ofInstance: $0, in: world)?.id
            }
        }
        var isReady: Bool { if case .creating = state { false } else { true } }
        /// An account that is made was initializing before it was creating.
        var stateText: String {
            let isOld = version.map { $0 < CosmosDBMembers.firstCreating } ?? false
            return isReady || !isOld ? state.text : "Initializing"
        }
        var holder: CosmosDB.Account? { world.cosmosDB.accounts[row.id] }
    }

    static let all: [VersionedMember<Look>] = state + behavior + places + policies

    private static let state: [VersionedMember<Look>] = [
        .init("provisioningState") { .string($0.stateText) },
        sent("ipRangeFilter", until: "2020-03-01", or: ""),
        endpoint("documentEndpoint", "documents"),
        endpoint("sqlEndpoint", "documents", since: "2021-07-01-preview"),
        .init("mongoEndpoint") { look in
            look.isMongo && look.isReady
                ? .string("https://\(look.name.lowercased()).mongo.cosmos.azure.com:443/") : nil
        },
        .init("publicNetworkAccess", since: "2020-03-01") { look in
            let words = ["Enabled", "Disabled", "SecuredByPerimeter"]
            let text = look.sent.member(anyCase: "publicNetworkAccess")?.text ?? words[0]
            return .string(words.first { $0.lowercased() == text.lowercased() } ?? text)
        },
        .init("enableAutomaticFailover") { look in
            let isNew =
                look.world.settings.has(.automaticFailover)
                || look.version.map { $0 >= CosmosDBMembers.firstWithFailover } ?? true
            return look.sent.member(anyCase: "enableAutomaticFailover") ?? .bool(isNew)
        },
        sent("enableMultipleWriteLocations", since: "2019-08-01", or: false),
        .init("enablePartitionKeyMonitor", since: "2019-08-01") { _ in false },
        sent("isVirtualNetworkFilterEnabled", since: "2019-08-01", or: false),
        .init("virtualNetworkRules", since: "2019-08-01") { look in
            let rules = look.sent.member(anyCase: "virtualNetworkRules")?.items ?? []
            return .array(
                rules.map { rule in
                    let ignores = rule.member(anyCase: "ignoreMissingVNetServiceEndpoint") ?? false
                    return ["id": rule["id"] ?? nil, "ignoreMissingVNetServiceEndpoint": ignores]
                })
        },
        .init("EnabledApiTypes", since: "2019-08-01") { .string(apiTypes(of: $0)) },
        sent("disableKeyBasedMetadataWriteAccess", since: "2019-08-01", or: false),
        sent("enableFreeTier", since: "2020-04-01", or: false),
        sent("enableAnalyticalStorage", since: "2020-04-01", or: false),
        .init("analyticalStorageConfiguration", since: "2021-05-15") { look in
            if look.isRestored { return [:] }
            let chosen = look.sent.member(anyCase: "analyticalStorageConfiguration")?["schemaType"]
            let isOld = look.version.map { $0 < firstWithSchemaType } ?? false
            return [
                isOld ? "analyticalStorageSchemaType" : "schemaType": chosen
                    ?? (look.isMongo ? "FullFidelity" : "WellDefined")
            ]
        },
        .init("instanceId", since: "2020-03-01") { look in
            .string(instance(of: look.row, in: look.world))
        },
    ]

    private static let behavior: [VersionedMember<Look>] = [
        .init("createMode", since: "2020-03-01") { look in
            let mode = look.sent.member(anyCase: "createMode")?.text ?? "Default"
            let tells = mode != "Default" || look.row.key != nil || look.row.continuousBackup
            return tells ? .string(mode) : nil
        },
        .init("databaseAccountOfferType") { _ in "Standard" },
        sent("enableCassandraConnector", since: "2023-09-15-preview", until: "2023-11-15", or: false),
        .init("connectorOffer", since: "2023-09-15-preview", until: "2023-11-15") { look in
            look.isRestored ? nil : look.sent.member(anyCase: "connectorOffer") ?? ""
        },
        sent("enableMaterializedViews", previewSince: "2021-11-15-preview", or: false),
        sent("capacityMode", previewSince: "2025-05-01-preview", or: "Provisioned"),
        .init("keyVaultKeyUri", since: "2019-12-12") { $0.row.key.map { .string($0.uri) } },
        .init("enableFullFidelityChangeFeed", since: "2024-08-15") { look in
            look.world.settings.has(.noChangeFeed) ? Document?.none : false
        },
        .init("defaultIdentity", since: "2021-01-15") { look in
            // Until it is there, an account shows an identity that was chosen, and a restored one that of
            // every account.
            if look.isReady { return .string(look.row.defaultIdentity.text) }
            if look.isRestored { return "FirstPartyIdentity" }
            return look.row.defaultIdentity == .firstParty ? "" : .string(look.row.defaultIdentity.text)
        },
        sent("networkAclBypass", since: "2021-01-15", or: "None"),
        sent("disableLocalAuth", since: "2021-06-15", or: false),
        sent("enablePartitionMerge", since: "2022-11-15", or: false),
        sent("enablePerRegionPerPartitionAutoscale", previewSince: "2025-05-01-preview", or: false),
        sent("enableBurstCapacity", since: "2023-09-15", previewSince: "2023-03-01-preview", or: false),
        sent("enablePriorityBasedExecution", previewSince: "2023-09-15-preview", or: false),
        sent("defaultPriorityLevel", previewSince: "2023-09-15-preview", or: "High"),
        .init("minMaxThresholdsForPriorityBasedExecution", since: "2025-05-01-preview") { look in
            guard look.version?.isPreview == true else { return nil }
            return [
                "minPercentForLowPriorityRequests": 0, "maxPercentForLowPriorityRequests": 100,
                "minPercentForHighPriorityRequests": 0, "maxPercentForHighPriorityRequests": 100,
            ]
        },
        .init("minimalTlsVersion", since: "2022-11-15") { look in
            let isOld = look.version.map { $0 < CosmosDBMembers.firstWithTLS12 } ?? false
            return look.sent.member(anyCase: "minimalTlsVersion")
                ?? (isOld || look.isRestored ? "Tls" : "Tls12")
        },
        .init("customerManagedKeyStatus", since: "2023-09-15-preview") { look in
            // The service ends the sentence with a blank, and says it of an account that is being made (as
            // recorded).
            if let holder = look.holder {
                return .string(CosmosDB.keyStatus(of: holder, in: look.world) + " ")
            }
            return look.row.key != nil && !look.isReady ? .string(CosmosDB.keyConfirmed + " ") : nil
        },
        .init("keyVaultKeyUriVersion", since: "2026-03-15") { look in
            guard let key = look.row.key, let holder = look.holder else { return nil }
            return .string("\(key.uri)/\(holder.wrappedWith)")
        },
    ]

    static let firstWithFailover = APIVersion.known("2025-05-01-preview")
    static let firstWithSchemaType = APIVersion.known("2021-07-01-preview")
    static let firstCreating = APIVersion.known("2020-03-01")
    static let firstWithTLS12 = APIVersion.known("2023-09-15-preview")

    private static let places: [VersionedMember<Look>] = [
        .init("consistencyPolicy") { look in
            let policy = look.sent.member(anyCase: "consistencyPolicy") ?? [:]
            return [
                "defaultConsistencyLevel": policy.member(anyCase: "defaultConsistencyLevel") ?? "Session",
                "maxIntervalInSeconds": policy.member(anyCase: "maxIntervalInSeconds") ?? 5,
                "maxStalenessPrefix": policy.member(anyCase: "maxStalenessPrefix") ?? 100,
            ]
        },
        .init("apiProperties", since: "2020-04-01") { look in
            guard look.isMongo else { return nil }
            let version = look.sent.member(anyCase: "apiProperties")?.member(anyCase: "serverVersion")
            return ["serverVersion": version ?? "3.6"]
        },
        .init("configurationOverrides") { configuration(of: $0) },
        .init("writeLocations") { .array(CosmosDBPlaces.written($0)) },
        .init("readLocations") { .array(CosmosDBPlaces.read($0)) },
        .init("locations", since: "2019-08-01") { .array(CosmosDBPlaces.read($0)) },
        .init("failoverPolicies") { .array(CosmosDBPlaces.policies($0)) },
    ]

    private static let policies: [VersionedMember<Look>] = [
        sent("cors", since: "2019-08-01", or: []),
        .init("capabilities", since: "2019-08-01") { look in
            let own = look.row.capabilities
            let isNamed = own.contains { $0.lowercased() == "enablemongo" }
            let names = look.isMongo && !isNamed ? ["EnableMongo"] + own : own
            return .array(names.map { ["name": .string($0)] })
        },
        sent("ipRules", since: "2020-04-01", or: []),
        .init("backupPolicy", since: "2020-03-01") { backupPolicy(of: $0) },
        .init("restoreParameters", since: "2023-03-01-preview") { restoreParameters(of: $0) },
        sent("networkAclBypassResourceIds", since: "2021-01-15", or: []),
        sent(
            "diagnosticLogSettings", previewSince: "2023-03-01-preview", or: ["enableFullTextQuery": "None"]),
        .init("capacity", since: "2023-03-01-preview") { look in
            look.sent.member(anyCase: "capacity")
                ?? (look.isRestored ? ["totalThroughputLimit": -1] : Document?.none)
        },
        .init("keysMetadata", since: "2022-11-15") { look in
            let made: Document = ["generationTime": .string(look.row.createdAt.iso8601(fractionDigits: 7))]
            return [
                "primaryMasterKey": made, "secondaryMasterKey": made, "primaryReadonlyMasterKey": made,
                "secondaryReadonlyMasterKey": made,
            ]
        },
    ]

    /// The id of the account as it is restored by: another account under the same name has another one.
    static func instance(of row: CosmosDB.DatabaseAccount, in world: World) -> String {
        NamedGUID.text(
            "instance/\(world.names[row.id].path)@\(row.createdAt.milliseconds)", in: world.tenant)
    }

    /// - Parameter path: a restorable account's, which ends in the instance.
    static func account(ofInstance path: String, in world: World) -> CosmosDB.DatabaseAccount? {
        guard let name = path.split(separator: "/").last?.lowercased() else { return nil }
        return world.cosmosDB.databaseAccounts.first { instance(of: $0, in: world) == name }
    }

    // MARK: Values

    /// As the account was made with, or `standard`.
    private static func sent(
        _ name: String, since: String? = nil, until: String? = nil, or standard: Document
    ) -> VersionedMember<Look> {
        .init(name, since: since, until: until) { $0.sent.member(anyCase: name) ?? standard }
    }

    /// The same for a member that previews showed before any other version did.
    private static func sent(
        _ name: String, since: String? = nil, previewSince: String, or standard: Document
    ) -> VersionedMember<Look> {
        let stable = since.map(APIVersion.known)
        return .init(name, since: previewSince) { look in
            if let version = look.version, !version.isPreview {
                guard let stable, version >= stable else { return look.sent.member(anyCase: name) }
            }
            return look.sent.member(anyCase: name) ?? standard
        }
    }

    private static func endpoint(
        _ name: String, _ service: String, since: String? = nil
    ) -> VersionedMember<Look> {
        .init(name, since: since) { look in
            look.isReady ? .string("https://\(look.name.lowercased()).\(service).azure.com:443/") : nil
        }
    }

    private static func apiTypes(of look: Look) -> String {
        if look.isMongo { return "MongoDB" }
        let other = [
            ("enablecassandra", "Cassandra"), ("enablegremlin", "Gremlin"), ("enabletable", "Table"),
        ]
        .first { word, _ in look.row.capabilities.contains { $0.lowercased() == word } }
        return other.map { $0.1 == "Cassandra" ? $0.1 : "\($0.1), Sql" } ?? "Sql"
    }

    /// What operators of the service have switched on for accounts of a time.
    private static func configuration(of look: Look) -> Document {
        let version = look.version ?? firstWithFailover
        var overrides: Members = [:]
        if look.isMongo, look.isReady { overrides.append("EnableBsonSchema", "True") }
        if version >= APIVersion.known("2023-11-15") {
            overrides.append("EnablePerRegionPerPartitionAutoscaleOptIn", "True")
        }
        return .object(overrides)
    }

    private static let firstWithRedundancy = APIVersion.known("2021-01-15")
    private static let firstWithTiers = APIVersion.known("2023-03-01-preview")

    private static func restoreParameters(of look: Look) -> Document? {
        guard look.isRestored, let sent = look.sent.member(anyCase: "restoreParameters")?.members else {
            return nil
        }
        var parameters: Members = ["restoreMode": sent["restoreMode"] ?? "PointInTime"]
        for member in sent where member.name != "restoreMode" { parameters.append(member.name, member.value) }
        if look.version?.isPreview ?? true {
            parameters.append("sourceBackupLocation", .string(Regions.display(of: look.row.location)))
        }
        if parameters["databasesToRestore"] == nil { parameters.append("databasesToRestore", []) }
        return .object(parameters)
    }

    private static func backupPolicy(of look: Look) -> Document {
        let policy = look.sent.member(anyCase: "backupPolicy")
        guard !look.row.continuousBackup else {
            if let version = look.version, version < firstWithTiers { return ["type": "Continuous"] }
            let tier = policy?.member(anyCase: "continuousModeProperties")?.member(anyCase: "tier")
            return ["type": "Continuous", "continuousModeProperties": ["tier": tier ?? "Continuous30Days"]]
        }
        let sent = policy?.member(anyCase: "periodicModeProperties")
        // Versions of that time told the choice before the account was there.
        let isEarly = look.version.map { $0 < firstWithSchemaType } ?? false
        var mode: Members = [
            "backupIntervalInMinutes": sent?.member(anyCase: "backupIntervalInMinutes") ?? 240,
            "backupRetentionIntervalInHours": sent?.member(anyCase: "backupRetentionIntervalInHours") ?? 8,
        ]
        if look.version.map({ $0 >= firstWithRedundancy }) ?? true {
            let chosen = sent?.member(anyCase: "backupStorageRedundancy") ?? "Geo"
            mode.append("backupStorageRedundancy", look.isReady || isEarly ? chosen : "Invalid")
        }
        return ["type": "Periodic", "periodicModeProperties": .object(mode)]
    }
}

/// The regions of an account: names as they are displayed, the first one written to.
enum CosmosDBPlaces {
    /// Only the first is there while the account is being made.
    static func read(_ look: CosmosDBMembers.Look) -> [Document] {
        let places = look.row.regions.enumerated().map { place($0.element, priority: $0.offset, look) }
        return look.isReady ? places : Array(places.prefix(1))
    }

    static func written(_ look: CosmosDBMembers.Look) -> [Document] {
        let isEverywhere = look.sent.member(anyCase: "enableMultipleWriteLocations")?.flag == true
        return isEverywhere ? read(look) : Array(read(look).prefix(1))
    }

    static func policies(_ look: CosmosDBMembers.Look) -> [Document] {
        look.row.regions.prefix(look.isReady ? look.row.regions.count : 1).enumerated().map {
            priority, region in
            [
                "id": .string("\(look.name)-\(region)"), "locationName": .string(Regions.display(of: region)),
                "failoverPriority": .integer(priority),
            ]
        }
    }

    private static func place(
        _ region: String, priority: Int, _ look: CosmosDBMembers.Look
    ) -> Document {
        var members: Members = [
            "id": .string("\(look.name)-\(region)"), "locationName": .string(Regions.display(of: region)),
        ]
        if let endpoint = endpoint(region, look) { members.append("documentEndpoint", .string(endpoint)) }
        members.append("provisioningState", look.isReady ? "Succeeded" : .string(look.stateText))
        members.append("failoverPriority", .integer(priority))
        members.append("isZoneRedundant", .bool(isZoneRedundant(region, look)))
        return .object(members)
    }

    /// An account has none until it is ready; one that is being restored shows what is left of its source's.
    private static func endpoint(_ region: String, _ look: CosmosDBMembers.Look) -> String? {
        func url(_ name: String) -> String {
            "https://\(name.lowercased())-\(region).documents.azure.com:443/"
        }
        guard !look.isReady else { return url(look.name) }
        guard look.isRestored else { return nil }
        guard !look.world.settings.has(.endpointsOfRestoredAccounts), let source = look.source else {
            return ""
        }
        return url(look.world.names[source].name)
    }

    private static func isZoneRedundant(_ region: String, _ look: CosmosDBMembers.Look) -> Bool {
        look.sent.member(anyCase: "locations")?.items?.contains { item in
            item.member(anyCase: "locationName")?.text.map(Regions.normalized) == region
                && item.member(anyCase: "isZoneRedundant")?.flag == true
        } ?? false
    }
}
