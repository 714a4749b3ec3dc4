import ControlPlane
import Futures
import Simulation
import VirtualTime

/// Makes a run that breaks an invariant as small as it gets: nothing single can be taken away any more.
///
/// In this order, each again until it helps no more: interventions are left out, choices are let go, times
/// are moved to simpler ones, the horizon comes nearer. What is left always breaks the same invariant.
public struct Shrinker {
    public struct Shrunk: Sendable {
        public var spec: FutureSpec
        public var course: ChosenCourse
        public let invariant: String
        public let sentence: String
        /// Milliseconds from the fork point.
        public let at: Int64
        /// How many runs it took.
        public var runs: Int
        public let interventionsBefore: Int
        public let choicesBefore: Int
        /// Interventions without which it holds, by their place; all of them, when it is 1-minimal.
        public var necessary: [Int] = []
        /// Choices whose value matters.
        public var necessaryChoices: [String] = []
        public let token: ReplayToken
    }

    private let maker: FutureMaker
    private var runs = 0
    private var spec: FutureSpec
    private var course: ChosenCourse
    private let invariant: String
    private let rule: String?

    /// - Parameter token: a run that breaks an invariant of its spec.
    /// - Throws: `WorldProblem` when it breaks none.
    public static func shrink(_ token: ReplayToken, maker: FutureMaker) throws -> Shrunk {
        let future = try maker.future(of: token.spec)
        let outcome = token.course.play(future).outcome
        guard let breach = outcome.violation else {
            throw WorldProblem("the run breaks none of its invariants, so there is nothing to shrink")
        }
        var shrinker = Shrinker(
            maker: maker, spec: token.spec, course: token.course, invariant: breach.invariant,
            rule: rule(of: breach))
        return try shrinker.run(from: token)
    }

    private init(
        maker: FutureMaker, spec: FutureSpec, course: ChosenCourse, invariant: String,
        rule: String?
    ) {
        self.maker = maker
        self.spec = spec
        self.course = course
        self.invariant = invariant
        self.rule = rule
        self.spec.invariants.removeAll { $0.name != invariant }
    }

    /// Where all rules are looked for at once, the one that was broken.
    private static func rule(of breach: FutureOutcome.Breach) -> String? {
        breach.invariant == PromisesWatch.name ? String(breach.sentence.prefix { $0 != ":" }) : nil
    }

    private mutating func run(from token: ReplayToken) throws -> Shrunk {
        removeInterventions()
        letChoicesGo()
        simplifyTimes()
        removeInterventions()
        letChoicesGo()
        shortenHorizon()
        guard let left = breach(spec, course) else {
            throw WorldProblem("the shrunk run does not break the invariant: a defect of the simulator")
        }
        let future = try maker.future(of: spec)
        var shrunk = Shrunk(
            spec: spec, course: course, invariant: rule ?? invariant, sentence: left.sentence,
            at: left.at, runs: 0, interventionsBefore: token.spec.deeds.count,
            choicesBefore: token.course.texts.count, token: ReplayToken(spec, course, future: future))
        for place in spec.deeds.indices {
            var less = spec
            less.deeds.remove(at: place)
            if found(less, course) == nil { shrunk.necessary.append(place) }
        }
        shrunk.necessaryChoices = course.moments.filter { choice in
            ["earliest", "latest", "midpoint"].contains { policy in
                breach(spec.choosing(policy), course.without(choice)) == nil
            }
        }.map(\.name)
        shrunk.runs = runs
        return shrunk
    }

    // MARK: Whether it still breaks

    private mutating func breach(
        _ spec: FutureSpec, _ course: ChosenCourse
    ) -> FutureOutcome.Breach? {
        runs += 1
        guard let future = try? maker.future(of: spec) else { return nil }
        return violation(course.play(future).outcome)
    }

    private func violation(_ outcome: FutureOutcome) -> FutureOutcome.Breach? {
        outcome.breaches.first { breach in
            breach.invariant == invariant && (rule == nil || Self.rule(of: breach) == rule)
        }
    }

