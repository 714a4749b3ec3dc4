import VirtualTime

extension NameChecker {
    func check(_ placed: PlacedExpression?, in scope: ScopeNames) {
        guard let placed else { return }
        check(placed.expression, of: placed, in: scope, isLookingBack: false)
    }

    private func check(
        _ expression: Expression, of placed: PlacedExpression, in scope: ScopeNames, isLookingBack: Bool
    ) {
        switch expression.form {
        case .name(let name): checkName(name, expression, placed, scope)
        case .member(let base, let member):
            if case .name(let group) = base.form, !scope.locals.contains(group),
                ["vars", "case", "matrix"].contains(group)
            {
                return checkGroup(group, member, expression, placed, scope)
            }
            check(base, of: placed, in: scope, isLookingBack: isLookingBack)
            checkProperty(member, of: base, expression, placed)
        case .call(let name, let arguments):
            check(call: name, arguments, expression, placed, in: scope, isLookingBack: isLookingBack)
        case .comparison(_, let left, let right):
            checkWord(left, right, placed)
            checkWord(right, left, placed)
            for part in expression.parts { check(part, of: placed, in: scope, isLookingBack: isLookingBack) }
        default:
            for part in expression.parts { check(part, of: placed, in: scope, isLookingBack: isLookingBack) }
        }
    }

    private func checkName(
        _ name: String, _ expression: Expression, _ placed: PlacedExpression, _ scope: ScopeNames
    ) {
        let place = placed.place(of: expression)
        if scope.groups[name] != nil, !scope.locals.contains(name) {
            decoder.report(.unknownName, "'\(name)' alone is no value", at: place, "write \(name).NAME")
            return
        }
        if Vocabulary.measures.contains(name), RunMeasure(rawValue: name) == nil, !scope.ranks {
            decoder.notSupported(name, at: place)
        }
        guard !scope.knows(name) else { return }
        if scope.boundSomewhere.contains(name) {
            decoder.report(.usedBeforeItsStep, "'\(name)' is bound by a later step", at: place)
        } else if ["vars", "case", "matrix"].contains(name) {
            decoder.report(.unknownName, "there is no '\(name)' here", at: place)
        } else {
            decoder.report(
                .unknownName, "nothing is named '\(name)' here", at: place,
                Suggestion.phrase(for: name, among: scope.suggestions))
        }
    }

    private func checkGroup(
        _ group: String, _ member: String, _ expression: Expression, _ placed: PlacedExpression,
        _ scope: ScopeNames
    ) {
        let place = placed.place(of: expression)
        guard let members = scope.groups[group] else {
            decoder.report(.unknownName, "there is no '\(group)' here", at: place)
            return
        }
        guard !members.contains(member) else { return }
        decoder.report(
            .unknownName, "'\(group)' has no '\(member)'", at: place,
            Suggestion.phrase(for: member, among: members.words), notes: ["it has: \(members.shown)"])
    }

    /// A property of `workspace('…')` and its like.
    private func checkProperty(
        _ member: String, of base: Expression, _ expression: Expression, _ placed: PlacedExpression
    ) {
        guard case .call(let kind, _) = base.form, Vocabulary.kinds[kind] != nil else { return }
        let known = Vocabulary.properties(of: kind)
        guard !known.contains(member) else { return }
        let length = member.unicodeScalars.count
        let place = placed.place(offset: expression.offset + expression.length - length, length: length)
        decoder.report(
            .unknownProperty, "unknown property '\(member)' of \(kind)", at: place,
            Suggestion.phrase(for: member, among: known),
            notes: ["properties of \(kind): \(known.joined(separator: ", "))"])
    }

    /// `workspace('w').data == 'inaccesible'` would never hold, which is a mistake and not a result.
    private func checkWord(_ property: Expression, _ literal: Expression, _ placed: PlacedExpression) {
        guard case .member(let base, let name) = property.form, case .call(let kind, _) = base.form,
            case .literal(.string(let word)) = literal.form,
            case .word(let words)? = Vocabulary.kinds[kind]?[name], !words.contains(word)
        else { return }
        decoder.report(
            .unknownValue, "'\(word)' is no value of \(kind).\(name)", at: placed.place(of: literal),
            Suggestion.phrase(for: word, among: words), notes: ["values: \(words.joined(separator: ", "))"])
    }

    private func check(
        call name: String, _ arguments: [Expression.Argument], _ expression: Expression,
        _ placed: PlacedExpression,
        in scope: ScopeNames, isLookingBack: Bool
    ) {
        guard let function = ExpressionFunction(rawValue: name) else { return }
        if function.looksBack, isLookingBack {
            decoder.report(
                .notSupported, "`\(name)` within another look back is not supported by this version",
                at: placed.place(of: expression))
        }
        if function == .goal { checkGoal(arguments, placed.place(of: expression), scope) }
        if function == .id, case .literal(.string(let text))? = arguments.first?.expression.form,
            Reference(text) == nil
        {
            decoder.report(
                .notAReference, "'\(text)' is not a reference (kind/name)",
                at: placed.place(of: arguments[0].expression))
        }
        for (place, argument) in arguments.enumerated() {
            switch argument {
            case .lambda(let variable, let body):
                check(
                    body, of: placed, in: scope.with([variable]),
                    isLookingBack: isLookingBack || function.looksBack)
            case .value(let value):
                if function == .at, place == 0 {
                    checkMarkArgument(value, placed, scope)
                } else {
                    check(value, of: placed, in: scope, isLookingBack: isLookingBack || function.looksBack)
                }
            }
        }
    }

    private func checkMarkArgument(_ value: Expression, _ placed: PlacedExpression, _ scope: ScopeNames) {
        let name: String
        switch value.form {
        case .name(let word), .literal(.string(let word)): name = word
        default:
            decoder.report(.badExpression, "'at' needs the name of a mark", at: placed.place(of: value))
            return
        }
        if !scope.marks.contains(name) {
            decoder.report(
                .unknownName, "no step sets the mark '\(name)'", at: placed.place(of: value),
                Suggestion.phrase(for: name, among: scope.marks.sorted()))
        }
    }
}
