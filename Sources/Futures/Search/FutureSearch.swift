public import ControlPlane
import VirtualTime

/// Which choices a search varies, by globs over their names.
public struct ChoicePoints: Sendable {
    public let globs: [String]

    /// `honor.*`, or one occurrence as `honor.cluster@contoso-la.1`. An empty list is every choice there is.
    public init(_ globs: [String]) { self.globs = globs }

    /// Whether the failure of that name is one of those that are varied: `fault.NAME.N`.
    public func covers(strike name: String) -> Bool {
        globs.isEmpty || globs.contains { Glob.matches($0, name) }
    }

    public func covers(_ choice: Asked, in world: World) -> Bool {
        // A window of nothing leaves nothing to choose.
        guard choice.from < choice.to else { return false }
        if globs.isEmpty { return true }
        let point = choice.point.rawValue
        return globs.contains { glob in
            glob.contains("@") ? Glob.matches(glob, choice.key.name(in: world)) : Glob.matches(glob, point)
        }
    }
}

/// When a search gives up.
public struct SearchBounds: Equatable, Sendable {
    /// Runs, corners included.
    public var runs: Int
    /// Choices made in one run.
    public var depth: Int

    public init(runs: Int = 500_000, depth: Int = 64) {
        self.runs = runs
        self.depth = depth
    }
}

/// How a search goes about it.
public enum SearchStrategy: Equatable, Sendable {
    /// Every cell: what it says holds.
    case exhaustive
    /// So many runs with moments drawn by the seed: it finds, and decides nothing.
    case drawn(runs: Int, seed: UInt64)
    /// The same, and in each run only some of the choices are drawn; the others follow the policy.
    case swarm(runs: Int, seed: UInt64)
}

/// Finds the best and the worst that can become of a future.
public struct FutureSearch: Sendable {
    public let future: Future
    public let points: ChoicePoints
    public let wanted: FutureMeter.Wanted
    public let strategy: SearchStrategy
    public let bounds: SearchBounds
    /// Whether the order among stores is varied for its own sake: an expression may look at several.
    public let isJoint: Bool
    /// Whether what falls due at one instant happens in every order.
    public let variesOrder: Bool
    /// Whether orders after which the world is the same are one. What an invariant remembers is not known, so
    /// beside one it makes no difference.
    public let mergesOrders: Bool
    /// Workspaces of the fork point that are alike, and stay so whatever is done: none of the interventions
    /// and invariants tells one from another.
    public let alike: [[ResourceID]]

    public init(
        _ future: Future, varying points: ChoicePoints = ChoicePoints([]), wanted: FutureMeter.Wanted = [],
        strategy: SearchStrategy = .exhaustive, bounds: SearchBounds = SearchBounds(), isJoint: Bool = false,
        variesOrder: Bool = false, mergesOrders: Bool = true, alike: [[ResourceID]] = []
    ) {
        self.future = future
        self.points = points
        self.wanted = wanted
        self.strategy = strategy
        self.bounds = bounds
        self.isJoint = isJoint
        self.variesOrder = variesOrder
        self.mergesOrders = mergesOrders
        self.alike = alike
    }

    /// Covers many pieces at once, in their order: a caller with more than one core brings its own.
    public typealias Spread<Piece, Cell> = ([Piece], (Piece) -> Cell) -> [Cell]

    /// - Parameters:
    ///   - isOver: asked between rounds; true ends the search undecided.
    ///   - spread: how the pieces of a round are covered; the result is the same however it is done.
    public func run(
        isOver: (FutureRange) -> Bool = { _ in false },
        spread: Spread<CellSearch<FutureOutcome>.Piece, CellSearch<FutureOutcome>.Cell> = { $0.map($1) }
    ) -> FutureRange {
        switch strategy {
        case .exhaustive: return exhaust(isOver, spread)
        case .drawn(let runs, let seed): return sample(runs, seed, isSwarm: false, isOver)
        case .swarm(let runs, let seed): return sample(runs, seed, isSwarm: true, isOver)
        }
    }

    private typealias Cells = Spread<CellSearch<FutureOutcome>.Piece, CellSearch<FutureOutcome>.Cell>

    private var inquiry: Inquiry {
        let points = points
        return Inquiry(variesOrder: variesOrder, isJoint: isJoint) { points.covers(strike: $0) }
    }

    private func search(isFree: @escaping @Sendable (ChoiceKey) -> Bool) -> CellSearch<FutureOutcome> {
        let (future, wanted, points) = (future, wanted, points)
        return CellSearch(
            from: future.start, through: future.horizon, asking: inquiry,
            mergesOrders: mergesOrders && !isJoint && future.invariants.isEmpty,
            isFree: { isFree($0.key) && points.covers($0, in: $1) }
        ) { timeline, _ in future.play(&timeline, wanted: wanted) }
    }

