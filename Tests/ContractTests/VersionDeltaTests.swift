import AzureWire
import Contract
import Testing
import VirtualTime

@Suite("What differs between versions") struct VersionDeltaTests {
    /// A type of the deltas, all versions of it in order, and the members of each.
    struct TypeHistory {
        let type: String
        let versions: [(version: String, members: Set<String>)]

        init(_ type: String, _ deltas: [Document]) {
            self.type = type
            var members: Set<String> = []
            versions = deltas.map { delta in
                func texts(_ name: String) -> [String] { delta[name]?.items?.compactMap(\.text) ?? [] }
                members.formUnion((texts("properties") + texts("added")).map(Self.plain))
                members.subtract(texts("removed").map(Self.plain))
                return (delta["api_version"]?.text ?? "", members)
            }
        }

        /// Members of a kind are not told apart from those of another: `properties<Restore>.createMode`.
        private static func plain(_ path: String) -> String {
            path.replacing(/<[^>]*>/, with: "")
        }
    }

    /// Recordings show these members in answers to versions that have none of them in the deltas.
    private static let seenElsewhere: [String: Set<String>] = [
        "Microsoft.OperationalInsights/workspaces": ["etag", "properties.source"],
        "Microsoft.KeyVault/vaults": ["properties.provisioningState", "systemData"],
        "Microsoft.DocumentDB/databaseAccounts": [
            "properties.cors", "properties.backupPolicy", "properties.createMode", "properties.instanceId",
            "systemData", "properties.defaultIdentity", "properties.customerManagedKeyStatus",
        ],
    ]

    private static func types() throws -> [TypeHistory] {
        let types = try ContractFiles.document("version_deltas.json")["types"]?.members ?? [:]
        return types.map { TypeHistory($0.name, $0.value.items ?? []) }
    }

    @Test(
        "is data, and that of the contract: a member is in a version or is not",
        .needsContract)
    func histories() throws {
        var compared = 0
        for history in try Self.types() {
            guard let known = MemberHistory.of(type: history.type) else { continue }
            for member in known.paths where !isSeenElsewhere(member, history.type) {
                for (text, members) in history.versions {
                    let version = try #require(APIVersion(text))
                    let isOpen = isOfOpenObject(member, before: text, history)
                    guard history.versions.contains(where: { $0.members.contains(member) }), !isOpen else {
                        continue
                    }
                    compared += 1
                    #expect(
                        known.has(member, in: version) == members.contains(member),
                        "\(history.type) \(text) \(member)")
                }
            }
        }
        print("\(compared) members by version compared with the deltas")
        #expect(compared > 1_000)
    }

    private func isSeenElsewhere(_ member: String, _ type: String) -> Bool {
        Self.seenElsewhere[type]?.contains { member.hasPrefix($0) } == true
    }

    /// Before its members were named, an object could have any.
    private func isOfOpenObject(_ member: String, before version: String, _ history: TypeHistory) -> Bool {
        let parent = member.split(separator: ".").dropLast().joined(separator: ".")
        guard let members = history.versions.first(where: { $0.version == version })?.members else {
            return false
        }
        let object = parent.hasSuffix("[]") ? String(parent.dropLast(2)) : parent
        return members.contains(object) && !members.contains { $0.hasPrefix(parent + ".") }
    }

    @Test(
        "no answer has a member that its version has not",
        .needsContract)
    func answers() throws {
        let contract = try #require(Contract.whole)
        var stage = ExampleStage(try ContractExample.all(of: contract))
        let group = "\(ContractClient.subscription)/resourceGroups/rg/providers"
        let workspace = "\(group)/Microsoft.OperationalInsights/workspaces/soc-ws"
        let paths: [String: String] = [
            "Microsoft.OperationalInsights/clusters":
                "\(group)/Microsoft.OperationalInsights/clusters/soc-la",
            "Microsoft.OperationalInsights/workspaces": workspace,
            "Microsoft.OperationalInsights/workspaces/linkedServices": "\(workspace)/linkedServices/cluster",
            "Microsoft.OperationalInsights/workspaces/tables": "\(workspace)/tables/Own_CL",
            "Microsoft.KeyVault/vaults": "\(group)/Microsoft.KeyVault/vaults/soc-kv",
            "Microsoft.DocumentDB/databaseAccounts": "\(group)/Microsoft.DocumentDB/databaseAccounts/soc-db",
            "Microsoft.SecurityInsights/onboardingStates":
                "\(workspace)/providers/Microsoft.SecurityInsights/onboardingStates/default",
        ]
        var shown = 0
        for history in try Self.types() {
            guard let path = paths[history.type] else { continue }
            stage.make(path, like: nil)
            let all = Set(history.versions.flatMap(\.members))
            var seen: [String: Int] = [:]
            for (version, members) in history.versions {
                let answer = stage.client.send("GET", path, version: version)
                guard answer.isSuccess else {
                    // A type has versions of its own, and those of its children are not all offered.
                    #expect(answer.status == 400, "\(history.type) \(version)")
                    continue
                }
                for member in Self.paths(of: try #require(answer.body)) where all.contains(member) {
                    seen[member, default: 0] += 1
                    shown += 1
                    if isSeenElsewhere(member, history.type)
                        || isOfOpenObject(member, before: version, history)
                    {
                        continue
                    }
                    #expect(members.contains(member), "\(history.type) \(version) shows \(member)")
                }
            }
            #expect(!seen.isEmpty, "\(history.type)")
        }
        print("\(shown) members of answers compared with the deltas")
    }

    private static func paths(of document: Document, _ path: String = "") -> [String] {
        if let items = document.items { return items.flatMap { paths(of: $0, path + "[]") } }
        return (document.members ?? [:]).flatMap { member in
            let place = path.isEmpty ? member.name : "\(path).\(member.name)"
            return [place] + paths(of: member.value, place)
        }
    }

    @Test(
        "every version that Azure or a client of today names is taken",
        .needsContract)
    func known() throws {
        let types = try ContractFiles.document("api_versions.json")["resource_types"]?.members ?? [:]
        for type in types {
            guard let known = APIVersionCatalog.versions(of: type.name) else { continue }
            for version in type.value.items?.compactMap(\.text) ?? [] {
                guard case .accepted = known.judge(version) else {
                    Issue.record("\(type.name) \(version) is not known")
                    continue
                }
            }
        }
    }

    @Test(
        "a version newer than any known is taken, and the answer says so; any other is refused with the list")
    func newer() throws {
        var client = ContractClient()
        let group = "\(ContractClient.subscription)/resourceGroups/rg"
        let newer = client.send("PUT", group, ["location": "westeurope"], version: "2099-01-01")
        #expect(newer.status == 201)
        #expect(newer.headers["x-lockstep-api-version"]?.hasPrefix("2099-01-01 is newer than 20") == true)
        let known = client.send("GET", group, version: "2022-09-01")
        #expect(known.headers["x-lockstep-api-version"] == nil)
        let unknown = client.send("GET", group, version: "2022-09-02")
        #expect(unknown.verdict == "400 InvalidApiVersionParameter")
        #expect(unknown.message.contains("The supported versions are '20"))
        let vault = client.send(
            "GET", "\(group)/providers/Microsoft.KeyVault/vaults/v", version: "2000-01-01")
        #expect(vault.verdict == "400 NoRegisteredProviderFound")
        #expect(vault.message.contains("The supported api-versions are '20"))
    }
}
