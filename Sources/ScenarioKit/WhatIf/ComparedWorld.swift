import ControlPlane
public import VirtualTime

/// One side of a comparison: a world, or the future of a token, at an instant.
public struct ComparedWorld {
    public let title: String
    let world: SimulatedWorld

    /// When two worlds are looked at.
    public enum Moment: Equatable, Sendable {
        /// Since T: where a world is, or where a future leaves it.
        case offset(Duration)
        case instant(Instant)

        /// `T`, `T+2h`, or an instant in ISO 8601.
        public init?(text: String) {
            if text == "T" {
                self = .offset(.zero)
            } else if text.hasPrefix("T+"), let span = Duration(text: String(text.dropFirst(2))) {
                self = .offset(span)
            } else if let instant = Instant(iso8601: text) {
                self = .instant(instant)
            } else {
                return nil
            }
        }

        fileprivate func instant(from start: Instant) throws(WorldProblem) -> Instant {
            let instant =
                switch self {
                case .offset(let span): start + span
                case .instant(let instant): instant
                }
            guard instant >= start else {
                throw WorldProblem("\(instant.iso8601) comes before the world's \(start.iso8601)")
            }
            return instant
        }
    }

    /// - Parameters:
    ///   - name: `builtin:NAME`, or the path of a saved world.
    ///   - moment: to which its time moves on; nil leaves it where it is.
    /// - Throws: when there is no such world, or the moment comes before it.
    public init(named name: String, at moment: Moment?, maker: FutureMaker) throws(WorldProblem) {
        let spec = FutureSpec(world: name, rules: Profile.seed.rawValue, seed: "0", horizon: 0)
        var timeline = try maker.start(of: spec)
        if let moment { timeline.advance(to: try moment.instant(from: timeline.now)) }
        title = name
        world = SimulatedWorld(timeline: timeline)
    }

    /// - Parameter moment: through which the run is played; nil for its horizon.
    /// - Throws: when its world is not there any more, or the moment comes before its fork point.
    public init(_ token: ReplayToken, at moment: Moment?, maker: FutureMaker) throws(WorldProblem) {
        var spec = token.spec
        let start = try maker.start(of: spec).now
        if let moment {
            spec.horizon = try moment.instant(from: start).milliseconds - start.milliseconds
            spec.deeds.removeAll { ($0["at"]?.integer ?? 0) > spec.horizon }
        }
        let future = try maker.future(of: spec)
        title = "\(token.text.prefix(12))…"
        world = SimulatedWorld(timeline: token.course.play(future).end)
    }
}
