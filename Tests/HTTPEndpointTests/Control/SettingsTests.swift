import AzureWire
import ControlPlane
import HTTPEndpoint
import Simulation
import Testing
import VirtualTime

@Suite("Settings over the control API") struct SettingsTests {
    @Test("show the profile, every reading and every figure of time")
    func shown() async throws {
        let client = try await ControlClient()
        let answer = try await client.world("GET", "/settings")
        #expect(answer.text("rules") == "seed-2024-02-16")
        #expect(answer.text("servicesAsOf") == "2024-02-16T00:00:00Z")
        #expect(answer.text("assume", "unsupported-change") == "reject")
        #expect(answer.body["assume"]?.members?.count == Assumption.allCases.count)
        #expect(answer.text("timings", "cluster.tierLock") == "31d")
        #expect(answer.text("timings", "cluster.restore") == "0s..1h")
    }

    @Test("change what is named, and nothing else")
    func changed() async throws {
        let client = try await ControlClient()
        let body: Document = [
            "rules": "current-2026-07", "assume": ["relink": "accepted"],
            "timings": ["cluster.tierLock": "30d", "workspace.link": "0s..2h"],
        ]
        let answer = try await client.world("PATCH", "/settings", body)
        #expect(answer.text("rules") == "current-2026-07")
        #expect(answer.text("assume", "relink") == "accepted")
        #expect(answer.text("assume", "link-response") == "recorded")
        #expect(answer.text("timings", "cluster.tierLock") == "30d")
        #expect(answer.text("timings", "workspace.link") == "0s..2h")
        #expect(client.simulator.world("default")?.world.settings.profile == .current)
        // The day goes with the profile, unless it is named.
        #expect(answer.text("servicesAsOf") == "2026-07-01T00:00:00Z")
        let dated = try await client.world("PATCH", "/settings", ["servicesAsOf": "2021-06-19"])
        #expect(dated.text("servicesAsOf") == "2021-06-19T00:00:00Z")
        #expect(dated.text("rules") == "current-2026-07")
    }

    @Test("take no word that they do not know, and change nothing then")
    func refused() async throws {
        let client = try await ControlClient()
        for body: Document in [
            ["assume": ["relink": "maybe"]], ["assume": ["no-such": "x"]], ["timings": ["no.such": "1h"]],
            ["timings": ["cluster.tierLock": "1h..2h"]], ["timings": ["cluster.tierLock": "soon"]],
            ["servicesAsOf": "yesterday"],
        ] {
            #expect(
                try await client.world("PATCH", "/settings", body).problem == "unknown-setting", "\(body)")
        }
        for body: Document in [["rules": "today"], ["assume": "relink"], ["timing": ["a": "b"]]] {
            #expect(try await client.world("PATCH", "/settings", body).problem == "bad-request", "\(body)")
        }
        #expect(client.simulator.world("default")?.world.settings.assumed == [])
    }
}
