// A search of futures from a program of one's own: how many records can half an hour without the key cost?
//   LOCKSTEP_CORE_ONLY=1 swift run
import ControlPlane
import Futures
import VirtualTime

// The world: a vault with a key, two clusters under it, Sentinel on the first one's workspace.
var timeline = SmallWorld().timeline
let group = "/subscriptions/\(Genesis.defaultSubscription)/resourceGroups/small-rg/providers"
guard let key = timeline.world.names.find("\(group)/Microsoft.KeyVault/vaults/small-kv/keys/cmk"),
    let workspace = timeline.world.names.find("\(group)/Microsoft.OperationalInsights/workspaces/workspace-a")
else { fatalError("the small world has other names") }

// Ten records a minute, from now on.
timeline.submit { _ in
    .logAnalytics(
        .startTraffic(
            workspace: workspace, table: "SecurityEvent", records: 10, periodMilliseconds: 60_000,
            backfillMilliseconds: 0))
}

// The future: two commands, half an hour apart, watched for a day.
func setting(isEnabled: Bool) -> AnyCommand {
    .keyVault(.updateVersion(key, version: nil, KeyVault.VersionChanges(enabled: isEnabled)))
}
let start = timeline.now
let future = Future(
    from: timeline,
    [
        Intervention(at: start, "disable the key", setting(isEnabled: false)),
        Intervention(at: start + .minutes(30), "enable the key", setting(isEnabled: true)),
    ],
    through: start + .days(1))

// Every way in which the moments can come out that the documents leave open.
let range = FutureSearch(future, varying: ChoicePoints(["honor.*", "restore.*"])).run()
print("\(range.cells) cells, \(range.runs) runs, \(range.isDecided ? "decided" : "not decided")")
for measure in [Measure.darkMinutes, .lostRecords] {
    guard let ends = range.ends[measure] else { continue }
    for (name, end) in [("best", ends.best), ("worst", ends.worst)] {
        let value = end.value.map(String.init) ?? "never"
        let moments = end.pins.map { pin in
            let thing = timeline.world.names[pin.choice.resource].name
            return "\(pin.choice.point.rawValue)@\(thing)=T+\((pin.at - start).text)"
        }
        let unit = measure.unit == .milliseconds ? " ms" : ""
        print("\(name) \(measure.rawValue)  \(value)\(unit)  \(moments.joined(separator: " "))")
    }
}
