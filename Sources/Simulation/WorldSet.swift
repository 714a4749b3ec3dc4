import ControlPlane

/// All worlds as a batch of writes sees them: what it touched, over what is published. What a batch costs is
/// then a matter of the worlds it touches, and not of those there are.
struct WorldSet {
    /// What became of a world in the batch.
    enum Fate {
        case written(PublishedWorld)
        case gone
    }

    private let published: (String) -> PublishedWorld?
    private let publishedCount: Int
    private(set) var touched: [String: Fate] = [:]
    /// What was there before the job that is under way.
    private var undo: [(name: String, fate: Fate?)] = []

    /// - Parameter count: of the worlds that are published.
    init(over published: @escaping (String) -> PublishedWorld?, count: Int) {
        self.published = published
        publishedCount = count
    }

    subscript(name: String) -> PublishedWorld? {
        get {
            switch touched[name] {
            case .written(let world)?: world
            case .gone?: nil
            case nil: published(name)
            }
        }
        set {
            undo.append((name, touched[name]))
            touched[name] = newValue.map { .written($0) } ?? .gone
        }
    }

    /// A job begins: from here on, what is done can be taken back.
    mutating func begin() { undo.removeAll(keepingCapacity: true) }

    /// Takes back what the job under way did; the other jobs of the batch are not touched by it.
    mutating func takeBack() {
        while let step = undo.popLast() { touched[step.name] = step.fate }
    }

    /// How many worlds there are.
    var count: Int {
        var count = publishedCount
        for name in touched.keys {
            count += (self[name] == nil ? 0 : 1) - (published(name) == nil ? 0 : 1)
        }
        return count
    }

    /// Takes a world out.
    /// - Returns: `false` if there is none of that name.
    mutating func remove(_ name: String) -> Bool {
        guard self[name] != nil else { return false }
        self[name] = nil
        return true
    }

    /// Names of what was touched, in alphabetical order.
    var names: [String] { touched.keys.sorted() }
}
