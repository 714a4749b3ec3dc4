extension Resources {
    /// ARM starts things and is told how they ended; nothing in another room makes it act by itself.
    public static func react(to event: AnyEvent, in world: World, _ docket: inout Docket) {}
}
