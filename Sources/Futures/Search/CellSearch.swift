public import ControlPlane
public import VirtualTime

/// Runs one thing for every way in which its choices can come out, cell by cell.
///
/// A cell is a set of moments in which everything happens in the same order. The search runs one point of
/// what is not covered yet, reads from the run what keeps its order, takes that cell away, and goes on with
/// what is left: pieces that do not overlap, until nothing is left. A measure that is linear in the moments
/// has its extremes at a cell's corners, and every corner is a run of its own: no value is ever computed,
/// only seen.
public struct CellSearch<Outcome: Equatable & Sendable>: Sendable {
    /// Plays one run to its horizon. It must depend on nothing but the timeline it is given; what it forked
    /// from it on the way is kept in order beside it.
    public typealias Play = @Sendable (inout Timeline, _ branches: inout [Timeline]) -> Outcome

    let start: Timeline
    let horizon: Instant
    let waits: Bool
    private(set) var inquiry: Inquiry
    let mergesOrders: Bool
    let isFree: @Sendable (Asked, World) -> Bool
    let play: Play

    /// - Parameters:
    ///   - start: the fork point.
    ///   - waits: whether commands come when something has happened, as a script's do, and not at fixed
    /// times.
    ///   - inquiry: what is varied beside moments; its script is the search's own.
    ///   - mergesOrders: whether orders of one instant after which the world is the same are one. Whoever
    ///     plays must remember nothing else of it.
    ///   - isFree: which choices are varied; the others follow the policy of the world.
    public init(
        from start: Timeline, through horizon: Instant, waits: Bool = false,
        asking inquiry: Inquiry = Inquiry(), mergesOrders: Bool = false,
        isFree: @escaping @Sendable (Asked, World) -> Bool,
        play: @escaping Play
    ) {
        self.start = start
        self.horizon = horizon
        self.waits = waits
        self.inquiry = inquiry
        self.mergesOrders = mergesOrders
        // The account's id is its workspace's, and what a script waits for may be about both.
        if waits || !start.world.settings.isDefault(.partialRevocation) { self.inquiry.isJoint = true }
        self.isFree = isFree
        self.play = play
    }

    /// What is left to be covered.
    public struct Piece: Sendable {
        let zone: Zone
        /// Answers to the first questions of its runs.
        var script: [Int] = []
    }

    /// One run of a cell.
    public struct Sample: Sendable {
        /// The moments of the choices that were varied, and what else was asked for.
        public let course: Course
        /// Whether the run lies at a bound beyond which another order begins: what it shows as an extreme is
        /// approached there.
        public let isApproached: Bool
        public let outcome: Outcome
    }

    /// What became of a piece.
    public struct Cell: Sendable {
        /// One run inside the cell, then its corners.
        public let samples: [Sample]
        /// What is left of the piece.
        public let rest: [Piece]
        /// Runs beside the samples, which told orders apart.
        public let probes: Int
        /// The choices on which it depends when things happen.
        public let choices: [ChoiceKey]
        /// Why its extremes may lie elsewhere; nil when they cannot.
        public let doubt: Doubt?
    }

    public enum Doubt: String, Sendable {
        /// A run did not happen in the order of its cell.
        case orderLost = "a run of the cell happened in another order"
        /// Too many corners.
        case manyCorners = "the cell has too many corners"
        /// Questions beside moments are counted along one line of history.
        case branched = "what a fork of a world was asked is not told apart"
        case manyQuestions = "a run was asked too much"
    }

    /// More corners than a cell of eight choices without bounds between them has.
    static var cornerLimit: Int { 512 }

    /// All there is.
    /// - Parameter leaders: choices none of which comes later than the next of its list; what is left out
    ///   by it must be the same but for names.
    func whole(_ leaders: [[ChoiceKey]] = []) -> Piece {
        var zone = Zone()
        let end = horizon.milliseconds - start.now.milliseconds + Duration.days(400).wholeMilliseconds
        for list in leaders {
            for (one, other) in zip(list, list.dropFirst()) {
                let (first, second) = (zone.add(one), zone.add(other))
                zone.require(first, minus: second, atMost: 0)
                // Bounded, though it may never be asked.
                zone.require(second, minus: 0, atMost: end)
                zone.require(0, minus: first, atMost: 0)
            }
        }
        return Piece(zone: zone)
    }

