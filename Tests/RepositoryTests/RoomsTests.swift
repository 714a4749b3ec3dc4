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

    // MARK: Machines

    private static let core = Repository.swiftFiles(in: "Sources/ControlPlane")

    @Test("have machines, whose states are found in their source", arguments: MachineSwitch.machines)
    func statesAreFound(machine: String) {
        #expect(MachineSwitch.states(of: machine, in: Self.core).count > 1)
    }

    @Test("have no default in a switch over a machine's states")
    func haveNoDefault() {
        let states = MachineSwitch.machines.map {
            (name: $0, states: MachineSwitch.states(of: $0, in: Self.core))
        }
        #expect(Self.core.flatMap { MachineSwitch.defaults(in: $0, states) } == [])
    }

    @Test(
        "a default over states is found, however it is written",
        arguments: [
            ("switch state { case .creating: 1 default: 2 }", 1),
            ("switch state {\ncase .creating(let until, _), .updating(let until, _): 1\ndefault: 2\n}", 1),
            ("switch (deadline, row.state) {\ncase (.link, .updating(_, _)): 1\ndefault:\n 2\n}", 1),
            ("switch state {\ncase .succeeded?: 1\ndefault:\n 2\n}", 1),
            ("switch state {\ncase .creating: 1\ncase .updating, .succeeded, .failed: 2\n}", 0),
            ("switch event {\ncase .sentinel(.failed(let id)): 1\ndefault: 2\n}", 0),
            ("switch reason {\ncase .other:\nif case .creating = state { 1 }\ndefault: 2\n}", 0),
            ("switch state {\ncase .creating:\nswitch event {\ncase .a: 1\ndefault: 2\n}\n}", 0),
        ])
    func defaultIsFound(text: String, findings: Int) {
        let states = [(name: "ProvisioningState", states: ["succeeded", "creating", "updating", "failed"])]
        let file = SourceFile(path: "Sample.swift", text: text)
        #expect(MachineSwitch.defaults(in: file, states).count == findings)
    }
}
