public import ControlPlane
public import GRDB

/// A branch of history: a world from its genesis, or a fork of another branch.
public struct BranchRecord: Codable, FetchableRecord, MutablePersistableRecord, Sendable {
    public static let databaseTableName = "branch"

    public internal(set) var id: Int64?
    /// The world's name; the newest branch of a name is the one in use.
    public let name: String
    public let parent: Int64?
    /// Number of the last entry shared with the parent.
    public let forkedAfter: EntryNumber
    let genesis: String

    public mutating func didInsert(_ inserted: InsertionSuccess) { id = inserted.rowID }

    public func readGenesis() throws -> Genesis {
        do {
            return try EntryCoding.value(Genesis.self, from: genesis)
        } catch {
            throw JournalError.damaged(branch: name, entry: 0, "this version cannot read its genesis")
        }
    }
}
