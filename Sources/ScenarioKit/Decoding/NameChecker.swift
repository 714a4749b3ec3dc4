/// Checks that whatever a file names is there by then: variables, marks, rules, properties.
struct NameChecker {
    let decoder: FileDecoder
    let knownRules: [String]?

    func check(_ scenario: Scenario) {
        var scope = ScopeNames()
        if !scenario.variables.isEmpty {
            scope.groups["vars"] = WordList(scenario.variables.map(\.name.source))
        }
        check(scenario.variables, in: scope, group: "vars")
        if !scenario.matrix.isEmpty { scope.groups["matrix"] = WordList(scenario.matrix.map(\.name)) }
        for axis in scenario.matrix { for value in axis.values { check(value, in: scope) } }
        if let first = scenario.cases.first {
            scope.groups["case"] = WordList(first.fields.map(\.name.source))
        }
        for row in scenario.cases {
            check(row.fields, in: scope, group: "case")
            check(row.skip, in: scope)
        }
        checkHead(scenario, in: scope)
        let story = scenario.setup + scenario.steps + scenario.cleanup
        scope.boundSomewhere = boundNames(story)
        let fixed = scope
        check(scenario.setup, in: &scope)
        check(scenario.steps, in: &scope)
        check(scenario.cleanup, in: &scope)
        var whole = fixed
        whole.marks = scope.marks
        for invariant in scenario.always { check(invariant, in: whole) }
        whole.ranks = true
        if let maximize = scenario.explore?.maximize { check(maximize, in: whole) }
        whole.ranks = false
        if let training = scenario.training {
            checkStory(scenario)
            check(training, in: whole)
        }
    }

    private func checkHead(_ scenario: Scenario, in scope: ScopeNames) {
        check(scenario.name, in: scope)
        check(scenario.skip, in: scope)
        for field in scenario.assume { check(field.value, in: scope) }
        let world = scenario.world
        for text in [world.from, world.start, world.seed] { check(text, in: scope) }
        check(world.choices, in: scope)
        for traffic in world.traffic {
            check(traffic.to.template, in: scope)
            check(traffic.rate.template, in: scope)
            check(traffic.backfill?.template, in: scope)
        }
        for retention in world.retention { check(retention.duration.template, in: scope) }
        checkWorldsOfRows(scenario)
    }

    /// `from: ${case.world}` is known for each row, so it is checked for each row.
    private func checkWorldsOfRows(_ scenario: Scenario) {
        guard let only = scenario.world.from?.onlyExpression,
            case .member(let base, let key) = only.expression.form, base.form == .name("case")
        else { return }
        for row in scenario.cases {
            guard let field = row.fields.first(where: { $0.name.source == key }),
                case .constant(.string(let from)) = field.value
            else { continue }
            decoder.checkStart(from, at: field.name.place)
        }
    }

    func boundNames(_ steps: [Step]) -> Set<String> {
        steps.reduce(into: []) { names, step in
            if let mark = step.mark { names.insert(mark) }
            names.formUnion(step.captures.map(\.name))
            names.formUnion(boundNames(step.inner))
        }
    }

    // MARK: steps

    func check(_ steps: [Step], in scope: inout ScopeNames) {
        for step in steps { check(step, in: &scope) }
    }

    private func check(_ step: Step, in scope: inout ScopeNames) {
        check(step.name, in: scope)
        check(step.condition, in: scope)
        check(step.at, in: scope)
        check(step.actor, in: scope)
        check(step.skip, in: scope)
        check(step.action, in: &scope)
        if let mark = step.mark { bind(mark, at: step.place, in: &scope, isMark: true) }
        if let expectation = step.expectation { check(expectation, in: scope) }
        for capture in step.captures {
            if case .expression(let expression) = capture.source { check(expression, in: scope) }
            bind(capture.name, at: capture.place, in: &scope, isMark: false)
        }
    }

    private func bind(_ name: String, at place: SourcePlace, in scope: inout ScopeNames, isMark: Bool) {
        if scope.variables.contains(name) {
            decoder.report(.boundTwice, "'\(name)' is bound twice", at: place, "a name is bound once")
        }
        scope.variables.insert(name)
        if isMark { scope.marks.insert(name) }
    }

    private func check(_ action: Step.Action, in scope: inout ScopeNames) {
        switch action {
        case .request(let request):
            for text in [request.line, request.method, request.path, request.host] { check(text, in: scope) }
            for header in request.headers { check(header.value, in: scope) }
            if let body = request.body { check(body, in: scope) }
        case .az(let line): for text in line.texts { check(text, in: scope) }
        case .act(let act):
            check(act.name.template, in: scope)
            check(act.target?.template, in: scope)
            for argument in act.arguments { check(argument.value, in: scope) }
        case .advance(let advance): check(advance, in: scope)
        case .check(let check): self.check(check, in: scope)
        case .ingest(let ingest):
            check(ingest.to.template, in: scope)
            check(ingest.table, in: scope)
        case .fork(let fork):
            for field in fork.assume { check(field.value, in: scope) }
            check(fork.choices, in: scope)
            // What a fork binds ends with it.
            var inner = scope
            check(fork.steps, in: &inner)
        case .race(let steps): check(steps, in: &scope)
        case .use(let use): check(use, in: scope)
        case .note(let text), .save(let text): check(text, in: scope)
        case .clear(let names): for name in names { check(name, in: scope) }
        case .fault: break
        }
    }

    private func check(_ use: BlockUse, in scope: ScopeNames) {
        for argument in use.arguments { check(argument.value, in: scope) }
        var inner = ScopeNames()
        inner.variables = Set(use.parameters.map(\.name.source))
        inner.boundSomewhere = boundNames(use.steps)
        decoder.enter(use)
        check(use.steps, in: &inner)
        decoder.leave()
    }

    private func check(_ advance: Advance, in scope: ScopeNames) {
        switch advance {
        case .by(let duration): check(duration.template, in: scope)
        case .to(let instant): check(instant, in: scope)
        case .events: break
        case .until(let condition, let atMost):
            check(condition, in: scope)
            check(atMost?.template, in: scope)
        }
    }

    private func check(_ check: Check, in scope: ScopeNames) {
        self.check(check.condition, in: scope)
        switch check.time {
        case .now: break
        case .within(let duration, let of, let notBefore):
            self.check(duration.template, in: scope)
            self.check(of, in: scope)
            self.check(notBefore?.template, in: scope)
        case .throughout(let duration): self.check(duration.template, in: scope)
        case .until(let instant): self.check(instant, in: scope)
        case .eventually(let atMost): self.check(atMost?.template, in: scope)
        }
    }

    private func check(_ expectation: Expectation, in scope: ScopeNames) {
        for case .later(let text) in expectation.statuses { check(text, in: scope) }
        for header in expectation.headers { check(header.matcher, in: scope) }
        for body in expectation.body { check(body.matcher, in: scope) }
        for error in expectation.error { check(error.matcher, in: scope) }
        for rule in expectation.rejectedBy {
            check(rule, in: scope)
            if let id = rule.constant, id != "none" { checkRule(id, at: rule.place) }
        }
        check(expectation.outcome, in: scope)
        if let condition = expectation.condition { check(condition, in: scope) }
    }
}
