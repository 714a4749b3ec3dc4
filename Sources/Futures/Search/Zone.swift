import ControlPlane

/// Moments of choices that are bounded, and bounded against each other: all whole milliseconds from the fork
/// point with `x - y <= c` for a number of pairs.
///
/// What timed automata call a zone, kept as the matrix of its tightest bounds. Its corners are whole numbers.
struct Zone: Equatable, Sendable {
    /// The choices it says something about; place 0 of the matrix is the fork point itself.
    private(set) var keys: [ChoiceKey] = []
    /// `bounds[i * width + j]`: the most that moment i lies after moment j.
    private var bounds: [Int64] = [0]
    /// Whether what lies one millisecond beyond a bound was cut off because it happens in another order: an
    /// extreme there is approached, not reached.
    private var open: [Bool] = [false]
    private(set) var isEmpty = false

    static let unbounded = Int64.max / 4

    private var width: Int { keys.count + 1 }

    /// The place of a choice in the matrix, from 1; nil when nothing is said of it.
    func place(of key: ChoiceKey) -> Int? { keys.firstIndex(of: key).map { $0 + 1 } }

    func bound(_ place: Int, minus other: Int) -> Int64 { bounds[place * width + other] }
    func upper(_ place: Int) -> Int64 { bound(place, minus: 0) }
    func lower(_ place: Int) -> Int64 { 0 - bound(0, minus: place) }

    /// Makes room for a choice that may lie anywhere.
    mutating func add(_ key: ChoiceKey) -> Int {
        if let place = place(of: key) { return place }
        let old = width
        keys.append(key)
        var wider = [Int64](repeating: Self.unbounded, count: width * width)
        for row in 0..<old {
            for column in 0..<old { wider[row * width + column] = bounds[row * old + column] }
        }
        wider[old * width + old] = 0
        bounds = wider
        var flags = [Bool](repeating: false, count: width * width)
        for row in 0..<old {
            for column in 0..<old { flags[row * width + column] = open[row * old + column] }
        }
        open = flags
        return old
    }

    /// Cuts off what lies beyond `place - other <= most`.
    mutating func require(_ place: Int, minus other: Int, atMost most: Int64, isOpen: Bool = false) {
        guard !isEmpty, most < bound(place, minus: other) else { return }
        if most < 0 - bound(other, minus: place) {
            isEmpty = true
            return
        }
        for row in 0..<width {
            let there = bound(row, minus: place)
            guard there < Self.unbounded else { continue }
            for column in 0..<width {
                let back = bound(other, minus: column)
                guard back < Self.unbounded else { continue }
                let way = there + most + back
                guard way < bounds[row * width + column] else { continue }
                bounds[row * width + column] = way
                open[row * width + column] =
                    isOpen || open[row * width + place] || open[other * width + column]
            }
        }
    }

    mutating func fix(_ place: Int, at moment: Int64) {
        require(place, minus: 0, atMost: moment)
        require(0, minus: place, atMost: 0 - moment)
    }

    /// A point of it, away from its edges where it can be: the choices lie apart from each other.
    /// - Returns: a moment for each key, in their order.
    func point() -> [Int64] {
        var rest = self
        return keys.indices.map { index in
            let (low, high) = (rest.lower(index + 1), rest.upper(index + 1))
            let moment = low + (high - low) * Int64(index + 1) / Int64(keys.count + 1)
            rest.fix(index + 1, at: moment)
            return moment
        }
    }

    /// Whether a point lies at a bound beyond which another order begins.
    func isApproached(at moments: [Int64]) -> Bool {
        let all = [0] + moments
        return all.indices.contains(where: { row in
            all.indices.contains(where: {
                open[row * width + $0] && all[row] - all[$0] == bound(row, minus: $0)
            })
        })
    }

    /// Whether a point lies in it.
    func contains(_ moments: [Int64]) -> Bool {
        let all = [0] + moments
        return all.indices.allSatisfy { row in
            all.indices.allSatisfy { all[row] - all[$0] <= bound(row, minus: $0) }
        }
    }
}

extension Zone {
    /// Every corner over the choices of `places`, and for the others some moment that goes with it. A measure
    /// that is linear in the moments has its extremes among them.
    /// - Returns: nil when there are more than `limit`.
    func corners(over places: [Int], limit: Int) -> [[Int64]]? {
        var corners: [Zone] = [self]
        for (position, place) in places.enumerated() {
            var next: [Zone] = []
            for zone in corners {
                // What is fixed already needs no neighbors to be bounded by.
                let others = Array(places[(position + 1)...])
                for moment in zone.candidates(for: place, beside: others) {
                    var fixed = zone
                    fixed.fix(place, at: moment)
                    if !fixed.isEmpty { next.append(fixed) }
                }
                guard next.count <= limit else { return nil }
            }
            corners = next
        }
        return corners.map { $0.point() }
    }

    /// Where one moment can stand in a corner: at its own ends, or as far from another's end as a bound
    /// between the two allows, over any number of such steps.
    private func candidates(for place: Int, beside others: [Int]) -> [Int64] {
        let all = [place] + others
        var moments = all.map { Self.distinct([lower($0), upper($0)]) }
        for _ in others.indices {
            let grown = all.indices.map { reached(from: moments, at: $0, of: all) }
            if grown == moments { break }
            moments = grown
        }
        return moments[0]
    }

    /// One step more: as far from where the others can stand as a bound between the two allows.
    private func reached(from moments: [[Int64]], at index: Int, of places: [Int]) -> [Int64] {
        let one = places[index]
        var found = moments[index]
        for (number, other) in places.enumerated() where other != one {
            let (least, most) = (0 - bound(other, minus: one), bound(one, minus: other))
            guard most < Self.unbounded, least > 0 - Self.unbounded else { continue }
            let isTight = most < upper(one) - lower(other) || least > lower(one) - upper(other)
            guard isTight else { continue }
            found += moments[number].flatMap { [$0 + least, $0 + most] }
        }
        return Self.distinct(found).filter { (lower(one)...upper(one)).contains($0) }
    }

    private static func distinct(_ moments: [Int64]) -> [Int64] {
        moments.sorted().reduce(into: []) { if $0.last != $1 { $0.append($1) } }
    }
}
