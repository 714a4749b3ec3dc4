import VirtualTime

extension NameChecker {
    func check(_ text: TemplateText?, in scope: ScopeNames) {
        for expression in text?.expressions ?? [] { check(expression, in: scope) }
    }

    func check(_ template: Template, in scope: ScopeNames) {
        for text in template.texts { check(text, in: scope) }
    }

    func check(_ policy: ChoicePolicy?, in scope: ScopeNames) {
        switch policy {
        case .named(let text): check(text, in: scope)
        case .map(let fields): for field in fields { check(field.value, in: scope) }
        case nil: break
        }
    }

    func check(_ skip: Skip?, in scope: ScopeNames) { check(skip?.when, in: scope) }

    /// Fields of `vars` or of a row may use one another, but not in a circle.
    func check(_ fields: [Template.Field], in scope: ScopeNames, group: String) {
        for field in fields {
            check(field.value, in: scope)
            var seen: Set<String> = []
            var waiting = uses(of: group, in: field.value)
            while let name = waiting.popLast() {
                guard name != field.name.source else {
                    decoder.report(
                        .usedBeforeItsStep, "'\(group).\(name)' is made from itself", at: field.name.place)
                    break
                }
                guard seen.insert(name).inserted, let next = fields.first(where: { $0.name.source == name })
                else {
                    continue
                }
                waiting += uses(of: group, in: next.value)
            }
        }
    }

    private func uses(of group: String, in template: Template) -> [String] {
        func names(_ expression: Expression) -> [String] {
            if case .member(let base, let name) = expression.form, base.form == .name(group) { return [name] }
            return expression.parts.flatMap(names)
        }
        return template.texts.flatMap(\.expressions).flatMap { names($0.expression) }
    }

    func check(_ instant: Late<InstantSpec>?, in scope: ScopeNames) {
        guard let instant else { return }
        if case .mark(let name) = instant.ready?.base { return checkMark(name, at: instant.place, in: scope) }
        guard let template = instant.template else { return }
        check(template, in: scope)
        guard case .text(let head) = template.parts.first,
            let end = head.firstIndex(where: { $0 == "+" || $0 == "-" })
        else { return }
        let name = String(head[..<end])
        if name != "T", name != "now" { checkMark(name, at: instant.place, in: scope) }
    }

    private func checkMark(_ name: String, at place: SourcePlace, in scope: ScopeNames) {
        guard !scope.marks.contains(name) else { return }
        if scope.boundSomewhere.contains(name) {
            decoder.report(.usedBeforeItsStep, "the mark '\(name)' is set by a later step", at: place)
        } else {
            decoder.report(
                .unknownName, "no step sets the mark '\(name)'", at: place,
                Suggestion.phrase(for: name, among: scope.marks.sorted()))
        }
    }

    func check(_ condition: Condition, in scope: ScopeNames) {
        for state in condition.state {
            check(state.reference.template, in: scope)
            for property in state.properties { check(property.matcher, in: scope) }
        }
        for query in condition.journal { check(query, in: scope) }
        check(condition.expression, in: scope)
        for inner in condition.nested { check(inner, in: scope) }
    }

    private func check(_ query: JournalQuery, in scope: ScopeNames) {
        check(query.act, in: scope)
        check(query.target?.template, in: scope)
        check(query.rule, in: scope)
        if let rule = query.rule, let id = rule.constant { checkRule(id, at: rule.place) }
        check(query.actor, in: scope)
        check(query.since, in: scope)
        check(query.until, in: scope)
        check(query.filter, in: scope.with(Vocabulary.entryFields))
        if let count = query.count { check(count, in: scope) }
        for cause in query.causedBy { check(cause, in: scope) }
    }

    func check(_ matcher: Matcher, in scope: ScopeNames) {
        switch matcher {
        case .equals(let value), .ordered(_, let value), .contains(let value), .includes(let value):
            check(value, in: scope)
        case .between(let least, let most):
            check(least, in: scope)
            check(most, in: scope)
        case .oneOf(let values): for value in values { check(value, in: scope) }
        case .startsWith(let text), .matches(let text): check(text, in: scope)
        case .not(let inner), .length(let inner): check(inner, in: scope)
        case .sameAs(let instant): check(instant, in: scope)
        case .exists, .type, .changed: break
        }
    }

    func check(_ invariant: Invariant, in scope: ScopeNames) {
        switch invariant.form {
        case .rule(let id): checkRule(id, at: invariant.place)
        case .expression(let expression): check(expression, in: scope)
        }
        check(invariant.from, in: scope)
        check(invariant.to, in: scope)
    }

    func checkRule(_ id: String, at place: SourcePlace) {
        guard let knownRules else {
            let parts = id.split(separator: "-", omittingEmptySubsequences: false)
            let isForm =
                parts.count >= 2
                && parts.allSatisfy { part in
                    !part.isEmpty && part.allSatisfy { $0.isASCII && ($0.isUppercase || $0.isNumber) }
                }
            if !isForm {
                decoder.report(.unknownRule, "'\(id)' is no rule id", at: place, "such as SENT-REVOKE-03")
            }
            return
        }
        guard !knownRules.contains(id) else { return }
        decoder.report(
            .unknownRule, "no rule has the id '\(id)'", at: place,
            Suggestion.phrase(for: id, among: knownRules))
    }
}