    /// Covers everything, round by round, and hands each cell on in its order.
    /// - Parameters:
    ///   - pieces: what to cover; nil for all there is.
    ///   - limit: with so many pieces open it stops, and they are another's.
    ///   - isOver: asked before each round; true ends the search.
    ///   - spread: how the pieces of a round are covered; what comes out is the same however it is done.
    /// - Returns: the pieces that were left.
    public func cover(
        _ pieces: [Piece]? = nil, until limit: Int = .max, isOver: () -> Bool,
        spread: ([Piece], (Piece) -> Cell) -> [Cell], take: (Cell) -> Void
    ) -> [Piece] {
        var open = pieces ?? [whole()]
        while !open.isEmpty, open.count < limit, !isOver() {
            // A round is as long as it is, whoever covers it: bounds fall at the same place everywhere.
            let round = Array(open.prefix(256))
            open.removeFirst(round.count)
            for cell in spread(round, { cover($0) }) {
                take(cell)
                open += cell.rest
            }
        }
        return open
    }

    /// Covers one piece. Pieces can be covered in any order and side by side.
    public func cover(_ piece: Piece) -> Cell {
        let point = pins(piece.zone, piece.zone.point())
        var first = run(point, piece.script)
        var doubt = waits ? observe(&first, in: piece) : nil
        var probes = 0
        let (leaf, rest) = split(piece, by: first.readings) { start, instant, zone in
            guard mergesOrders else { return nil }
            return distinctOrders(
                of: first, after: start, at: instant, point, in: zone, probes: &probes)
        }
        let script = first.branches.map(\.picked)
        let moments = leaf.keys.map { first.moment(of: $0) }
        var samples = [sample(of: first, pins(leaf, moments), isApproached: false)]
        let effective = first.effective
        doubt = visitCorners(of: leaf, script, like: first, over: effective, &samples) ?? doubt
        return Cell(
            samples: samples, rest: rest, probes: probes, choices: effective, doubt: first.doubt ?? doubt)
    }

    private func sample(of run: Run, _ pins: [Pin], isApproached: Bool) -> Sample {
        let course = Course(pins: pins, orders: run.timelines[0].orders, strikes: run.timelines[0].strikes)
        return Sample(course: course, isApproached: isApproached, outcome: run.outcome)
    }

    // MARK: One run

    struct Run {
        /// The run itself, then what it forked.
        let timelines: [Timeline]
        var readings: [OrderReading]
        let outcome: Outcome
        let picked: [ChoiceKey: Int64]

        /// The choices on which it depends when things happen.
        var effective: [ChoiceKey] {
            var keys: [ChoiceKey] = []
            for key in readings.flatMap(\.effective) where !keys.contains(key) { keys.append(key) }
            return keys.sorted()
        }

        func moment(of key: ChoiceKey) -> Int64 { picked[key] ?? 0 }

        var branches: [Branch] { timelines[0].notes.branches }

        /// Why nothing can be claimed of its neighbors, whatever they come to.
        var doubt: Doubt? {
            if branches.count >= Inquiry.limit { return .manyQuestions }
            return timelines.dropFirst().contains { !$0.notes.branches.isEmpty } ? .branched : nil
        }
    }

    func pins(_ zone: Zone, _ moments: [Int64]) -> [Pin] {
        zip(zone.keys, moments).map { Pin($0, at: Instant(milliseconds: start.now.milliseconds + $1)) }
    }

    func run(_ pins: [Pin], _ script: [Int]) -> Run {
        var inquiry = inquiry
        inquiry.script = script
        var timeline = start.following(Course(pins: pins), asking: inquiry, through: horizon)
        var branches: [Timeline] = []
        let outcome = play(&timeline, &branches)
        let timelines = [timeline] + branches
        let readings = timelines.map { reading(of: $0, waits ? .observed([]) : .fixed) }
        var picked: [ChoiceKey: Int64] = [:]
        for choice in readings.reversed().flatMap(\.asked) {
            picked[choice.key] = choice.picked.milliseconds - start.now.milliseconds
        }
        return Run(timelines: timelines, readings: readings, outcome: outcome, picked: picked)
    }

