import VirtualTime

/// Rows with named columns, and what the stages of a query make of them.
struct QueryTable {
    private(set) var columns: [Column]
    private(set) var rows: [[QueryValue]]

    struct Column: Equatable {
        let name: String
        /// As the service names it.
        let type: String
    }

    init(columns: [Column], rows: [[QueryValue]]) {
        self.columns = columns
        self.rows = rows
    }

    /// As an answer has it.
    var document: Document {
        [
            "name": "PrimaryResult",
            "columns": .array(columns.map { ["name": .string($0.name), "type": .string($0.type)] }),
            "rows": .array(rows.map { .array($0.map(\.document)) }),
        ]
    }

    mutating func apply(_ stage: TabularQuery.Stage, now: Instant) throws(QueryFault) {
        let evaluator = QueryEvaluator(now: now, columns: columns.map(\.name))
        switch stage {
        case .filter(let condition):
            var kept: [[QueryValue]] = []
            for row in rows where try evaluator.holds(condition, in: row) { kept.append(row) }
            // A name that no row asked for must be known all the same.
            if rows.isEmpty { try check(condition, evaluator) }
            rows = kept
        case .extend(let items): try extend(items, evaluator)
        case .project(let items): try project(items, evaluator)
        case .projectAway(let names): try keep(columns.map(\.name).filter { !names.contains($0) })
        case .summarize(let values, let keys): try summarize(values, keys, evaluator)
        case .take(let count): rows = Array(rows.prefix(count))
        case .sort(let orders): try sort(orders, evaluator)
        case .top(let count, let orders):
            try sort(orders, evaluator)
            rows = Array(rows.prefix(count))
        case .count:
            self = QueryTable(
                columns: [Column(name: "Count", type: "long")], rows: [[.long(Int64(rows.count))]])
        case .distinct(let names):
            if let names { try keep(names) }
            var seen = Set<[QueryValue]>()
            rows = rows.filter { seen.insert($0).inserted }
        }
    }

    private func check(
        _ expression: TabularQuery.Expression, _ evaluator: QueryEvaluator
    ) throws(QueryFault) {
        _ = try evaluator.value(of: expression, in: columns.map { _ in .null })
    }

    private mutating func extend(
        _ items: [TabularQuery.Named], _ evaluator: QueryEvaluator
    ) throws(QueryFault) {
        for item in items {
            let values = try values(of: item.expression, evaluator)
            let column = Column(name: item.name, type: Self.type(of: values) ?? "string")
            if let place = columns.firstIndex(where: { $0.name == item.name }) {
                columns[place] = column
                for row in rows.indices { rows[row][place] = values[row] }
            } else {
                columns.append(column)
                for row in rows.indices { rows[row].append(values[row]) }
            }
        }
    }

    private mutating func project(
        _ items: [TabularQuery.Named], _ evaluator: QueryEvaluator
    ) throws(QueryFault) {
        var results: [[QueryValue]] = Array(repeating: [], count: rows.count)
        var projected: [Column] = []
        for item in items {
            let values = try values(of: item.expression, evaluator)
            let known = columns.first { .column($0.name) == item.expression }?.type
            projected.append(Column(name: item.name, type: known ?? Self.type(of: values) ?? "string"))
            for row in rows.indices { results[row].append(values[row]) }
        }
        self = QueryTable(columns: projected, rows: results)
    }

    private mutating func keep(_ names: [String]) throws(QueryFault) {
        var places: [Int] = []
        for name in names {
            guard let place = columns.firstIndex(where: { $0.name == name }) else {
                throw .semantic("Failed to resolve column named '\(name)'")
            }
            places.append(place)
        }
        self = QueryTable(
            columns: places.map { columns[$0] }, rows: rows.map { row in places.map { row[$0] } })
    }

    private mutating func summarize(
        _ values: [TabularQuery.Named], _ keys: [TabularQuery.Named], _ evaluator: QueryEvaluator
    ) throws(QueryFault) {
        var order: [[QueryValue]] = []
        var groups: [[QueryValue]: [[QueryValue]]] = [:]
        for row in rows {
            var key: [QueryValue] = []
            for item in keys { key.append(try evaluator.value(of: item.expression, in: row)) }
            if groups[key] == nil { order.append(key) }
            groups[key, default: []].append(row)
        }
        // Without keys there is always one group, if an empty one.
        if keys.isEmpty, order.isEmpty { order = [[]] }
        var results: [[QueryValue]] = []
        for key in order {
            var row = key
            for item in values { row.append(try Self.aggregate(item, over: groups[key] ?? [], evaluator)) }
            results.append(row)
        }
        let named = (keys + values).enumerated().map { place, item in
            let known = columns.first { .column($0.name) == item.expression }?.type
            let type = known ?? Self.type(of: results.map { $0[place] })
            return Column(name: item.name, type: type ?? Self.emptyType(of: item))
        }
        self = QueryTable(columns: named, rows: results)
    }

    private static func aggregate(
        _ item: TabularQuery.Named, over rows: [[QueryValue]], _ evaluator: QueryEvaluator
    ) throws(QueryFault) -> QueryValue {
        guard case .call(let name, let arguments) = item.expression else {
            throw .semantic("summarize takes aggregates")
        }
        guard let aggregate = QueryAggregate(name) else { throw .notModeled("the aggregate '\(name)'") }
        return try aggregate.value(of: arguments.first, over: rows, evaluator)
    }

    private static func emptyType(of item: TabularQuery.Named) -> String {
        guard case .call(let name, _) = item.expression else { return "string" }
        return QueryAggregate(name)?.emptyType ?? "string"
    }

    private mutating func sort(
        _ orders: [TabularQuery.Order], _ evaluator: QueryEvaluator
    ) throws(QueryFault) {
        var keyed: [(keys: [QueryValue], place: Int)] = []
        for (place, row) in rows.enumerated() {
            var keys: [QueryValue] = []
            for order in orders { keys.append(try evaluator.value(of: order.expression, in: row)) }
            keyed.append((keys, place))
        }
        if rows.isEmpty { for order in orders { try check(order.expression, evaluator) } }
        keyed.sort { one, other in
            for (place, order) in orders.enumerated() {
                let rank = Self.rank(one.keys[place], other.keys[place])
                if rank != 0 { return order.isAscending ? rank < 0 : rank > 0 }
            }
            return one.place < other.place
        }
        rows = keyed.map { rows[$0.place] }
    }

    /// Null is less than everything.
    private static func rank(_ one: QueryValue, _ other: QueryValue) -> Int {
        if let order = QueryArithmetic.compared(one, other) { return order }
        return (one == .null ? 0 : 1) - (other == .null ? 0 : 1)
    }

    private func values(
        of expression: TabularQuery.Expression, _ evaluator: QueryEvaluator
    ) throws(QueryFault) -> [QueryValue] {
        if rows.isEmpty { try check(expression, evaluator) }
        var values: [QueryValue] = []
        for row in rows { values.append(try evaluator.value(of: expression, in: row)) }
        return values
    }

    static func type(of values: [QueryValue]) -> String? {
        values.first { $0 != .null }?.type
    }
}
