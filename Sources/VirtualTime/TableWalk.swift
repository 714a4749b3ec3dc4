extension Table: Sequence {
    /// Goes through the rows in order, from wherever it was started. The table may change meanwhile: the walk
    /// sees it as it was.
    public struct Iterator: IteratorProtocol, Sequence {
        @usableFromInline let groups: [Group]
        @usableFromInline var chunk: [Row] = []
        @usableFromInline var place: TablePlace

        @inlinable init(_ table: Table, from place: TablePlace) {
            groups = table.groups
            self.place = place
            if !groups.isEmpty { chunk = groups[place.group].elements[place.chunk].elements }
        }

        @inlinable public mutating func next() -> Row? {
            while place.row == chunk.count {
                guard place.group < groups.count else { return nil }
                place.step(groups[place.group].elements.count)
                guard place.group < groups.count else { return nil }
                chunk = groups[place.group].elements[place.chunk].elements
            }
            defer { place.row += 1 }
            return chunk[place.row]
        }
    }

    @inlinable public var underestimatedCount: Int { size }

    @inlinable public func makeIterator() -> Iterator {
        Iterator(self, from: TablePlace(group: 0, chunk: 0, row: 0))
    }

    /// The rows with this id and above.
    @inlinable public func rows(from id: Row.ID) -> some Sequence<Row> {
        let place = descend(to: id) { place, row in
            TablePlace(
                group: place.group, chunk: place.chunk, row: row.pointee.id < id ? place.row + 1 : place.row)
        }
        return place.map { Iterator(self, from: $0) } ?? makeIterator()
    }
}

extension TablePlace {
    /// To the start of the next chunk, in a group of so many.
    @inlinable mutating func step(_ chunks: Int) {
        row = 0
        chunk += 1
        if chunk == chunks {
            chunk = 0
            group += 1
        }
    }
}

extension Table {
    /// A place in one of two tables that are gone through together.
    @usableFromInline struct Cursor {
        @usableFromInline let groups: [Group]
        @usableFromInline var place = TablePlace(group: 0, chunk: 0, row: 0)

        @inlinable init(_ table: Table) {
            groups = table.groups
        }

        @inlinable var isAtEnd: Bool { place.group == groups.count }
        @inlinable var isAtChunk: Bool { place.row == 0 }
        @inlinable var isAtGroup: Bool { place.chunk == 0 && place.row == 0 }
        @inlinable var group: [Chunk] { groups[place.group].elements }
        @inlinable var chunk: [Row] { group[place.chunk].elements }

        @inlinable mutating func skipGroup() {
            place = TablePlace(group: place.group + 1, chunk: 0, row: 0)
        }

        @inlinable mutating func skipChunk() {
            place.step(groups[place.group].elements.count)
        }

        @inlinable mutating func take() -> Row {
            let row = chunk[place.row]
            place.row += 1
            if place.row == chunk.count { skipChunk() }
            return row
        }
    }

    /// Tells each difference in the order of ids, until `visit` answers false. Where both come to the start
    /// of a shared group or chunk, they step over it together.
    @inlinable func walk(beside other: Table, _ visit: (_ old: Row?, _ new: Row?) -> Bool) {
        var old = Cursor(other)
        var new = Cursor(self)
        if old.groups.shares(with: new.groups) { return }
        while !old.isAtEnd, !new.isAtEnd {
            if old.isAtGroup, new.isAtGroup, old.group.shares(with: new.group) {
                old.skipGroup()
                new.skipGroup()
                continue
            }
            if old.isAtChunk, new.isAtChunk, old.chunk.shares(with: new.chunk) {
                old.skipChunk()
                new.skipChunk()
                continue
            }
            let oldID = old.chunk[old.place.row].id
            let newID = new.chunk[new.place.row].id
            if oldID < newID {
                guard visit(old.take(), nil) else { return }
            } else if newID < oldID {
                guard visit(nil, new.take()) else { return }
            } else {
                let (before, after) = (old.take(), new.take())
                guard before == after || visit(before, after) else { return }
            }
        }
        while !old.isAtEnd { guard visit(old.take(), nil) else { return } }
        while !new.isAtEnd { guard visit(nil, new.take()) else { return } }
    }

    /// What changed since `other`, in the order of ids: nil as `old` is a new row, nil as `new` a removed
    /// one. Takes time for what changed, not for what is shared.
    @inlinable public func differing(from other: Table) -> [(old: Row?, new: Row?)] {
        var differences: [(old: Row?, new: Row?)] = []
        walk(beside: other) { old, new in
            differences.append((old, new))
            return true
        }
        return differences
    }
}

extension Table: Equatable {
    /// Equal when the rows are, however they came about. What is shared is not looked at.
    @inlinable public static func == (first: Table, second: Table) -> Bool {
        guard first.size == second.size else { return false }
        var isEqual = true
        first.walk(beside: second) { _, _ in
            isEqual = false
            return false
        }
        return isEqual
    }
}

/// Written as an array of rows, in order.
extension Table: Codable where Row: Codable {
    public init(from decoder: any Decoder) throws {
        var container = try decoder.unkeyedContainer()
        var rows: [Row] = []
        rows.reserveCapacity(container.count ?? 0)
        while !container.isAtEnd { rows.append(try container.decode(Row.self)) }
        self.init(rows)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.unkeyedContainer()
        for row in self { try container.encode(row) }
    }
}
