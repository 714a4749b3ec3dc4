/// Names that nothing reads, and steps that never run.
struct NameLint {
    let scenario: Scenario
    let parts: ScenarioParts

    private var steps: [Step] { scenario.setup + scenario.steps + scenario.cleanup }

    var findings: [Finding] {
        let read = Self.namesRead(by: parts.expressions)
        return unused(read) + steps.flatMap { captures(of: $0, read) } + skippedFile
            + steps.flatMap { idle($0, read) }
    }

    /// `vars.group`, `case.name`, `version`: what expressions read.
    private static func namesRead(by expressions: [PlacedExpression]) -> Set<String> {
        var names: Set<String> = []
        for expression in expressions.flatMap(\.expression.all) {
            switch expression.form {
            case .name(let name): names.insert(name)
            case .member(let base, let member):
                if case .name(let group) = base.form { names.insert("\(group).\(member)") }
            default: break
            }
        }
        return names
    }

    private func unused(_ read: Set<String>) -> [Finding] {
        var findings: [Finding] = []
        for field in scenario.variables where !read.contains("vars.\(field.name.source)") {
            findings.append(
                warning(
                    .unusedVariable, "nothing reads the variable '\(field.name.source)'",
                    at: field.name.place, "read it as ${vars.\(field.name.source)}, or leave it out"))
        }
        for field in scenario.cases.first?.fields ?? []
        where field.name.source != "name" && !read.contains("case.\(field.name.source)") {
            findings.append(
                warning(
                    .unusedColumn, "nothing reads '\(field.name.source)' of the cases", at: field.name.place,
                    "read it as ${case.\(field.name.source)}, or leave it out"))
        }
        for axis in scenario.matrix where !read.contains("matrix.\(axis.name)") {
            findings.append(
                warning(
                    .unusedAxis, "nothing reads the axis '\(axis.name)': its cells are all the same",
                    at: axis.place, "read it as ${matrix.\(axis.name)}, or leave it out"))
        }
        return findings
    }

    private func captures(of step: Step, _ read: Set<String>) -> [Finding] {
        let own = step.captures.filter { !read.contains($0.name) }.map { capture in
            warning(
                .unusedCapture, "nothing reads the captured '\(capture.name)'", at: capture.place,
                "read it as ${\(capture.name)}, or leave it out")
        }
        return own + step.allInner.flatMap { captures(of: $0, read) }
    }

    // MARK: steps that never run

    private var skippedFile: [Finding] {
        guard let skip = scenario.skip, skip.isForEver else { return [] }
        return [
            warning(
                .skippedForEver, "the file never runs: \(skip.reason)", at: scenario.name.place,
                "say `when`, `until` or `issue` in its skip")
        ]
    }

    private func idle(_ step: Step, _ read: Set<String>) -> [Finding] {
        if let condition = step.condition, condition.constantValue == .bool(false) {
            let place = condition.place(of: condition.expression)
            return [warning(.neverRuns, "this step never runs: its `if` is false", at: place)]
                + boundInVain(by: step, read)
        }
        if let skip = step.skip, skip.isForEver {
            return [
                warning(
                    .skippedForEver, "this step never runs: \(skip.reason)", at: step.place,
                    "say `when`, `until` or `issue` in its skip")
            ] + boundInVain(by: step, read)
        }
        return step.allInner.flatMap { idle($0, read) }
    }

    private func boundInVain(by step: Step, _ read: Set<String>) -> [Finding] {
        let names = step.captures.map { ($0.name, $0.place) } + (step.mark.map { [($0, step.place)] } ?? [])
        return names.filter { read.contains($0.0) }.map { name, place in
            warning(.boundInVain, "'\(name)' is read, but only a step that never runs binds it", at: place)
        }
    }

    private func warning(
        _ code: LintCode, _ message: String, at place: SourcePlace, _ hint: String = ""
    ) -> Finding {
        Finding(code, message, file: scenario.file, at: place, hint)
    }
}

extension Skip {
    fileprivate var isForEver: Bool { when == nil && until == nil && issue == nil }
}

extension Step {
    /// Steps inside this one, those of a block included.
    var allInner: [Step] {
        if case .use(let use) = action { return use.steps }
        return inner
    }
}
