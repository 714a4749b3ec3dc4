import ControlPlane
import Foundation
import GRDB
import JournalStore
import Simulation
import Testing
import VirtualTime

@Suite("A commit of the simulator") struct CommitTests {
    @Test("answers only when what it answers for is in the file, in the one order of all writes")
    func durableBeforeAnswer() async throws {
        let file = try JournalFile()
        let simulator = try file.simulator()
        try await simulator.addEmpty()

        let numbers = try await withThrowingTaskGroup(of: (number: EntryNumber, kept: EntryNumber).self) {
            tasks in
            for writer in 0..<8 {
                tasks.addTask {
                    var last: (EntryNumber, EntryNumber) = (0, 0)
                    for turn in 0..<10 {
                        let number = try await simulator.write("default") { timeline in
                            timeline.createGroup("group-\(writer)-\(turn)").number
                        }
                        last = (number, try file.lastSequence())
                        guard last.1 >= number else { return last }
                    }
                    return last
                }
            }
            return try await tasks.reduce(into: []) { $0.append($1) }
        }

        #expect(numbers.allSatisfy { $0.kept >= $0.number })
        let entries = try simulator.entries(of: "default")
        #expect(entries.map(\.number) == Array(1...80))
        let branch = try #require(try file.journal().branches().first)
        #expect(try file.journal().entries(of: branch) == entries)
    }

    @Test("keeps all that waited in one transaction, and answers each in turn")
    func groupCommit() async throws {
        let file = try JournalFile()
        let simulator = try file.simulator()
        try await simulator.addEmpty()
        let write: @Sendable (Int) async throws -> (number: EntryNumber, before: EntryNumber) = { number in
            try await simulator.write("default") { timeline in
                (number: timeline.createGroup("group-\(number)").number, before: try file.lastSequence())
            }
        }
        let seen = try await simulator.inOneBatch((1...20).map { number in { try await write(number) } })
            .map { try $0.get() }

        #expect(seen.map(\.number) == Array(1...20))
        // None of the twenty saw any other in the file while it ran: they became durable together.
        #expect(seen.allSatisfy { $0.before == 0 })
        #expect(try file.lastSequence() == 20)
    }

    @Test("that cannot be written leaves nothing of any of its writes, and the next goes on from before")
    func failedAppend() async throws {
        let file = try JournalFile()
        let simulator = try file.simulator()
        try await simulator.addContoso()
        let before = try #require(simulator.state())
        try file.raw("CREATE TRIGGER full BEFORE INSERT ON entry BEGIN SELECT RAISE(ABORT, 'disk full'); END")

        await #expect {
            try await simulator.write("default") { _ = $0.createGroup("lost") }
        } throws: { error in
            guard case .notJournaled(let why)? = error as? SimulatorError else { return false }
            return why.contains("disk full")
        }
        #expect(simulator.state() == before)
        #expect(try simulator.entries(of: "default").count == Int(before.sequence))

