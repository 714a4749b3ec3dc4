import Testing
import VirtualTime

struct Ticket: TableRow, Codable {
    let id: Int
    var deadline: Instant?
    var note: Int64
}

struct TableTests {
    /// What a table should do, in the plainest way.
    private struct Model {
        var rows: [Int: Ticket] = [:]

        var inOrder: [Ticket] { rows.values.sorted { $0.id < $1.id } }

        var next: Ticket? {
            rows.values.filter { $0.deadline != nil }.min {
                ($0.deadline?.milliseconds ?? 0, $0.id) < ($1.deadline?.milliseconds ?? 0, $1.id)
            }
        }

        func differing(from other: Model) -> [[Ticket?]] {
            Set(rows.keys).union(other.rows.keys).sorted().filter { rows[$0] != other.rows[$0] }
                .map { [other.rows[$0], rows[$0]] }
        }
    }

    private static func instant(_ draw: inout Draw) -> Instant? {
        draw.next() % 3 == 0 ? nil : Instant(milliseconds: draw.uniform(in: 0...200))
    }

    private static func operate(
        _ table: inout Table<Ticket>, _ model: inout Model, _ draw: inout Draw, ids: Int64
    ) {
        let id = Int(draw.uniform(in: 0...ids))
        switch draw.uniform(in: 0...9) {
        case 0...3:
            let row = Ticket(id: id, deadline: instant(&draw), note: draw.uniform(in: 0...9))
            table.put(row)
            model.rows[id] = row
        case 4...7:
            let deadline = instant(&draw)
            let found = table.change(id) { row in
                row.deadline = deadline
                row.note += 1
                return row
            }
            model.rows[id]?.deadline = deadline
            model.rows[id]?.note += 1
            #expect(found == model.rows[id])
        default:
            #expect(table.remove(id) == model.rows.removeValue(forKey: id))
        }
    }

    private static func compare(_ table: Table<Ticket>, _ model: Model, _ draw: inout Draw, ids: Int64) {
        #expect(table.count == model.rows.count)
        #expect(table.isEmpty == model.rows.isEmpty)
        #expect(table.next == model.next)
        #expect(Array(table) == model.inOrder)
        let id = Int(draw.uniform(in: -1...ids + 1))
        #expect(table[id] == model.rows[id])
        #expect(Array(table.rows(from: id)) == model.inOrder.filter { $0.id >= id })
    }

    @Test(
        "Random operations leave a table as they leave a dictionary, and its forks alone",
        arguments: [(1, 12, 600), (2, 90, 2_000), (3, 1_500, 6_000), (4, 5_000, 20_000)]
            as [(UInt64, Int64, Int)])
    func againstModel(seed: UInt64, ids: Int64, operations: Int) {
        var draw = Draw(seed: seed, key: "table")
        var table = Table<Ticket>()
        var model = Model()
        var (fork, forked) = (table, model)
        for step in 0..<operations {
            Self.operate(&table, &model, &draw, ids: ids)
            #expect(table.next == model.next || step % 7 != 0)
            guard step % (operations / 20) == 0 else { continue }
            Self.compare(table, model, &draw, ids: ids)
            Self.compare(fork, forked, &draw, ids: ids)
            let changes = table.differing(from: fork)
            #expect(changes.map { [$0.old, $0.new] } == model.differing(from: forked))
            #expect((table == fork) == (model.rows == forked.rows))
            #expect(table == Table(model.inOrder.reversed()))
            (fork, forked) = (table, model)
        }
    }

    @Test("Tables that went apart and came back together are equal without sharing")
    func rejoined() {
        var draw = Draw(seed: 8, key: "rejoined")
        let rows = (0..<2_000).map { Ticket(id: $0 * 3, deadline: Self.instant(&draw), note: 0) }
        let table = Table(rows)
        var other = table
        for id in stride(from: 1, to: 6_000, by: 3) { other.put(Ticket(id: id, deadline: nil, note: 1)) }
        #expect(other != table)
        #expect(table.differing(from: other).count == 2_000)
        for id in stride(from: 1, to: 6_000, by: 3) { other.remove(id) }
        #expect(other == table)
        #expect(other.differing(from: table).isEmpty)
        #expect(other.next == table.next)
    }

    @Test("Every row falls due once, in the order of deadline and id", arguments: [30, 5_000])
    func fallingDue(count: Int) {
        var draw = Draw(seed: 6, key: "due")
        var table = Table((0..<count).map { Ticket(id: $0, deadline: Self.instant(&draw), note: 0) })
        let expected = table.filter { $0.deadline != nil }.sorted {
            ($0.deadline?.milliseconds ?? 0, $0.id) < ($1.deadline?.milliseconds ?? 0, $1.id)
        }
        var rung: [Int] = []
        while let due = table.next {
            rung.append(due.id)
            table.change(due.id) { $0.deadline = nil }
        }
        #expect(rung == expected.map(\.id))
    }

    @Test(
        "A table emptied row by row ends as a new one, from either end or the middle", arguments: [0, 1, 2])
    func emptied(way: Int) {
        var ids = Array(0..<3_000)
        var table = Table(ids.map { Ticket(id: $0, deadline: Instant(milliseconds: Int64(-$0)), note: 0) })
        while !ids.isEmpty {
            let id = ids.remove(at: [0, ids.count / 2, ids.count - 1][way])
            #expect(table.remove(id)?.id == id)
            #expect(table.next?.id == ids.last)
        }
        #expect(table.isEmpty && table == Table() && table.remove(0) == nil && table[0] == nil)
        #expect(Array(table.rows(from: 0)).isEmpty)
    }

    @Test("The id of a row cannot be changed under the table")
    func idStays() async {
        await #expect(processExitsWith: .failure) {
            struct Loose: TableRow {
                var id: Int
                var deadline: Instant? { nil }
            }
            var table = Table([Loose(id: 1)])
            table.change(1) { $0.id = 2 }
        }
    }

    @Test("The furthest deadline there is still falls due")
    func furthest() {
        let table = Table([
            Ticket(id: 1, deadline: nil, note: 0),
            Ticket(id: 2, deadline: Instant(milliseconds: .max), note: 0),
        ])
        #expect(table.next?.id == 2)
    }
}
