import ControlPlane
import Foundation
import GRDB
import JournalStore
import VirtualTime

/// A place for a journal in a directory of its own, gone with the last reference.
final class JournalFile: Sendable {
    let directory: URL
    var path: String { directory.appendingPathComponent("journal.sqlite").path }

    init() throws {
        directory = FileManager.default.temporaryDirectory
            .appendingPathComponent("lockstep-journal-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    }
    deinit { try? FileManager.default.removeItem(at: directory) }

    func journal() throws -> Journal { try Journal(path: path) }

    var bytes: Data { get throws { try Data(contentsOf: URL(fileURLWithPath: path)) } }
    func write(_ data: Data) throws { try data.write(to: URL(fileURLWithPath: path)) }
    /// Names of everything in the directory, in alphabetical order.
    var names: [String] {
        get throws { try FileManager.default.contentsOfDirectory(atPath: directory.path).sorted() }
    }

    /// Goes past the journal, as somebody with a database tool would.
    func raw<Result>(_ body: (Database) throws -> Result) throws -> Result {
        var configuration = Configuration()
        configuration.busyMode = .timeout(5)
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        defer { try? queue.close() }
        return try queue.write(body)
    }

    /// A journal with the story in it that nobody has open: one file, and nothing beside it.
    static func withStory() throws -> JournalFile {
        let (open, quiet) = (try JournalFile(), try JournalFile())
        let journal = try open.journal()
        _ = try journal.addStory()
        journal.tidy()
        try quiet.write(try open.bytes)
        return quiet
    }

    /// Another place with what a power loss now would leave: every file as it is, nothing closed.
    func afterPowerLoss() throws -> JournalFile {
        let copy = try JournalFile()
        for name in try names where !name.hasSuffix("-shm") {
            try FileManager.default.copyItem(
                at: directory.appendingPathComponent(name), to: copy.directory.appendingPathComponent(name))
        }
        return copy
    }
}

/// Entries as the door makes them: commands that go through, one that is refused, an alarm, time and a
/// setting.
enum Story {
    static let genesis = Genesis(start: Genesis.defaultStart)
    static let group = "/subscriptions/\(Genesis.defaultSubscription)/resourceGroups/sec-rg"
    static let vault = "\(group)/providers/Microsoft.KeyVault/vaults/contoso-kv"
    static let key = "\(vault)/keys/cmk"

    static func timeline() -> Timeline {
        var timeline = Timeline(World(genesis))
        timeline.submit {
            .resources(
                .createOrUpdateGroup(
                    $0.intern(group), location: "westeurope", carried: ["tags": ["env": "test"]]))
        }
        timeline.submit {
            .keyVault(
                .createOrUpdateVault(
                    $0.intern(vault),
                    KeyVault.VaultSettings(
                        location: "westeurope", tenant: Genesis.defaultTenant, retentionDays: 7,
                        purgeProtection: true)))
        }
        timeline.advance(by: .minutes(1))
        timeline.submit { names in
            .keyVault(
                .createKey(
                    names.intern(key), vault: names.intern(vault), KeyVault.KeySettings(sizeBits: 3072)))
        }
        timeline.submit(by: .user("dana@contoso")) { .keyVault(.deleteKey($0.intern(key))) }
        var settings = timeline.world.settings
        settings.choices.policy = .earliest
        timeline.choose(settings)
        return timeline
    }

    static func entries() -> [Entry] { Array(timeline().entries) }
}

extension Journal {
    /// A branch with the story's entries in it.
    func addStory(named name: String = "default") throws -> (branch: BranchRecord, head: Digest) {
        let branch = try addBranch(name: name, genesis: Story.genesis)
        let id = branch.id ?? 0
        let heads = try append([(branch: id, entries: Story.entries())], after: [:])
        return (branch, heads[id] ?? .zero)
    }
}
