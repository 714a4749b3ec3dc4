import VirtualTime

extension Resources {
    /// ARM starts things and is told how they ended. An operation that a failure was asked for says that it
    /// failed, though what it did has taken hold.
    public static func react(to event: AnyEvent, in world: World, _ docket: inout Docket) {
        guard case .resources(.operationEnded(let id, .succeeded)) = event,
            let refusal = world.resources.operations[id]?.interruption
        else { return }
        docket.rule(.resources(.operationEnded(id, .failed(refusal))), because: Rule.gatewayFails)
    }
}
