extension Identity {
    /// Nothing in the directory falls due by itself.
    public typealias Alarm = Never

    public static func next(in state: State) -> Pending<Alarm>? { nil }
    public static func ring(_ alarm: Alarm, in world: World, _ docket: inout Docket) {}
}
