import VirtualTime

/// A second model of one store under a key, for the extremes of what a plan can lose: every lag between
/// nothing and an hour, in steps of 15 seconds, by recursion over the states a store can be in. It shares
/// nothing with the simulator but the sentences it was written from.
final class GridOracle {
    /// One act: from that step on the key can be used, or cannot.
    struct Turn: Equatable {
        let step: Int
        let isUsable: Bool
    }

    struct Extremes: Equatable {
        var least: Int
        var most: Int

        static func + (extremes: Extremes, records: Int) -> Extremes {
            Extremes(least: extremes.least + records, most: extremes.most + records)
        }
        static func spanning(_ all: [Extremes]) -> Extremes {
            Extremes(least: all.map(\.least).min() ?? 0, most: all.map(\.most).max() ?? 0)
        }
    }

    /// Steps of 15 seconds in an hour.
    static let bound = 240
    private let turns: [Turn]
    private let horizon: Int
    /// How many steps a store may take to notice that the key is gone, and that it is back.
    private let honor: ClosedRange<Int>
    private let restore: ClosedRange<Int>
    /// Whether what is due at the step of a turn may come after it as well as before it.
    private let variesOrder: Bool
    /// What follows from a place in the plan and a state right before it: the same however it came about.
    private var known: [Standing: Extremes] = [:]

    private struct Standing: Hashable {
        let place: Int
        let store: Store
        let wasUsable: Bool
    }

    private enum Store: Hashable {
        case light
        /// Goes dark at that step.
        case leaving(Int)
        case dark
        /// Comes back at that step.
        case returning(Int)

        var isDark: Bool {
            switch self {
            case .light, .leaving: false
            case .dark, .returning: true
            }
        }
        var due: Int? {
            switch self {
            case .leaving(let step), .returning(let step): step
            case .light, .dark: nil
            }
        }
        /// When what is due has happened.
        var after: Store { isDark ? .light : .dark }
    }

    /// - Parameter turns: in the order of time; of those at one step, in the order written.
    init(
        _ turns: [Turn], horizon: Int, variesOrder: Bool = false,
        honor: ClosedRange<Int> = 0...GridOracle.bound,
        restore: ClosedRange<Int> = 0...GridOracle.bound
    ) {
        self.honor = honor
        self.restore = restore
        self.variesOrder = variesOrder
        self.turns = turns
        self.horizon = horizon
    }

    /// Steps in which records are dropped, at least and at most.
    var darkSteps: Extremes { from(0, .light, at: 0, wasUsable: true) }

    private func from(_ place: Int, _ store: Store, at now: Int, wasUsable: Bool) -> Extremes {
        let next = place < turns.count ? turns[place].step : horizon
        guard let due = store.due, due <= next else {
            return held(place, store, at: now, wasUsable: wasUsable)
        }
        // What is due by then happens before what is done then.
        let lost = store.isDark ? due - now : 0
        let first = from(place, store.after, at: due, wasUsable: wasUsable) + lost
        guard variesOrder, due == next, place < turns.count else { return first }
        return .spanning([first, held(place, store, at: now, wasUsable: wasUsable)])
    }

    /// Nothing happens before the next turn.
    private func held(_ place: Int, _ store: Store, at now: Int, wasUsable: Bool) -> Extremes {
        let next = place < turns.count ? turns[place].step : horizon
        let lost = store.isDark ? next - now : 0
        let standing = Standing(place: place, store: store, wasUsable: wasUsable)
        let rest = known[standing] ?? turn(place, store, at: next, wasUsable: wasUsable)
        known[standing] = rest
        return rest + lost
    }

    private func turn(_ place: Int, _ store: Store, at next: Int, wasUsable: Bool) -> Extremes {
        guard place < turns.count else { return Extremes(least: 0, most: 0) }
        let isUsable = turns[place].isUsable
        guard isUsable != wasUsable else {
            return from(place + 1, store, at: next, wasUsable: wasUsable)
        }
        let branches: [Store] =
            switch (store, isUsable) {
            case (.light, false): honor.map { .leaving(next + $0) }
            case (.leaving, true): [.light]
            case (.dark, true): restore.map { .returning(next + $0) }
            case (.returning, false): [.dark]
            case (.light, true), (.leaving, false), (.dark, false), (.returning, true): [store]
            }
        return .spanning(
            branches.map { from(place + 1, $0, at: next, wasUsable: isUsable) })
    }
}