    private func reading(of timeline: Timeline, _ commandForm: CommandForm) -> OrderReading {
        let world = timeline.world
        return OrderReading(
            of: timeline, from: start.now, before: start.world.deadlines(through: horizon), through: horizon,
            commandForm: commandForm, isJoint: inquiry.isJoint, variesOrder: inquiry.variesOrder,
            isFree: { isFree($0, world) })
    }

    /// Takes the run's cell out of the piece: beyond each bound of it, and for every other answer, there is a
    /// rest in which everything went as in the run so far.
    /// - Parameter orders: for the questions of an instant all other answers that are to be told apart; nil
    ///   for those to each question by itself.
    func split(
        _ piece: Piece, by readings: [OrderReading],
        orders: (_ start: Int, _ instant: Instant, _ zone: Zone) -> [[Int]]? = { _, _, _ in nil }
    ) -> (leaf: Zone, rest: [Piece]) {
        var leaf = piece.zone, script: [Int] = [], rest: [Piece] = []
        var settled: Instant?
        for step in readings.flatMap(\.steps) {
            switch step {
            case .keep(let order):
                if !order.isWindow {
                    var beyond = leaf
                    order.exclude(&beyond)
                    if !beyond.isEmpty { rest.append(Piece(zone: beyond, script: script)) }
                }
                order.narrow(&leaf)
            case .fork(let branch):
                defer { script.append(branch.picked) }
                // What the piece was told to answer, another piece answers otherwise.
                guard script.count >= piece.script.count, settled != branch.at else { continue }
                if case .next = branch.question, let others = orders(script.count, branch.at, leaf) {
                    settled = branch.at
                    rest += others.map { Piece(zone: leaf, script: $0) }
                } else {
                    rest += (0..<branch.options).filter { $0 != branch.picked }.map {
                        Piece(zone: leaf, script: script + [$0])
                    }
                }
            }
        }
        return (leaf, rest)
    }

    // MARK: Corners

    private func visitCorners(
        of leaf: Zone, _ script: [Int], like first: Run, over effective: [ChoiceKey],
        _ samples: inout [Sample]
    ) -> Doubt? {
        guard !leaf.isEmpty, leaf.contains(leaf.keys.map(first.moment)) else { return .orderLost }
        let places = effective.compactMap(leaf.place(of:))
        guard let corners = leaf.corners(over: places, limit: Self.cornerLimit) else { return .manyCorners }
        var doubt: Doubt?
        for corner in corners {
            let run = run(pins(leaf, corner), script)
            if !isAlike(run, first, leaf, corner) { doubt = .orderLost }
            samples.append(
                sample(of: run, pins(leaf, corner), isApproached: leaf.isApproached(at: corner)))
        }
        return doubt
    }

    /// Whether the same things happened, each when the cell says it would.
    private func isAlike(_ run: Run, _ first: Run, _ leaf: Zone, _ moments: [Int64]) -> Bool {
        guard run.timelines.count == first.timelines.count,
            run.branches.map(\.question) == first.branches.map(\.question)
        else { return false }
        return run.timelines.indices.allSatisfy { branch in
            isAlike(
                run.timelines[branch], first.timelines[branch], first.readings[branch], leaf, moments)
        }
    }

    private func isAlike(
        _ run: Timeline, _ model: Timeline, _ reading: OrderReading, _ leaf: Zone, _ moments: [Int64]
    ) -> Bool {
        var models = Array(zip(model.entries, reading.forms)).filter { !$0.0.isQuiet }
        let entries = run.entries.filter { !$0.isQuiet }
        guard entries.count == models.count else { return false }
        for entry in entries {
            guard let match = models.firstIndex(where: { $0.0.cause.isAlike(entry.cause) }) else {
                return false
            }
            let form = models.remove(at: match).1
            let place = form.choice.flatMap(leaf.place(of:)) ?? 0
            let expected = (place == 0 ? 0 : moments[place - 1]) + form.offset
            guard entry.at.milliseconds - start.now.milliseconds == expected else { return false }
        }
        return true
    }

