/// The members of a JSON object in the order they were given. A name occurs once: given again, the last value
/// counts and the first place stays. Names are compared as Swift compares strings.
public struct Members: Hashable, Sendable {
    public struct Member: Hashable, Sendable {
        public let name: String
        public var value: Document

        public init(name: String, value: Document) {
            self.name = name
            self.value = value
        }
    }

    private var pairs: [Member] = []

    public init() {}

    public init(_ pairs: [(String, Document)]) {
        self.init(pairs.map { Member(name: $0.0, value: $0.1) })
    }

    public init(_ members: [Member]) {
        guard members.count > 16 else {
            pairs.reserveCapacity(members.count)
            for member in members { self[member.name] = member.value }
            return
        }
        // Looking each name up among all others takes quadratic time, which a large body could exploit.
        var places: [String: Int] = [:]
        places.reserveCapacity(members.count)
        pairs.reserveCapacity(members.count)
        for member in members {
            if let place = places[member.name] {
                pairs[place].value = member.value
            } else {
                places[member.name] = pairs.count
                pairs.append(member)
            }
        }
    }

    public var names: [String] { pairs.map(\.name) }

    /// The value under exactly this name. Setting nil removes the member; a new name goes to the end.
    public subscript(name: String) -> Document? {
        get { pairs.first { $0.name == name }?.value }
        set {
            switch (pairs.firstIndex { $0.name == name }, newValue) {
            case (let place?, let value?): pairs[place].value = value
            case (let place?, nil): pairs.remove(at: place)
            case (nil, let value?): pairs.append(Member(name: name, value: value))
            case (nil, nil): break
            }
        }
    }

    /// Same as setting the name's value.
    public mutating func append(_ name: String, _ value: Document) {
        self[name] = value
    }
}

extension Members: RandomAccessCollection {
    public var startIndex: Int { pairs.startIndex }
    public var endIndex: Int { pairs.endIndex }
    public subscript(position: Int) -> Member { pairs[position] }
}

extension Members: ExpressibleByDictionaryLiteral {
    /// The names of a literal stand in the program: that none stands there twice is for tests to see.
    public init(dictionaryLiteral elements: (String, Document)...) {
        pairs = elements.map { Member(name: $0.0, value: $0.1) }
        assert(
            pairs.enumerated().allSatisfy { place, member in
                pairs.firstIndex { $0.name == member.name } == place
            }, "a name stands twice in \(names)")
    }
}