    /// Choices with which a spec breaks it: those it has, those of a policy, or those a small search finds.
    private mutating func found(
        _ spec: FutureSpec, _ course: ChosenCourse
    ) -> ChosenCourse? {
        if breach(spec, course) != nil { return course }
        for policy in ["earliest", "latest"] where breach(spec.choosing(policy), ChosenCourse()) != nil {
            guard let future = try? maker.future(of: spec.choosing(policy)) else { continue }
            return Self.asked(in: ChosenCourse().play(future).end)
        }
        guard let future = try? maker.future(of: spec) else { return nil }
        let search = FutureSearch(
            future, bounds: SearchBounds(runs: 200), variesOrder: !course.orders.isEmpty)
        let range = search.run()
        runs += range.runs
        guard
            let breach = range.breaches.first(where: { found in
                found.breach.invariant == invariant && (rule == nil || Self.rule(of: found.breach) == rule)
            })
        else { return nil }
        return ChosenCourse(breach.course, of: future)
    }

    private static func asked(in end: Timeline) -> ChosenCourse {
        ChosenCourse(
            moments: end.entries.flatMap(\.choices).filter { $0.from < $0.to }.map {
                ChosenMoment($0, in: end.world)
            })
    }

    // MARK: Steps

    private mutating func removeInterventions() {
        var size = max(1, spec.deeds.count / 2)
        while size >= 1 {
            var place = 0, helped = false
            while place < spec.deeds.count {
                var less = spec
                less.deeds.removeSubrange(place..<min(place + size, less.deeds.count))
                if let course = found(less, course) {
                    (spec, self.course) = (less, course)
                    helped = true
                } else {
                    place += size
                }
            }
            if size == 1, !helped { break }
            size = size == 1 ? 1 : size / 2
        }
    }

    private mutating func letChoicesGo() {
        for order in course.orders {
            var less = course
            less.orders.removeAll { $0 == order }
            if breach(spec, less) != nil { course = less }
        }
        for choice in course.moments {
            let less = course.without(choice)
            if breach(spec, less) != nil { course = less }
        }
        for (place, choice) in course.moments.enumerated() where choice.milliseconds != 0 {
            for simpler in Self.simpler(than: choice.milliseconds) {
                var changed = course
                changed.moments[place] = ChosenMoment(name: choice.name, milliseconds: simpler)
                guard breach(spec, changed) != nil else { continue }
                course = changed
                break
            }
        }
    }

    /// Nothing, then whole days, hours, minutes, seconds, none of them later.
    private static func simpler(than milliseconds: Int64) -> [Int64] {
        let units: [Int64] = [86_400_000, 3_600_000, 60_000, 1_000]
        let rounded = units.map { milliseconds / $0 * $0 }
        var distinct: [Int64] = []
        for value in [0] + rounded where value != milliseconds && !distinct.contains(value) {
            distinct.append(value)
        }
        return distinct
    }

    private mutating func simplifyTimes() {
        for place in spec.deeds.indices {
            let at = spec.deeds[place]["at"]?.integer ?? 0
            let before = place > 0 ? spec.deeds[place - 1]["at"]?.integer ?? 0 : 0
            let after = place + 1 < spec.deeds.count ? spec.deeds[place + 1]["at"]?.integer ?? .max : .max
            for simpler in Self.simpler(than: at) where simpler >= before && simpler <= after {
                var changed = spec
                changed.deeds[place]["at"] = .integer(simpler)
                guard let course = found(changed, course) else { continue }
                (spec, self.course) = (changed, course)
                break
            }
        }
    }

    private mutating func shortenHorizon() {
        guard let left = breach(spec, course) else { return }
        let last = spec.deeds.compactMap { $0["at"]?.integer }.max() ?? 0
        var shorter = spec
        // A whole minute, so that it reads.
        shorter.horizon = min(spec.horizon, (max(left.at, last) / 60_000 + 1) * 60_000)
        if self.breach(shorter, course) != nil { spec = shorter }
    }
}

extension FutureSpec {
    /// The same under another policy for what nobody pins.
    func choosing(_ policy: String) -> FutureSpec {
        var copy = self
        copy.settings.choices.append(WorldSettings.Choice(point: "default", policy: policy))
        return copy
    }
}

extension ChosenCourse {
    fileprivate func without(_ choice: ChosenMoment) -> ChosenCourse {
        var less = self
        less.moments.removeAll { $0 == choice }
        return less
    }
}
