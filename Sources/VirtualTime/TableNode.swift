/// Up to 12 elements in the order of their ids. A node is itself shaped like a row, with the first id and the
/// least deadline below it, so chunks of rows and groups of chunks are both nodes.
@usableFromInline struct TableNode<Element: TableRow>: TableRow {
    @usableFromInline var elements: [Element]
    @usableFromInline var id: Element.ID
    @usableFromInline var least: LeastDeadline

    @inlinable static var limit: Int { 12 }

    /// Of one or more elements: a node is never empty when somebody looks at it.
    @inlinable init(_ elements: [Element]) {
        self.elements = elements
        id = elements[0].id
        least = elements.withUnsafeBufferPointer { LeastDeadline(over: $0) }
    }

    @inlinable var deadline: Instant? { least.instant }

    /// Changes one element in place and keeps what is cached of it.
    @inlinable mutating func change<T>(_ slot: Int, _ body: (inout Element) -> T) -> T {
        let result = elements.change(slot, &least, body)
        if slot == 0 { id = elements[0].id }
        return result
    }

    /// Puts one more element in. When that is too many, the upper ones leave as a node of their own.
    @inlinable mutating func insert(_ element: Element, at slot: Int) -> TableNode? {
        guard elements.count >= Self.limit else {
            elements.insert(element, at: slot)
            self = TableNode(elements)
            return nil
        }
        // Ids are mostly given out in rising order: full nodes stay full then.
        if slot == elements.count { return TableNode([element]) }
        let middle = elements.count / 2
        var upper = Array(elements[middle...])
        elements.removeSubrange(middle...)
        if slot <= middle {
            elements.insert(element, at: slot)
        } else {
            upper.insert(element, at: slot - middle)
        }
        self = TableNode(elements)
        return TableNode(upper)
    }

    /// Takes one element out. Removing the last leaves an empty node that the caller must drop.
    @inlinable mutating func remove(at slot: Int) -> Element {
        let removed = elements.remove(at: slot)
        if !elements.isEmpty { self = TableNode(elements) }
        return removed
    }

    /// Drops the node at `slot` when it has become empty, or joins it with its neighbors while they are thin:
    /// else a table that shrank would keep all its chunks.
    @inlinable mutating func tidy<Inner>(_ slot: Int) where Element == TableNode<Inner> {
        if elements[slot].elements.isEmpty {
            _ = remove(at: slot)
            return
        }
        join(slot)
        join(slot - 1)
    }

    @inlinable mutating func join<Inner>(_ slot: Int) where Element == TableNode<Inner> {
        guard slot >= 0, slot + 1 < elements.count else { return }
        let total = elements[slot].elements.count + elements[slot + 1].elements.count
        guard total <= Element.limit / 2 else { return }
        elements[slot] = TableNode<Inner>(elements[slot].elements + elements[slot + 1].elements)
        _ = remove(at: slot + 1)
    }
}

extension UnsafeBufferPointer where Element: TableRow {
    /// The place of the last element with this id or a lower one; -1 when all are above it.
    @inlinable func slot(of id: Element.ID) -> Int {
        var slot = 0
        var length = count
        // Halves without a branch on the outcome, which no processor could foretell.
        while length > 1 {
            let half = length / 2
            slot += id < self[slot + half].id ? 0 : half
            length -= half
        }
        return slot == 0 && (count == 0 || id < self[0].id) ? -1 : slot
    }
}

extension Array where Element: TableRow {
    /// Changes one element in place, and with it the least deadline of all. One check and no retain.
    @inlinable mutating func change<T>(
        _ slot: Int, _ least: inout LeastDeadline, _ body: (inout Element) -> T
    ) -> T {
        withUnsafeMutableBufferPointer { elements in
            let result = body(&elements[slot])
            least.update(slot, in: UnsafeBufferPointer(elements))
            return result
        }
    }
}

extension Array {
    /// Whether both are one storage, and therefore equal. False says nothing.
    @inlinable func shares(with other: Array) -> Bool {
        count == other.count
            && withUnsafeBufferPointer { $0.baseAddress } == other.withUnsafeBufferPointer { $0.baseAddress }
    }
}
