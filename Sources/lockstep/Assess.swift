import ArgumentParser
import ControlPlane
import Estate
import ScenarioKit
import VirtualTime

struct Assess: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "assess",
        abstract:
            "Say what a world's keys hold together: prerequisites, changes, losses, single points of failure.",
        discussion: """
            EXAMPLE
              lockstep assess builtin:contoso-cmk
              lockstep assess contoso.lockworld --json

            Every finding names its rules and what shows it. What a change or a loss would
            do is tried out in forks of the world, at both ends of the documented bounds;
            the world itself is not touched.
            """)

    @Argument(help: "builtin:NAME, or a world file (*.lockworld).")
    var world: String
    @OptionGroup var settings: SettingOptions
    @Flag(help: "Print JSON.")
    var json = false
    @Flag(name: .shortAndLong, help: "Show what is as it should be as well.")
    var verbose = false

    func run() throws {
        let loaded = try NamedWorld.load(world, start: Genesis.defaultStart, seed: 1) {
            try settings.applied(to: $0)
        }
        let assessment = Assessment(of: loaded.timeline)
        Console.print(json ? assessment.document.json(indent: 2) : assessment.text(isWhole: verbose))
    }
}
