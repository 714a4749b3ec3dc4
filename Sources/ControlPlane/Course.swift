public import VirtualTime

/// How a copy of a timeline goes on: what a search, or whoever plays one of its runs again, has settled
/// beforehand. What it does not settle follows the settings of the world and the order of TIME-01.
public struct Course: Equatable, Sendable {
    /// Moments of choices, inside their windows.
    public var pins: [Pin]
    /// In which order things happen that fall due at one instant, where it is not that of TIME-01.
    public var orders: [OrderPin]
    /// Whether failures with a rate meet a request, by their names.
    public var strikes: [Strike]

    public init(pins: [Pin] = [], orders: [OrderPin] = [], strikes: [Strike] = []) {
        self.pins = pins
        self.orders = orders
        self.strikes = strikes
    }

    public var isEmpty: Bool { pins.isEmpty && orders.isEmpty && strikes.isEmpty }
}

/// All that happens at one instant, in the order in which it does.
public struct OrderPin: Hashable, Sendable {
    public let at: Instant
    /// As `Happening.name(in:)` gives them.
    public let names: [String]

    public init(at instant: Instant, names: [String]) {
        at = instant
        self.names = names
    }
}

/// Whether a failure with a rate below one meets a request.
public struct Strike: Hashable, Sendable {
    /// `fault.NAME.N`: the N-th request that comes its way, from 1.
    public let name: String
    public let meets: Bool

    public init(_ name: String, meets: Bool) {
        self.name = name
        self.meets = meets
    }
}

/// What a search asks beside the moments of choices, and what it has answered so far.
public struct Inquiry: Sendable {
    /// Whether the order of what falls due at one instant is asked for.
    public var variesOrder: Bool
    /// Whether the order in which different stores do things matters too.
    public var isJoint: Bool
    /// Which failures with a rate are asked whether they meet a request, by the name of the strike.
    public var variesStrike: @Sendable (String) -> Bool
    /// Answers to the first questions of a run; every other one is answered by its first option.
    public var script: [Int]

    public init(
        variesOrder: Bool = false, isJoint: Bool = false, script: [Int] = [],
        variesStrike: @escaping @Sendable (String) -> Bool = { _ in false }
    ) {
        self.variesOrder = variesOrder
        self.isJoint = isJoint
        self.script = script
        self.variesStrike = variesStrike
    }

    /// More questions in one run are not asked: the search that asks them decides nothing.
    public static var limit: Int { 256 }
}

/// A question with a few answers, and the one that a run took.
public struct Branch: Equatable, Sendable {
    public enum Question: Equatable, Sendable {
        /// Which comes next of what falls due together and cannot change places unnoticed.
        case next([Happening])
        /// Whether a failure meets a request: `fault.NAME.N`. First no, then yes.
        case strike(String)
    }

    public let question: Question
    public let at: Instant
    public let options: Int
    public let picked: Int
}

/// What a run of a search notes beside its entries.
public struct SearchNote: Equatable, Sendable {
    public enum What: Equatable, Sendable {
        case branch(Branch)
        /// A command begins, which may leave entries or none.
        case command(at: Instant)
    }

    public let what: What
    /// How many entries came before.
    public let position: Int
}

extension [SearchNote] {
    public var branches: [Branch] {
        compactMap { if case .branch(let branch) = $0.what { branch } else { nil } }
    }
}
