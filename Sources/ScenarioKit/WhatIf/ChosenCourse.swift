import ControlPlane
import Futures
import VirtualTime

/// How a run came out where it could have come out otherwise, in words: enough to play it again anywhere.
public struct ChosenCourse: Equatable, Sendable {
    public var moments: [ChosenMoment] = []
    public var orders: [ChosenOrder] = []

    init(moments: [ChosenMoment] = [], orders: [ChosenOrder] = []) {
        self.moments = moments
        self.orders = orders
    }

    public var isEmpty: Bool { moments.isEmpty && orders.isEmpty }

    /// `honor.cluster@contoso-la.1=36s`, `order@T+1h=command,cluster-access@contoso-la`
    public var texts: [String] { moments.map(\.text) + orders.map(\.text) }

    /// What the course of a run is called: each choice by its name, counted from the start of its window.
    init(_ course: Course, of future: Future) {
        guard !course.isEmpty else { return }
        var timeline = future.start.following(course)
        _ = future.play(&timeline)
        let end = timeline
        moments = end.entries.flatMap(\.choices).filter { choice in
            course.pins.contains { $0.choice == choice.key }
        }.map { ChosenMoment($0, in: end.world) }
        moments += course.strikes.map { ChosenMoment($0) }
        orders = course.orders.map { order in
            ChosenOrder(
                milliseconds: order.at.milliseconds - future.start.now.milliseconds, names: order.names)
        }
    }

    /// Plays a future with the choices pinned by name.
    func play(
        _ future: Future, wanted: FutureMeter.Wanted = []
    ) -> (end: Timeline, outcome: FutureOutcome) {
        var settings = future.start.world.settings
        settings.choices.exact += moments.map {
            Choices.Exact(glob: $0.name, value: .after(milliseconds: $0.milliseconds))
        }
        let pinned = future.with(settings)
        let orders = orders.map { order in
            OrderPin(at: future.start.now + .milliseconds(order.milliseconds), names: order.names)
        }
        var timeline = pinned.start.following(Course(orders: orders))
        let outcome = pinned.play(&timeline, wanted: wanted)
        return (timeline, outcome)
    }
}

/// One choice by name, so long after its cause; or whether a failure met a request: 0 for no, 1 for yes.
public struct ChosenMoment: Equatable, Sendable {
    /// `honor.cluster@contoso-la.1`, `fault.NAME.1`
    public let name: String
    public let milliseconds: Int64

    init(name: String, milliseconds: Int64) {
        self.name = name
        self.milliseconds = milliseconds
    }

    init(_ strike: Strike) {
        name = strike.name
        milliseconds = strike.meets ? 1 : 0
    }

    init(_ choice: Asked, in world: World) {
        name = choice.key.name(in: world)
        milliseconds = choice.picked.milliseconds - choice.from.milliseconds
    }

    /// `honor.cluster@contoso-la.1=36s`
    public var text: String { "\(name)=\(value)" }

    /// A duration; of a failure, what it does to the request.
    var value: String {
        guard name.hasPrefix("fault.") else { return Duration.milliseconds(milliseconds).text }
        return Vocabulary.strikes[milliseconds > 0 ? 1 : 0]
    }
}

/// All that happened at one instant, in its order.
public struct ChosenOrder: Equatable, Sendable {
    /// From the fork point.
    public let milliseconds: Int64
    /// `command`, or what was due: `cluster-access@contoso-la`.
    public let names: [String]

    init(milliseconds: Int64, names: [String]) {
        self.milliseconds = milliseconds
        self.names = names
    }

    /// `order@T+1h=command,cluster-access@contoso-la`
    public var text: String {
        "order@T+\(Duration.milliseconds(milliseconds).text)=\(names.joined(separator: ","))"
    }

    var document: Document { .array([.integer(milliseconds)] + names.map { .string($0) }) }

    init?(_ document: Document) {
        let names = (document.items ?? []).dropFirst().compactMap(\.text)
        guard let milliseconds = document[0]?.integer, names.count + 1 == document.items?.count else {
            return nil
        }
        self.init(milliseconds: milliseconds, names: names)
    }
}
