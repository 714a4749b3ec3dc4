import ControlPlane
import VirtualTime

/// The paths of the story that the tests tell.
enum Contoso {
    static let subscription = "/subscriptions/\(Genesis.defaultSubscription)"
    static let group = "\(subscription)/resourceGroups/sec-rg"
    static let vault = "\(group)/providers/Microsoft.KeyVault/vaults/contoso-kv"
    static let key = "\(vault)/keys/cmk"
    static let cluster = "\(group)/providers/Microsoft.OperationalInsights/clusters/contoso-la"
    static let workspace = "\(group)/providers/Microsoft.OperationalInsights/workspaces/contoso-soc"
    static let documentDB = "\(subscription)/providers/Microsoft.DocumentDB"
    static let cosmosObjectID = Identity.cosmosObjectID(in: Genesis.defaultTenant)

    static func vault(named name: String) -> String { "\(group)/providers/Microsoft.KeyVault/vaults/\(name)" }
    static func cluster(named name: String) -> String {
        "\(group)/providers/Microsoft.OperationalInsights/clusters/\(name)"
    }
    static func workspace(named name: String) -> String {
        "\(group)/providers/Microsoft.OperationalInsights/workspaces/\(name)"
    }
    static func item(_ kind: String, _ name: String) -> String {
        "\(workspace)/providers/Microsoft.SecurityInsights/\(kind)/\(name)"
    }
}

/// How far the set-up of the story has come. Each stage contains those before it.
enum Stage: Int, Comparable {
    case subscription, group, vault, key, cluster, granted, underKey, workspace, linked, onboarded

    static func < (a: Stage, b: Stage) -> Bool { a.rawValue < b.rawValue }
}

enum KeyMode {
    /// The cluster names the version that is there at set-up.
    case pinned
    /// The cluster names none and follows the latest.
    case automatic
}

extension Timeline {
    /// The whole story: a workspace onboarded under a customer's key, every operation of the set-up ended.
    static func contosoCMK(
        choices: Choices = Choices(), key: KeyMode = .pinned, profile: Profile = .seed,
        assuming readings: [(Assumption, String)] = []
    ) -> Timeline {
        contoso(.onboarded, choices: choices, key: key, profile: profile, assuming: readings)
    }
    static func contosoCMK(_ policy: ChoicePolicy, key: KeyMode = .pinned) -> Timeline {
        contosoCMK(choices: Choices(policy: policy), key: key)
    }

    static func contoso(
        _ stage: Stage, choices: Choices = Choices(), key: KeyMode = .pinned, profile: Profile = .seed,
        assuming readings: [(Assumption, String)] = []
    ) -> Timeline {
        var settings = Settings(profile: profile, choices: choices)
        for (assumption, reading) in readings {
            precondition(settings.assume(assumption, reading), "\(assumption) has no reading '\(reading)'")
        }
        return contoso(stage, settings, key: key)
    }

    static func contoso(
        _ stage: Stage, _ settings: Settings, key: KeyMode = .pinned, vaultRetentionDays: Int = 90
    ) -> Timeline {
        var timeline = Timeline(World(Genesis(start: Genesis.defaultStart, settings: settings)))
        timeline.setUp(through: stage, key, vaultRetentionDays)
        return timeline
    }

    private mutating func setUp(through stage: Stage, _ key: KeyMode, _ vaultRetentionDays: Int) {
        func reaches(_ wanted: Stage) -> Bool { stage >= wanted }
        if reaches(.group) { createGroup() }
        if reaches(.vault) {
            register()
            createVault(retentionDays: vaultRetentionDays)
            advance(by: .minutes(1))
        }
        if reaches(.key) { createKey() }
        if reaches(.cluster) {
            createCluster()
            advance(by: .hours(2))
        }
        if reaches(.granted) {
            grant(clusterObjectID)
            grant(Contoso.cosmosObjectID)
        }
        if reaches(.underKey) {
            setClusterKey(version: key == .pinned ? latestVersion : "")
            advance(by: .minutes(10))
        }
        if reaches(.workspace) {
            createWorkspace()
            advance(by: .seconds(10))
        }
        if reaches(.linked) {
            link()
            advance(by: .minutes(90))
        }
        if reaches(.onboarded) {
            onboard()
            advance(by: .minutes(15))
        }
    }
}
