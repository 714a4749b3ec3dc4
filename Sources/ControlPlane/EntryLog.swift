/// The entries of a timeline, in order, shared between forks until one of them goes on.
public struct EntryLog: RandomAccessCollection, Sendable {
    private static let pageSize = 64
    private var pages: [[Entry]] = []
    /// Number of the entry before the first one kept.
    public let after: EntryNumber

    init(after: EntryNumber) { self.after = after }

    public var startIndex: Int { 0 }
    public var endIndex: Int {
        guard let last = pages.last else { return 0 }
        return (pages.count - 1) * Self.pageSize + last.count
    }
    public subscript(position: Int) -> Entry {
        pages[position / Self.pageSize][position % Self.pageSize]
    }
    /// The entry of that number, if this log holds it.
    public func entry(_ number: EntryNumber) -> Entry? {
        let position = Int(number - after) - 1
        return indices.contains(position) ? self[position] : nil
    }
    /// The entries after `number`, in order.
    public func entries(after number: EntryNumber) -> SubSequence {
        self[Swift.min(Swift.max(Int(number - after), 0), endIndex)...]
    }

    mutating func append(_ entry: Entry) {
        if pages.isEmpty || pages[pages.count - 1].count == Self.pageSize { pages.append([]) }
        pages[pages.count - 1].append(entry)
    }
}