    /// A script's command comes so long after what it waited for, or at a time of its own: the same run, with
    /// each choice a little elsewhere and each by another length, tells which of them it goes with.
    /// - Parameter first: becomes a run whose neighbors happen in the same order, if there is one.
    private func observe(_ first: inout Run, in piece: Piece) -> Doubt? {
        for _ in 0..<6 {
            let shifts = shifts(of: first, in: piece.zone)
            let moved = shifts.map { shift in
                let moment = first.moment(of: shift.key) + shift.by
                return Pin(shift.key, at: Instant(milliseconds: start.now.milliseconds + moment))
            }
            let other = run(moved, piece.script)
            guard isAlike(other, first) else {
                // Two things fell together and come apart: there the order is another, and it stays.
                first = other
                continue
            }
            first.readings = first.timelines.indices.map { branch in
                let forms = zip(first.timelines[branch].entries, other.timelines[branch].entries).map {
                    form(of: $0.0, movedTo: $0.1, shifts, first)
                }
                return reading(of: first.timelines[branch], .observed(forms))
            }
            return nil
        }
        return .orderLost
    }

    /// For each choice of the run another length, towards where there is room in the zone beside the others.
    private func shifts(of run: Run, in zone: Zone) -> [(key: ChoiceKey, by: Int64)] {
        var rest = zone
        var shifts: [(key: ChoiceKey, by: Int64)] = []
        for choice in run.readings.flatMap(\.asked) where !shifts.contains(where: { $0.key == choice.key }) {
            let place = rest.place(of: choice.key)
            var low = choice.from.milliseconds - start.now.milliseconds
            var high = choice.to.milliseconds - start.now.milliseconds
            if let place { (low, high) = (max(low, rest.lower(place)), min(high, rest.upper(place))) }
            let moment = run.moment(of: choice.key)
            let lengths: [Int64] =
                Array(1...64).flatMap { (length: Int64) -> [Int64] in [length, 0 - length] } + [0]
            let by = lengths.first { length in
                (low...max(low, high)).contains(moment + length)
                    && (length == 0 || !shifts.contains { $0.by == length })
            }
            shifts.append((choice.key, by ?? min(max(moment, low), high) - moment))
            if let place { rest.fix(place, at: moment + (shifts.last?.by ?? 0)) }
        }
        return shifts
    }

    private func form(
        of entry: Entry, movedTo other: Entry, _ shifts: [(key: ChoiceKey, by: Int64)], _ run: Run
    ) -> Form {
        let at = entry.at.milliseconds - start.now.milliseconds
        let moved = other.at.milliseconds - entry.at.milliseconds
        guard moved != 0, let shift = shifts.first(where: { $0.by == moved }) else { return .fixed(at) }
        return Form(choice: shift.key, offset: at - run.moment(of: shift.key))
    }

    /// Whether all that happens in one happens in the other, in the same order.
    private func isAlike(_ one: Run, _ other: Run) -> Bool {
        one.timelines.count == other.timelines.count
            && zip(one.timelines, other.timelines).allSatisfy { one, other in
                one.entries.count == other.entries.count
                    && zip(one.entries, other.entries).allSatisfy { $0.cause.isAlike($1.cause) }
            }
    }
}

extension Entry {
    /// Whether time alone has passed: when something happens at the instant of its end, there is none.
    fileprivate var isQuiet: Bool { if case .timePassed = cause { true } else { false } }
}

extension Cause {
    /// Whether it is of the same kind, and the same alarm if it is one.
    fileprivate func isAlike(_ other: Cause) -> Bool {
        switch (self, other) {
        case (.alarm(let one), .alarm(let other)): one == other
        case (.command, .command), (.timePassed, .timePassed), (.settings, .settings): true
        default: false
        }
    }
}
