import VirtualTime

/// What clients read of the things of a world. While nothing happens only what counts by itself is read anew.
struct ClientView {
    private(set) var members = Members()
    /// Those whose properties change while nothing happens.
    private var counting: [Reference] = []

    init(of world: some ScenarioWorld) {
        for thing in world.things() {
            guard let seen = Self.properties(of: thing, in: world) else { continue }
            if !thing.isSteady { counting.append(thing) }
            members[thing.description] = seen
        }
    }

    /// Of a world in which nothing has happened since.
    mutating func update(from world: some ScenarioWorld) {
        for thing in counting { members[thing.description] = Self.properties(of: thing, in: world) }
    }

    /// Properties that no client reads: digests, states of caches, counts of what is not there any more.
    private static let unseen: Set<String> = ["fingerprint", "keyAccess"]
    private static let countsSeen: Set<String> = ["accessible", "oldestAge"]

    private static func properties(of thing: Reference, in world: some ScenarioWorld) -> Document? {
        guard let members = world.probeShort(thing)?.members else { return nil }
        let seen = members.filter {
            thing.kind == "records" ? countsSeen.contains($0.name) : !unseen.contains($0.name)
        }
        return .object(Members(Array(seen)))
    }
}

extension Reference {
    /// Whether its properties stay as they are while nothing happens. Records come and go by themselves.
    var isSteady: Bool { kind != "records" }
}
