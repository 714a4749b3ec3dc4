public import ControlPlane
import VirtualTime

/// The chain of entries that led to what a thing is now, oldest first, and what would bring it back.
public struct Why: Equatable, Sendable {
    public let thing: ThingReference
    public let property: String?
    public let chain: [Step]
    /// What gives access back, if the thing is dark.
    public let restoredBy: String?

    public struct Step: Equatable, Sendable {
        public let line: JournalLine
        /// Choice point, the moment picked and its distance from the cause.
        public let choice: String?
    }

    /// - Parameter entries: the world's entries from its genesis on.
    /// - Returns: nil if nothing that is journaled changed that property.
    public init?(_ thing: ThingReference, property: String?, entries: [Entry], in world: World) {
        let subject = Self.lines(about: thing, property, entries, world)
        guard let last = subject.last else { return nil }
        var wanted: [EntryNumber] = [last.number]
        var numbers: [EntryNumber] = []
        while let number = wanted.popLast() {
            guard !numbers.contains(number), let entry = entries.first(where: { $0.number == number }) else {
                continue
            }
            numbers.append(number)
            wanted += entry.causes
        }
        var steps: [Step] = []
        for number in numbers.sorted() {
            guard let entry = entries.first(where: { $0.number == number }) else { continue }
            steps += Self.steps(of: entry, in: world)
        }
        self.thing = thing
        self.property = property
        chain = steps
        restoredBy = Self.remedy(for: thing, in: world)
    }

    /// Counts change with every record: they are explained when they are asked for.
    private static let countedProperties = ["stored", "dropped"]

    private static func lines(
        about thing: ThingReference, _ property: String?, _ entries: [Entry], _ world: World
    ) -> [JournalLine] {
        entries.flatMap { $0.lines(in: world) }.filter { line in
            guard line.kind == .event, line.thing == thing.description, let changed = line.property else {
                return false
            }
            return property.map { $0 == changed } ?? !countedProperties.contains(changed)
        }
    }

    /// Of an entry on the way: who asked, and what changed that can be named.
    private static func steps(of entry: Entry, in world: World) -> [Step] {
        let shown = entry.lines(in: world).filter { line in
            line.kind == .request
                || (line.kind == .event && line.property != nil && line.property != "operation")
        }
        return shown.map { line in
            Step(line: line, choice: line.kind == .event ? choice(behind: entry, line, world) : nil)
        }
    }

    private static func choice(behind entry: Entry, _ line: JournalLine, _ world: World) -> String? {
        let asked = entry.choices.first {
            world.reference(of: $0.resource)?.name == line.thing?.split(separator: "/").last.map(String.init)
        }
        return asked.map { "choice \($0.point.rawValue)=\(($0.picked - $0.from).text)" }
    }

    private static func remedy(for thing: ThingReference, in world: World) -> String? {
        let workspace = thing.kind == "cluster" ? nil : world.workspace(named: thing.name)
        let cluster: LogAnalytics.Cluster?
        switch thing.kind {
        case "cluster": cluster = world.cluster(named: thing.name)
        case "workspace", "records", "sentinel", "cosmos":
            cluster = workspace.flatMap { LogAnalytics.cluster(of: $0, in: world) }
        default: return nil
        }
        if let cluster, cluster.isDark, let key = cluster.key {
            return remedy(
                key: key.key, versions: [key.wrappedWith], by: "cluster/\(world.names[cluster.id].name)",
                in: world)
        }
        // Azure Cosmos DB needs the version it uses and the latest one (COSMOS-REVOKE-01, P-10).
        if let account = workspace.flatMap({ world.cosmosDB.accounts[$0.id] }), account.access.isDark {
            return remedy(
                key: account.key, versions: [account.wrappedWith, ""], by: "Azure Cosmos DB", in: world)
        }
        return nil
    }

    private static func remedy(
        key id: ResourceID, versions: [String], by consumer: String, in world: World
    ) -> String {
        guard let row = world.keyVault.keys[id], let key = world.reference(of: id) else {
            return "nothing: the key is purged"
        }
        if let vault = world.keyVault.vaults[row.vault], vault.deletion != nil {
            return "vault.recover vault/\(vault.name), then up to 1h"
        }
        if row.deletion != nil { return "key.recover \(key), then up to 1h" }
        if let disabled = versions.compactMap({ row.version($0) }).first(where: { !$0.enabled }) {
            let target =
                disabled.name == row.latest.name ? "\(key)" : "keyversion/\(key.name)/\(disabled.name)"
            return "key.enable \(target), then up to 1h"
        }
        return "policy.grant for \(consumer) (get, wrapKey, unwrapKey), then up to 1h"
    }
}
