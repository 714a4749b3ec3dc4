/// What keeps a journal from being opened or read. The file is left as it was.
public enum JournalError: Error, Equatable, CustomStringConvertible {
    case foreign(String)
    case newer(String, version: Int)
    case unreadable(String, String)
    case damaged(branch: String, entry: Int64, String)

    public var description: String {
        switch self {
        case .foreign(let path):
            "\(path) is not a Lockstep journal; it was left as it is. Give another --state directory."
        case .newer(let path, let version):
            "\(path) was written by a newer Lockstep (journal version \(version)); it was left as it is."
        case .unreadable(let path, let why):
            "\(path) cannot be read as a journal: \(why). It was left as it is."
        case .damaged(let branch, let entry, let why):
            "The journal is damaged at entry \(entry) of branch '\(branch)': \(why). It was left as it is."
        }
    }
}
