import ControlPlane
import Foundation
import GRDB
import JournalStore
import Testing

@Suite("The journal's file") struct FileTests {
    @Test(
        "forbids changing and removing what was journaled",
        arguments: [
            "UPDATE entry SET outcome = '' WHERE sequence = 2", "DELETE FROM entry WHERE sequence = 2",
            "DELETE FROM entry", "UPDATE branch SET name = 'other'", "DELETE FROM branch",
        ])
    func triggers(sql: String) throws {
        let file = try JournalFile()
        _ = try file.journal().addStory()

        #expect {
            try file.raw { try $0.execute(sql: sql) }
        } throws: { error in
            (error as? DatabaseError)?.message == "the journal is only ever appended to"
        }
        let journal = try file.journal()
        #expect(try journal.entries(of: #require(try journal.branches().first)) == Story.entries())
    }

    @Test("survives a power loss right after the first append")
    func powerLoss() throws {
        let file = try JournalFile()
        let journal = try file.journal()
        _ = try journal.addStory()

        let survivor = try file.afterPowerLoss()
        let again = try survivor.journal()
        let branch = try #require(try again.branches().first)

        #expect(try again.entries(of: branch) == Story.entries())
    }

    @Test("survives a power loss before anything was appended")
    func earlyPowerLoss() throws {
        let file = try JournalFile()
        let journal = try file.journal()
        let survivor = try file.afterPowerLoss()

        #expect(try survivor.journal().branches().isEmpty)
        #expect(try journal.branches().isEmpty)
    }

    @Test(
        "that is no journal is refused with a sentence and left as it is",
        arguments: [
            "a text", String(repeating: "a longer text than a header has bytes\n", count: 20),
            "SQLite format 3\0 and no more",
        ])
    func foreignText(text: String) throws {
        let file = try JournalFile()
        try file.write(Data(text.utf8))

        #expect(throws: JournalError.foreign(file.path)) { try file.journal() }
        #expect(try file.bytes == Data(text.utf8))
        #expect(try file.names == ["journal.sqlite"])
        #expect(
            "\(JournalError.foreign(file.path))".contains("is not a Lockstep journal; it was left as it is"))
    }

    @Test("that is another program's database is refused and left as it is")
    func foreignDatabase() throws {
        let file = try JournalFile()
        try file.raw { try $0.execute(sql: "CREATE TABLE entry (a); INSERT INTO entry VALUES (1)") }
        let before = try file.bytes

        #expect(throws: JournalError.foreign(file.path)) { try file.journal() }
        #expect(try file.bytes == before)
        #expect(try file.names == ["journal.sqlite"])
    }

    @Test("of a newer version is refused with its version and left as it is")
    func newer() throws {
        let file = try JournalFile.withStory()
        try file.raw { try $0.execute(sql: "PRAGMA user_version = 2") }
        let before = try file.bytes
        let names = try file.names

        #expect(throws: JournalError.newer(file.path, version: 2)) { try file.journal() }
        #expect(try file.bytes == before)
        #expect(try file.names == names)
        #expect("\(JournalError.newer("j", version: 2))".contains("newer Lockstep (journal version 2)"))
    }

    @Test("of a newer version is refused too while only its log says so")
    func newerInLog() throws {
        let file = try JournalFile.withStory()
        let other = try DatabaseQueue(path: file.path)
        try other.inDatabase { try $0.execute(sql: "PRAGMA user_version = 2") }

        #expect(throws: JournalError.newer(file.path, version: 2)) { try file.journal() }
        try other.close()
    }

    @Test("that is cut in the middle is refused as unreadable")
    func cut() throws {
        let file = try JournalFile.withStory()
        try file.write(try file.bytes.prefix(5_000))

        #expect {
            let journal = try file.journal()
            _ = try journal.entries(of: #require(try journal.branches().first))
        } throws: { error in
            if case .unreadable? = error as? JournalError { true } else { false }
        }
    }

    @Test("may not be a directory")
    func directory() throws {
        let file = try JournalFile()
        let path = file.directory.path

        #expect {
            try Journal(path: path)
        } throws: { error in
            if case .unreadable(path, _)? = error as? JournalError { true } else { false }
        }
    }

    @Test("that is empty becomes a journal")
    func empty() throws {
        let file = try JournalFile()
        try file.write(Data())

        #expect(try file.journal().branches().isEmpty)
    }
}
