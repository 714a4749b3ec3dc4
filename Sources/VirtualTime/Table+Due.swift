extension Table {
    /// Looks at every row that falls due at or before an instant, in the order of ids. Parts of the table in
    /// which nothing does are stepped over.
    @inlinable public func forEachDue(through instant: Instant, _ body: (RowView<Row>) -> Void) {
        guard let least = least.instant, least <= instant else { return }
        for group in groups where group.isDue(through: instant) {
            for chunk in group.elements where chunk.isDue(through: instant) {
                chunk.elements.withUnsafeBufferPointer { rows in
                    for place in rows.indices where rows.deadline(of: place).map({ $0 <= instant }) == true {
                        body(RowView(of: place, in: rows))
                    }
                }
            }
        }
    }
}

extension TableNode {
    @inlinable func isDue(through instant: Instant) -> Bool { deadline.map { $0 <= instant } ?? false }
}
