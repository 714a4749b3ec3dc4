import Foundation
import Testing

@Suite("Rooms") struct RoomsTests {
    private static let parts = [
        "", "Alarm", "Command", "Decide", "Event", "Evolve", "React", "Rules", "State",
    ]
    private static var rooms: [String] {
        let folder = Repository.root.appending(path: "Sources/ControlPlane/Rooms").path
        return ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
    }

    @Test("are there")
    func exist() {
        #expect(Self.rooms == ["CosmosDB", "Identity", "KeyVault", "LogAnalytics", "Resources", "Sentinel"])
    }

    @Test("have the same nine files", arguments: rooms)
    func haveOneShape(room: String) {
        let names = Repository.swiftFiles(in: "Sources/ControlPlane/Rooms/\(room)").map(\.name)
        #expect(Self.parts.map { "\(room)\($0).swift" }.filter { !names.contains($0) } == [])
    }
}
