import Testing
import VirtualTime

@testable import ScenarioKit

/// What is read of a state is kept until something happens. It may be, only as far as time alone changes
/// nothing of it.
@Suite("what stays while nothing happens") struct SteadinessTests {
    /// Random acts, dates of keys and failures with an end among them, in a world without any memory.
    @Test("things but records, and all that happened, from one event to the next", arguments: 0..<6)
    func between(seed: Int) throws {
        let exercise = try TrainingText.exercise(at: TrainingText.files[seed % TrainingText.files.count])
        let actions = ActionSpace(try TrainingGround(exercise).session()).actions
        var world = try ScenarioRunner(factory: SimulatedWorldFactory()).begin(exercise.scenario).world
        var draw = Draw(seed: UInt64(seed), key: "steadiness")

        for _ in 0..<24 {
            Self.act(in: &world, actions, &draw)
            guard let due = world.nextDue(), due > world.now + .milliseconds(1) else { continue }
            var later = world.fork()
            later.advance(to: due - .milliseconds(1))

            try #require(later.revision == world.revision)
            try #require(later.happenings(from: 0) == world.happenings(from: 0))
            try #require(later.things() == world.things())
            for thing in world.things() where thing.isSteady {
                try #require(later.probe(thing) == world.probe(thing), "\(thing) until \(due)")
            }
            world.advance(to: world.now + .minutes(draw.uniform(in: 1...2_000)))
        }
    }

    private static func act(
        in world: inout any ScenarioWorld, _ actions: [Deed.Action], _ draw: inout Draw
    ) {
        switch draw.uniform(in: 0...5) {
        case 0:
            let at = world.now + .minutes(draw.uniform(in: 1...500))
            _ = world.act(
                "key.expire", on: Reference(kind: "key", name: "contoso-kv/cmk"),
                with: ["at": .string(at.iso8601)], by: "dana@contoso")
        case 1:
            let name = "f\(draw.uniform(in: 0...1_000_000))"
            try? world.inject(
                FaultUse(
                    name: name, type: "vault.outage", targets: [Reference(kind: "vault", name: "contoso-kv")],
                    between: [], oneWay: false, from: world.now + .minutes(5),
                    until: world.now + .minutes(90), count: nil, perMille: nil, status: nil, code: nil,
                    retryAfter: nil, latency: nil))
        default:
            guard case .act(let name, let target, let arguments) = draw.pick(actions),
                let reference = Reference(target)
            else { return }
            _ = world.act(name, on: reference, with: arguments, by: "dana@contoso")
        }
    }

    @Test("an observed world answers as one that is asked for the first time", arguments: 0..<6)
    func observed(seed: Int) throws {
        let exercise = try TrainingText.exercise(at: TrainingText.files[seed])
        var session = try TrainingGround(exercise).session(seed: "\(seed)", choices: "seeded")
        var draw = Draw(seed: UInt64(seed), key: "observed")

        for _ in 0..<16 where !session.isOver {
            let actions = ActionSpace(session).actions
            if draw.uniform(in: 0...3) == 0 { _ = try? session.perform(draw.pick(actions)) }
            _ = try? session.perform(.clock(to: session.now + .minutes(draw.uniform(in: 1...20))))
            var fresh = try TrainingGround(exercise).session(seed: "\(seed)", choices: "seeded")
            for deed in session.deeds { try fresh.replay(deed) }

            try #require(session.observation == fresh.observation)
        }
    }

    private static let asked = "{ journal: { kind: request } }"

    @Test(
        "no goal that looks at clocks or at counts waits for an event",
        arguments: [
            ("{ journal: { kind: clock, count: { gte: 4 } } }", "4m"),
            ("{ expr: \"count(journal, e -> e.kind == 'clock') >= 5\" }", "5m"),
            ("{ state: { records/contoso-soc: { sent: { gte: 60 } } } }", "5m57s1ms"),
            (
                "{ allOf: [\(asked), { journal: { kind: request, since: now-7m, count: 0 } }] }", "8m"
            ),
            ("{ journal: { kind: request, where: \"age(at) >= 9m\", count: { gte: 1 } } }", "9m"),
            ("{ allOf: [\(asked)], noneOf: [{ journal: { kind: request, since: now-9m } }] }", "10m"),
            ("{ journal: { kind: request, until: \"${now-11m}\" } }", "11m"),
            ("{ anyOf: [{ expr: \"now >= T+12m\" }] }", "12m"),
        ])
    func clocks(condition: String, expected: String) throws {
        var session = try TrainingText.session(
            """
              goals: [{ id: g, title: G, points: 1, met: \(condition) }]
              score: { pass: 1 }
            """)
        try session.enable()
        for _ in 0..<20 { try session.wait(.minutes(1)) }

        #expect(session.offset(session.progress.met("g")) == expected)
    }
}

extension Draw {
    fileprivate mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[Int(uniform(in: 0...Int64(elements.count - 1)))]
    }
}
