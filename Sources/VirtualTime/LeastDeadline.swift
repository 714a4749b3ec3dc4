/// The earliest deadline among the elements of a node and where it stands; among equals the first place
/// counts, which is the least id.
@usableFromInline struct LeastDeadline: Equatable, Sendable {
    @usableFromInline var instant: Instant?
    @usableFromInline var slot: Int32

    /// Of no elements.
    @inlinable init() {
        instant = nil
        slot = 0
    }

    @inlinable init(over elements: UnsafeBufferPointer<some TableRow>) {
        // Without a branch on the outcome, which no processor could foretell.
        var least = Int64.max
        var place = -1
        for candidate in elements.indices {
            let deadline = elements.deadline(of: candidate)?.milliseconds ?? .max
            let isEarlier = deadline < least
            least = isEarlier ? deadline : least
            place = isEarlier ? candidate : place
        }
        // Nothing falls due, or only at the very last instant there is.
        if place < 0 { place = elements.indices.first { elements.deadline(of: $0) != nil } ?? -1 }
        instant = place < 0 ? nil : Instant(milliseconds: least)
        slot = Int32(truncatingIfNeeded: max(place, 0))
    }

    /// Takes in that one element has changed. The others are looked at only if the least was its own.
    @inlinable mutating func update<Element: TableRow>(
        _ place: Int, in elements: UnsafeBufferPointer<Element>
    ) {
        let deadline = elements.deadline(of: place)
        guard let least = instant else {
            instant = deadline
            slot = Int32(truncatingIfNeeded: place)
            return
        }
        if place == slot {
            if let deadline, deadline <= least {
                instant = deadline
            } else {
                self = LeastDeadline(over: elements)
            }
        } else if let deadline, deadline < least || (deadline == least && place < slot) {
            instant = deadline
            slot = Int32(truncatingIfNeeded: place)
        }
    }
}

extension UnsafeBufferPointer where Element: TableRow {
    @inlinable @inline(__always)
    func deadline(of place: Int) -> Instant? { Element.deadline(of: RowView(of: place, in: self)) }
}
