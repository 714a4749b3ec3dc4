/// A row of a `Table`. Its deadline is a field like any other: there is no timer to cancel or to forget.
public protocol TableRow: Equatable, Sendable {
    associatedtype ID: Comparable & Hashable & Sendable

    var id: ID { get }
    /// When this row wants attention; nil when nothing falls due.
    var deadline: Instant? { get }
    /// The same of a row where it stands: large rows look at their parts there.
    static func deadline(of row: RowView<Self>) -> Instant?
}

extension TableRow {
    @inlinable public static func deadline(of row: RowView<Self>) -> Instant? { row.whole.deadline }
}
