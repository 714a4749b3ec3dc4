public import VirtualTime

/// The shape of every room. A room may read the whole world; it can change only its own state.
public protocol ResourceProvider {
    associatedtype State: Equatable & Codable & Sendable
    associatedtype Command: Equatable & Codable & Sendable
    associatedtype Event: Equatable & Codable & Sendable
    associatedtype Alarm: Equatable & Codable & Sendable
    associatedtype Rule: DocumentedRule

    /// Guards in documented order, then events. Throwing leaves the world as it was.
    static func decide(
        _ command: Command, by principal: Principal, in world: World, _ docket: inout Docket
    ) throws(Refusal)
    /// The least (deadline, id) among the room's rows.
    static func next(in state: State) -> Pending<Alarm>?
    static func ring(_ alarm: Alarm, in world: World, _ docket: inout Docket)
    /// What follows in this room from an event of any room, its own included.
    static func react(to event: AnyEvent, in world: World, _ docket: inout Docket)
    /// Total and free of rules: what happened cannot be refused.
    static func evolve(_ state: inout State, _ event: Event, at entry: Stamp)
}

/// When an event happened and in which entry: what rows keep to say since when and why.
public struct Stamp: Hashable, Codable, Sendable {
    public let at: Instant
    public let entry: EntryNumber
}