    /// Store by store where stores do nothing to each other, else all choices together.
    private func exhaust(_ isOver: (FutureRange) -> Bool, _ spread: Cells) -> FutureRange {
        // An order between a command and one store is no store's own.
        guard !isJoint, !variesOrder, future.start.world.settings.isDefault(.partialRevocation) else {
            return cover(search { _ in true }, leaders, isOver, spread)
        }
        var stores = self.stores(in: [])
        guard stores.count > 1 else { return cover(search { _ in true }, leaders, isOver, spread) }
        var range = FutureRange()
        var parts: [FutureRange] = []
        var place = 0
        while place < stores.count {
            let store = stores[place]
            if let model = stores[..<place].firstIndex(where: { isAlike($0, store) }) {
                parts.append(parts[model].renamed(stores[model].resource, to: store.resource))
                place += 1
                continue
            }
            let part = cover(search { StoreName(of: $0) == store }, [], { isOver(range.joined($0)) }, spread)
            // What is no store's can reach all of them.
            guard !part.reachesAll else { return cover(search { _ in true }, leaders, isOver, spread) }
            range = range.joined(part)
            parts.append(part)
            // A store may have something to choose only when another has chosen so.
            for other in self.stores(in: part.witnessCourses) where !stores.contains(other) {
                stores.append(other)
            }
            place += 1
        }
        for course in FutureRange.mixedEnds(of: parts) {
            let outcome = future.outcome(on: course, wanted: wanted)
            range.take(outcome, on: course, isApproached: false)
        }
        return range
    }

    /// Whether they are the accounts of alike workspaces.
    private func isAlike(_ one: StoreName, _ other: StoreName) -> Bool {
        !one.isCluster && !other.isCluster
            && alike.contains { $0.contains(one.resource) && $0.contains(other.resource) }
    }

    /// The stores that have something to choose, under the world's policy and on each of the courses; empty
    /// when somebody else has too.
    private func stores(in alternatives: [Course]) -> [StoreName] {
        var stores: [StoreName] = []
        for course in [Course()] + alternatives {
            var timeline = future.start.following(course)
            _ = future.play(&timeline)
            for choice in timeline.entries.flatMap(\.choices) where points.covers(choice, in: timeline.world)
            {
                guard let store = StoreName(of: choice.key) else { return [] }
                if !stores.contains(store) { stores.append(store) }
            }
        }
        return stores
    }

    private func cover(
        _ search: CellSearch<FutureOutcome>, _ leaders: [[ChoiceKey]], _ isOver: (FutureRange) -> Bool,
        _ spread: Cells
    ) -> FutureRange {
        var range = FutureRange()
        let left = search.cover(
            [search.whole(leaders)],
            isOver: { range.runs >= bounds.runs || isOver(range) }, spread: spread,
            take: { range.take($0, depth: bounds.depth) })
        range.undecided = left.count
        return range
    }

    private func sample(
        _ runs: Int, _ seed: UInt64, isSwarm: Bool, _ isOver: (FutureRange) -> Bool
    ) -> FutureRange {
        var range = FutureRange()
        range.isSampled = true
        for number in 0..<min(runs, bounds.runs) {
            if isOver(range) { break }
            take(run: seed &+ UInt64(number), isSwarm, &range)
        }
        return range
    }

    /// Each choice is drawn when it is first seen: its window depends on what came before.
    private func take(run seed: UInt64, _ isSwarm: Bool, _ range: inout FutureRange) {
        var pins: [Pin] = []
        var inquiry = inquiry
        for _ in 0..<bounds.depth {
            var timeline = future.start.following(Course(pins: pins), asking: inquiry)
            let outcome = future.play(&timeline, wanted: wanted)
            let known = pins
            let next = timeline.entries.lazy.flatMap(\.choices).first { choice in
                points.covers(choice, in: timeline.world) && !known.contains { $0.choice == choice.key }
            }
            if let next {
                pins.append(draw(next, seed: seed, isSwarm: isSwarm, in: timeline.world))
            } else if let branch = timeline.notes.branches.dropFirst(inquiry.script.count).first {
                var draw = Draw(seed: seed, key: "branch.\(inquiry.script.count)")
                inquiry.script.append(Int(draw.uniform(in: 0...Int64(branch.options - 1))))
            } else {
                let course = Course(pins: pins, orders: timeline.orders, strikes: timeline.strikes)
                return range.take(outcome, on: course, isApproached: false)
            }
        }
    }

    private func draw(_ choice: Asked, seed: UInt64, isSwarm: Bool, in world: World) -> Pin {
        var draw = Draw(seed: seed, key: choice.key.name(in: world))
        if isSwarm, draw.uniform(in: 0...1) == 0 { return Pin(choice.key, at: choice.picked) }
        let moment = draw.uniform(in: choice.from.milliseconds...choice.to.milliseconds)
        return Pin(choice.key, at: Instant(milliseconds: moment))
    }
}

extension ChoiceKey {
    /// `honor.cluster@contoso-la.1`
    public func name(in world: World) -> String {
        "\(point.rawValue)@\(world.names[resource].name).\(ordinal)"
    }
}
