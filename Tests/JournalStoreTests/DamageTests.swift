import ControlPlane
import Foundation
import GRDB
import JournalStore
import Testing
import VirtualTime

@Suite("A damaged journal") struct DamageTests {
    /// A closed journal with the story in it, opened again after `sql` went past its triggers.
    private func damaged(by sql: String) throws -> (file: JournalFile, journal: Journal, branch: BranchRecord)
    {
        let file = try JournalFile()
        _ = try file.journal().addStory()
        try file.raw { db in
            try db.execute(sql: "DROP TRIGGER entry_no_update; DROP TRIGGER entry_no_delete")
            try db.execute(sql: sql)
        }
        let journal = try file.journal()
        return (file, journal, try #require(try journal.branches().first))
    }

    @Test(
        "is named by the first entry that is not what was written, whichever column was touched",
        arguments: [
            "outcome = replace(outcome, 'westeurope', 'westeuropf')", "cause = cause || ' '",
            "atMilliseconds = atMilliseconds + 1", "names = '[]'", "choices = '[{}]'", "causes = '[7]'",
            "advisories = ' []'", "digest = zeroblob(32)", "digest = x'00'",
        ])
    func changed(assignment: String) throws {
        let (_, journal, branch) = try damaged(by: "UPDATE entry SET \(assignment) WHERE sequence = 2")

        #expect(
            throws: JournalError.damaged(
                branch: "default", entry: 2, "its digest does not match what it says")
        ) { try journal.entries(of: branch) }
        #expect(throws: JournalError.self) { try journal.entries(of: branch, after: 5) }
    }

    @Test("is named by the entry that is missing")
    func missing() throws {
        let (_, journal, branch) = try damaged(by: "DELETE FROM entry WHERE sequence = 3")

        #expect(throws: JournalError.damaged(branch: "default", entry: 3, "it is missing")) {
            try journal.entries(of: branch)
        }
    }

    @Test("is named by the first entry of which the order was changed")
    func swapped() throws {
        let (_, journal, branch) = try damaged(
            by: """
                UPDATE entry SET sequence = 100 WHERE sequence = 3;
                UPDATE entry SET sequence = 3 WHERE sequence = 4;
                UPDATE entry SET sequence = 4 WHERE sequence = 100;
                """)

        #expect {
            try journal.entries(of: branch)
        } throws: { error in
            if case .damaged("default", entry: 3, _)? = error as? JournalError { true } else { false }
        }
    }

    @Test("is found in a fork too, where its parent was touched")
    func parent() throws {
        let file = try JournalFile()
        let writer = try file.journal()
        let (trunk, _) = try writer.addStory()
        _ = try writer.addBranch(name: "fork", genesis: Story.genesis, parent: trunk.id, forkedAfter: 4)
        try file.raw { db in
            try db.execute(
                sql: "DROP TRIGGER entry_no_update; UPDATE entry SET cause = cause || ' ' WHERE sequence = 1")
        }
        let journal = try file.journal()
        let fork = try #require(try journal.branches().last)

        #expect {
            try journal.entries(of: fork)
        } throws: { error in
            if case .damaged("default", entry: 1, _)? = error as? JournalError { true } else { false }
        }
    }

    @Test("says which entry of which branch this version cannot read, though its digest holds")
    func unreadableEntry() throws {
        let file = try JournalFile()
        let writer = try file.journal()
        let (_, head) = try writer.addStory()
        let next = Int64(Story.entries().count) + 1
        let parts = [
            "1", "\(next)", "0", #"{"miracle":{}}"#, #"{"settled":{"_0":[]}}"#, "[]", "[]", "[]", "[]",
        ]
        var chain = DigestChain(from: head)
        chain.append(Array(parts.map { $0 + "\n" }.joined().utf8))
        try file.raw { db in
            try db.execute(
                sql: """
                    INSERT INTO entry (recordVersion, sequence, atMilliseconds, cause, outcome, choices,
                        causes, names, advisories, branch, digest) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?)
                    """,
                arguments: StatementArguments(parts) + [Data(chain.current.bytes)])
        }
        let journal = try file.journal()
        let branch = try #require(try journal.branches().first)

        #expect(try journal.records(of: branch).count == Int(next))
        #expect(
            throws: JournalError.damaged(branch: "default", entry: next, "this version cannot read it")
        ) { try journal.entries(of: branch) }
    }

    @Test("whose genesis cannot be read says so")
    func genesis() throws {
        let file = try JournalFile()
        _ = try file.journal().addStory()
        try file.raw { db in
            try db.execute(sql: "DROP TRIGGER branch_no_update; UPDATE branch SET genesis = '{}'")
        }
        let branch = try #require(try file.journal().branches().first)

        #expect(
            throws: JournalError.damaged(branch: "default", entry: 0, "this version cannot read its genesis")
        ) { try branch.readGenesis() }
    }
}

@Suite("A checkpoint") struct CheckpointTests {
    @Test("gives back the world it was made of")
    func roundTrip() throws {
        let file = try JournalFile()
        let world = Story.timeline().world
        try file.journal().saveCheckpoint(of: world, branch: 1)

        let found = try #require(try file.journal().checkpoint(of: 1))
        #expect(found == world)
        #expect(found.next == world.next)
    }

    @Test("takes the place of the one before")
    func newest() throws {
        let journal = try Journal(path: nil)
        try journal.saveCheckpoint(of: World(Story.genesis), branch: 1)
        try journal.saveCheckpoint(of: Story.timeline().world, branch: 1)
        try journal.saveCheckpoint(of: World(Story.genesis), branch: 2)

        #expect(journal.checkpoint(of: 1)?.sequence == EntryNumber(Story.entries().count))
        #expect(journal.checkpoint(of: 2)?.sequence == 0)
        #expect(journal.checkpoint(of: 3) == nil)
    }

    @Test(
        "may be deleted and is passed over when it cannot be read",
        arguments: [
            "DELETE FROM checkpoint", "UPDATE checkpoint SET world = substr(world, 1, 100)",
            "UPDATE checkpoint SET recordVersion = 99", "DROP TABLE checkpoint",
        ])
    func unreadable(sql: String) throws {
        let file = try JournalFile()
        let writer = try file.journal()
        let (branch, _) = try writer.addStory()
        try writer.saveCheckpoint(of: Story.timeline().world, branch: try #require(branch.id))
        try file.raw { try $0.execute(sql: sql) }

        let journal = try file.journal()
        #expect(journal.checkpoint(of: 1) == nil)
        #expect(try journal.entries(of: branch) == Story.entries())
    }
}
