import VirtualTime

/// What there is between our tables and the rulebook's.
struct MachineAgreement {
    /// One sentence for each difference, in the order of the rulebook.
    private(set) var differences: [String] = []
    /// Rows of the rulebook that have one or more of ours.
    private(set) var rowsMet = 0

    init(_ tables: [MachineTable], _ page: RulebookPage) {
        for row in page.rows {
            let lines =
                tables.first { $0.number == row.machine }?.lines.filter { $0.page == row.number } ?? []
            differences += lines.isEmpty ? ["\(row.machine) \(row.state) · \(row.event): no row here"] : []
            if !lines.isEmpty { rowsMet += 1 }
            differences += Self.missing(in: lines, of: row)
            differences += lines.flatMap { Self.compare($0, row) }
        }
        let known = Set(page.rows.map(\.name))
        for table in tables {
            let names = table.lines.map(\.name)
            differences += names.filter { name in names.count { $0 == name } > 1 }.map {
                "\(table.number) \($0): two rows that nothing tells apart"
            }
            differences += table.lines.compactMap { line in
                guard let page = line.page else { return "\(table.number) \(line.name): only here" }
                return known.contains("\(table.number).\(page)")
                    ? nil : "\(table.number) \(line.name): no row \(page) in the rulebook"
            }
        }
    }

    private static func compare(_ line: MachineTable.Line, _ row: RulebookPage.Row) -> [String] {
        let name = "\(row.machine) \(line.name)"
        var found: [String] = []
        if !RulebookWords.states(row.state, in: row.machine).contains(line.state), line.state != row.state {
            found.append("\(name): no such state in row \(row.number)")
        }
        if line.event != row.event, !RulebookPage.Row.parts(of: row.event).contains(line.event) {
            found.append("\(name): no such event in row \(row.number)")
        }
        if !RulebookWords.agrees(line.found.next, with: row.next, from: line.state, in: row.machine) {
            found.append("\(name): leads to \(line.found.next), not to \(row.next)")
        }
        if row.isGuarded, line.condition.isEmpty { found.append("\(name): the guard is missing") }
        let bounds = row.bounds
        if let within = line.found.within, !bounds.isEmpty, !bounds.contains(within) {
            found.append("\(name): \(line.found.withinText), not \(row.within)")
        }
        return found
    }

    /// States and events that a row of the rulebook names together, and that have no row of their own here.
    private static func missing(in lines: [MachineTable.Line], of row: RulebookPage.Row) -> [String] {
        guard !lines.isEmpty else { return [] }
        let states = RulebookWords.states(row.state, in: row.machine).filter { state in
            !lines.contains { $0.state == state || $0.state == row.state }
        }
        let events = RulebookPage.Row.parts(of: row.event).filter { event in
            !lines.contains { $0.event == event || $0.event == row.event }
        }
        return states.map { "\(row.machine) \($0) · \(row.event): no row here" }
            + events.map { "\(row.machine) \(row.state) · \($0): no row here" }
    }
}
