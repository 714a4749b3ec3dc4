import ControlPlane
import GRDB
import JournalStore
import Testing
import VirtualTime

@Suite("The journal") struct JournalTests {
    @Test("gives back the entries it was given, from the file as from memory", arguments: [true, false])
    func roundTrip(inFile: Bool) throws {
        let file = try JournalFile()
        let journal = try Journal(path: inFile ? file.path : nil)
        let (branch, _) = try journal.addStory()

        #expect(try journal.entries(of: branch) == Story.entries())
        #expect(try journal.entries(of: branch, after: 4) == Array(Story.entries().dropFirst(4)))
        #expect(try journal.entries(of: branch, after: 99) == [])
        #expect(try branch.readGenesis() == Story.genesis)
    }

    @Test("holds every kind of cause and outcome in the story these tests tell")
    func storyIsWorthTelling() {
        let entries = Story.entries()

        #expect(entries.contains { if case .command = $0.cause { true } else { false } })
        #expect(entries.contains { if case .alarm = $0.cause { true } else { false } })
        #expect(entries.contains { $0.cause == .timePassed })
        #expect(entries.contains { if case .settings = $0.cause { true } else { false } })
        #expect(entries.contains { $0.refusal != nil })
        #expect(entries.contains { !$0.choices.isEmpty })
        #expect(entries.contains { !$0.names.isEmpty })
    }

    @Test("gives back the entries after it was closed and opened again")
    func reopening() throws {
        let file = try JournalFile()
        _ = try file.journal().addStory()

        let again = try file.journal()
        let branch = try #require(try again.branches().first)

        #expect(branch.name == "default")
        #expect(branch.parent == nil)
        #expect(try again.entries(of: branch) == Story.entries())
    }

    @Test("chains each digest over the one before")
    func chain() throws {
        let journal = try Journal(path: nil)
        let (branch, head) = try journal.addStory()
        var chain = DigestChain()
        var digests: [Digest] = []
        for record in try journal.records(of: branch) {
            digests.append(chain.append(record.canonicalBytes))
            #expect(record.digest == chain.current)
            #expect(try journal.digest(of: branch, at: record.sequence) == chain.current)
        }

        #expect(Set(digests).count == Story.entries().count)
        #expect(head == chain.current)
        #expect(try journal.head(of: branch) == head)
    }

    @Test(
        "gives equal histories equal digests, whether they came at once or one by one, in a file or in none")
    func digestIsOfHistoryAlone() throws {
        let (_, head) = try Journal(path: nil).addStory()
        let file = try JournalFile()
        let other = try file.journal()
        _ = try other.addBranch(name: "padding", genesis: Story.genesis)
        let branch = try other.addBranch(name: "other", genesis: Story.genesis)
        let id = try #require(branch.id)
        var heads: [Int64: Digest] = [:]
        var digest = JournalDigest()
        for entry in Story.entries() {
            heads = try other.append([(branch: id, entries: [entry])], after: heads)
            try digest.append(entry)
        }

        #expect(heads[id] == head)
        #expect(digest.current == head)
    }

    @Test("tells histories that differ in one choice apart")
    func digestTellsApart() throws {
        var first = JournalDigest()
        var second = JournalDigest()
        for entry in Story.entries() { try first.append(entry) }
        for entry in Story.entries().dropLast() { try second.append(entry) }
        let last = try #require(Story.entries().last)
        try second.append(
            Entry(
                number: last.number, at: last.at, cause: .timePassed, outcome: last.outcome, names: [],
                choices: [],
                advisories: [], causes: []))

        #expect(first.current != second.current)
    }

    @Test("keeps nothing of a batch of which one entry cannot be kept")
    func batchIsAtomic() throws {
        let file = try JournalFile()
        let journal = try file.journal()
        let (branch, head) = try journal.addStory()
        let other = try journal.addBranch(name: "other", genesis: Story.genesis)
        let taken = try #require(Story.entries().last)
        let (id, otherID) = (try #require(branch.id), try #require(other.id))

        #expect(throws: DatabaseError.self) {
            try journal.append(
                [(branch: otherID, entries: Story.entries()), (branch: id, entries: [taken])],
                after: [id: head])
        }
        #expect(try journal.entries(of: other) == [])
        #expect(try journal.entries(of: branch) == Story.entries())
        #expect(try journal.head(of: other) == .zero)
    }

    @Test("refuses entries of a branch there is none of")
    func unknownBranch() throws {
        let journal = try Journal(path: nil)

        #expect(throws: DatabaseError.self) {
            try journal.append([(branch: 7, entries: Story.entries())], after: [:])
        }
    }
}

@Suite("A fork in the journal") struct BranchTests {
    /// The story, a fork after entry 3, and a fork of that fork after its entry 5.
    private func forks() throws -> (
        journal: Journal, trunk: BranchRecord, fork: BranchRecord, twig: BranchRecord
    ) {
        let journal = try Journal(path: nil)
        let (trunk, _) = try journal.addStory()
        let fork = try journal.addBranch(
            name: "fork", genesis: Story.genesis, parent: trunk.id, forkedAfter: 3)
        _ = try journal.append(
            [(branch: fork.id ?? 0, entries: Self.passing(4...6))],
            after: [fork.id ?? 0: journal.head(of: fork)])
        let twig = try journal.addBranch(
            name: "twig", genesis: Story.genesis, parent: fork.id, forkedAfter: 5)
        _ = try journal.append(
            [(branch: twig.id ?? 0, entries: Self.passing(6...7))],
            after: [twig.id ?? 0: journal.head(of: twig)])
        return (journal, trunk, fork, twig)
    }

    private static func passing(_ numbers: ClosedRange<EntryNumber>) -> [Entry] {
        numbers.map { number in
            Entry(
                number: number, at: Genesis.defaultStart + .hours(number), cause: .timePassed,
                outcome: .settled([]),
                names: [], choices: [], advisories: [], causes: [])
        }
    }

    @Test("tells its parent's history up to the fork, then its own")
    func history() throws {
        let (journal, trunk, fork, twig) = try forks()
        let shared = Array(Story.entries().prefix(3))

        #expect(try journal.entries(of: fork) == shared + Self.passing(4...6))
        #expect(try journal.entries(of: twig) == shared + Self.passing(4...5) + Self.passing(6...7))
        #expect(try journal.entries(of: twig, after: 4) == Self.passing(5...5) + Self.passing(6...7))
        #expect(try journal.entries(of: trunk) == Story.entries())
    }

    @Test("goes on from its parent's digest at the fork")
    func digests() throws {
        let (journal, trunk, fork, twig) = try forks()
        var whole = JournalDigest()
        for entry in try journal.entries(of: twig) { try whole.append(entry) }

        #expect(try journal.head(of: twig) == whole.current)
        #expect(try journal.digest(of: twig, at: 2) == journal.digest(of: trunk, at: 2))
        #expect(try journal.digest(of: twig, at: 4) == journal.digest(of: fork, at: 4))
    }

    @Test("without entries of its own ends where its parent was left")
    func emptyFork() throws {
        let (journal, trunk, _, _) = try forks()
        let empty = try journal.addBranch(
            name: "empty", genesis: Story.genesis, parent: trunk.id, forkedAfter: 2)

        #expect(try journal.head(of: empty) == journal.digest(of: trunk, at: 2))
        #expect(try journal.entries(of: empty) == Array(Story.entries().prefix(2)))
    }
}
