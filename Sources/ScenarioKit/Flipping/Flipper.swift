/// Walks over a scenario and flips the expectation of one number; `site` stays nil when there are fewer.
struct Flipper {
    private var left: Int
    private var seen: Set<Site> = []
    private(set) var site: Site?

    struct Site: Hashable {
        let what: String
        let place: SourcePlace
    }

    init(at number: Int) { left = number }

    /// Whether the expectation that stands here is the one. In a block that is used often it is flipped in
    /// every use.
    private mutating func isHere(_ what: String, _ place: SourcePlace) -> Bool {
        let here = Site(what: what, place: place)
        guard seen.insert(here).inserted else { return here == site }
        defer { left -= 1 }
        guard left == 0 else { return false }
        site = here
        return true
    }

    mutating func flipped(_ scenario: Scenario) -> Scenario {
        var scenario = scenario
        scenario.setup = flipped(scenario.setup)
        scenario.steps = flipped(scenario.steps)
        scenario.cleanup = flipped(scenario.cleanup)
        scenario.always = scenario.always.map { flipped($0) }
        return scenario
    }

    private mutating func flipped(_ steps: [Step]) -> [Step] { steps.map { flipped($0) } }

    private mutating func flipped(_ step: Step) -> Step {
        var step = step
        switch step.action {
        case .check(let check): step.action = .check(flipped(check))
        case .fork(var fork):
            fork.steps = flipped(fork.steps)
            step.action = .fork(fork)
        case .race(let steps): step.action = .race(flipped(steps))
        case .use(var use):
            use.steps = flipped(use.steps)
            step.action = .use(use)
        case .request, .az, .act, .advance, .fault, .clear, .ingest, .note, .save: break
        }
        step.expectation = step.expectation.map { flipped($0, at: step.place) }
        return step
    }

    private mutating func flipped(_ invariant: Invariant) -> Invariant {
        guard case .expression(let placed) = invariant.form,
            isHere("always \(invariant.title)", invariant.place)
        else { return invariant }
        return Invariant(
            name: invariant.name, form: .expression(placed.denied), from: invariant.from, to: invariant.to,
            isWarning: false, place: invariant.place)
    }

    private mutating func flipped(_ check: Check) -> Check {
        var check = check
        switch check.time {
        case .within, .eventually: check.isDenied = isHere("check", check.condition.place)
        case .now, .throughout, .until: check.condition = flipped(check.condition)
        }
        return check
    }

    private mutating func flipped(_ condition: Condition) -> Condition {
        var condition = condition
        condition.state = condition.state.map { expectation in
            let name = expectation.reference.ready.map(\.description) ?? "state"
            return StateExpectation(
                reference: expectation.reference,
                properties: expectation.properties.map { flipped($0, of: name) })
        }
        condition.journal = condition.journal.map { query in
            guard isHere("journal", query.place) else { return query }
            var query = query
            query.count = query.count.map { .not($0) } ?? .equals(.constant(.integer(0)))
            return query
        }
        if let placed = condition.expression, isHere("expr", placed.place(of: placed.expression)) {
            condition.expression = placed.denied
        }
        condition.allOf = condition.allOf.map { flipped($0) }
        if !condition.anyOf.isEmpty, isHere("anyOf", condition.place) {
            (condition.noneOf, condition.anyOf) = (condition.noneOf + condition.anyOf, [])
        } else if !condition.noneOf.isEmpty, isHere("noneOf", condition.place) {
            (condition.anyOf, condition.noneOf) = (condition.noneOf, [])
        }
        return condition
    }

    private mutating func flipped(_ one: PropertyExpectation, of thing: String) -> PropertyExpectation {
        guard isHere("\(thing).\(one.property)", one.place) else { return one }
        return PropertyExpectation(
            property: one.property, propertyPlace: one.propertyPlace, matcher: .not(one.matcher),
            place: one.place)
    }

    private mutating func flipped(_ expectation: Expectation, at place: SourcePlace) -> Expectation {
        var expectation = expectation
        for key in expectation.parts where isHere(key, expectation.places[key] ?? place) {
            expectation.denied = key
        }
        expectation.headers = expectation.headers.map { header in
            guard isHere("header \(header.name)", header.place) else { return header }
            return Expectation.Header(
                name: header.name, matcher: .not(header.matcher), place: header.place)
        }
        expectation.body = expectation.body.map { part in
            guard isHere("body", part.place) else { return part }
            return Expectation.Body(path: part.path, matcher: .not(part.matcher), place: part.place)
        }
        expectation.error = expectation.error.map { flipped($0, of: "error") }
        expectation.condition = expectation.condition.map { flipped($0) }
        return expectation
    }
}

extension Expectation {
    /// The keys that stand here and are no matchers.
    fileprivate var parts: [String] {
        var keys: [String] = []
        if !statuses.isEmpty { keys.append("status") }
        if !rejectedBy.isEmpty { keys.append("rejectedBy") }
        if outcome != nil { keys.append("outcome") }
        if operation != nil { keys.append("operation") }
        return keys
    }
}

extension PlacedExpression {
    fileprivate var denied: PlacedExpression {
        let opposite = Expression(.not(expression), offset: expression.offset, length: expression.length)
        return PlacedExpression(expression: opposite, text: text, origin: origin, isExact: isExact)
    }
}