        try file.raw("DROP TRIGGER full")
        try await simulator.write("default") { _ = $0.createGroup("kept") }
        #expect(simulator.state()?.sequence == before.sequence + 1)
        #expect(try simulator.verify("default").holds)
        let again = try file.simulator()
        #expect(again.state() == simulator.state())
    }

    @Test("that cannot be written adds no world either")
    func failedAdd() async throws {
        let file = try JournalFile()
        let simulator = try file.simulator()
        try await simulator.addEmpty()
        try file.raw("CREATE TRIGGER full BEFORE INSERT ON entry BEGIN SELECT RAISE(ABORT, 'disk full'); END")

        await #expect(throws: SimulatorError.self) { try await simulator.addContoso("other") }
        await #expect(throws: SimulatorError.self) { try await simulator.addContoso() }
        await #expect(throws: SimulatorError.self) {
            try await simulator.fork("default", as: "later", at: .instant(Genesis.defaultStart + .hours(1)))
        }
        #expect(simulator.worldNames == ["default"])

        try file.raw("DROP TRIGGER full")
        let again = try file.simulator()
        #expect(again.worldNames == ["default"])
        #expect(again.state()?.sequence == 0)
    }

    @Test("leaves nothing of a write that throws, and all of those beside it")
    func throwingWrite() async throws {
        struct Trouble: Error {}
        let simulator = try Simulator()
        try await simulator.addEmpty()
        let write: @Sendable (Int) async throws -> EntryNumber = { number in
            try await simulator.write("default") { timeline in
                let entry = timeline.createGroup("group-\(number)")
                guard !number.isMultiple(of: 2) else { throw Trouble() }
                return entry.number
            }
        }
        let outcomes = try await simulator.inOneBatch((1...6).map { number in { try await write(number) } })

        #expect(outcomes.map { try? $0.get() } == [1, nil, 2, nil, 3, nil])
        #expect(simulator.state()?.sequence == 3)
        #expect(simulator.state()?.names.find("\(Contoso.subscription)/resourceGroups/group-2") == nil)
        #expect(try simulator.verify("default").holds)
    }

    @Test("is seen by a read that follows its answer")
    func readsOwnWrites() async throws {
        let simulator = try Simulator()
        try await simulator.addEmpty()
        for number in 0..<50 {
            let written = try await simulator.write("default") { $0.createGroup("group-\(number)").number }
            #expect(simulator.state()?.sequence == written)
        }
    }

    @Test("of what comes when the queue is full is refused as busy; what waits goes through")
    func busy() async throws {
        let simulator = try Simulator(limit: 3)
        try await simulator.addEmpty()
        let outcomes = try await simulator.inOneBatch(
            (1...5).map { number in
                { try await simulator.write("default") { $0.createGroup("group-\(number)").number } }
            })

        #expect(outcomes.map { try? $0.get() } == [1, 2, 3, nil, nil])
        for refused in outcomes.suffix(2) { #expect(throws: SimulatorError.busy) { try refused.get() } }
        #expect(simulator.state()?.sequence == 3)
        #expect(try await simulator.write("default") { $0.createGroup("later").number } == 4)
    }

    @Test("answers what waits before it closes")
    func closesLast() async throws {
        let file = try JournalFile()
        let simulator = try file.simulator()
        try await simulator.addEmpty()
        let outcomes = try await simulator.inOneBatch(
            (1...5).map { number in
                {
                    try await simulator.write("default") { timeline in
                        if number == 1 { Task { simulator.close() } }
                        return timeline.createGroup("group-\(number)").number
                    }
                }
            })
        simulator.close()

        #expect(outcomes.map { try? $0.get() } == [1, 2, 3, 4, 5])
        #expect(try file.lastSequence() == 5)
    }

    @Test("is no longer to be had from a simulator that was closed")
    func closed() async throws {
        let simulator = try Simulator()
        try await simulator.addEmpty()
        simulator.close()

        await #expect(throws: SimulatorError.closed) { try await simulator.write("default") { _ in } }
        #expect(simulator.state() != nil)
    }

    @Test("needs a world of that name")
    func unknownWorld() async throws {
        let simulator = try Simulator()

        await #expect(throws: SimulatorError.unknownWorld("x")) { try await simulator.write("x") { _ in } }
        await #expect(throws: SimulatorError.unknownWorld("x")) {
            try await simulator.setMode(.frozen, of: "x")
        }
        await #expect(throws: SimulatorError.unknownWorld("x")) { try await simulator.drop("x") }
        await #expect(throws: SimulatorError.unknownWorld("x")) { try await simulator.fork("x", as: "y") }
        #expect(throws: SimulatorError.unknownWorld("x")) { try simulator.entries(of: "x") }
        #expect(throws: SimulatorError.unknownWorld("x")) { try simulator.verify("x") }
    }

    @Test(
        "keeps what was answered before the world was replaced, or dropped, in the same batch",
        arguments: [true, false])
    func replacedInOneBatch(drops: Bool) async throws {
        let file = try JournalFile()
        let simulator = try file.simulator()
        try await simulator.addEmpty("x")
        try await simulator.addEmpty()
        let acts: [@Sendable () async throws -> Void] = [
            { try await simulator.write("x") { _ = $0.createGroup("answered") } },
            { drops ? try await simulator.drop("x") : try await simulator.addEmpty("x") },
        ]

        for outcome in try await simulator.inOneBatch(acts) {
            #expect(throws: Never.self) { try outcome.get() }
        }
        let journal = try file.journal()
        let first = try #require(try journal.branches().first)
        #expect(first.name == "x")
        #expect(try journal.entries(of: first).count == 1)
    }
}

extension JournalFile {
    /// Number of the last entry in the file, as another connection sees it.
    func lastSequence() throws -> EntryNumber {
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(5)
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        defer { try? queue.close() }
        return try queue.read { try EntryNumber.fetchOne($0, sql: "SELECT max(sequence) FROM entry") } ?? 0
    }
    func raw(_ sql: String) throws {
        var configuration = Configuration()
        configuration.busyMode = .timeout(5)
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        defer { try? queue.close() }
        try queue.write { try $0.execute(sql: sql) }
    }
}
