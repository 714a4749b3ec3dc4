import AzureWire
import ControlPlane
import JWTKit
import Testing
import VirtualTime

@testable import EntraTokens

@Suite("Entra")
struct EntraTests {
    /// An instant of the machine's clock, in seconds.
    private static let now: Int64 = 1_795_000_000
    private let world: World
    private let tenant = Genesis.defaultTenant

    init() {
        world = World(Genesis(start: Genesis.defaultStart))
    }
}
