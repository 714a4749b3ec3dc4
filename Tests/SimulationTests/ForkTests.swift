import ControlPlane
import JournalStore
import Simulation
import Testing
import VirtualTime

@Suite("A fork") struct ForkTests {
    private let start = Genesis.defaultStart

    /// In memory and with a journal alike.
    private func simulators() async throws -> [(simulator: Simulator, file: JournalFile?)] {
        let file = try JournalFile()
        let simulators: [(Simulator, JournalFile?)] = [(try Simulator(), nil), (try file.simulator(), file)]
        for (simulator, _) in simulators {
            try await simulator.addContoso()
            try await simulator.write("default") { timeline in
                timeline.setKey(enabled: false)
                timeline.advance(by: .hours(1))
            }
        }
        return simulators
    }

    @Test("of now is its parent, entry by entry, and goes on by itself")
    func now() async throws {
        for (simulator, _) in try await simulators() {
            let parent = try #require(simulator.state())
            let fork = try await simulator.fork("default", as: "fork")
            #expect(fork.world == parent)
            #expect(fork.mode == .frozen)
            #expect(try simulator.entries(of: "fork") == simulator.entries(of: "default"))

            try await simulator.write("fork") { _ = $0.setKey(enabled: true) }
            try await simulator.write("default") { $0.advance(by: .days(1)) }
            #expect(simulator.state("fork")?.now == parent.now)
            #expect(simulator.state("default")?.now == parent.now + .days(1))
            #expect(simulator.state("fork")?.key("cmk", in: "contoso-kv")?.latest.enabled == true)
            #expect(simulator.state("default")?.key("cmk", in: "contoso-kv")?.latest.enabled == false)
            #expect(simulator.worldNames == ["default", "fork"])
        }
    }

    @Test("of a past instant has everything that fell due by then, and nothing after")
    func past() async throws {
        for (simulator, _) in try await simulators() {
            let entries = try simulator.entries(of: "default")
            let disabled = try #require(
                entries.first { $0.rulings.contains { $0.because.code == "KV-KEY-05" } })
            let fork = try await simulator.fork(
                "default", as: "fork", at: .instant(disabled.at + .minutes(59)))

            #expect(fork.world.now == disabled.at + .minutes(59))
            #expect(fork.world.cluster(named: "contoso-la")?.access.text == "cached")
            #expect(try simulator.entries(of: "fork").dropLast() == entries.prefix(Int(disabled.number)))
            #expect(try simulator.entries(of: "fork").last?.cause == .timePassed)

            let dark = try await simulator.fork("default", as: "dark", at: .instant(disabled.at + .hours(1)))
            #expect(dark.world.cluster(named: "contoso-la")?.access.text == "revoked")
        }
    }

    @Test("of a future instant has let the time pass, and its parent has not")
    func future() async throws {
        for (simulator, _) in try await simulators() {
            let parent = try #require(simulator.state())
            let fork = try await simulator.fork("default", as: "fork", at: .instant(parent.now + .days(40)))

            #expect(fork.world.now == parent.now + .days(40))
            #expect(simulator.state() == parent)
            #expect(try simulator.verify("fork").holds)
        }
    }

    @Test("of an entry ends with that entry")
    func entry() async throws {
        for (simulator, _) in try await simulators() {
            let entries = try simulator.entries(of: "default")
            let fork = try await simulator.fork("default", as: "fork", at: .entry(7))
            #expect(fork.world.sequence == 7)
            #expect(fork.world.now == entries[6].at)
            #expect(try simulator.entries(of: "fork") == Array(entries.prefix(7)))

            let genesis = try await simulator.fork("default", as: "genesis", at: .entry(0))
            #expect(genesis.world == World(Contoso.genesis))
            for number in [-1, EntryNumber(entries.count) + 1] {
                await #expect(throws: SimulatorError.noSuchEntry(number)) {
                    try await simulator.fork("default", as: "none", at: .entry(number))
                }
            }
        }
    }

    @Test("of an instant before the world's first is refused")
    func beforeGenesis() async throws {
        for (simulator, _) in try await simulators() {
            await #expect(throws: SimulatorError.timeIsPast(now: start)) {
                try await simulator.fork("default", as: "fork", at: .instant(start - .milliseconds(1)))
            }
            let first = try await simulator.fork("default", as: "first", at: .instant(start))
            #expect(first.world.now == start)
            // What was done at the first instant belongs to it.
            #expect(first.world.sequence == 3)
        }
    }

    @Test("needs a name of its own")
    func name() async throws {
        for (simulator, _) in try await simulators() {
            await #expect(throws: SimulatorError.worldExists("default")) {
                try await simulator.fork("default", as: "default")
            }
        }
    }

    @Test("of a fork is there again after a start, as it was, with its digest chain unbroken")
    func reopened() async throws {
        let file = try JournalFile()
        let simulator = try file.simulator()
        try await simulator.addContoso()
        try await simulator.fork("default", as: "fork", at: .entry(12))
        try await simulator.write("fork") { _ = $0.createGroup("forked") }
        try await simulator.fork("fork", as: "twig")
        try await simulator.write("twig") { $0.advance(by: .hours(3)) }
        try await simulator.write("fork") { _ = $0.createGroup("later") }

        let again = try file.simulator()
        #expect(again.worldNames == ["default", "fork", "twig"])
        for name in again.worldNames {
            #expect(again.state(name) == simulator.state(name))
            #expect(try again.verify(name) == simulator.verify(name))
            #expect(try again.verify(name).holds)
            #expect(try again.entries(of: name, after: 5) == simulator.entries(of: name, after: 5))
        }
    }

    @Test("starts with what was answered before it, even in one batch")
    func seesEarlierWrites() async throws {
        let file = try JournalFile()
        let simulator = try file.simulator()
        try await simulator.addEmpty()
        let acts: [@Sendable () async throws -> Void] = [
            { try await simulator.write("default") { _ = $0.createGroup("before") } },
            { try await simulator.fork("default", as: "fork") },
            { try await simulator.write("default") { _ = $0.createGroup("after") } },
            { try await simulator.write("fork") { _ = $0.createGroup("forked") } },
            { try await simulator.fork("fork", as: "twig") },
        ]
        for outcome in try await simulator.inOneBatch(acts) { try outcome.get() }

        #expect(simulator.state("default")?.sequence == 2)
        #expect(simulator.state("fork")?.sequence == 2)
        #expect(simulator.state("twig") == simulator.state("fork"))
        #expect(try simulator.entries(of: "default").prefix(1) == simulator.entries(of: "twig").prefix(1))
        let again = try file.simulator()
        for name in ["default", "fork", "twig"] { #expect(again.state(name) == simulator.state(name)) }
    }

    @Test("that was dropped stays out of sight after a start, and its name is free")
    func dropped() async throws {
        let file = try JournalFile()
        let simulator = try file.simulator()
        try await simulator.addContoso()
        try await simulator.fork("default", as: "fork")
        try await simulator.drop("fork")
        #expect(simulator.worldNames == ["default"])
        #expect(try file.simulator().worldNames == ["default"])

        try await simulator.fork("default", as: "fork", at: .entry(3))
        let again = try file.simulator()
        #expect(again.worldNames == ["default", "fork"])
        #expect(again.state("fork")?.sequence == 3)
    }
}

