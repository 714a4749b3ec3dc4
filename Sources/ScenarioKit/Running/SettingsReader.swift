import VirtualTime

/// Fills in the settings of a world from its file.
struct SettingsReader {
    let context: RunContext
    let world: any ScenarioWorld

    func choices(_ policy: ChoicePolicy) throws(StepFailure) -> [WorldSettings.Choice] {
        switch policy {
        case .named(let text):
            return [try choice("default", try context.text(text, in: world), at: text.place)]
        case .map(let fields):
            var choices: [WorldSettings.Choice] = []
            for field in fields {
                let policy = Value.filling(field.value, from: context.scope(world)).text
                choices.append(try choice(field.name.source, policy, at: field.name.place))
            }
            return choices
        }
    }

    private func choice(
        _ point: String, _ policy: String, at place: SourcePlace
    ) throws(StepFailure) -> WorldSettings.Choice {
        guard Vocabulary.isChoice(policy, of: point) else {
            throw StepFailure("'\(policy)' is no choice policy", labels: [.init(place)], at: world.now)
        }
        return WorldSettings.Choice(point: point, policy: policy)
    }

    func assumptions(_ fields: [Template.Field]) throws(StepFailure) -> [AssumptionUse] {
        var uses: [AssumptionUse] = []
        for field in fields {
            let reading = Value.filling(field.value, from: context.scope(world)).text
            guard let readings = Vocabulary.readings(of: field.name.source), readings.contains(reading) else {
                throw StepFailure(
                    "'\(reading)' is no reading of \(field.name.source)", labels: [.init(field.name.place)],
                    at: world.now)
            }
            uses.append(AssumptionUse(name: field.name.source, reading: reading))
        }
        return uses
    }

    func settings(of scenario: Scenario) throws(StepFailure) -> WorldSettings {
        var settings = WorldSettings()
        if let choices = scenario.world.choices { settings.choices = try self.choices(choices) }
        settings.assumptions = try assumptions(scenario.assume)
        settings.pollsMoveTime = scenario.world.clock == "poll-driven"
        for timing in scenario.world.timings {
            settings.timings.append(
                WorldSettings.Timing(
                    name: timing.name, least: try context.duration(timing.least, in: world),
                    most: try context.duration(timing.most, in: world)))
        }
        for traffic in scenario.world.traffic {
            let backfill = try traffic.backfill.map { late throws(StepFailure) in
                try context.duration(late, in: world)
            }
            let table = try traffic.table.map { text throws(StepFailure) in try context.text(text, in: world)
            }
            settings.traffic.append(
                WorldSettings.Traffic(
                    workspace: try context.reference(traffic.to, in: world),
                    rate: try context.resolved(traffic.rate, in: world, "a rate") { TrafficRate($0) },
                    backfill: backfill, table: table))
        }
        for retention in scenario.world.retention {
            settings.retention.append(
                WorldSettings.Retention(
                    workspace: try context.reference(retention.workspace, in: world),
                    duration: try context.duration(retention.duration, in: world)))
        }
        return settings
    }
}
