/// Rows in the order of their ids, always, with the row that falls due first at hand.
///
/// A copy costs one reference. Rows stand in chunks of 12 and chunks in groups of 12, each shared between
/// copies until written, and each knows the least deadline below it: a write touches one chunk, one group and
/// the list of groups.
public struct Table<Row: TableRow>: Sendable {
    @usableFromInline typealias Chunk = TableNode<Row>
    @usableFromInline typealias Group = TableNode<Chunk>

    /// However many: the one list that grows beyond 12. It stands here without a node around it, because what
    /// depends on the row's id has to be copied by looking up how.
    @usableFromInline var groups: [Group] = []
    @usableFromInline var least = LeastDeadline()
    @usableFromInline var size = 0

    @inlinable public init() {}

    /// Of two rows with one id, the later counts.
    @inlinable public init(_ rows: some Sequence<Row>) {
        let rows = Array(rows)
        // Rows in order, as they are stored, need no search: they are cut into chunks as they stand.
        guard !rows.isEmpty, zip(rows, rows.dropFirst()).allSatisfy({ $0.id < $1.id }) else {
            for row in rows { put(row) }
            return
        }
        groups = Self.nodes(of: Self.nodes(of: rows))
        size = rows.count
        findLeast()
    }

    @inlinable static func nodes<Element>(of elements: [Element]) -> [TableNode<Element>] {
        let limit = TableNode<Element>.limit
        return stride(from: 0, to: elements.count, by: limit).map {
            TableNode(Array(elements[$0..<Swift.min($0 + limit, elements.count)]))
        }
    }

    @inlinable public var count: Int { size }
    @inlinable public var isEmpty: Bool { size == 0 }

    /// Goes down to the last row with this id or a lower one; nil when all are above it. By pointers, because
    /// references would be counted at each level, and inlined, because a row handed to a function is copied.
    @inlinable @inline(__always)
    func descend<T>(to id: Row.ID, _ body: (TablePlace, UnsafePointer<Row>) -> T?) -> T? {
        groups.withUnsafeBufferPointer { groups in
            let group = groups.slot(of: id)
            guard group >= 0 else { return nil }
            return groups[group].elements.withUnsafeBufferPointer { chunks in
                let chunk = chunks.slot(of: id)
                return chunks[chunk].elements.withUnsafeBufferPointer { rows in
                    let row = rows.slot(of: id)
                    guard let start = rows.baseAddress else { return nil }
                    return body(TablePlace(group: group, chunk: chunk, row: row), start + row)
                }
            }
        }
    }

    /// Where the row with this id stands.
    @inlinable func place(of id: Row.ID) -> TablePlace? {
        descend(to: id) { place, row in row.pointee.id == id ? place : nil }
    }

    /// The row with this id.
    @inlinable public subscript(id: Row.ID) -> Row? {
        descend(to: id) { _, row in row.pointee.id == id ? row.pointee : nil }
    }

    /// Looks at a row where it stands, without copying it; nil, and no call of `body`, when there is none.
    /// Best for a few fields: a row that `body` passes on is copied after all.
    @discardableResult
    @inlinable @inline(__always)
    public func read<T>(_ id: Row.ID, _ body: (RowView<Row>) -> T) -> T? {
        descend(to: id) { _, row in row.pointee.id == id ? body(RowView(row)) : nil }
    }

    /// Changes a row in place; nil, and no call of `body`, when there is none. The id must stay.
    @discardableResult
    @inlinable public mutating func change<T>(_ id: Row.ID, _ body: (inout Row) -> T) -> T? {
        guard let place = place(of: id) else { return nil }
        return groups.change(place.group, &least) { group in
            group.change(place.chunk) { chunk in
                chunk.change(place.row) { row in
                    let result = body(&row)
                    precondition(row.id == id, "a row keeps its id")
                    return result
                }
            }
        }
    }

    /// Adds the row or replaces the one with its id.
    @inlinable public mutating func put(_ row: Row) {
        guard change(row.id, { $0 = row }) == nil else { return }
        size += 1
        guard !groups.isEmpty else {
            groups = [Group([Chunk([row])])]
            findLeast()
            return
        }
        let place = descend(to: row.id) { place, _ in place } ?? TablePlace(group: 0, chunk: 0, row: -1)
        let spilled = groups.change(place.group, &least) { group in
            group.change(place.chunk) { $0.insert(row, at: place.row + 1) }
                .flatMap { group.insert($0, at: place.chunk + 1) }
        }
        guard let spilled else { return }
        groups.insert(spilled, at: place.group + 1)
        findLeast()
    }

    /// Takes the row out and returns it.
    @discardableResult
    @inlinable public mutating func remove(_ id: Row.ID) -> Row? {
        guard let place = place(of: id) else { return nil }
        size -= 1
        guard size > 0 else {
            let removed = groups[0].elements[0].elements[0]
            self = Table()
            return removed
        }
        let removed = groups.change(place.group, &least) { group in
            let removed = group.change(place.chunk) { $0.remove(at: place.row) }
            group.tidy(place.chunk)
            return removed
        }
        var root = TableNode(groups)
        // Lets go of the groups first, so that they are changed in place.
        groups = []
        root.tidy(place.group)
        groups = root.elements
        least = root.least
        return removed
    }

    @inlinable mutating func findLeast() {
        least = groups.withUnsafeBufferPointer { LeastDeadline(over: $0) }
    }

    /// The row with the least deadline; among equals the least id.
    @inlinable public var next: Row? { readNext { $0.whole } }

    /// Looks at the row with the least deadline where it stands; nil when nothing falls due.
    @discardableResult
    @inlinable @inline(__always)
    public func readNext<T>(_ body: (RowView<Row>) -> T) -> T? {
        guard least.instant != nil else { return nil }
        return groups.withUnsafeBufferPointer { groups in
            let group = Int(least.slot)
            let chunk = Int(groups[group].least.slot)
            return groups[group].elements.withUnsafeBufferPointer { chunks in
                let row = Int(chunks[chunk].least.slot)
                return chunks[chunk].elements.withUnsafeBufferPointer { body(RowView(of: row, in: $0)) }
            }
        }
    }
}

@usableFromInline struct TablePlace {
    @usableFromInline var group: Int
    @usableFromInline var chunk: Int
    @usableFromInline var row: Int

    @inlinable init(group: Int, chunk: Int, row: Int) {
        self.group = group
        self.chunk = chunk
        self.row = row
    }
}
