extension FileDecoder {
    func training(_ node: YAMLNode) -> Training? {
        let allowed = [
            "title", "audience", "level", "duration", "clock", "briefing", "allow", "hide", "injects",
            "goals",
            "penalties", "score", "solution", "debrief", "counterfactuals",
        ]
        guard
            let keyed = KeyedNode(
                node, "'training'", allowed: allowed, required: ["briefing", "goals", "score"], decoder: self)
        else { return nil }
        var training = Training()
        training.title = keyed.text("title")
        training.audience = keyed.texts("audience")
        training.level = keyed.word("level", among: ["intro", "practitioner", "expert"])
        training.duration = keyed.duration("duration")
        if let node = keyed["clock"],
            let clock = KeyedNode(
                node, "'clock'", allowed: ["rate", "pauseOnInject", "traineeMayAdvance"], decoder: self)
        {
            training.rate = clock["rate"].flatMap { rational($0, "'rate'") }
            training.pausesOnInject = clock.truth("pauseOnInject") ?? false
            training.traineeMayAdvance = clock.truth("traineeMayAdvance") ?? false
        }
        training.briefing = keyed.text("briefing") ?? ""
        training.allow = words(keyed, "allow", among: Training.surfaces)
        training.hide = words(keyed, "hide", among: Training.hideable)
        training.injects = keyed.items("injects").compactMap(inject)
        training.goals = keyed.items("goals").compactMap(goal)
        training.penalties = keyed.items("penalties").compactMap(penalty)
        if let node = keyed["score"],
            let score = KeyedNode(node, "'score'", allowed: ["pass"], required: ["pass"], decoder: self)
        {
            training.pass = score.integer("pass") ?? 0
        }
        training.solution = keyed["solution"].map { steps($0, "'solution'") } ?? []
        training.debrief = keyed.text("debrief")
        training.counterfactuals = keyed.items("counterfactuals").compactMap(counterfactual)
        return training
    }

    private func words(_ keyed: KeyedNode, _ key: String, among known: [String]) -> [String] {
        keyed.items(key).compactMap { word($0, "word of '\(key)'", among: known) }
    }

    private func inject(_ node: YAMLNode) -> Training.Inject? {
        let allowed = ["id", "at", "when", "unless", "show", "from", "steps"]
        guard let keyed = KeyedNode(node, "an inject", allowed: allowed, required: ["id"], decoder: self),
            let id = keyed.text("id"), let place = keyed["id"]?.place, isName(id, at: place, "an inject")
        else { return nil }
        var inject = Training.Inject(id: id, place: place)
        inject.at = keyed.instant("at")
        inject.when = keyed["when"].flatMap { condition($0, "'when'") }
        inject.unless = keyed.text("unless")
        inject.show = keyed.template("show")
        inject.from = keyed.text("from")
        inject.steps = keyed["steps"].map { steps($0, "'steps'") } ?? []
        return inject
    }

    private func goal(_ node: YAMLNode) -> Training.Goal? {
        let allowed = [
            "id", "title", "points", "met", "of", "within", "floor", "after", "secret", "hints",
        ]
        let required = ["id", "title", "points", "met"]
        guard let keyed = KeyedNode(node, "a goal", allowed: allowed, required: required, decoder: self),
            let id = keyed.text("id"), let title = keyed.text("title"),
            let points = keyed.integer("points", atLeast: 1),
            let met = keyed["met"].flatMap({ condition($0, "'met'") })
        else { return nil }
        let place = keyed["id"]?.place ?? node.place
        var goal = Training.Goal(id: id, title: title, points: points, met: met, place: place)
        goal.of = keyed.instant("of")
        goal.within = keyed.duration("within")
        goal.floor = keyed.integer("floor", atLeast: 0)
        if let floor = goal.floor, floor > points, let place = keyed["floor"]?.place {
            report(.notANumber, "the floor of a goal is not above its points", at: place)
        }
        if let within = goal.within, within.ready == nil {
            report(.notADuration, "the time of a goal is written out, nothing is filled in", at: within.place)
        }
        goal.after = keyed.texts("after")
        goal.isSecret = keyed.truth("secret") ?? false
        goal.hints = keyed.items("hints").compactMap { node in
            let allowed = ["text", "cost", "after"]
            guard let hint = KeyedNode(node, "a hint", allowed: allowed, required: ["text"], decoder: self),
                let text = hint.text("text")
            else { return nil }
            return Training.Hint(
                text: text, cost: hint.integer("cost", atLeast: 0) ?? 0, after: hint.duration("after"))
        }
        return goal
    }

    private func penalty(_ node: YAMLNode) -> Training.Penalty? {
        let allowed = ["id", "points", "when", "message", "fatal"]
        let required = ["id", "points", "when", "message"]
        guard let keyed = KeyedNode(node, "a penalty", allowed: allowed, required: required, decoder: self),
            let id = keyed.text("id"), let points = keyed.integer("points"),
            let when = keyed["when"].flatMap({ condition($0, "'when'") }), let message = keyed.text("message")
        else { return nil }
        if points >= 0, let place = keyed["points"]?.place {
            report(.notANumber, "the points of a penalty are negative", at: place)
        }
        return Training.Penalty(
            id: id, points: points, when: when, message: message, isFatal: keyed.truth("fatal") ?? false,
            place: keyed["id"]?.place ?? node.place)
    }

    private func counterfactual(_ node: YAMLNode) -> Training.Counterfactual? {
        let allowed = ["name", "at", "steps"]
        guard
            let keyed = KeyedNode(
                node, "a counterfactual", allowed: allowed, required: allowed, decoder: self),
            let name = keyed.text("name"), let at = keyed.instant("at")
        else { return nil }
        return Training.Counterfactual(
            name: name, at: at, steps: keyed["steps"].map { steps($0, "'steps'") } ?? [])
    }
}
