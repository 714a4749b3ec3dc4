/// The entries of a timeline, in order, shared between forks until one of them goes on.
public struct EntryLog: RandomAccessCollection, Sendable {
    // An entry added to a shared log costs copies of a page, a book of references and the list of books.
    private static let pageSize = 8
    private static let bookSize = 64 * pageSize
    private var books: [[[Entry]]] = []
    public private(set) var endIndex = 0
    /// Number of the entry before the first one kept.
    public let after: EntryNumber

    init(after: EntryNumber) { self.after = after }

    public var startIndex: Int { 0 }
    public subscript(position: Int) -> Entry {
        let (book, place) = position.quotientAndRemainder(dividingBy: Self.bookSize)
        return books[book][place / Self.pageSize][place % Self.pageSize]
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
        let (book, place) = endIndex.quotientAndRemainder(dividingBy: Self.bookSize)
        if place == 0 { books.append([]) }
        if place % Self.pageSize == 0 { books[book].append([]) }
        books[book][place / Self.pageSize].append(entry)
        endIndex += 1
    }
}
