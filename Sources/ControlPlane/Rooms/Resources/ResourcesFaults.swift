/// Failures between client and provider that no rule of the cloud brings about: a scenario asks for them.
extension Resources {
    /// A provider that does not answer, in the three ways a client sees (ARM-ERR-23).
    public enum GatewayFault: String, CaseIterable, Codable, Sendable {
        case badGateway = "BadGatewayConnection"
        case serverTimeout = "ServerTimeout"
        case gatewayTimeout = "GatewayTimeout"
    }

    /// The next `times` writes are not answered by their provider.
    public struct ArmedFault: Equatable, Codable, Sendable {
        public let fault: GatewayFault
        public internal(set) var times: Int
    }

    static func decideStrike(of id: ResourceID, in world: World, _ docket: inout Docket) {
        guard let armed = world.resources.faults.first else { return }
        docket.rule(.resources(.faultStruck(id, armed.fault)), because: Rule.gatewayFails)
    }
}
