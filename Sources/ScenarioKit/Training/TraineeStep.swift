import VirtualTime

/// What a trainee types, read by the grammar of files.
enum TraineeStep {
    /// What no trainee's hand reaches: Microsoft's own account, and failures of the platform.
    static let beyondReach = ["cosmos.delete-account", "arm.error", "arm.throttle"]

    /// - Throws: what is wrong with it, and what would be right.
    static func read(_ action: Deed.Action, allow: [String]) throws(TrainingProblem) -> Step {
        try checkSurface(of: action, allow)
        var pairs: [(String, YAMLNode)]
        switch action {
        case .act(let name, let target, let arguments):
            pairs = [("act", .quoted(name)), ("target", .quoted(target))]
            if arguments.members?.isEmpty == false { pairs.append(("with", YAMLNode(arguments))) }
        case .az(let line): pairs = [("az", .quoted(line))]
        case .request(let line, let body):
            pairs = [("request", .quoted(line))]
            if let body { pairs.append(("body", YAMLNode(body))) }
        case .clock, .hint, .fire, .skip, .message, .pause, .resume, .end:
            throw TrainingProblem("'\(action.title)' is no call")
        }
        pairs.append(("actor", .quoted("trainee")))
        let decoder = FileDecoder(source: SourceText(file: "trainee", text: ""), capabilities: .runner)
        let step = decoder.step(.mapping(pairs))
        if let problem = decoder.problems.first {
            let hint = problem.label.text.isEmpty ? problem.notes.first : problem.label.text
            throw TrainingProblem(problem.message, try: hint)
        }
        guard var step else { throw TrainingProblem("'\(action.title)' is no call") }
        guard step.asksOnlyForIDs else {
            throw TrainingProblem("only ${id('kind/name')} is filled in here")
        }
        // The clock is moved by waiting, not by calls.
        step.wait = false
        return step
    }

    // MARK: What is allowed

    private static func checkSurface(of action: Deed.Action, _ allow: [String]) throws(TrainingProblem) {
        if case .act(let name, _, _) = action, beyondReach.contains(name) {
            throw TrainingProblem("no trainee can do '\(name)'")
        }
        guard !allow.isEmpty, let surface = surface(of: action), !allow.contains(surface) else { return }
        throw TrainingProblem(
            "this exercise does not allow '\(surface)'", try: "allowed: \(allow.joined(separator: ", "))")
    }

    /// Which of the surfaces a call goes over; nil for what is no call.
    static func surface(of action: Deed.Action) -> String? {
        switch action {
        case .az: return "az"
        case .act(let name, _, _):
            if name == "query.run" { return "query" }
            return name.hasPrefix("key.") ? "keyvault" : "arm"
        case .request(let line, _):
            if line.contains("https://api.loganalytics.") { return "query" }
            return line.contains(".vault.azure.net") ? "keyvault" : "arm"
        case .clock, .hint, .fire, .skip, .message, .pause, .resume, .end: return nil
        }
    }
}

extension Step {
    /// Expressions would tell more of the world than a client sees.
    fileprivate var asksOnlyForIDs: Bool {
        var texts: [TemplateText] = []
        switch action {
        case .az(let line): texts = line.texts
        case .act(let act):
            texts = [act.name.template, act.target?.template].compactMap { $0 }
            texts += act.arguments.flatMap { [$0.name] + $0.value.texts }
        case .request(let request):
            texts = [request.line, request.method, request.path, request.host].compactMap { $0 }
            texts += request.body?.texts ?? []
        default: return false
        }
        return texts.flatMap(\.expressions).allSatisfy { placed in
            guard case .call("id", let arguments) = placed.expression.form else { return false }
            if case .literal = arguments.first?.expression.form { return true }
            return false
        }
    }
}
