/// A row where it stands in its table, for as long as it is looked at.
///
/// A row that is handed out is copied with everything in it; of a view only what is asked for is. Large rows
/// make that most of what a turn costs.
@dynamicMemberLookup
public struct RowView<Row> {
    @usableFromInline let pointer: UnsafePointer<Row>

    @inlinable @inline(__always)
    public init(_ pointer: UnsafePointer<Row>) { self.pointer = pointer }

    @inlinable @inline(__always)
    init(of place: Int, in rows: UnsafeBufferPointer<Row>) {
        pointer = rows.baseAddress.unsafelyUnwrapped + place
    }

    /// One stored part. A computed one takes a copy of the whole row: ask `whole` for what it is made of.
    @inlinable public subscript<Value>(dynamicMember path: KeyPath<Row, Value>) -> Value {
        @inline(__always) get { pointer.pointee[keyPath: path] }
    }

    /// The row itself, to call its methods or to keep it.
    @inlinable public var whole: Row {
        @inline(__always) unsafeAddress { pointer }
    }
}
