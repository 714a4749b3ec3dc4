import VirtualTime

/// How fast the kernel is: tables of rows like those of the control plane, and the clock that runs over them.
enum KernelBench {
    /// 64 bytes, as most rows of the control plane are.
    struct Row: TableRow {
        let id: Int32
        var deadline: Instant?
        var first: Int64 = 0
        var second: Int64 = 0
        var third: Int64 = 0
        var fourth: Int64 = 0
        var fifth: Int64 = 0
    }

    /// Prints name, figure and unit, separated by tabs. The sum at the end keeps the work from being left
    /// out.
    static func run() {
        var sum: Int64 = 0
        for count in [30, 1_000, 10_000, 100_000] {
            measure(Table((0..<count).map { row($0, of: count) }), &sum)
        }
        print("table.checksum\t\(sum)\t1")
    }

    private static func row(_ number: Int, of count: Int) -> Row {
        var draw = Draw(seed: 1, key: "row", "\(number)")
        return Row(id: Int32(number), deadline: Instant(milliseconds: draw.uniform(in: 0...1_000_000)))
    }

    private static func measure(_ table: Table<Row>, _ sum: inout Int64) {
        let count = table.count
        var draw = Draw(seed: 2, key: "bench", "\(count)")
        let ids = (0..<4_096).map { _ in Int32(draw.uniform(in: 0...Int64(count - 1))) }
        var table = table
        var clock = VirtualClock(now: Instant(milliseconds: 0))
        report("lookup", count, 200_000) { sum &+= table[ids[$0 & 4_095]]?.deadline?.milliseconds ?? 0 }
        report("write", count, 200_000) { turn in table.change(ids[turn & 4_095]) { $0.first &+= 1 } }
        report("next", count, 200_000) { turn in
            sum &+= Int64(table.next?.id ?? 0) &+ Int64(turn)
        }
        report("clock event", count, 200_000) { _ in
            guard let due = table.next else { return }
            let later = draw.uniform(in: 1...1_000_000)
            guard let now = due.deadline else { return }
            clock.advance(to: now)
            table.change(due.id) { $0.deadline = Instant(milliseconds: now.milliseconds + later) }
        }
        report("fork", count, 200_000) { turn in
            let fork = table
            sum &+= Int64(fork.count &+ turn)
        }
        report("fork and 10 writes", count, 10_000) { turn in
            var fork = table
            for write in 0..<10 { fork.change(ids[(turn * 10 + write) & 4_095]) { $0.second &+= 1 } }
            sum &+= Int64(fork.count)
        }
        sum &+= clock.now.milliseconds
        measurePairs(table, ids, &sum)
    }

    private static func measurePairs(_ table: Table<Row>, _ ids: [Int32], _ sum: inout Int64) {
        var fork = table
        for id in ids.prefix(10) { fork.change(id) { $0.third &+= 1 } }
        let changed = fork
        report("diff of 10 writes", table.count, 10_000) { _ in
            sum &+= Int64(changed.differing(from: table).count)
        }
        for id in ids.prefix(10) { fork.change(id) { $0.third &-= 1 } }
        let back = fork
        report("equal but for 10 chunks", table.count, 10_000) { _ in sum &+= back == table ? 1 : 0 }
        let same = table
        report("equal and shared", table.count, 200_000) { _ in sum &+= same == table ? 1 : 0 }
    }

    /// The best of three, in nanoseconds a turn.
    private static func report(_ name: String, _ count: Int, _ turns: Int, _ body: (Int) -> Void) {
        let clock = ContinuousClock()
        let best = (0..<3).map { _ in clock.measure { for turn in 0..<turns { body(turn) } } }.min() ?? .zero
        let nanoseconds =
            best.components.attoseconds / 1_000_000_000 + best.components.seconds * 1_000_000_000
        let tenths = nanoseconds * 10 / Int64(turns)
        print("table.\(count).\(name)\t\(tenths / 10).\(tenths % 10)\tns")
    }
}
