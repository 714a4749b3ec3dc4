import VirtualTime

extension NameChecker {
    /// An exercise is one run whose story are its injects and its trainee: what would be left out is refused.
    func checkStory(_ scenario: Scenario) {
        for step in scenario.steps + scenario.cleanup where step.verb != "note" {
            decoder.notSupported(
                "\(step.verb) in an exercise", at: step.place, hint: "put it into 'setup' or an inject")
        }
        for invariant in scenario.always {
            decoder.notSupported("always in an exercise", at: invariant.place)
        }
        if let row = scenario.cases.first { decoder.notSupported("cases in an exercise", at: row.place) }
        if !scenario.matrix.isEmpty { decoder.notSupported("matrix in an exercise", at: scenario.name.place) }
    }

    func check(_ training: Training, in scope: ScopeNames) {
        var scope = scope
        scope.goals = WordList(training.goals.map(\.id))
        scope.marks.formUnion(training.injects.map(\.id))
        checkUnique(training.injects.map { ($0.id, $0.place) }, "inject")
        checkUnique(training.goals.map { ($0.id, $0.place) }, "goal")
        checkUnique(training.penalties.map { ($0.id, $0.place) }, "penalty")
        // What an inject binds can be named by all that comes after it in the file.
        for inject in training.injects { check(inject, in: &scope) }
        for goal in training.goals {
            check(goal.met, in: scope)
            check(goal.of, in: scope)
            for id in goal.after { checkGoal(id, at: goal.place, in: scope) }
        }
        for penalty in training.penalties { check(penalty.when, in: scope) }
        let solution = boundNames(training.solution)
        var inner = scope
        inner.boundSomewhere.formUnion(solution)
        check(training.solution, in: &inner)
        for counterfactual in training.counterfactuals {
            check(counterfactual.at, in: scope)
            var inner = scope
            inner.boundSomewhere.formUnion(boundNames(counterfactual.steps))
            check(counterfactual.steps, in: &inner)
        }
    }

    private func check(_ inject: Training.Inject, in scope: inout ScopeNames) {
        check(inject.at, in: scope)
        if let when = inject.when { check(when, in: scope) }
        check(inject.show, in: scope)
        if let id = inject.unless { checkGoal(id, at: inject.place, in: scope) }
        check(inject.steps, in: &scope)
        for step in inject.steps where ["advance", "race", "use", "fork", "save"].contains(step.verb) {
            decoder.notSupported(
                "\(step.verb) in an inject", at: step.place, hint: "an inject happens at one instant")
        }
    }

    private func checkUnique(_ ids: [(id: String, place: SourcePlace)], _ what: String) {
        var seen: Set<String> = []
        for (id, place) in ids where !seen.insert(id).inserted {
            decoder.report(.boundTwice, "there are two \(what)s '\(id)'", at: place, "a name is bound once")
        }
    }

    private func checkGoal(_ id: String, at place: SourcePlace, in scope: ScopeNames) {
        let goals = scope.goals?.words ?? []
        guard scope.goals?.contains(id) != true else { return }
        decoder.report(
            .unknownName, "there is no goal '\(id)'", at: place, Suggestion.phrase(for: id, among: goals))
    }

    /// The argument of `goal('…')`.
    func checkGoal(_ arguments: [Expression.Argument], _ place: SourcePlace, _ scope: ScopeNames) {
        guard scope.goals != nil else {
            decoder.notSupported("goal", at: place, hint: "only an exercise has goals")
            return
        }
        guard case .literal(.string(let id))? = arguments.first?.expression.form else { return }
        checkGoal(id, at: place, in: scope)
    }
}