@Suite("A world of the simulator") struct ReopeningTests {
    @Test("is after a start what it was before, whether or not it was closed", arguments: [true, false])
    func reopening(closes: Bool) async throws {
        let file = try JournalFile()
        let first = try file.simulator()
        try await first.addContoso()
        try await first.write("default") { timeline in
            timeline.setKey(enabled: false)
            timeline.advance(by: .minutes(30))
        }
        if closes { first.close() }

        let second = try file.simulator()
        let world = try #require(second.world("default"))
        #expect(world.world == first.state())
        #expect(world.genesis == Contoso.genesis)
        #expect(try second.entries(of: "default") == first.entries(of: "default"))
        // A checkpoint keeps the entries before it in the file alone.
        #expect(world.timeline.entries.isEmpty == closes)

        // Both go on alike.
        try await second.write("default") { $0.advance(by: .hours(1)) }
        var expected = Contoso.timeline()
        expected.setKey(enabled: false)
        expected.advance(by: .minutes(30))
        expected.advance(by: .hours(1))
        #expect(second.state() == expected.world)
        #expect(try second.entries(of: "default") == Array(expected.entries))
        #expect(try second.verify("default").holds)
        #expect(try file.simulator().state() == expected.world)
    }

    @Test("can be forked at an entry that only the file holds")
    func forkBehindCheckpoint() async throws {
        let file = try JournalFile()
        let first = try file.simulator()
        try await first.addContoso()
        first.close()

        let second = try file.simulator()
        let fork = try await second.fork("default", as: "fork", at: .entry(9))
        #expect(fork.world.sequence == 9)
        #expect(try second.entries(of: "fork") == Array(Contoso.timeline().entries.prefix(9)))
        let now = try await second.fork("default", as: "now")
        #expect(now.world == second.state())
        try await second.write("now") { _ = $0.createGroup("more") }
        #expect(try file.simulator().state("now") == second.state("now"))
    }

    @Test("does without its checkpoint")
    func withoutCheckpoint() async throws {
        let file = try JournalFile()
        let first = try file.simulator()
        try await first.addContoso()
        first.close()
        try file.raw("DELETE FROM checkpoint")

        let second = try file.simulator()
        #expect(second.state() == first.state())
        #expect(
            second.world("default")?.timeline.entries.count == first.world("default")?.timeline.entries.count)
    }

    @Test("that replaces another is the one after a start too; the other's journal stays")
    func replaced() async throws {
        let file = try JournalFile()
        let first = try file.simulator()
        try await first.addContoso()
        try await first.addEmpty()
        try await first.write("default") { _ = $0.createGroup("new") }
        #expect(first.state()?.sequence == 1)

        let second = try file.simulator()
        #expect(second.worldNames == ["default"])
        #expect(second.state() == first.state())
        let branches = try file.journal().branches()
        #expect(branches.map(\.name) == ["default", "default"])
        #expect(try file.journal().entries(of: branches[0]) == Array(Contoso.timeline().entries))
    }

    @Test("keeps its clock's mode until the next start")
    func mode() async throws {
        let simulator = try Simulator()
        try await simulator.addEmpty()
        #expect(simulator.world("default")?.mode == .frozen)
        try await simulator.setMode(.live(rate: 60), of: "default")
        #expect(simulator.world("default")?.mode == .live(rate: 60))
    }

    @Test("is not opened from a journal that is damaged")
    func damaged() async throws {
        let file = try JournalFile()
        let first = try file.simulator()
        try await first.addContoso()
        try file.raw("DROP TRIGGER entry_no_update")
        try file.raw(
            "UPDATE entry SET outcome = replace(outcome, 'westeurope', 'northpole0') WHERE sequence = 1")

        #expect(
            throws: JournalError.damaged(
                branch: "default", entry: 1, "its digest does not match what it says")
        ) { try file.simulator() }
    }
}
